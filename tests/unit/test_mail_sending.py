"""Does mail arrive once, say only that something waits, and is each answer of a real server understood?"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from gatepost.kernel import clock
from gatepost.kernel.errors import ProgrammingMistake
from gatepost.kernel.ids import new_id
from gatepost.mail import housekeeping, queries, transport
from gatepost.mail.kinds import Kind
from gatepost.mail.models import Message
from gatepost.mail.outbox import WAITS
from gatepost.mail.services import Addressee, send
from gatepost.mail.states import NEXT, State, may_follow
from tests.conftest import NOON
from tests.mailing import Mailbox, Running, run_tasks, self_signed, smtp_server

SCHOOL, PERSON = new_id(), new_id()
SOMEBODY = Addressee(PERSON, "somebody@home.example")
LINK = "/invitation/abc/"

pytestmark = pytest.mark.django_db(transaction=True)


def post(to: Addressee = SOMEBODY, **context: str) -> Message:
    """Put a mail into the outbox."""
    filled = {"school": "Oddenbrook", "link": LINK} | context
    with transaction.atomic():
        return send(to=to, kind=Kind.WAITING, context=filled, school=SCHOOL, at=NOON)


def state_of(message: Message) -> tuple[str, str, int]:
    """Return how far it is."""
    message.refresh_from_db()
    return message.state, message.reason, message.attempts


@pytest.fixture
def folder(settings: LazySettings, tmp_path: Path) -> Path:
    """An outbox of the test's own."""
    settings.MAIL_FOLDER = tmp_path / "outbox"
    return tmp_path / "outbox"


@pytest.fixture
def server(settings: LazySettings) -> Iterator[Running]:
    """A real mail server."""
    with smtp_server(Mailbox()) as running:
        settings.MAIL_SERVER = running.address()
        yield running


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"address": ""}, "mail-address"),
        ({"address": "a@b.example\r\nBcc: c@d.example"}, "mail-address"),
        ({"link": "https://elsewhere.example/"}, "mail-link"),
        ({"link": "/x\r\nSubject: y"}, "mail-link"),
        ({"link": "//elsewhere.example"}, "mail-link"),
        ({"name": "Somebody Else"}, "mail-context"),
    ],
)
def test_mail_that_no_page_of_ours_would_send_is_refused(changed: dict[str, str], code: str) -> None:
    """And leaves nothing."""
    address = changed.pop("address", SOMEBODY.address)
    with pytest.raises(ProgrammingMistake) as refused:
        post(Addressee(PERSON, address), **changed)
    assert refused.value.code == code
    assert not Message.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_mail_outside_a_transaction_is_refused() -> None:
    """It could tell of what never happened."""
    with pytest.raises(ProgrammingMistake):
        send(to=SOMEBODY, kind=Kind.WAITING, context={"school": "O", "link": LINK}, school=SCHOOL, at=NOON)


def test_mail_goes_with_what_it_tells_of_or_not_at_all(server: Running) -> None:
    """A rollback takes row and task along."""
    with transaction.atomic():
        send(to=SOMEBODY, kind=Kind.WAITING, context={"school": "O", "link": LINK}, school=SCHOOL, at=NOON)
        transaction.set_rollback(True)
    run_tasks()
    assert server.mailbox.letters == []


def test_mail_reaches_a_real_server_once_and_its_text_is_forgotten(server: Running, noon: datetime) -> None:
    """Whatever runs again finds nothing left to do."""
    message = post()
    for _ in range(2):
        run_tasks()
    DBTaskResult.objects.update(status="READY")
    run_tasks()
    [letter] = server.mailbox.letters
    assert letter["To"] == SOMEBODY.address
    assert letter["Message-ID"].startswith(f"<{message.id}@")
    assert letter["Auto-Submitted"] == "auto-generated"
    assert "http://localhost:8000/invitation/abc/" in letter.get_content()
    assert state_of(message) == ("sent", "", 1)
    assert message.body == ""


def test_name_of_a_school_cannot_add_a_header(server: Running, noon: datetime) -> None:
    """A line break in it is a blank."""
    post(school="Odden\r\nBcc: others@home.example\r\n\r\nbrook")
    run_tasks()
    [letter] = server.mailbox.letters
    assert letter["Bcc"] is None
    assert "\n" not in letter["Subject"]


def test_refused_recipient_is_not_tried_again(server: Running, noon: datetime) -> None:
    """The office is shown why."""
    server.mailbox.answers[SOMEBODY.address] = "550 5.1.1 no such person here"
    message = post()
    run_tasks()
    assert state_of(message) == ("failed", "refused-550", 1)
    assert message.body == ""
    seen = queries.last_to(SCHOOL, PERSON)
    assert seen is not None
    assert (seen.state, seen.reason) == (State.FAILED, "refused-550")
    assert queries.last_to(new_id(), PERSON) is None


def tried(message: Message, at: datetime) -> tuple[str, str, int]:
    """Let the worker look at a moment."""
    with clock.frozen(at):
        run_tasks()
    return state_of(message)


def test_server_that_says_later_is_asked_later_and_not_before(server: Running) -> None:
    """Then it arrives."""
    server.mailbox.answers[SOMEBODY.address] = "451 4.7.1 greylisted"
    message = post()
    assert tried(message, NOON) == ("queued", "refused-451", 1)
    assert DBTaskResult.objects.get(status="READY").run_after == NOON + WAITS[0]
    server.mailbox.answers.clear()
    assert tried(message, NOON + WAITS[0]) == ("sent", "", 2)
    assert len(server.mailbox.letters) == 1


def test_task_that_comes_before_its_time_changes_nothing_and_strands_nobody(server: Running) -> None:
    """One that was found on a dead worker, or whose computer's clock was set back; tidying up begins it anew."""
    server.mailbox.answers[SOMEBODY.address] = "451 later"
    message = post()
    assert tried(message, NOON) == ("queued", "refused-451", 1)
    DBTaskResult.objects.filter(status="READY").update(run_after=NOON)
    assert tried(message, NOON + timedelta(seconds=1)) == ("queued", "refused-451", 1)
    server.mailbox.answers.clear()
    housekeeping.tidy_up(at=NOON + WAITS[0] + housekeeping.STRANDED)
    assert tried(message, NOON + timedelta(hours=2)) == ("queued", "refused-451", 1)
    housekeeping.tidy_up(at=NOON + WAITS[0] + housekeeping.STRANDED + timedelta(seconds=1))
    assert tried(message, NOON + timedelta(hours=2)) == ("sent", "", 2)


def test_server_that_is_down_for_days_is_given_up(settings: LazySettings, noon: datetime) -> None:
    """After as many attempts as there are waits, and one."""
    with smtp_server(Mailbox()) as gone:
        settings.MAIL_SERVER = gone.address()
    message, at = post(), NOON
    for attempt, wait in enumerate(WAITS, start=1):
        assert tried(message, at) == ("queued", "no-server", attempt)
        at += wait
    assert tried(message, at) == ("failed", "no-server", len(WAITS) + 1)
    assert not DBTaskResult.objects.filter(status="READY").exists()


@pytest.mark.parametrize("how", ["starttls", "tls"])
def test_mail_is_encrypted_and_the_password_told_only_then(
    how: str, settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, noon: datetime
) -> None:
    """To a server whose certificate is trusted; with a wrong password it waits for somebody to mend it."""
    monkeypatch.setattr(transport, "SECONDS_FOR_THE_SERVER", 1)  # it is waited for after a handshake that failed
    certificate = self_signed(tmp_path / "server.pem")
    more: dict[str, Any] = {how: True}
    with smtp_server(Mailbox(), certificate=certificate, auth=how == "starttls", **more) as running:
        settings.MAIL_SERVER = running.address()
        untrusted = post()
        assert tried(untrusted, NOON) == ("queued", "no-server", 1)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        if how == "starttls":
            settings.MAIL_SERVER = running.address(password="wrong")
            assert tried(untrusted, NOON + WAITS[0]) == ("queued", "not-let-in", 2)
            settings.MAIL_SERVER = running.address()
        assert tried(untrusted, NOON + timedelta(days=1))[:2] == ("sent", "")
        assert running.mailbox.encrypted == [True]


def test_server_without_encryption_is_told_nothing(settings: LazySettings, noon: datetime) -> None:
    """STARTTLS is insisted on."""
    with smtp_server(Mailbox()) as running:
        plain = running.address()
        settings.MAIL_SERVER = type(plain)(plain.host, plain.port, "user", "password", starttls=True)
        message = post()
        run_tasks()
        assert state_of(message) == ("queued", "no-encryption", 1)
        assert running.mailbox.letters == []


def test_without_a_server_mail_goes_into_a_folder_for_its_owner_alone(folder: Path, noon: datetime) -> None:
    """One file, whole; the demonstration reads it."""
    message = post()
    run_tasks()
    assert [path.name for path in folder.iterdir()] == [f"{message.id}.eml"]
    assert folder.stat().st_mode & 0o077 == 0
    [mail] = queries.newest(SCHOOL)
    assert LINK in mail.text
    assert (mail.state, mail.address) == (State.SENT, SOMEBODY.address)
    assert queries.newest(new_id()) == ()


def test_folder_that_cannot_be_made_is_tried_again(settings: LazySettings, tmp_path: Path, noon: datetime) -> None:
    """The disk may come back."""
    settings.MAIL_FOLDER = tmp_path / "no" / "such" / "disk"
    message = post()
    run_tasks()
    assert state_of(message) == ("queued", "no-folder", 1)


def test_old_messages_and_their_files_go(folder: Path, noon: datetime) -> None:
    """After ninety days; one that waits stays."""
    sent = post()
    run_tasks()
    waiting = post()
    housekeeping.tidy_up(at=NOON + housekeeping.MESSAGES_KEPT)
    assert Message.objects.count() == 2
    housekeeping.tidy_up(at=NOON + housekeeping.MESSAGES_KEPT + timedelta(seconds=1))
    assert list(Message.objects.values_list("id", flat=True)) == [waiting.id]
    assert not (folder / f"{sent.id}.eml").exists()


@pytest.mark.parametrize("kind", list(Kind))
def test_no_kind_of_mail_asks_for_more_than_a_place_and_a_code(kind: Kind) -> None:
    """No names, no content: there is no place for them. A day and words of a fixed table (telling, kinds) are neither."""
    more = {
        Kind.INVITATION: {"what", "until"},
        Kind.REMINDER: {"what"},
        Kind.REMINDER_WITH_LINK: {"what", "until"},
        Kind.SIGN_IN_CHANGED: {"what", "whom"},
    }
    assert kind.value.needs <= {"school", "link", "code"} | more.get(kind, set())
    assert "{link}" not in str(kind.value.subject)
    assert "{code}" not in str(kind.value.subject)


@pytest.mark.parametrize("state", list(State))
def test_every_state_has_a_row_in_the_table(state: State) -> None:
    """What is over stays over, but that what was sent may come back."""
    assert state in NEXT
    assert may_follow(State.SENT, state) == (state is State.FAILED)
    assert not may_follow(State.FAILED, state)
