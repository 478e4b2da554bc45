"""Do those who may keep the places of the school, and does nobody else?"""

from datetime import date, time, timedelta

import pytest

from gatepost.audit.models import AuditEntry
from gatepost.kernel.errors import Refused
from gatepost.people.viewer import NOBODY
from gatepost.premises import queries
from gatepost.premises.models import Area, AreaUse
from gatepost.premises.placing import (
    MOST_USES,
    add_area,
    add_use,
    free_of_pupils,
    remove_area,
    remove_use,
    rename_area,
)
from gatepost.premises.rules import Now, Use
from gatepost.premises.states import Place
from tests.conftest import NOON
from tests.unit.signoff.people import viewer_of

pytestmark = pytest.mark.usefixtures("school")
LUNCH = Use(time(12), time(13), by_pupils=True, days=frozenset(range(5)))
TODAY = NOON.date()


def gym() -> Area:
    """Return a place without uses."""
    return add_area(name="Gym", kind=Place.HALL, by=viewer_of("head"), at=NOON)


def code_of(area: Area, use: Use = LUNCH, what: str = "Lunch") -> str:
    """Return how adding a use is refused, and see that nothing is kept."""
    before = AreaUse.objects.count()
    with pytest.raises(Refused) as caught:
        add_use(area=area.id, what=what, use=use, by=viewer_of("office"), at=NOON)
    assert AreaUse.objects.count() == before
    return caught.value.code


@pytest.mark.parametrize("kind", ["teacher", "parent", "chair", "clerk", "safeguarding-lead", "deputy", "technician"])
def test_nobody_else_keeps_the_places(kind: str) -> None:
    """Adds none, takes none away, says nothing of their hours."""
    by, hall = viewer_of(kind), Area.objects.get(name="Hall")
    use = hall.uses.order_by("begins")[0]
    deeds = (
        lambda: add_area(name="Shed", kind=Place.NO_PUPIL_AREA, by=by, at=NOON),
        lambda: remove_area(area=hall.id, by=by, at=NOON),
        lambda: add_use(area=hall.id, what="x", use=LUNCH, by=by, at=NOON),
        lambda: remove_use(use=use.id, by=by, at=NOON),
        lambda: rename_area(area=hall.id, name="Shed", by=by, at=NOON),
        lambda: free_of_pupils(what="x", first=TODAY, last=TODAY, by=by, at=NOON),
    )
    for deed in deeds:
        with pytest.raises(Refused, match="keeps this list"):
            deed()
    assert (Area.objects.count(), hall.uses.count()) == (4, 2)


def test_name_is_one_places_and_sent_twice_it_is_one() -> None:
    """Small and capital letters are the same."""
    head, area = viewer_of("head"), gym()
    assert gym().id == area.id
    for name, code in (("GYM", "there-name"), (" ", "no-name"), ("x" * 61, "bad-name"), ("a\u2028b", "bad-name")):
        with pytest.raises(Refused) as caught:
            add_area(name=name, kind=Place.CLASSROOM, by=head, at=NOON)
        assert caught.value.code == code
    assert Area.objects.count() == 5


def test_uses_that_cannot_be_are_refused_in_clear_words() -> None:
    """Backwards, overlapping, over, nameless, at night, of a staff room, of no place."""
    area = gym()
    assert code_of(area, what="") == "no-what"
    assert code_of(area, Use(time(13), time(12), by_pupils=True, days=LUNCH.days)) == "backwards-ends"
    assert code_of(area, Use(time(1), time(2), by_pupils=True, days=LUNCH.days)) == "night-begins"
    gone = TODAY - timedelta(days=1)
    assert code_of(area, Use(time(12), time(13), by_pupils=True, first=gone, last=gone)) == "over-last"
    assert code_of(Area.objects.get(name="Staff room")) == "always-what"
    assert code_of(Area(id="nothing")) == "no-such-area"
    kept = add_use(area=area.id, what="Lunch", use=LUNCH, by=viewer_of("head"), at=NOON)
    assert add_use(area=area.id, what="Lunch", use=LUNCH, by=viewer_of("head"), at=NOON).id == kept.id
    with pytest.raises(Refused, match="“Lunch” is there at that time already"):
        add_use(area=area.id, what="Yoga", use=LUNCH, by=viewer_of("head"), at=NOON)


def test_endless_uses_are_refused() -> None:
    """A slip of the hand, or of a program."""
    area, day = gym(), TODAY
    rows = [
        AreaUse(
            area=area,
            what="x",
            by_pupils=True,
            begins=time(9),
            ends=time(10),
            first=day + timedelta(days=n),
            last=day + timedelta(days=n),
        )
        for n in range(MOST_USES)
    ]
    AreaUse.objects.bulk_create(rows)
    assert code_of(area) == "many-what"
    free = day + timedelta(days=MOST_USES)
    with pytest.raises(Refused, match=r"^Gym: These are very many"):
        free_of_pupils(what="Half-term", first=free, last=free, by=viewer_of("office"), at=NOON)


def test_those_whose_phones_are_limited_read_what_is_now() -> None:
    """And who keeps the list; no parent, nor anybody else. It is Friday noon in July."""
    hall = Area.objects.get(name="Hall")
    for kind in ("teacher", "parent-staff", "governor", "volunteer", "office", "head"):
        now = {each.name: each.now for each in queries.areas_now(viewer_of(kind), at=NOON)}
        assert now["Hall"] == Now(Place.PUPIL_AREA, time(18))
        assert now["Playground"] == Now(Place.PLAYGROUND)
        assert now["Staff room"] == Now(Place.STAFF_ROOM)
    for viewer in (NOBODY, viewer_of("parent"), viewer_of("parent-apart")):
        assert queries.areas_now(viewer, at=NOON) == ()
        assert queries.get_area(viewer, hall.id, at=NOON) is None


def test_hall_lent_to_a_club_for_one_evening_stands_before_the_week() -> None:
    """Then it is as it was."""
    hall, head = Area.objects.get(name="Hall"), viewer_of("head")
    lent = Use(time(16), time(20), by_pupils=False, first=TODAY, last=TODAY)
    kept = add_use(area=hall.id, what="Lent to the choir", use=lent, by=head, at=NOON)
    seen = queries.get_area(head, hall.id, at=NOON)
    assert seen is not None
    assert seen.now == Now(Place.PUPIL_AREA, time(16))
    assert [each.what for each in seen.uses] == ["Lessons and lunch", "After-school club", "Lent to the choir"]
    remove_use(use=kept.id, by=head, at=NOON)
    remove_use(use=kept.id, by=head, at=NOON)
    seen = queries.get_area(head, hall.id, at=NOON)
    assert seen is not None
    assert seen.now.until == time(18)
    assert AuditEntry.objects.filter(action="area.use-removed").count() == 1


def test_place_goes_with_its_uses_and_the_record_names_the_clause() -> None:
    """By ids and codes, no names."""
    hall, head = Area.objects.get(name="Hall"), viewer_of("head")
    remove_area(area=hall.id, by=head, at=NOON)
    remove_area(area=hall.id, by=head, at=NOON)
    assert not AreaUse.objects.exists()
    entries = AuditEntry.objects.filter(subject=hall.id)
    assert sorted(entry.action for entry in entries) == [
        "area.added",
        "area.removed",
        "area.use-added",
        "area.use-added",
    ]
    assert {entry.clause for entry in entries} == {"conduct.phones-breaks"}
    assert all(entry.edition for entry in entries)
    assert not [entry for entry in entries if "Hall" in entry.data or "Lessons" in entry.data]


def test_past_days_are_over() -> None:
    """They are told as such, and do not count."""
    area = gym()
    AreaUse.objects.create(
        area=area,
        what="Fair",
        by_pupils=True,
        begins=time(9),
        ends=time(17),
        first=date(2026, 1, 5),
        last=date(2026, 1, 6),
    )
    seen = queries.get_area(viewer_of("head"), area.id, at=NOON)
    assert seen is not None
    assert [each.is_over for each in seen.uses] == [True]
    assert seen.now == Now(Place.HALL)


def test_renamed_place_keeps_its_hours_and_no_two_have_one_name() -> None:
    """The record says that it was renamed, and no name."""
    hall, uses = Area.objects.get(name="Hall"), AreaUse.objects.count()
    for name, code in ((" ", "no-name"), ("x" * 61, "bad-name"), ("playground", "there-name")):
        with pytest.raises(Refused) as caught:
            rename_area(area=hall.id, name=name, by=viewer_of("office"), at=NOON)
        assert caught.value.code == code
    with pytest.raises(Refused, match="no such place"):
        rename_area(area="of-another-school", name="Barn", by=viewer_of("office"), at=NOON)
    for _ in range(2):  # a double click
        rename_area(area=hall.id, name="HALL", by=viewer_of("office"), at=NOON)
    hall.refresh_from_db()
    assert (hall.name, AreaUse.objects.count()) == ("HALL", uses)
    (entry,) = AuditEntry.objects.filter(action="area.renamed")
    assert (entry.subject, bool(entry.clause), bool(entry.edition)) == (hall.id, True, True)
    assert "HALL" not in f"{entry.data}"


def test_in_the_holidays_no_place_has_pupils() -> None:
    """From the first day to the last, before and after which the week counts again."""
    first, last = TODAY + timedelta(days=3), TODAY + timedelta(days=7)  # Monday to Friday
    for _ in range(2):  # a double click
        free_of_pupils(what="Half-term", first=first, last=last, by=viewer_of("office"), at=NOON)
    for number, place in (
        (0, Place.PUPIL_AREA),
        (3, Place.NO_PUPIL_AREA),
        (7, Place.NO_PUPIL_AREA),
        (10, Place.PUPIL_AREA),
    ):
        now = {
            each.name: each.now.place
            for each in queries.areas_now(viewer_of("teacher"), at=NOON + timedelta(days=number))
        }
        assert now["Hall"] is place
        assert now["Staff room"] is Place.STAFF_ROOM
        assert now["Playground"] is (Place.PLAYGROUND if place is Place.PUPIL_AREA else place)
    assert AreaUse.objects.filter(what="Half-term").count() == 2  # hall and playground


def test_days_without_pupils_are_refused_whole() -> None:
    """Where one place has something else then, none is free: the sentence names it."""
    playground = Area.objects.get(name="Playground")
    fair = Use(time(12), time(13), by_pupils=True, first=TODAY, last=TODAY)
    add_use(area=playground.id, what="Fair", use=fair, by=viewer_of("office"), at=NOON)
    before = AreaUse.objects.count()
    week = timedelta(days=7)
    for first, last, words in (
        (TODAY, TODAY, "Playground: “Fair” is there"),
        (TODAY + week, TODAY, "come after the first"),
        (TODAY - week, TODAY - week, "over"),
        (TODAY, TODAY + 52 * week, "more than 120 days"),
    ):
        with pytest.raises(Refused, match=words):
            free_of_pupils(what="Half-term", first=first, last=last, by=viewer_of("office"), at=NOON)
        assert AreaUse.objects.count() == before
