"""Is somebody told before a letter is made that it could not show their words?

Whoever asks or sets conditions is asked to write in letters that can be printed, or to tick that they know; the page of a
permission says it to whoever decides and whoever holds it. Which letters the school's computer has is found out anew each time.

    ScopeForm({"what": "বাংলা", …}).errors["what"]  ->  "The letter cannot show these letters: ব া ং ল. …"
"""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gatepost.grants.seeing import PermissionSeen
from gatepost.grants.states import State
from gatepost.people.states import Hat
from gatepost.people.viewer import Viewer
from gatepost.printing import unprintable
from gatepost.web.people.forms import PlainForm

KNOWN = "as_it_is"
MOST = 30
"""Letters that are named; more of them help nobody."""
OPEN = frozenset({State.REQUESTED, State.REFUSED, State.COMING, State.GRANTED})


class PrintedForm(PlainForm):
    """A form of which some fields, ``printed``, stand in the letter as they are typed."""

    printed: tuple[str, ...] = ()
    for_staff = True
    """Whether whoever fills it in works at the school, and so knows the technician."""

    def clean(self) -> dict[str, Any]:
        """Say which letters cannot be printed, once: who ticks the box has read it."""
        typed = super().clean() or {}
        missing = {name: unprintable(str(typed.get(name) or "")) for name in self.printed}
        if not any(missing.values()):
            return typed
        label = gettext_lazy("Send it as it is. The letter will show […] in place of these words, and say so.")
        self.fields[KNOWN] = forms.BooleanField(label=label, required=False)
        if not self.data.get(KNOWN):
            for name, letters in missing.items():
                if letters:
                    self.add_error(name, said(letters, for_staff=self.for_staff))
        return typed


def is_staff(viewer: Viewer) -> bool:
    """Tell whether somebody works at the school: they know the technician; everybody else knows the office."""
    return Hat.STAFF.value in viewer.hats


def said(letters: tuple[str, ...], *, for_staff: bool) -> str:
    """Return in words which letters are missing, and what whoever reads it can do."""
    if for_staff:
        sentence = _(
            "The letter cannot show these letters: %(letters)s. Write it in Latin letters too, or ask the technician to "
            "install them."
        )
    else:
        sentence = _(
            "The letter cannot show these letters: %(letters)s. Write it in Latin letters too, or ask the school office, "
            "which can have them installed."
        )
    return sentence % {"letters": named(letters)}


def named(letters: tuple[str, ...]) -> str:
    """Return letters one by one, as many as help."""
    return " ".join(letters[:MOST]) + (" …" if len(letters) > MOST else "")


def missing_in(seen: PermissionSeen) -> str:
    """Return the letters that the letter of a permission cannot show, in words; none where nobody will print one."""
    if seen.state not in OPEN:
        return ""
    steps = (text for step in seen.steps for text in (step.by, step.minute))
    return named(unprintable(seen.holder, seen.scope.what, seen.scope.account, *seen.conditions, *steps))
