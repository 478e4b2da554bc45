"""What does the answer know of whoever asks, in words?

known_of(facts).permissions[0].title  ->  'Permission to post for the school'
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from gatepost.decisions.facts import Facts
from gatepost.grants.held import Held
from gatepost.policy import Answer
from gatepost.policy.explain import why


@dataclass(frozen=True, slots=True)
class Known:
    """What was taken into account beside what was said."""

    permissions: tuple[Held, ...]
    is_adjusted: bool

    def __bool__(self) -> bool:
        """Tell whether there is anything to say."""
        return bool(self.permissions or self.is_adjusted)


def why_with(answer: Answer, facts: Facts) -> str:
    """Return the answer's sentence, with what the permission is about that it rests on; blank if there is nothing to add."""
    if not facts.used or answer.verdict != "may":
        return ""
    about = "; ".join(dict.fromkeys(each.account for each in facts.used))
    return " ".join([why(answer, say=_), _("It is about this and nothing else: %(about)s.") % {"about": about}])


def known_of(facts: Facts) -> Known:
    """Return what is known of whoever asks."""
    return Known(facts.used, facts.is_adjusted)
