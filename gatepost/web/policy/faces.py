"""What does a verdict, or the force of a clause, look like?

A word, a shape and a tone; the word and the shape alone are enough to tell them apart. ``silent`` is never green.

    >>> str(verdict_face("please-dont").word), verdict_face("silent").tone
    ("Please don't", 'quiet')
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gatepost.policy.words import VERDICTS as VERDICT_WORDS

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Face:
    """A word with its shape (a symbol of the sprite) and its tone (a class of the style sheet); for a modality one sentence."""

    verdict: str
    word: Words
    icon: str
    tone: str
    sentence: Words = ""


VERDICTS: Mapping[str, Face] = {
    verdict: Face(verdict, _(VERDICT_WORDS[verdict]), verdict, tone)
    for verdict, tone in (
        ("may", "yes"),
        ("with-permission", "ask"),
        ("please-dont", "ask"),
        ("must-not", "stop"),
        ("silent", "quiet"),
        ("not-decided", "quiet"),
    )
}
"""From the friendliest on; what more is to be said of an answer is said by the answer itself."""

MODALITIES: Mapping[str, Face] = {
    face.verdict: face
    for face in (
        Face("must-not", _("must not"), "must-not", "stop", _("A rule: this is not done.")),
        Face(
            "with-permission",
            _("only with permission"),
            "with-permission",
            "ask",
            _("A rule with a way through: not without permission."),
        ),
        Face("must", _("must"), "duty", "stop", _("A rule: this has to be done.")),
        Face("may", _("may, in these places"), "may", "yes", _("The policy lets you do this, as far as it says.")),
        Face(
            "requested",
            _("a request"),
            "please-dont",
            "ask",
            _("The school asks for this. It is not a rule, and not doing it is no breach."),
        ),
        Face(
            "not-decided",
            _("decided elsewhere"),
            "not-decided",
            "quiet",
            _("This policy does not decide it: it points to another document of the school."),
        ),
        Face(
            "principle",
            _("a principle"),
            "principle",
            "quiet",
            _("Something everyone holds to; no machine decides it."),
        ),
        Face("procedure", _("a procedure"), "procedure", "quiet", _("It says what people at the school will do.")),
    )
}


def verdict_face(verdict: str) -> Face:
    """Return the face of a verdict."""
    return VERDICTS[verdict]


def modality_face(modality: str) -> Face:
    """Return the face of a clause's modality."""
    return MODALITIES[modality]
