"""How is it told what a rule said, and why?

rules_told(edition, situation)[0].rows[0].sentence  ->  'It forbids this, because it is so:'
rules_told(edition, situation)[0].rows[0].reasons   ->  ('in working hours', 'with your own phone')
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gatepost.policy import Edition, Situation, words
from gatepost.policy.exploring import Part, Spoken, explore
from gatepost.policy.rules import Rule
from gatepost.policy.schema import RULE_MODALITIES
from gatepost.web.policy.clauses import ClauseLink, link
from gatepost.web.policy.faces import Face, Words, verdict_face
from gatepost.web.policy.words import hats_in_words, joined
from gatepost.web.understand.phrases import phrase
from gatepost.web.words import in_words

SPEAKS: dict[str, tuple[Words, Words]] = {
    "must-not": (gettext_lazy("It forbids this"), gettext_lazy("It would forbid this")),
    "requested": (gettext_lazy("It asks you not to do this"), gettext_lazy("It would ask you not to do this")),
    "not-decided": (
        gettext_lazy("It leaves this to another document of the school"),
        gettext_lazy("It would leave this to another document of the school"),
    ),
    "may": (gettext_lazy("It lets this be"), gettext_lazy("It would let this be")),
}
"""What a rule does, and what it would do, by its modality."""

TITLES: dict[str, Words] = {
    "against": gettext_lazy("What stands against it"),
    "lifted": gettext_lazy("What would stand against it, but for an exception"),
    "lets": gettext_lazy("What lets it be"),
    "apart": gettext_lazy("What does not apply"),
}


@dataclass(frozen=True, slots=True)
class RuleTold:
    """A rule: what it says, why, and how the machine reads it. ``reasons`` complete ``sentence`` if it ends with a colon."""

    clause: ClauseLink
    clause_id: str
    speaks_to: str
    face: Face
    sentence: str
    reasons: tuple[str, ...]
    cited: ClauseLink | None
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """The rules that do the same to a situation."""

    state: str
    title: str
    rows: tuple[RuleTold, ...]


def rules_told(edition: Edition, situation: Situation) -> tuple[Group, ...]:
    """Return every rule that binds one of the hats and speaks of the act, those that count most first."""
    found = explore(edition, situation)
    groups = (
        Group(state, str(title), tuple(_told(edition, situation, one) for one in found if one.state == state))
        for state, title in TITLES.items()
    )
    return tuple(group for group in groups if group.rows)


def _told(edition: Edition, situation: Situation, spoken: Spoken) -> RuleTold:
    rule = spoken.rule
    sentence, reasons = _WHY[spoken.state](spoken, situation)
    cited = [name for name in sorted(spoken.clauses) if name != rule.clause] if spoken.state == "lifted" else []
    return RuleTold(
        clause=link(edition.clauses[rule.clause]),
        clause_id=rule.clause,
        speaks_to=hats_in_words(spoken.hats) if len(situation.hats) > 1 else "",
        face=verdict_face(RULE_MODALITIES.get(rule.modality, "may")),
        sentence=sentence,
        reasons=reasons,
        cited=link(edition.clauses[cited[0]]) if cited else None,
        text=rule.text,
    )


def _holds(spoken: Spoken, situation: Situation) -> tuple[str, tuple[str, ...]]:  # noqa: ARG001  # one shape for all
    does, would = SPEAKS[spoken.rule.modality]
    because = tuple(phrase(part) for part in spoken.rests)
    if not spoken.sure:
        reasons = (*because, *_given(spoken))
        sentence = _("%(would)s in the worst case:") if reasons else _("%(would)s in the worst case.")
        return sentence % {"would": would}, reasons
    if because:
        return _("%(does)s, because it is so:") % {"does": does}, because
    return _("%(does)s, whatever the circumstances.") % {"does": does}, ()


def _given(spoken: Spoken) -> tuple[str, ...]:
    return tuple(_("%(circumstance)s, which is not known") % {"circumstance": phrase(part)} for part in spoken.given)


def _lifted(spoken: Spoken, situation: Situation) -> tuple[str, tuple[str, ...]]:
    would = SPEAKS[spoken.rule.modality][1]
    lifting = tuple(_exception(rule, spoken, situation) for rule in spoken.exceptions)
    return _("%(would)s, but its own exception lifts it:") % {"would": would}, lifting


def _exception(rule: Rule, spoken: Spoken, situation: Situation) -> str:
    """Return what lifts a rule: the permissions, or the facts that the exception looks at as they are."""
    held = [name for name in rule.exception if name in words.VALUES["permissions"]]
    if held:
        return joined(phrase(Part("permissions", (name,))) for name in held)
    given = {part.key: part for part in spoken.given}
    facts = [
        Part(name, (situation.known[name],)) if name in situation.known else given[name]
        for name in rule.exception
        if name in situation.known or name in given
    ]
    return joined(phrase(part) for part in facts) or joined(in_words(words.QUESTIONS[name]) for name in rule.exception)


def _apart(spoken: Spoken, situation: Situation) -> tuple[str, tuple[str, ...]]:  # noqa: ARG001  # one shape for all
    would = SPEAKS[spoken.rule.modality][1]
    ways = tuple(joined(phrase(part) for part in change) for change in spoken.changes)
    if not ways:
        return _("%(would)s only if several things were otherwise.") % {"would": would}, ()
    if len(ways) > 1:
        return _("%(would)s if one of these were so:") % {"would": would}, ways
    return _("%(would)s only if this were so:") % {"would": would}, ways


_WHY = {"against": _holds, "lets": _holds, "lifted": _lifted, "apart": _apart}
