"""What does somebody show who has a permission in writing?

A letter of the school: who may do what, where, from when to when; who decided, on which conditions; the clause as it read on that
day; and a code with which anybody may ask whether it still counts. One that does not count says so across its head.

Example: ``granted_pdf(Granted(school="Fernleigh School", holder="Anna Kowalska", kind="school-name", …))`` begins with ``%PDF``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from gatepost.policy import Edition, words
from gatepost.policy.words import translatable as _
from gatepost.printing.blocks import blocks
from gatepost.printing.edition import Say, day_in_words
from gatepost.printing.letters import Square
from gatepost.printing.pdf import pdf

SHORT = 12
"""Characters of a hash that stand beside the edition's name."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The yes of a body (as the pack calls it), by whom; the governing body's has its minute and the day of the meeting."""

    body: str
    by: str
    on: date
    minute: str = ""
    met_on: date | None = None
    conditions: str = ""


@dataclass(frozen=True, slots=True)
class Granted:
    """A permission that was given. ``edition`` is the policy of that day; ``facts`` and ``standing`` are as the pages have them."""

    school: str
    given_on: date
    holder: str
    hats: tuple[str, ...]
    kind: str
    what: str
    account: str
    facts: Mapping[str, Sequence[str]]
    begins: date
    until: date
    decisions: tuple[Decision, ...]
    edition: Edition
    standing: str
    printed_on: date
    code: str
    page: str
    """The address to type, short."""
    square: Square
    phone: str = ""
    email: str = ""
    """How the school is reached, as far as it has said: for the letterhead."""


STANDINGS = {
    "coming": (_("Not yet"), _("This permission counts from {begins} on, and not before.")),
    "rests": (
        _("Not valid for now"),
        _("By what the school says today, this permission does not count."),
    ),
    "expired": (_("Run out"), _("This permission was valid until {until}. It is no longer valid.")),
    "ended": (_("Ended"), _("This permission was given back, or its holder has left. It is no longer valid.")),
    "revoked": (_("Taken away"), _("This permission was taken away by those who gave it. It is no longer valid.")),
}
"""What stands across the head of a letter; nothing of one that counts."""


def granted_pdf(letter: Granted, *, say: Say = _) -> bytes:
    """``letter`` as a PDF."""
    return pdf("granted", granted_data(letter, say=say), say=say)


def granted_data(letter: Granted, *, say: Say = _) -> dict[str, Any]:
    """All that is printed, as data."""
    kind = letter.edition.grants[letter.kind]
    clause = letter.edition.clauses[kind.clause]
    first, last = day_in_words(letter.begins, say), day_in_words(letter.until, say)
    days = first if first == last else say(_("{first} to {last}, both days included")).format(first=first, last=last)
    return {
        "title": say(kind.title),
        "language": "en-GB",
        "small": say(_("{school} · printed on {day}")).format(
            school=letter.school, day=day_in_words(letter.printed_on, say)
        ),
        "school": _text(letter.school),
        "reached": [_row(name, text) for name, text in _reached(letter, say) if text],
        "day": day_in_words(letter.given_on, say),
        "notice": _notice(letter, first, last, say),
        "rows": [
            _row(say(_("For")), letter.holder),
            _row(say(_("At the school as")), ", ".join(say(words.HATS[hat]) for hat in letter.hats)),
            _row(say(_("What")), letter.what),
            *([_row(say(_("Where exactly")), letter.account)] if letter.account != letter.what else []),
            *(
                _row(say(WHERE[fact]), _listed((words.VALUES[fact][value] for value in values), say))
                for fact, values in letter.facts.items()
            ),
            _row(say(_("Days")), days),
            _row(say(_("It covers")), kind.covers),
        ],
        "decisions": [_decision(each, say) for each in letter.decisions],
        "clause": {
            "name": ": ".join(filter(None, (clause.number, clause.title))),
            "language": letter.edition.language,
            "wording": [asdict(block) for block in blocks(clause.wording)],
        },
        "code": letter.code,
        "page": letter.page,
        "square": {"size": letter.square.size, "path": letter.square.path},
        "words": {
            "before": say(
                _("Counts from {day} on, and not before: nothing that was done earlier is permitted by this letter.")
            ).format(day=first),
            "decided": say(_("Who agreed")),
            "conditions": say(_("On these conditions:")),
            "clause": say(_("By this clause of the school's policy")),
            "edition": say(_("Edition “{label}”, SHA-256 {sha256}…")).format(
                label=letter.edition.label, sha256=letter.edition.sha256[:SHORT]
            ),
            "check": say(_("Does it still count?")),
            "scan": say(_("Anybody may ask. Point the camera of a phone at the square, or open")),
            "type": say(_("and type this code:")),
            "told": say(
                _(
                    "The page says whether this permission is valid today. It names nobody. What was taken away is said at once."
                )
            ),
            "alt": say(
                _(
                    "A square for the camera of a phone: it opens the page that says whether this permission is valid today."
                )
            ),
        },
    }


WHERE = {"service_kind": _("On which sites"), "outlet": _("Where it appears")}
"""The facts that a scope can name, as a line of a letter."""


def _reached(letter: Granted, say: Say) -> tuple[tuple[str, str], ...]:
    return (say(_("Telephone:")), letter.phone), (say(_("E-mail:")), letter.email)


def _notice(letter: Granted, begins: str, until: str, say: Say) -> dict[str, str] | None:
    if letter.standing not in STANDINGS:
        return None
    word, sentence = STANDINGS[letter.standing]
    return {"word": say(word), "sentence": say(sentence).format(begins=begins, until=until)}


def _decision(each: Decision, say: Say) -> dict[str, Any]:
    on = day_in_words(each.on, say)
    body = say(words.DECIDERS[each.body])
    minuted = ""
    if each.met_on:
        minuted = say(_("Decided on {day}; minute {minute}.")).format(
            day=day_in_words(each.met_on, say), minute=each.minute
        )
    return {
        "said": _text(say(_("{by}, for {body}, on {day}.")).format(by=each.by, body=body, day=on)),
        "minuted": minuted,
        "conditions": [_text(line) for line in each.conditions.splitlines() if line.strip()],
    }


def _row(name: str, text: str) -> dict[str, Any]:
    return {"name": name, "lines": [_text(line) for line in text.splitlines() if line.strip()]}


def _listed(all_of_them: Iterable[str], say: Say) -> str:
    said = ", ".join(say(each) for each in all_of_them)
    return said[:1].upper() + said[1:]


def _text(line: str) -> dict[str, Any]:
    """Return a line with the direction in which it is read: that of its first letter that has one."""
    strong = (unicodedata.bidirectional(letter) for letter in line)
    first = next((each for each in strong if each in {"L", "R", "AL"}), "L")
    return {"text": line, "is_rtl": first != "L"}
