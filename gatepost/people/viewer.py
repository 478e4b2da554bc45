"""Who is looking, and as what?

A frozen value made once a request from the account, or made for the machine itself. Every query and every service takes
one. It carries ids, hats and duties of today only, so nothing that ended yesterday can leak into an answer.

    >>> NOBODY.is_signed_in
    False
    >>> Viewer(actor="p1", school_id="s1", duties=frozenset({"head"})).has_duty("head", "chair")
    True
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whoever looks or acts: ``actor`` is what the record says (a person's id, or the machine's name)."""

    actor: str
    person_id: str = ""
    school_id: str = ""
    name: str = ""
    hats: frozenset[str] = field(default_factory=frozenset)
    duties: frozenset[str] = field(default_factory=frozenset)
    delegations: frozenset[str] = field(default_factory=frozenset)
    """For whom a recorded delegation lets the viewer act today: ``governing-body``, ``head``."""
    sets_up: bool = False

    @property
    def is_signed_in(self) -> bool:
        """Tell whether this is a person of a school."""
        return bool(self.person_id)

    def has_duty(self, *duties: str) -> bool:
        """Tell whether the viewer carries any of these duties today."""
        return not self.duties.isdisjoint(duties)

    def acts_for(self, power: str) -> bool:
        """Tell whether a recorded delegation lets the viewer act for the governing body or the head today."""
        return power in self.delegations


NOBODY = Viewer(actor="nobody")
SETUP = Viewer(actor="gatepost", sets_up=True)
