"""Which mail server does a GATEPOST_MAIL_URL mean?

Encryption is never optional on a network: ``smtp`` insists on STARTTLS, ``smtps`` speaks TLS from the first byte, and
``smtp-plain`` is only for a server on this computer.

>>> parse_mail_url("smtp://gatepost:secret@mail.school.example").port
587
"""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

PORTS = {"smtp": 587, "smtps": 465, "smtp-plain": 25}
"""RFC 8314 for the first two, RFC 5321 for the last."""
HERE = ("localhost", "127.0.0.1", "::1")
HOST = re.compile(r"[A-Za-z0-9.:-]+\Z")


@dataclass(frozen=True, slots=True)
class MailServer:
    """One mail server, and how to speak to it."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    starttls: bool = True
    tls: bool = False


def parse_mail_url(url: str) -> MailServer:
    """Return the server that a URL names; raise ValueError if it names none, or one that would be told secrets in clear."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme not in PORTS or not HOST.match(host) or parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError("smtp://USER:PASSWORD@HOST:PORT is needed")
    if parts.scheme == "smtp-plain" and host not in HERE:
        raise ValueError("smtp-plain is only for this computer")
    if bool(parts.username) != bool(parts.password):
        raise ValueError("a user has a password")
    return MailServer(
        host=host,
        port=parts.port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=parts.scheme == "smtp",
        tls=parts.scheme == "smtps",
    )


def checked_url(value: str) -> str:
    """Return a URL that names a mail server, or nothing; raise ValueError if it names none."""
    if value:
        parse_mail_url(value)
    return value


def checked_address(value: str) -> str:
    """Return an e-mail address, or nothing; raise ValueError if it is none."""
    try:
        if value:
            validate_email(value)
    except ValidationError:
        raise ValueError("an e-mail address is needed") from None
    return value
