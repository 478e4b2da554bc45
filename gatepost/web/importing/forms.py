"""What may somebody send who looks through their document?

One sentence by its own button (``one=confirm:17``, ``one=judge:17``, ``one=move:17:conduct.1``), or the ticked ones together
(``tick=17&tick=18&action=move&clause=conduct.1``), or all that are very likely (``action=confirm-sure``).

    asked({"tick": ["3"], "action": ["judge"]}, …)  ->  {3: ()}
"""

from collections.abc import Mapping

from django.http import QueryDict
from django.utils.translation import gettext as _

from gatepost.agreements.importing.queries import ImportSeen
from gatepost.web.importing.page import sure_ones

CONFIRM, JUDGE, MOVE, CONFIRM_SURE = "confirm", "judge", "move", "confirm-sure"


class Unclear(Exception):
    """What was sent says nothing that can be done; ``field`` is where to look."""

    def __init__(self, field: str, sentence: str) -> None:
        """Keep both."""
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence


def asked(data: QueryDict, seen: ImportSeen) -> Mapping[int, tuple[str, ...]]:
    """Return the clauses for each sentence that somebody decided about. Raises Unclear."""
    if "one" in data:
        action, _colon, rest = str(data["one"]).partition(":")
        place, _colon, clause = rest.partition(":")
        return _decided([place], action, clause, seen)
    if data.get("action") == CONFIRM_SURE:
        return sure_ones(seen)
    if not data.getlist("tick"):
        raise Unclear("sentences", _("Tick at least one sentence."))
    return _decided(data.getlist("tick"), data.get("action", ""), data.get("clause", ""), seen)


def _decided(ticked: list[str], action: str, clause: str, seen: ImportSeen) -> Mapping[int, tuple[str, ...]]:
    places = [int(place) for place in ticked if place.isascii() and place.isdecimal() and len(place) <= _DIGITS]
    matches = seen.proposal.matches
    if not places or not set(places) <= set(matches) or len(places) != len(ticked):
        raise Unclear("sentences", _("One of these sentences is not in your document."))
    if action == CONFIRM:
        now = {**seen.proposal.proposed, **(seen.chosen or {})}
        return {place: now[place] for place in places}
    if action == JUDGE:
        return dict.fromkeys(places, ())
    if action != MOVE or clause not in seen.proposal.clauses:
        raise Unclear("clause", _("Choose the clause to which the sentences belong."))
    return dict.fromkeys(places, (clause,))


_DIGITS = 6
