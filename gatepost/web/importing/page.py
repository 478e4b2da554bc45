"""What is on the page where somebody looks through what is proposed for their document?

Its sentences under their headings, forty to a page; beside each the clause that is proposed, how sure that is in words, what was
decided, and the next best clauses.

    look_page(seen, edition, start=40, show="open").groups[0].rows[0].title  ->  'Phones off in working hours'
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from gatepost.agreements.importing.queries import ImportSeen
from gatepost.documents import Match, Proposal, confidence
from gatepost.documents.proposal import places
from gatepost.policy import Edition

PER_PAGE = 40
OFFERED = 2
"""Clauses that are offered beside the one proposed, where that is not very likely."""
WORTH_OFFERING = 0.2
"""The score from which on a clause is offered."""
SHOWS = ("all", "open", "person")
"""All sentences, those that nobody has looked at, those that a person judges."""


@dataclass(frozen=True, slots=True)
class ClauseShown:
    """A clause: its id, title and address."""

    id: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence with what is proposed or decided. ``tone`` colours the mark whose ``words`` stand beside it."""

    place: int
    number: str
    text: str
    around: str
    clauses: tuple[ClauseShown, ...]
    others: tuple[ClauseShown, ...]
    words: str
    tone: str
    is_decided: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences under one heading of the document."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class LookPage:
    """Everything that the page shows; ``earlier`` and ``later`` are addresses, blank where there is nothing."""

    id: str
    name: str
    groups: tuple[Group, ...]
    show: str
    start: int
    shows: tuple[tuple[str, str, bool], ...]
    count: int
    decided: int
    sure: int
    with_clause: int
    by_person: int
    first: int
    last: int
    among: int
    earlier: str
    later: str
    off: tuple[ClauseShown, ...]
    choices: tuple[tuple[str, tuple[ClauseShown, ...]], ...]
    without_text: str
    address: str


def look_page(seen: ImportSeen, edition: Edition, *, start: int, show: str) -> LookPage:
    """Return the page of the sentences from ``start`` on (an index among those that are shown)."""
    proposal, chosen = seen.proposal, seen.chosen or {}
    shown = [place for place in proposal.matches if _is_shown(place, proposal, chosen, show)]
    start = min(max(start, 0), max(len(shown) - 1, 0)) // PER_PAGE * PER_PAGE
    here = shown[start : start + PER_PAGE]
    effective = {**proposal.proposed, **chosen}
    return LookPage(
        id=seen.id,
        name=seen.name,
        groups=tuple(_groups(here, proposal, chosen, edition)),
        show=show,
        start=start,
        shows=tuple((each, words, each == show) for each, words in _shows()),
        count=len(proposal.matches),
        decided=len(chosen),
        sure=len(sure_ones(seen)),
        with_clause=sum(bool(clauses) for clauses in chosen.values()),
        by_person=len(proposal.matches) - sum(bool(clauses) for clauses in chosen.values()),
        first=start + 1 if here else 0,
        last=start + len(here),
        among=len(shown),
        earlier=address(seen.id, start - PER_PAGE, show) if start else "",
        later=address(seen.id, start + PER_PAGE, show) if start + PER_PAGE < len(shown) else "",
        off=tuple(
            _clause(name, edition) for name in proposal.clauses if name not in places(effective, proposal.clauses)
        ),
        choices=tuple(
            (section.title, tuple(_clause(clause.id, edition) for clause in section.clauses))
            for section in edition.sections
        ),
        without_text=", ".join(map(str, proposal.document.without_text)),
        address=address(seen.id, start, show),
    )


def sure_ones(seen: ImportSeen) -> dict[int, tuple[str, ...]]:
    """Return the sentences whose clause is very likely and that nobody has looked at."""
    matches = seen.proposal.matches
    return {
        place: found.clauses
        for place, found in matches.items()
        if confidence(found) == "sure" and place not in (seen.chosen or {})
    }


def address(import_id: str, start: int, show: str) -> str:
    """Return the address of a page of the sentences."""
    asked = urlencode({"show": show, "from": start})
    return f"{reverse('import-look', args=[import_id])}?{asked}"


def _shows() -> tuple[tuple[str, str], ...]:
    return (("all", _("All sentences")), ("open", _("Not looked at yet")), ("person", _("For a person to judge")))


def _is_shown(place: int, proposal: Proposal, chosen: Mapping[int, tuple[str, ...]], show: str) -> bool:
    if show == "open":
        return place not in chosen
    return show == "all" or not chosen.get(place, proposal.matches[place].clauses)


def _groups(
    here: list[int], proposal: Proposal, chosen: Mapping[int, tuple[str, ...]], edition: Edition
) -> Iterator[Group]:
    heading: tuple[str, ...] | None = None
    rows: list[Row] = []
    for place in here:
        above = proposal.sentences[place].headings
        if above != heading and rows:
            yield Group(heading[-1] if heading else "", tuple(rows))
            rows = []
        heading = above
        rows.append(_row(place, proposal, chosen, edition))
    if rows:
        yield Group(heading[-1] if heading else "", tuple(rows))


def _row(place: int, proposal: Proposal, chosen: Mapping[int, tuple[str, ...]], edition: Edition) -> Row:
    sentence, found = proposal.sentences[place], proposal.matches[place]
    clauses = chosen.get(place, found.clauses)
    words, tone = _said(place, proposal, chosen)
    others = [] if place in chosen or confidence(found) == "sure" else _near(found, clauses)
    return Row(
        place=place,
        number=sentence.number,
        text=sentence.text,
        around=" \N{MIDDLE DOT} ".join(sentence.context),
        clauses=tuple(_clause(name, edition) for name in clauses),
        others=tuple(_clause(name, edition) for name in others),
        words=words,
        tone=tone,
        is_decided=place in chosen,
    )


def _near(found: Match, clauses: tuple[str, ...]) -> list[str]:
    near = (name for name, score in found.scores if score >= WORTH_OFFERING and name not in clauses)
    return list(islice(near, OFFERED))


def _said(place: int, proposal: Proposal, chosen: Mapping[int, tuple[str, ...]]) -> tuple[str, str]:
    """Return how sure the clause is, in words, and the tone of the mark."""
    if place in chosen:
        if not chosen[place]:
            return _("You said: for a person to judge"), "quiet"
        is_same = chosen[place] == proposal.matches[place].clauses
        return (_("You confirmed it") if is_same else _("You chose it")), "yes"
    how = confidence(proposal.matches[place])
    return {
        "sure": (_("Very likely"), "yes"),
        "likely": (_("Perhaps"), "ask"),
        "judge": (_("No clause fits: a person judges it"), "quiet"),
    }[how]


def _clause(name: str, edition: Edition) -> ClauseShown:
    clause = edition.clauses[name]
    return ClauseShown(name, clause.title, reverse("clause", args=[name]))
