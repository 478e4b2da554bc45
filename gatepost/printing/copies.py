"""What does somebody get to keep of what they answered to an edition?

A receipt on the first page, and after it exactly the words that were answered to. A copy that is mailed names nobody: it has no
name, no hats and no reason, because mailboxes are shared.

Example: ``copy_pdf(receipt, edition)`` is a PDF whose first page says what was answered, and when.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gatepost.policy import Edition
from gatepost.policy.words import translatable as _
from gatepost.printing.edition import Say, day_in_words, edition_data
from gatepost.printing.pdf import pdf

GROUP, GROUPS_A_LINE = 4, 4
"""Characters of a hash that one compares at a glance, and how many of them in a line."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who answered: the name as it was typed, their hats in words, and why if they did not agree.

    ``known_as`` is the name under which the school has them, if another one was typed.
    """

    name: str
    known_as: str = ""
    hats: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was answered to which words. ``at`` is the moment as the school's clock shows it."""

    school: str
    label: str
    sha256: str
    in_force_from: date | None
    answer: str
    at: datetime
    reference: str
    check: str
    """The address where anybody may ask whose words have a hash."""
    signer: Signer | None = None
    """None: a copy that names nobody."""
    on_paper: date | None = None
    """The day on the sheet, if it was signed on paper; ``at`` is then when the school recorded it."""


def copy_pdf(receipt: Receipt, edition: Edition, *, say: Say = _) -> bytes:
    """The receipt, and the words of ``edition``, as one PDF."""
    return pdf("copy", copy_data(receipt, edition, say=say), say=say)


def copy_data(receipt: Receipt, edition: Edition, *, say: Say = _) -> dict[str, Any]:
    """All that is printed, as data."""
    return {
        "title": say(_("Receipt: an answer to the policy")),
        "language": edition.language,
        "edition": edition_data(edition, say=say),
        "receipt": _receipt(receipt, say),
    }


def _receipt(receipt: Receipt, say: Say) -> dict[str, Any]:
    signer = receipt.signer
    rows = [
        (_("Edition"), receipt.label),
        (_("In force from"), day_in_words(receipt.in_force_from, say) if receipt.in_force_from else ""),
        (_("Answer"), receipt.answer),
        (_("Name"), signer.name if signer else ""),
        (_("The school has them as"), signer.known_as if signer else ""),
        (_("As"), ", ".join(signer.hats) if signer else ""),
        (_("Signed on paper"), day_in_words(receipt.on_paper, say) if receipt.on_paper else ""),
        (
            _("Recorded") if receipt.on_paper else _("When"),
            f"{day_in_words(receipt.at.date(), say)}, {receipt.at:%H:%M %Z}".rstrip(),
        ),
        (_("Reference"), receipt.reference),
    ]
    return {
        "school": receipt.school,
        "lead": say(_("From the next page on follow exactly the words that this answer was given to.")),
        "rows": [{"name": say(name), "value": value} for name, value in rows if value],
        "reason": [line for line in signer.reason.splitlines() if line.strip()] if signer else [],
        "sha256": receipt.sha256,
        "groups": _lines(receipt.sha256),
        "check": receipt.check,
        "names": "" if signer else say(_NAMELESS),
        "words": {
            "reason": say(_("Why")),
            "hash": say(_("The fingerprint of these words")),
            "what": say(
                _(
                    "This is the SHA-256 of the edition. It is another one as soon as a single character of the policy or "
                    "of its rules is another."
                )
            ),
            "whole": say(_("The same in one piece, to copy:")),
            "check": say(_("Anybody may check which edition of which school has it:")),
        },
    }


_NAMELESS = _(
    "This copy names nobody, because mailboxes are shared. Whoever gave the answer finds a copy with their name under “What you "
    "have signed” on their own page."
)


def _lines(sha256: str) -> list[str]:
    groups = [sha256[place : place + GROUP] for place in range(0, len(sha256), GROUP)]
    return ["  ".join(groups[place : place + GROUPS_A_LINE]) for place in range(0, len(groups), GROUPS_A_LINE)]
