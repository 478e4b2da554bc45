"""Does a yes rest on something that whoever asks only says they have?

An address can claim any permission, and a picture of a big yes passes from phone to phone. So such a yes says in its biggest
words on what it rests, and has no tick; the yes to one hat of several too. Of what is claimed it names what is needed and no more:
"and" where only both will do, "or" where each would.

    Claimed(answer, {"photo-pass"}).face().word  ->  "Yes, if you have a photo pass from the school office"
"""

from collections.abc import Collection
from dataclasses import replace
from itertools import combinations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gatepost.grants.kinds import matters_to
from gatepost.policy import Answer, decide
from gatepost.web.policy.faces import Face, verdict_face
from gatepost.web.policy.words import joined

CLAIMED = gettext_lazy(
    "Nobody has checked that you have it, and this page is no permission. One in writing has a code that anybody can check."
)
Kinds = tuple[str, ...]
MOST = 5
"""Claims of which each part is asked, thirty-two questions; of more, which no policy of ours knows, all are named."""


class Claimed:
    """An answer, asked again with each part of what is claimed. ``claims`` that are no permission of the situation are left out."""

    def __init__(self, answer: Answer, claims: Collection[str]) -> None:
        """Keep only the claims that a rule about this act looks at: two or three, so that few parts are asked."""
        self._answer = answer
        said = answer.situation.permissions.intersection(claims)
        self._said = sorted(kind for kind in said if matters_to(answer.edition, kind, answer.situation.act))
        self._known: dict[Kinds, Answer] = {}

    def face(self) -> Face:
        """Return the face of the answer."""
        return self._face("")

    def face_of(self, hat: str) -> Face:
        """Return the face of what the policy says to one hat."""
        return self._face(hat)

    def _face(self, hat: str) -> Face:
        verdict = _verdict(self._answer, hat)
        face = verdict_face(verdict)
        ways = self._ways(hat) if verdict == "may" and self._said else []
        if not ways:
            return face
        grants = self._answer.edition.grants
        one_or_other = _(", or ") if any(len(way) > 1 for way in ways) else _(" or ")
        had = one_or_other.join(joined(grants[kind].have for kind in way) for way in ways)
        word = _("Yes, if you have {permissions}").format(permissions=had)
        return replace(face, word=word, icon="with-permission", tone="ask", sentence=CLAIMED)

    def _ways(self, hat: str) -> list[Kinds]:
        """Return the smallest sets of claims that each give a yes; none where it is one without any."""
        if len(self._said) > MOST:
            return [] if self._is_yes((), hat) else [tuple(self._said)]
        ways: list[Kinds] = []
        for size in range(len(self._said) + 1):
            for way in combinations(self._said, size):
                if not any(set(smaller) <= set(way) for smaller in ways) and self._is_yes(way, hat):
                    ways.append(way)
        return [way for way in ways if way]

    def _is_yes(self, way: Kinds, hat: str) -> bool:
        if way not in self._known:
            situation = self._answer.situation
            permissions = situation.permissions.difference(self._said).union(way)
            self._known[way] = decide(self._answer.edition, replace(situation, permissions=permissions))
        return _verdict(self._known[way], hat) == "may"


def _verdict(answer: Answer, hat: str) -> str:
    return answer.by_hat[hat] if hat else answer.verdict
