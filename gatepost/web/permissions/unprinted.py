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
from gatepost.printing import unprintable
from gatepost.web.people.forms import PlainForm

KNOWN = "as_it_is"
MOST = 30
"""Letters that are named; more of them help nobody."""
OPEN = frozenset({State.REQUESTED, State.REFUSED, State.COMING, State.GRANTED})


class PrintedForm(PlainForm):
    """A form of which some fields, ``printed``, stand in the letter as they are typed."""

    printed: tuple[str, ...] = ()

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
                    self.add_error(name, said(letters))
        return typed


def said(letters: tuple[str, ...]) -> str:
    """Return in words which letters are missing, and what to do."""
    return _(
        "The letter cannot show these letters: %(letters)s. Write it in Latin letters too, or ask the technician to install them."
    ) % {"letters": named(letters)}


def named(letters: tuple[str, ...]) -> str:
    """Return letters one by one, as many as help."""
    return " ".join(letters[:MOST]) + (" …" if len(letters) > MOST else "")


def missing_in(seen: PermissionSeen) -> str:
    """Return the letters that the letter of a permission cannot show, in words; none where nobody will print one."""
    if seen.state not in OPEN:
        return ""
    steps = (text for step in seen.steps for text in (step.by, step.minute))
    return named(unprintable(seen.holder, seen.scope.what, seen.scope.account, *seen.conditions, *steps))
