"""Is the table of what may follow what the one that people were promised?"""

import pytest

from gatepost.enquiries.states import DOES, NEXT, STANDS_IN, WAITING, Deed, Part, State, follows
from gatepost.people.states import Duty

BEGINS = Deed.ASK


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("deed", Deed)
def test_every_pair_is_decided(state: State, deed: Deed) -> None:
    """Nothing but opening again follows a closed question; nothing begins one that is there."""
    leads_to = follows(state, deed)
    if deed is BEGINS or (state is State.CLOSED) != (deed is Deed.REOPEN):
        assert leads_to is None
    elif deed is Deed.PASS_ON:
        assert leads_to == (state if state in WAITING else None)
    elif deed is Deed.CLOSE:
        assert leads_to is State.CLOSED
    elif deed is Deed.ANSWER:
        assert leads_to is State.ANSWERED
    elif deed is Deed.REOPEN:
        assert leads_to is State.REOPENED
    else:
        assert leads_to in WAITING


def test_whoever_asked_never_answers_and_whoever_answers_never_reopens() -> None:
    """Either may close."""
    assert DOES[Deed.ANSWER] == DOES[Deed.PASS_ON] == (Part.HOLDER,)
    assert DOES[Deed.WRITE_BACK] == DOES[Deed.REOPEN] == (Part.ASKER,)
    assert set(DOES[Deed.CLOSE]) == set(Part)
    assert {deed for _, deed in NEXT} == set(DOES)


def test_a_question_about_the_head_never_falls_to_the_head() -> None:
    """While nobody is clerk, the chair answers; while nobody is head, too."""
    assert STANDS_IN[Duty.CLERK] is STANDS_IN[Duty.HEAD] is Duty.CHAIR
