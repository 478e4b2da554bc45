"""Is a code never taken for another, does a letter say whether its permission counts, and who may have one?

Refusals first.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from hypothesis import given
from hypothesis import strategies as st

from gatepost.audit.models import AuditEntry
from gatepost.grants import services
from gatepost.grants.checking import Checked, Standing, look_up
from gatepost.grants.codes import PRIME, WHOLE, checked, new_code, read, shown
from gatepost.grants.letters import get_letter, letter_of, make
from gatepost.grants.models import Letter, Permission
from gatepost.kernel.errors import Refused
from gatepost.kernel.ids import ALPHABET, LENGTH
from gatepost.people.models import Person
from gatepost.people.viewer import NOBODY
from gatepost.policy import default_files
from gatepost.policy.parameters import set_permission
from tests.conftest import NOON
from tests.unit.grants.people import (
    FOR_THE_SCHOOL,
    IMAGES,
    LAST,
    NAME,
    PASS,
    TODAY,
    ask,
    granted,
    leave,
    no,
    viewer_of,
    yes,
)
from tests.unit.signoff.people import new_edition

DAY = timedelta(days=1)
BODIES = st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH)


def code_of(row: Permission) -> str:
    """Return the code on somebody's letter."""
    return Letter.objects.get(permission=row).code


def seen(row: Permission, *, days: int = 0) -> Checked:
    """Return what anybody is told of a letter, so many days later."""
    found = look_up(code_of(row), on=TODAY + days * DAY)
    assert found
    return found


def is_mistyped(typed: str) -> bool:
    """Tell whether a code is refused as one with a typing error."""
    try:
        read(typed)
    except Refused as refused:
        return refused.code == "mistyped"
    return False


@given(BODIES, st.integers(0, WHOLE - 1), st.sampled_from(ALPHABET))
def test_no_code_with_one_character_altered_is_another_code(body: str, place: int, letter: str) -> None:
    """Wherever it is altered, in the part that checks too: it is told as a typing error, whatever codes there are."""
    code = checked(body)
    altered = code[:place] + letter + code[place + 1 :]
    assert is_mistyped(altered) == (altered != code)


@given(BODIES, st.integers(0, WHOLE - 2))
def test_no_code_with_two_neighbours_exchanged_is_another_code(body: str, place: int) -> None:
    """What hands do most often, after striking the wrong key."""
    code = checked(body)
    altered = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert is_mistyped(altered) == (altered != code)


@given(st.text(max_size=120))
def test_nothing_that_somebody_types_is_more_than_refused(typed: str) -> None:
    """In whatever alphabet, of whatever length: a sentence, no error."""
    with pytest.raises(Refused) as refused:
        read(typed)
    assert refused.value.code in {"mistyped", "empty"}


def _upper(code: str) -> str:
    return shown(code)


def _spaced(code: str) -> str:
    return f"  {' '.join(code)} "


def _misread(code: str) -> str:
    return code.replace("0", "O").replace("1", "l")


def _full_width(code: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) for letter in code)


def _dashed(code: str) -> str:
    return shown(code).replace("-", " – ")  # noqa: RUF001  # what phones make of a dash


@pytest.mark.parametrize("typing", [str, _upper, _spaced, _misread, _full_width, _dashed])
@given(body=BODIES)
def test_code_is_read_however_it_was_typed(typing: Callable[[str], str], body: str) -> None:
    """Capital or small, with or without what stands between, and what looks alike."""
    assert read(typing(checked(body))) == checked(body)


def test_a_code_has_a_hundred_random_bits() -> None:
    """Nobody guesses one of 2 to the power of 100, and the part that checks adds nothing to guess by."""
    assert len(ALPHABET) ** LENGTH >= 2**100
    assert all(PRIME % number for number in range(2, 1024))
    assert len(ALPHABET) ** (WHOLE - LENGTH) > PRIME
    assert len({new_code() for _ in range(1000)}) == 1000


@pytest.mark.usefixtures("school")
class TestLetter:
    """With the invented school."""

    def test_what_was_not_given_has_no_letter(self) -> None:
        """Asked, half agreed, refused: no code, nothing to print."""
        rows = [ask("teacher"), ask("teacher", FOR_THE_SCHOOL), ask("office")]
        yes(rows[1], "head", "head")
        no(rows[2], "head", "head")
        assert not Letter.objects.exists()
        for row in rows:
            for who in ("teacher", "head", "office"):
                assert letter_of(viewer_of(who), row.id, on=TODAY) is None
                assert get_letter(viewer_of(who), row.id, on=TODAY) is None

    @pytest.mark.parametrize("who", ["parent", "volunteer", "chair", "governor", "safeguarding-lead", "technician"])
    def test_whoever_may_not_know_of_a_permission_has_no_letter_of_it(self, who: str) -> None:
        """Its code neither."""
        row = granted("teacher")
        assert letter_of(viewer_of(who), row.id, on=TODAY) is None
        assert get_letter(viewer_of(who), row.id, on=TODAY) is None
        assert letter_of(NOBODY, row.id, on=TODAY) is None

    def test_the_last_yes_makes_one_letter_whose_code_is_in_no_record(self) -> None:
        """The first yes makes none, a double click no second one, and the database takes no second one."""
        row = ask("teacher", FOR_THE_SCHOOL)
        yes(row, "governing-body", "chair")
        assert not Letter.objects.exists()
        yes(row, "head", "head")
        yes(row, "head", "head")
        code = Letter.objects.get().code
        assert read(shown(code)) == code
        entries = " ".join(f"{one.subject} {one.data}" for one in AuditEntry.objects.all())
        assert code not in entries
        assert shown(code) not in entries
        with pytest.raises(IntegrityError), transaction.atomic():
            make(row)

    @pytest.mark.parametrize("kind", [NAME, IMAGES, PASS])
    def test_holder_head_and_office_see_the_code_of_what_is_in_force(self, kind: str) -> None:
        """Of every kind that is asked for; the same code for each of them."""
        row = granted("parent" if kind == PASS else "teacher", kind)
        holder = "parent" if kind == PASS else "teacher"
        letters = [letter_of(viewer_of(who), row.id, on=TODAY) for who in (holder, "head", "office")]
        assert {letter.code if letter else "" for letter in letters} == {shown(code_of(row))}
        assert letters[0]
        assert letters[0].address.endswith(f"/letter/?code={shown(code_of(row))}")

    def test_what_anybody_is_told_names_nobody(self) -> None:
        """No holder, nobody who decided, no account, not what was asked in full, no reasons, no ids."""
        row = ask("teacher", FOR_THE_SCHOOL, what="The secret plan", account="book-week-4b")
        yes(row, "head", "head", text="Ask Mr Osei.")
        yes(row, "governing-body", "chair")
        services.revoke(permission=row.id, body="head", reason="He lied.", by=viewer_of("head"), at=NOON)
        told = repr(seen(row))
        hidden = ["The secret plan", "book-week-4b", "Osei", "He lied", "2026/7", row.id, row.sha256, code_of(row)]
        hidden += list(Person.objects.values_list("name", flat=True))
        hidden += list(Person.objects.values_list("id", flat=True))
        assert [word for word in hidden if word in told] == []
        assert "News of the summer fair" in told

    def test_letter_turns_with_the_days(self) -> None:
        """Not before its first day, on its last, not after it."""
        row = granted(since=TODAY + DAY)
        standings = [seen(row, days=days).standing for days in (0, 1, 30, 31)]
        assert standings == [Standing.COMING, Standing.VALID, Standing.VALID, Standing.EXPIRED]
        assert (seen(row).begins, seen(row).until) == (TODAY + DAY, LAST)

    def test_letter_counts_from_the_day_on_which_it_was_given(self) -> None:
        """Asked for from Friday on, given on Tuesday."""
        row = ask("teacher")
        yes(row, "head", "head", at=NOON + 4 * DAY)
        assert seen(row, days=4).begins == localdate(NOON + 4 * DAY)
        assert seen(row, days=3).standing is Standing.COMING
        assert seen(row, days=4).standing is Standing.VALID

    def test_what_was_taken_away_is_never_valid_again(self) -> None:
        """At once, on its first day, after its last; with the day on which it was."""
        row = granted()
        services.revoke(permission=row.id, body="head", reason="So.", by=viewer_of("head"), at=NOON)
        assert {seen(row, days=days).standing for days in (0, 1, 30, 31, 400)} == {Standing.REVOKED}
        assert seen(row).stopped_on == TODAY

    def test_what_was_given_back_and_what_a_leaver_held_has_ended(self) -> None:
        """From that moment, and from the day after the last one."""
        row = granted()
        services.give_back(permission=row.id, by=viewer_of("teacher"), at=NOON)
        assert seen(row).standing is Standing.ENDED
        other = granted("volunteer")
        leave("volunteer", TODAY)
        assert [seen(other, days=days).standing for days in (0, 1)] == [Standing.VALID, Standing.ENDED]

    def test_letter_rests_while_the_policy_asks_another_body_too(self) -> None:
        """As the permission does: "Ask" and the page say the same."""
        row = granted()
        files = set_permission(default_files(), NAME, decided_by=["head", "governing-body"])
        new_edition("Two bodies", TODAY + DAY, files=files)
        assert [seen(row, days=days).standing for days in (0, 1)] == [Standing.VALID, Standing.RESTS]
        letter = letter_of(viewer_of("teacher"), row.id, on=TODAY + DAY)
        assert letter
        assert letter.standing is Standing.RESTS

    def test_conditions_are_told_of_only_where_they_stand(self) -> None:
        """Those of a yes that was taken back are gone."""
        row = ask("teacher", FOR_THE_SCHOOL)
        yes(row, "head", "head", text="Only in term.")
        no(row, "head", "head")
        services.answer(permission=row.id, text="Please.", by=viewer_of("teacher"), at=NOON)
        yes(row, "head", "head")
        yes(row, "governing-body", "chair")
        assert not seen(row).has_conditions
        letter = get_letter(viewer_of("teacher"), row.id, on=TODAY)
        assert letter
        assert [each.conditions for each in letter.decisions] == ["", ""]
        with_some = ask("teacher", IMAGES)
        yes(with_some, "head", "head", text="Only in term.")
        assert seen(with_some).has_conditions

    def test_letter_quotes_the_policy_by_which_it_was_given(self) -> None:
        """Also once another one is in force."""
        row = granted()
        before = get_letter(viewer_of("teacher"), row.id, on=TODAY)
        new_edition("Another", TODAY + DAY, files=set_permission(default_files(), NAME, at_most="one week"))
        after = get_letter(viewer_of("teacher"), row.id, on=TODAY + DAY)
        assert before
        assert after
        assert before.edition.sha256 == after.edition.sha256 == row.edition

    def test_no_other_code_finds_a_letter(self) -> None:
        """Nor does half of one."""
        row = granted()
        assert look_up(new_code(), on=TODAY) is None
        assert look_up(code_of(row)[:LENGTH], on=TODAY) is None
        assert look_up("", on=TODAY) is None
        assert look_up("%", on=TODAY) is None
