"""Can somebody declare their own family in private, and learn nothing of who is a pupil by trying? Refusals first."""

from datetime import timedelta

import pytest

from gatepost.audit.models import AuditEntry
from gatepost.kernel.errors import Refused
from gatepost.people import services
from gatepost.people.declaring import TRIES, declare, find_own, withdraw
from gatepost.people.models import FamilyDeclaration, School
from gatepost.people.viewer import NOBODY, SETUP, Viewer
from tests.conftest import NOON
from tests.unit.test_people_families import DAY, person, pupil, refused, school, viewer

__all__ = ["school"]


def say(who: Viewer, name: str, class_name: str = "", relationship: str = "my niece") -> FamilyDeclaration:
    """Declare at noon."""
    return declare(name=name, class_name=class_name, relationship=relationship, by=who, at=NOON)


def answer(who: Viewer, name: str, class_name: str = "") -> tuple[str, str]:
    """Return how a name is refused."""
    with pytest.raises(Refused) as refusal:
        say(who, name, class_name)
    return refusal.value.code, refusal.value.sentence


@pytest.mark.parametrize("kind", ["parent", None])
def test_declare_by_whom_no_clause_limits_is_refused_before_the_name_is_looked_at(
    school: School, kind: str | None
) -> None:
    """A parent learns nothing, nor does nobody."""
    pupil(school)
    who = viewer(kind) if kind else NOBODY
    assert answer(who, "Ada Zielińska") == answer(who, "No Such Child")
    with refused("not-ones-own"):
        say(who, "Ada Zielińska")


def test_name_of_nobody_part_of_a_name_and_a_name_elsewhere_or_of_two_get_one_answer(school: School) -> None:
    """Whoever tries learns only whether exactly this name is one pupil's."""
    pupil(school)
    left = pupil(school, "Gone Away")
    services.pupil_leaves(pupil=left, until=DAY, by=SETUP, at=NOON)
    for _ in range(2):
        pupil(school, "Sam Twice")
    other = services.open_school(name="Another School", by=SETUP, at=NOON)
    pupil(other, "Ben Elsewhere")
    tomorrow = NOON + timedelta(days=1)
    codes = set()
    for name in ("No Such Child", "Ada", "Zielińska", "Ben Elsewhere", "Sam Twice", "Gone Away"):
        kind = "teacher" if name < "G" else "volunteer"
        with pytest.raises(Refused) as refusal:
            declare(name=name, class_name="", relationship="niece", by=viewer(kind), at=tomorrow)
        codes.add((refusal.value.code, refusal.value.sentence))
    assert len(codes) == 1
    assert FamilyDeclaration.objects.count() == 0


def test_class_is_looked_at_only_between_two_of_one_name(school: School) -> None:
    """Else somebody who must not be told could try classes until one fits."""
    ada = pupil(school)
    assert say(viewer("teacher"), "ada zielinska", "a class that there is not").pupil_id == ada.id
    first = pupil(school, "Sam Twice")
    second = services.add_pupil(school=school, name="Sam Twice", class_name="4B", since=DAY, by=SETUP, at=NOON)
    assert say(viewer("teacher"), "Sam Twice", "4b").pupil_id == second.id
    assert first.id not in FamilyDeclaration.objects.values_list("pupil", flat=True)


def test_tries_are_recorded_without_the_name_and_come_to_an_end(school: School) -> None:
    """Then even a right name is refused, until tomorrow; others are not held up."""
    pupil(school)
    for _ in range(TRIES):
        assert answer(viewer("teacher"), "No Such Child")[0] == "no-such-pupil"
    assert answer(viewer("teacher"), "Ada Zielińska")[0] == "too-many-tries"
    entries = AuditEntry.objects.filter(action="family.not-found")
    assert {(entry.actor, entry.data) for entry in entries} == {(person("teacher").id, "")}
    assert person("teacher").id not in {entry.subject for entry in entries}  # the office's history does not show it
    assert entries.count() == TRIES
    say(viewer("volunteer"), "Ada Zielińska")
    later = NOON + timedelta(days=1, seconds=1)
    declare(name="Ada Zielińska", class_name="", relationship="niece", by=viewer("teacher"), at=later)


def test_empty_fields_are_no_try(school: School) -> None:
    """A slip costs nothing."""
    for name, relationship, code in ((" ", "niece", "bad-name"), ("Ada", " ", "bad-relationship")):
        with refused(code):
            say(viewer("teacher"), name, relationship=relationship)
    assert not AuditEntry.objects.filter(action="family.not-found").exists()


def test_only_ones_own_declaration_is_found_and_taken_back(school: School) -> None:
    """For others, the head too, it is not there to take back."""
    pupil(school)
    made = say(viewer("teacher"), "Ada Zielińska")
    assert find_own(viewer("volunteer"), made.id) is None
    assert find_own(viewer("head"), made.id) is None
    own = find_own(viewer("teacher"), made.id)
    assert own is not None
    withdraw(declaration=own, by=viewer("teacher"), at=NOON)
    assert find_own(viewer("teacher"), made.id) is None
