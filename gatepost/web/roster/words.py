"""How does an import read on a page?

change_in_words(Change("hat.staff", "", "Teacher")).what  ->  'Staff'
"""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from gatepost.people.states import Duty, Hat
from gatepost.roster.fields import Kind
from gatepost.roster.plan import Change, Item, Outcome, Subject
from gatepost.roster.problems import SENTENCES, Problem
from gatepost.roster.reading_job import NOTE, PROBLEM
from gatepost.roster.states import KINDS

OUTCOMES = (PROBLEM, NOTE, Outcome.NEW, Outcome.CHANGED, Outcome.LEFT, Outcome.UNCHANGED)
"""The lists of a dry run, in the order in which they matter."""


@dataclass(frozen=True, slots=True)
class Said:
    """A change in words; blank where there is nothing."""

    what: str
    before: str
    after: str


def outcome_in_words(outcome: str) -> str:
    """Return what a list is called."""
    return {
        PROBLEM: _("Not understood"),
        NOTE: _("To look at"),
        Outcome.NEW: _("New"),
        Outcome.CHANGED: _("Changed"),
        Outcome.LEFT: _("Not in this file any more"),
        Outcome.UNCHANGED: _("Unchanged"),
        Outcome.DOUBT: _("Who is who?"),
    }[outcome]


def outcome_explained(outcome: str) -> str:
    """Return what a list is of."""
    return {
        PROBLEM: _(
            "Nothing of these lines is taken. Correct them in your system and send the file again, or go on without."
        ),
        NOTE: _("These lines are taken. They are shown because something about them may not be what you meant."),
        Outcome.NEW: _("These are added."),
        Outcome.CHANGED: _("These are changed as shown."),
        Outcome.LEFT: _("The last file named them, this one does not. Nobody leaves unless you tick them."),
        Outcome.UNCHANGED: _("Nothing happens to these."),
    }[outcome]


def problem_in_words(problem: Problem) -> str:
    """Return what is wrong and what would be right."""
    return _(SENTENCES[problem.code]) % problem.facts


def change_in_words(change: Change) -> Said:
    """Return one thing that would be different."""
    kind, _dot, hat = change.what.partition(".")
    if kind == "hat":
        return Said(str(Hat(hat).label), _title(change.before, hat), _title(change.after, hat))
    called = {
        "name": _("Name"),
        "email": _("E-mail address"),
        "number": _("Number"),
        "class": _("Class"),
        "year": _("Year"),
        "guardians": _("Parents and guardians"),
        "here": _("At the school"),
    }[kind]
    if kind == "here":
        return Said(called, _("left"), _("is back"))
    return Said(called, change.before, change.after)


def _title(title: str, hat: str) -> str:
    return _("yes") if title == hat else title


def notes_in_words(item: Item) -> list[str]:
    """Return what is pointed out about somebody."""
    return [_note(code, value) for code, value in item.notes]


def _note(code: str, value: str) -> str:
    sentences = {
        "shares-address": _(
            "Shares this address with %(value)s. Only one of them can sign in with it: the first whom you invite. "
            "The other needs an address of their own."
        ),
        "holds-address": _(
            "Shares this address with %(value)s, who signs in with it. To sign in too, they need an address of their own."
        ),
        "other-email": _("The file also says %(value)s. It is not taken."),
        "signs-in-with": _("Goes on signing in with %(value)s until you change their account."),
        "needed": _("Cannot leave yet: nobody else is %(duty)s. Hand that over first."),
    }
    duty = str(Duty(value).label) if code == "needed" else ""
    return sentences[code] % {"value": value, "duty": duty}


def who_in_words(item: Item) -> str:
    """Return what somebody is: hats, or a class."""
    facts = item.after or item.before
    if item.subject is Subject.LINK:
        return _("Parent or guardian of this pupil")
    if item.subject is Subject.PUPIL:
        return _("Pupil, %(class)s") % {"class": facts.class_name} if facts and facts.class_name else _("Pupil")
    hats = facts.hats if facts else {}
    return " · ".join(hats[hat] or str(hat.label) for hat in Hat if hat in hats)


def field_in_words(field: str) -> str:
    """Return what a field of a file is called."""
    who, _dot, what = field.partition(".")
    called = {
        "kind": _("Kind of person"),
        "id": _("Number in your system"),
        "name": _("Whole name, in one column"),
        "first": _("First name"),
        "last": _("Last name"),
        "email": _("E-mail address"),
        "role": _("Role or job"),
        "since": _("Since"),
        "class": _("Class"),
        "year": _("Year group"),
        "responsible": _("Has parental responsibility"),
    }[what or who]
    if who.startswith("contact"):
        return _("Parent or guardian %(number)s: %(what)s") % {"number": who[-1], "what": called}
    return called


def kind_in_words(kind: str) -> str:
    """Return what a kind of file is called."""
    return str(capfirst(KINDS[Kind(kind)]))


def trouble_in_words(code: str) -> str:
    """Return why an import that was confirmed waits again; blank for no trouble."""
    return {
        "": "",
        "school-changed": _(
            "Nothing was changed. Somebody changed something at the school since you saw this list, so it was worked out "
            "anew. Please look at it again."
        ),
        "not-the-office": _("Nothing was changed. Whoever confirmed this may not import people any more."),
    }.get(code, _("Nothing was changed: something that leaves has to be handed over first. Please look at it again."))
