"""Does a yes rest on something that whoever asks only says they have?

An address can claim any permission, and a picture of a big yes passes from phone to phone. So such a yes says in its biggest
words on what it rests, and has no tick.

    as_claimed(face, answer, {"photo-pass"}).word  ->  "Yes, if you have a photo pass from the school office"
"""

from collections.abc import Collection
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gatepost.policy import Answer, decide
from gatepost.web.policy.faces import Face
from gatepost.web.policy.words import joined

CLAIMED = gettext_lazy(
    "Nobody has checked that you have it, and this page is no permission. One in writing has a code that anybody can check."
)


def as_claimed(face: Face, answer: Answer, claims: Collection[str]) -> Face:
    """Return the face of an answer; another one for a yes that would be none without these permissions."""
    kinds = _needed(answer, claims)
    if not kinds:
        return face
    had = joined(answer.edition.grants[kind].have for kind in kinds)
    word = _("Yes, if you have {permissions}").format(permissions=had)
    return replace(face, word=word, icon="with-permission", tone="ask", sentence=CLAIMED)


def _needed(answer: Answer, claims: Collection[str]) -> tuple[str, ...]:
    """Return which of these permissions a yes rests on, all of them where any of several would do."""
    situation, said = answer.situation, sorted(answer.situation.permissions.intersection(claims))

    def is_yes_without(kinds: Collection[str]) -> bool:
        return (
            decide(answer.edition, replace(situation, permissions=situation.permissions.difference(kinds))).verdict
            == "may"
        )

    if answer.verdict != "may" or not said or is_yes_without(said):
        return ()
    return tuple(kind for kind in said if not is_yes_without({kind})) or tuple(said)
