"""How does one message leave, and what did the other side say?

By SMTP if a server is set, else into a folder. The answer is one of three: delivered, never (the server refused it for good, or
what it encloses is gone), or later. Nothing of the message, nor of what a server said beyond its number, is kept or logged.

    deliver(letter) == Outcome(Answer.NEVER, "refused-550")
"""

import logging
import smtplib
from dataclasses import dataclass
from email.utils import formatdate
from enum import Enum
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from gatepost.mail.enclosing import Enclosed, make

log = logging.getLogger(__name__)

SECONDS_FOR_THE_SERVER = 20
"""For each of its answers; the worker has others to serve."""
FIRST_LASTING = 500
"""RFC 5321, 4.2.1: answers from here on mean never, those below mean later."""


class Answer(Enum):
    """What became of it."""

    DELIVERED = "delivered"
    NEVER = "never"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer, and a code for why: blank if delivered."""

    answer: Answer
    reason: str = ""


class MailServer(Protocol):
    """Where to, as the settings say it."""

    @property
    def host(self) -> str:
        """Its name."""

    @property
    def port(self) -> int:
        """Its port."""

    @property
    def user(self) -> str:
        """As whom, or blank."""

    @property
    def password(self) -> str:
        """With which password, or blank."""

    @property
    def starttls(self) -> bool:
        """Whether to begin in clear and demand encryption."""

    @property
    def tls(self) -> bool:
        """Whether to begin encrypted."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent. The id becomes the Message-ID: a mailbox that gets it twice, after a crash, shows it once."""

    id: str
    address: str
    subject: str
    body: str
    written: float
    """Seconds since 1970, UTC."""
    encloses: str = ""

    def as_email(self, enclosed: Enclosed | None) -> EmailMessage:
        """Return it for Django, which refuses a header of more than one line, and takes the sender for where it comes back to."""
        domain = settings.MAIL_FROM.rpartition("@")[2]
        headers = {
            "From": settings.MAIL_FROM,
            "Message-ID": f"<{self.id}@{domain}>",
            "Date": formatdate(self.written),
            "Auto-Submitted": "auto-generated",  # RFC 3834: a holiday answer is not sent back
        }
        email = EmailMessage(self.subject, self.body, settings.MAIL_RETURN, [self.address], headers=headers)
        if enclosed:
            email.attach(enclosed.name, enclosed.content, enclosed.content_type)
        return email


def deliver(letter: Letter) -> Outcome:
    """Hand the letter over, with what it encloses: never without."""
    try:
        enclosed = make(letter.encloses) if letter.encloses else None
    except (
        Exception
    ):  # whatever a room raises: it is tried again as often as a server that says later, and then given up
        log.exception("what a mail encloses could not be made: %s", letter.id)
        return Outcome(Answer.LATER, "not-made")
    if letter.encloses and enclosed is None:
        return Outcome(Answer.NEVER, "gone")
    server, email = settings.MAIL_SERVER, letter.as_email(enclosed)
    return _to_server(email, server) if server else _to_folder(letter.id, email)


def _to_folder(name: str, email: EmailMessage) -> Outcome:
    """Write it whole or not at all; twice is once, since the name is its id."""
    folder: Path = settings.MAIL_FOLDER
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        half = folder / f".{name}"
        half.write_bytes(email.message().as_bytes())
        half.replace(folder / f"{name}.eml")
    except OSError:
        return Outcome(Answer.LATER, "no-folder")
    return Outcome(Answer.DELIVERED)


def _to_server(email: EmailMessage, server: MailServer) -> Outcome:
    connection = EmailBackend(
        host=server.host,
        port=server.port,
        username=server.user,
        password=server.password,
        use_tls=server.starttls,
        use_ssl=server.tls,
        timeout=SECONDS_FOR_THE_SERVER,
    )
    try:
        with connection:
            connection.send_messages([email])
    except smtplib.SMTPRecipientsRefused as refused:
        return _refused(max(code for code, _ in refused.recipients.values()))
    except smtplib.SMTPAuthenticationError:
        return Outcome(Answer.LATER, "not-let-in")  # whoever runs it mends the password, and the mail goes then
    except smtplib.SMTPResponseException as refused:
        return _refused(refused.smtp_code)
    except smtplib.SMTPNotSupportedError:
        return Outcome(Answer.LATER, "no-encryption")
    except (smtplib.SMTPException, OSError):
        return Outcome(Answer.LATER, "no-server")
    return Outcome(Answer.DELIVERED)


def _refused(code: int) -> Outcome:
    return Outcome(Answer.NEVER if code >= FIRST_LASTING else Answer.LATER, f"refused-{code}")
