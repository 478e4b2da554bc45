"""Does everybody read what is kept and for how long, as it is; and can only the head set it, and only as agreed?"""

import re
from collections.abc import Mapping
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from gatepost.kernel import clock
from gatepost.kernel.classification import Sensitivity
from gatepost.people import services as people
from gatepost.people.models import Person
from gatepost.signoff.classification import KEPT
from gatepost.signoff.keeping import YEARS, years_kept
from gatepost.signoff.retention import first_day_without, remove_due, tidy_up
from gatepost.signoff.states import Answer
from gatepost.web.keeping.lines import ROOMS, THINGS, field_of
from tests.conftest import NOON
from tests.pages.html import complaints
from tests.unit.signoff.people import TODAY, agree, edition, viewer_of
from tests.unit.signoff.test_retention import DUE, at, leave

PUBLIC, PAGE = "/policy/kept/", "/sign-off/kept/"


def said(client: Client, path: str) -> str:
    """Return what a page says."""
    return unescape(client.get(path).content.decode())


def test_everything_kept_about_a_person_stands_on_the_page_once() -> None:
    """A room that keeps more about people says so there, or this fails."""
    told = [name for thing in THINGS for name in thing.fields]
    about_people = {
        f"{room}.{name}"
        for room, fields in ROOMS.items()
        for name, field in fields.items()
        if field.sensitivity in {Sensitivity.PERSONAL, Sensitivity.CONFIDENTIAL}
    }
    assert sorted(told) == sorted(set(told)) == sorted(about_people)


def test_what_the_school_has_set_is_what_the_page_says(clients: Mapping[str, Client], noon: object) -> None:
    """For whoever is not signed in too; and what is removed is what it says."""
    about_signing = sum(field_of(thing.fields[0]).retention == KEPT for thing in THINGS)
    for years in (YEARS, 3, 1):
        if years != YEARS:
            assert clients["head"].post(PAGE, {"years": str(years), "agreed": "yes"}).status_code == 302
        for kind in ("anonymous", "parent", "head"):
            page = said(clients[kind], PUBLIC)
            words = f"Until {years} year{'s' if years > 1 else ''} after you left the school"
            assert page.count(words) == about_signing + 1, (kind, years)
            assert ("Why six years?" in page) == (years == YEARS)
    agree(viewer_of("parent"), edition())
    leave()
    last = first_day_without(DUE.replace(year=2026) - timedelta(days=1), 1)
    tidy_up(at=at(last - timedelta(days=1)))
    assert "answer removed" not in said(clients["office"], PAGE)
    tidy_up(at=at(last))
    page = said(clients["office"], PAGE)
    assert "1 answer removed, 1 year after whoever signed had left." in page
    assert "18 July 2027" in page
    assert "It was set to 3 years." in page


@pytest.mark.parametrize(
    ("sent", "about"),
    [
        ({"years": "0", "agreed": "yes"}, "Choose from 1 to 25 years."),
        ({"years": "26", "agreed": "yes"}, "Choose from 1 to 25 years."),
        ({"years": "six", "agreed": "yes"}, "Choose from 1 to 25 years."),
        ({"years": "9" * 5000, "agreed": "yes"}, "Choose from 1 to 25 years."),
        ({"years": "٣", "agreed": "yes"}, "Choose from 1 to 25 years."),
        ({"years": "-3", "agreed": "yes"}, "Choose from 1 to 25 years."),
        ({"agreed": "yes"}, "Choose from 1 to 25 years."),
        ({"years": "3"}, "Tick that this is agreed."),
        ({"years": "99"}, "Choose from 1 to 25 years."),
        ({"years": "99"}, "Tick that this is agreed."),
    ],
)
def test_form_that_is_wrong_changes_nothing(
    clients: Mapping[str, Client], noon: object, sent: dict[str, str], about: str
) -> None:
    """Nor does whoever is not the head, the office included."""
    response = clients["head"].post(PAGE, sent)
    assert (response.status_code, about in unescape(response.content.decode())) == (400, True)
    assert clients["office"].post(PAGE, {"years": "3", "agreed": "yes"}).status_code == 403
    assert years_kept(edition().school_id) == YEARS


def test_head_is_told_how_many_go_and_is_asked_before_they_do(clients: Mapping[str, Client], noon: object) -> None:
    """Nothing is set before; where nothing goes, nothing is asked; whoever was told another number is asked again."""
    agree(viewer_of("teacher"), edition())
    teacher = Person.objects.get(id=viewer_of("teacher").person_id)
    people.leave(person=teacher, last_day=TODAY, by=viewer_of("head"), at=NOON)
    later = NOON + timedelta(days=2 * 366)
    with clock.frozen(later):
        page = unescape(clients["head"].post(PAGE, {"years": "1", "agreed": "yes"}).content.decode())
        assert complaints(page) == []
        assert "This removes 1 answer of 1 person for good" in page
        assert "If you keep them for 1 year instead of 6," in page
        assert '<button class="button danger"' in page
        assert "Set 1 year and remove 1 answer</button>" in page
        assert years_kept(edition().school_id) == YEARS
        assert clients["office"].post(PAGE, {"years": "1", "agreed": "yes", "going": "1"}).status_code == 403
        assert clients["head"].post(PAGE, {"years": "1", "going": "1"}).status_code == 400
        assert clients["head"].post(PAGE, {"years": "3", "agreed": "yes"}).status_code == 302
        assert years_kept(edition().school_id) == 3
        told_another = clients["head"].post(PAGE, {"years": "1", "agreed": "yes", "going": "2"})
        assert "This removes 1 answer" in told_another.content.decode()
        assert years_kept(edition().school_id) == 3
        assert 'name="going" value="1"' in page
        done = clients["head"].post(PAGE, {"years": "1", "agreed": "yes", "going": "1"})
        assert done.status_code == 302
        assert years_kept(edition().school_id) == 1
        after = said(clients["head"], done["Location"])
        assert complaints(after) == []
        assert "Kept. From now on it is 1 year." in after
        assert "1 answer is being removed." in after
        assert remove_due(edition().school_id, at=later) == 1
        assert "being removed" not in said(clients["head"], done["Location"])
        assert "being removed" not in said(clients["office"], done["Location"])


def test_whoever_answered_three_times_is_one_person(clients: Mapping[str, Client], noon: object) -> None:
    """Shown, read, agreed: three answers go, of one person."""
    parent = viewer_of("parent")
    for level in (Answer.SHOWN, Answer.READ, Answer.AGREED):
        agree(parent, edition(), level=level)
    people.leave(person=Person.objects.get(id=parent.person_id), last_day=TODAY, by=viewer_of("head"), at=NOON)
    with clock.frozen(NOON + timedelta(days=2 * 366)):
        page = unescape(clients["head"].post(PAGE, {"years": "1", "agreed": "yes"}).content.decode())
        assert "This removes 3 answers of 1 person for good" in page
        assert "Set 1 year and remove 3 answers</button>" in page


def test_office_sees_and_does_not_set(clients: Mapping[str, Client], noon: object) -> None:
    """No button; nobody else sees the page."""
    assert "The head teacher sets the years." in said(clients["office"], PAGE)
    assert "Keep them for this long" not in said(clients["office"], PAGE)
    assert "Keep them for this long" in said(clients["head"], PAGE)
    assert clients["chair"].get(PAGE).status_code == 403
    assert PUBLIC in said(clients["parent"], "/me/policy/sign/")


def test_page_says_where_it_goes_and_what_can_be_changed_as_it_is(clients: Mapping[str, Client], noon: object) -> None:
    """What leaves Gatepost on paper or in a file is named; whoever agreed is sent to the head; one voice."""
    for kind in ("anonymous", "parent"):
        page = said(clients[kind], PUBLIC)
        for told in ("A list for the gate", "A table of all who are asked", "names staff, governors and volunteers"):
            assert told in page, (kind, told)
        assert "If you agreed and no longer do, speak to the head teacher." in page
        assert "Nowhere" not in page
        assert not re.search(
            r"\b(we|us|our|your school)\b", page[page.index("<h1") : page.index("</main>")], re.IGNORECASE
        )
