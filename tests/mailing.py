"""How do tests send mail to a real server, and let the worker do what waits?

with smtp_server(Mailbox()) as server:
    settings.MAIL_SERVER = server.url()
    run_tasks()
    server.mailbox.letters[0]["Subject"]
"""

import ssl
from asyncio.base_events import Server
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from unittest.mock import patch

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from gatepost.config.mail import MailServer
from gatepost.kernel import clock
from gatepost.mail.worker import TaskWorker

HERE = "127.0.0.1"
USER, PASSWORD = "gatepost", "a password of the tests"
DAY = timedelta(days=1)


def run_tasks() -> None:
    """Do what is due by our clock, which may stand still, as `gatepost work` does."""
    with patch("django.utils.timezone.now", clock.now):
        TaskWorker().run_all()


@dataclass
class Mailbox:
    """Takes mail, or answers to each recipient as told: `"550 no such person"`, `"451 later"`."""

    answers: dict[str, str] = field(default_factory=dict)
    letters: list[EmailMessage] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802  # the name is aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a recipient, or not."""
        answer = self.answers.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  # the same
        """Keep the letter."""
        assert isinstance(envelope.content, bytes)
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        assert server.transport is not None
        self.encrypted.append(server.transport.get_extra_info("ssl_object") is not None)
        return "250 OK"


@dataclass
class Running:
    """A mail server that runs."""

    mailbox: Mailbox
    port: int
    starttls: bool
    tls: bool
    user: str

    def address(self, *, password: str = PASSWORD) -> MailServer:
        """Return it as the settings name it."""
        return MailServer(
            HERE, self.port, self.user, password if self.user else "", starttls=self.starttls, tls=self.tls
        )


class OnAFreePort(Controller):
    """Learns its port from the system before it asks itself whether it runs."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]  # aiosmtpd's own


def _authenticate(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    known = LoginPassword(USER.encode(), PASSWORD.encode())
    return AuthResult(success=data == known, handled=False)


@contextmanager
def smtp_server(
    mailbox: Mailbox, *, certificate: Path | None = None, starttls: bool = False, tls: bool = False, auth: bool = False
) -> Iterator[Running]:
    """Run a mail server on a free port of this computer."""
    context = None
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
    more: dict[str, Any] = {"tls_context": context, "require_starttls": True} if starttls else {}
    if auth:
        more |= {"auth_required": True, "authenticator": _authenticate, "auth_require_tls": True}
    controller = OnAFreePort(mailbox, hostname=HERE, port=0, ssl_context=context if tls else None, **more)
    controller.start()
    try:
        yield Running(mailbox, controller.port, starttls=starttls, tls=tls, user=USER if auth else "")
    finally:
        controller.stop()


def self_signed(path: Path) -> Path:
    """Write a key and a certificate for 127.0.0.1, which nobody has to trust, and return the path."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HERE)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - DAY)
        .not_valid_after(now + DAY)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HERE))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return path
