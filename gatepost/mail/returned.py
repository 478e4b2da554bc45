"""What does a letter say that came to the address where mail comes back?

Only one kind counts: a report of a mail server (RFC 3464) that a mail was given up, with the mail or its headers behind it.
Everything in it is a stranger's, so no more is taken than an id, addresses and codes, each in its own form; what has another
form is not there.

    read(letter).failed  ==  {"somebody@home.example": "5.1.1"}
"""

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message as Part

LARGEST = 1024 * 1024
"""Bytes. A server may return the whole of one of ours, with the copy that it encloses."""
LOOKED_INTO = 256 * 1024
"""Bytes. What counts stands at the beginning of a report; the worst letter of this size takes seconds to read."""
LONGEST_HEADER = 1000
REPORT, STATUS = "multipart/report", "message/delivery-status"
RETURNED = ("message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers")
MESSAGE_ID = re.compile(r"\s*<([0-9A-Za-z]{1,64})@([0-9A-Za-z.-]{1,255})>\s*\Z")
RECIPIENT = re.compile(r"\s*(?:rfc822|utf-8)\s*;\s*<?([^<>\s;]{3,254})>?\s*\Z", re.IGNORECASE)
CODE = re.compile(r"\s*([45]\.[0-9]{1,3}\.[0-9]{1,3})\b")
FAILED = "failed"
NO_CODE = "5.0.0"
"""RFC 3463: it failed, and nobody says why."""


@dataclass(frozen=True, slots=True)
class Report:
    """The id and domain of the mail that a report is about, and the code for each address that did not get it."""

    id: str
    domain: str
    failed: dict[str, str]


def read(raw: bytes) -> Report | None:
    """Return what a report says; None for every other letter."""
    try:
        return _report(message_from_bytes(raw[:LOOKED_INTO]))
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError):  # what the parser may stumble over
        return None


def _report(letter: Part) -> Report | None:
    kind = str(letter.get_param("report-type", "")).casefold()
    if letter.get_content_type() != REPORT or kind != "delivery-status" or not letter.is_multipart():
        return None
    parts = [part for part in letter.get_payload() if isinstance(part, Part)]
    status = next((part for part in parts if part.get_content_type() == STATUS), None)
    name = next(filter(None, map(_message_id, parts)), None)
    if status is None or name is None or not status.is_multipart():
        return None
    return Report(*name, failed=dict(filter(None, map(_failed, status.get_payload()))))


def _message_id(part: Part) -> tuple[str, str] | None:
    """Return the two halves of the Message-ID of the mail that came back, if this part is that or its headers."""
    if part.get_content_type() not in RETURNED:
        return None
    inner = part.get_payload(0) if part.is_multipart() else _headers(part)
    found = MESSAGE_ID.match(_header(inner, "Message-ID")) if isinstance(inner, Part) else None
    return (found[1], found[2].casefold()) if found else None


def _headers(part: Part) -> Part:
    text = part.get_payload(decode=True)
    return message_from_bytes(text if isinstance(text, bytes) else b"")


def _failed(recipient: object) -> tuple[str, str] | None:
    """Return address and code of a recipient who did not get it, and never will."""
    if not isinstance(recipient, Part) or _header(recipient, "Action").strip().casefold() != FAILED:
        return None
    address = RECIPIENT.match(_header(recipient, "Final-Recipient"))
    code = CODE.match(_header(recipient, "Status"))
    return (address[1].casefold(), code[1] if code else NO_CODE) if address else None


def _header(part: Part, name: str) -> str:
    return str(part.get(name, ""))[:LONGEST_HEADER]
