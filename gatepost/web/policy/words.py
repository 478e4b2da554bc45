"""How are hats and givers put in a sentence?

>>> str(binds(("staff", "governor", "volunteer")))
'binds staff, governors and volunteers'
"""

from collections.abc import Iterable

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gatepost.policy.model import Grant
from gatepost.policy.words import DECIDERS
from gatepost.web.words import in_words

HATS = {
    "staff": gettext_lazy("staff"),
    "governor": gettext_lazy("governors"),
    "volunteer": gettext_lazy("volunteers"),
    "parent": gettext_lazy("parents and guardians"),
}
AS_HAT = {
    "staff": gettext_lazy("As a member of staff:"),
    "governor": gettext_lazy("As a governor:"),
    "volunteer": gettext_lazy("As a volunteer:"),
    "parent": gettext_lazy("As a parent or guardian:"),
}


def hats_in_words(hats: Iterable[str]) -> str:
    """Return hats as a list in words: everyone, or nobody, if that is what it comes to."""
    known = tuple(hats)
    if len(known) == len(HATS):
        return _("everyone")
    return joined(str(HATS[hat]) for hat in known) or _("nobody")


def binds(hats: Iterable[str]) -> str:
    """Return whom a clause binds, as the end of a sentence."""
    return _("binds %(hats)s") % {"hats": hats_in_words(hats)}


def giver(grant: Grant) -> str:
    """Return who gives a permission; where several decide, all of them have to."""
    givers = joined(in_words(DECIDERS[body]) for body in grant.decided_by)
    if len(grant.decided_by) > 1:
        return _("Both have to say yes: %(givers)s.") % {"givers": givers}
    return _("From %(giver)s.") % {"giver": givers}


def curly(text: str) -> str:
    """Return a text with printed apostrophes instead of typed ones."""
    return text.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")


def joined(words: Iterable[str]) -> str:
    """Return words with commas and a last “and”."""
    return str(get_text_list(list(words), _("and")))
