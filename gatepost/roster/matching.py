"""Who of those here may somebody in a file be?

Everybody is found by number, address, name and child through indexes, so that ten thousand rows against ten thousand
people are a matter of a second; people whom the file itself has named so far are among them.

    book = Book(school)
    book.candidates(someone, child="")   ->   [(draft, Judgement.ASK_SAME)]
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from gatepost.roster.evidence import Bond, Evidence, Judgement, Match, judge
from gatepost.roster.mapping import PARENT, Someone
from gatepost.roster.names import compared, last_name, likeness
from gatepost.roster.plan import Facts, School


@dataclass(slots=True)
class Draft:
    """A person as they would be. ``before`` is None for somebody new; ``lines`` are those of the file that name them."""

    id: str
    before: Facts | None
    name: str = ""
    email: str = ""
    hats: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    children: set[str] = field(default_factory=set)
    has_account: bool = False
    lines: list[int] = field(default_factory=list)
    since: date | None = None
    notes: list[tuple[str, str]] = field(default_factory=list)
    is_named: bool = False
    key: str = ""

    @property
    def facts(self) -> Facts:
        """Return them as an item holds them."""
        return Facts(name=self.name, email=self.email, hats=dict(self.hats), numbers=dict(self.numbers))


class Book:
    """Everybody who is here or named so far, by what they may be found by."""

    def __init__(self, school: School) -> None:
        """Enter everybody who is here."""
        self.drafts: dict[str, Draft] = {}
        self._by_email: dict[str, list[str]] = defaultdict(list)
        self._by_name: dict[str, list[str]] = defaultdict(list)
        self._by_last_name: dict[str, list[str]] = defaultdict(list)
        self._by_number: dict[tuple[str, str], str] = {}
        self._by_child: dict[str, list[str]] = defaultdict(list)
        for person in school.people.values():
            facts = person.facts
            draft = Draft(
                id=person.id,
                before=facts,
                name=facts.name,
                email=facts.email,
                hats=dict(facts.hats),
                numbers=dict(facts.numbers),
                children=set(person.children),
                has_account=person.has_account,
            )
            self.enter(draft)

    def enter(self, draft: Draft) -> None:
        """Let somebody be found by what is known of them now."""
        self.drafts[draft.id] = draft
        self.index(draft, draft.name, draft.email)
        for hat, number in draft.numbers.items():
            self._by_number[hat, number] = draft.id
        for child in draft.children:
            self._by_child[child].append(draft.id)

    def index(self, draft: Draft, name: str, email: str) -> None:
        """Let somebody be found under a name and an address too."""
        for index, key in (
            (self._by_email, email),
            (self._by_name, compared(name)),
            (self._by_last_name, last_name(name)),
        ):
            if key and draft.id not in index[key]:
                index[key].append(draft.id)

    def link(self, draft: Draft, child: str) -> None:
        """Note that somebody is this child's parent or guardian."""
        if child not in draft.children:
            draft.children.add(child)
            self._by_child[child].append(draft.id)

    def number(self, draft: Draft, hat: str, number: str) -> None:
        """Note what the management system calls somebody."""
        if number:
            draft.numbers[hat] = number
            self._by_number[hat, number] = draft.id

    def candidates(self, someone: Someone, *, child: str) -> list[tuple[Draft, Judgement]]:
        """Return who this may be, the likeliest first, with what follows; those who are surely somebody else are left out."""
        judged = [
            (self.drafts[who], judge(self._evidence(self.drafts[who], someone, child)))
            for who in self._near(someone, child)
        ]
        order = list(Judgement)
        return sorted(
            (pair for pair in judged if pair[1] is not Judgement.NEW),
            key=lambda pair: (order.index(pair[1]), pair[0].id),
        )

    def _near(self, someone: Someone, child: str) -> Iterator[str]:
        """Yield the id of everybody who shares something with this person, each once."""
        found = [self._by_number.get((someone.hat, someone.id), "")] if someone.id else []
        found += self._by_email.get(someone.email, []) if someone.email else []
        found += self._by_name.get(compared(someone.name), [])
        found += self._by_child.get(child, []) if child else []
        if someone.hat != PARENT:  # whose last names are too common to be a hint
            same = self._by_last_name.get(last_name(someone.name), [])
            found += [who for who in same if someone.hat in self.drafts[who].hats]
        yield from (who for who in dict.fromkeys(found) if who)

    def _evidence(self, draft: Draft, someone: Someone, child: str) -> Evidence:
        bond = Bond.NONE
        if someone.hat in draft.hats:
            bond = Bond.HAT if someone.hat == PARENT else Bond.CLOSE
        if child and child in draft.children:
            bond = Bond.CLOSE
        return Evidence(
            number=_match(someone.id, draft.numbers.get(someone.hat, "")),
            email=_match(someone.email, draft.email),
            name=likeness(someone.name, draft.name),
            bond=bond,
        )


def _match(one: str, other: str) -> Match:
    if not one or not other:
        return Match.UNKNOWN
    return Match.SAME if one == other else Match.OTHER
