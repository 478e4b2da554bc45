"""How do the policy's own words reach a page: translated, and put in a sentence?

The policy and its questions mark their words for translators and know nothing of Django; whoever shows one looks its
translation up here.

    >>> may_i("take-photos")
    'May I take photos or film?'
"""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from gatepost.policy import words


def in_words(text: str) -> str:
    """Return a marked text in the reader's language."""
    return _(text) if text else ""  # the empty text would be the catalogue's own header


def may_i(act: str) -> str:
    """Return an act as the question that somebody asks."""
    return _("May I %(act)s?") % {"act": in_words(words.ACTS[act])}


def value_in_words(key: str, value: str | bool) -> str:  # noqa: FBT001  # some facts are yes or no
    """Return an answer to a question as a line of its own."""
    return capfirst(in_words(words.VALUES[key][value]))


def hat_in_words(hat: str) -> str:
    """Return a hat as a line of its own."""
    return capfirst(in_words(words.HATS[hat]))
