"""Who is looking, and as what?

A frozen value made once a request from the account, or made for the machine itself. Every query and every service takes
one. It carries ids, hats, duties and lent powers of today only, so nothing that ended yesterday can leak into an answer.

    >>> NOBODY.is_signed_in
    False
    >>> Viewer(actor="p1", school_id="s1", duties=frozenset({"head"})).has_duty("head", "chair")
    True
    >>> Viewer(actor="p2", school_id="s1", delegations=frozenset({"governing-body"})).acts_for("governing-body")
    True
"""

from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whoever looks or acts: ``actor`` is what the record says (a person's id, or the machine's name).

    ``duties`` are those that the viewer holds; ``delegations`` are for whom a recorded one lets them act
    today: ``head``, ``governing-body``. Whoever carries any of them and did not show a second factor has none of them in
    this session, and ``waits_for_factor``.
    """

    actor: str
    person_id: str = ""
    school_id: str = ""
    name: str = ""
    hats: frozenset[str] = field(default_factory=frozenset)
    duties: frozenset[str] = field(default_factory=frozenset)
    delegations: frozenset[str] = field(default_factory=frozenset)
    sets_up: bool = False
    waits_for_factor: bool = False

    @property
    def is_signed_in(self) -> bool:
        """Tell whether this is a person of a school."""
        return bool(self.person_id)

    def has_duty(self, *duties: str) -> bool:
        """Tell whether the viewer carries any of these duties today."""
        return not self.duties.isdisjoint(duties)

    def acts_for(self, *powers: str) -> bool:
        """Tell whether the viewer holds one of these duties today, or acts for whoever does."""
        return self.has_duty(*powers) or not self.delegations.isdisjoint(powers)

    def without_powers(self) -> "Viewer":
        """Return the viewer as somebody who has not shown a second factor: themselves, and nothing of others."""
        if not self.duties and not self.delegations:
            return self
        return replace(self, duties=frozenset(), delegations=frozenset(), waits_for_factor=True)


NOBODY = Viewer(actor="nobody")
SETUP = Viewer(actor="gatepost", sets_up=True)
