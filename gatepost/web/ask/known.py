"""What does the answer know of whoever asks, in words?

known_of(facts, answer).permissions[0].title  ->  'Permission to post for the school'
"""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from gatepost.decisions.facts import ADJUSTMENT, URGENT_CALL, Facts
from gatepost.grants.held import Held
from gatepost.grants.kinds import matters_to
from gatepost.policy import Answer, decide
from gatepost.policy.explain import why
from gatepost.policy.words import VALUES
from gatepost.web.policy.words import joined
from gatepost.web.words import in_words


@dataclass(frozen=True, slots=True)
class Known:
    """What was taken into account beside what was said; ``lost`` are rights, in words."""

    permissions: tuple[Held, ...]
    is_adjusted: bool
    left_phone: bool
    lost: tuple[str, ...]

    def __bool__(self) -> bool:
        """Tell whether there is anything to say."""
        return bool(self.permissions or self.is_adjusted or self.left_phone or self.lost)


def made_a_difference(answer: Answer, facts: Facts) -> bool:
    """Tell whether the answer rests on a permission that whoever asks holds: without it, it would be another."""
    if not facts.used:
        return False
    kinds = {each.kind for each in facts.used}
    without = replace(answer.situation, permissions=answer.situation.permissions - kinds)
    return decide(answer.edition, without).verdict != answer.verdict


def why_with(answer: Answer, facts: Facts) -> str:
    """Return the answer's sentence, with what the permission is about that it rests on; blank if there is nothing to add."""
    lost = _lost(answer, facts)
    if lost:
        told = _("For now you %(right)s.") % {"right": joined(lost)}
        return " ".join([told, _("The head teacher wrote to you why, until when, and how you can reply.")])
    if not made_a_difference(answer, facts):
        return ""
    about = "; ".join(dict.fromkeys(each.account for each in facts.used))
    return " ".join([why(answer, say=_), _("It is about this and nothing else: %(about)s.") % {"about": about}])


def known_of(facts: Facts, answer: Answer) -> Known:
    """Return what is known of whoever asks and matters to the answer."""
    policy, act = answer.edition, facts.situation.act
    return Known(
        permissions=facts.used if made_a_difference(answer, facts) else (),
        is_adjusted=facts.is_adjusted and matters_to(policy, ADJUSTMENT, act),
        left_phone=facts.left_phone and matters_to(policy, URGENT_CALL, act),
        lost=_lost(answer, facts),
    )


def _lost(answer: Answer, facts: Facts) -> tuple[str, ...]:
    """Return the rights whose loss decided, in words."""
    rules = (rule for rule in answer.edition.rules if rule.clause in answer.clauses)
    told = {name for rule in rules for name in rule.mentioned("restrictions")}
    return tuple(in_words(VALUES["restrictions"][name]) for name in sorted(facts.lost & told))
