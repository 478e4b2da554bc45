"""How is what is kept about people changed?

People, hats and duties (``core``); who may sign in (``signing_in``); pupils and families (``families``); powers that are
lent and needs (``powers``); leaving (``leaving``); putting right (``correcting``). Callers import from here.

Example: ``services.add_person(school=school, name="Ruth Adeyemi", email="", by=viewer, at=now())``.
"""

from gatepost.people.services.core import (
    add_person,
    add_with_hat,
    end_duty,
    end_hat,
    give_duty,
    give_hat,
    open_school,
)
from gatepost.people.services.correcting import correct_person, may_merge, merge
from gatepost.people.services.families import (
    add_pupil,
    carry_over,
    correct_pupil,
    declare_family,
    lift_restriction,
    link_guardian,
    pupil_leaves,
    restrict_contact,
    unlink_guardian,
    withdraw_declaration,
)
from gatepost.people.services.finding import note_people, note_pupils
from gatepost.people.services.leaving import leave, list_tasks, list_to_hand_over
from gatepost.people.services.powers import lend, take_back
from gatepost.people.services.signing_in import (
    close_account,
    let_in,
    open_account,
    open_named_accounts,
    rename_account,
    settle,
)

__all__ = [
    "add_person",
    "add_pupil",
    "add_with_hat",
    "carry_over",
    "close_account",
    "correct_person",
    "correct_pupil",
    "declare_family",
    "end_duty",
    "end_hat",
    "give_duty",
    "give_hat",
    "leave",
    "lend",
    "let_in",
    "lift_restriction",
    "link_guardian",
    "list_tasks",
    "list_to_hand_over",
    "may_merge",
    "merge",
    "note_people",
    "note_pupils",
    "open_account",
    "open_named_accounts",
    "open_school",
    "pupil_leaves",
    "rename_account",
    "restrict_contact",
    "settle",
    "take_back",
    "unlink_guardian",
    "withdraw_declaration",
]
