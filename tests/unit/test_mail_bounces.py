"""Does a mail that comes back count as not delivered, and does nothing else that comes change anything?"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as some

from gatepost.kernel.ids import new_id
from gatepost.mail import housekeeping
from gatepost.mail.bounces import take_back
from gatepost.mail.kinds import Kind
from gatepost.mail.models import Message, ReturnedCount
from gatepost.mail.queries import not_delivered
from gatepost.mail.returned import LARGEST, read
from gatepost.mail.services import Addressee, send
from gatepost.mail.states import State, Verdict
from tests.conftest import NOON
from tests.letters_back import absence, exchange, google, postfix, report
from tests.mailing import Mailbox, run_tasks, smtp_server
from tests.unit.test_mail_worker import database_url

SOMEBODY, DOMAIN = "somebody@home.example", "localhost"
SCHOOL, PERSON = new_id(), new_id()
PATIENCE = 30

pytestmark = pytest.mark.django_db(transaction=True)


def mail(state: State = State.SENT, *, written_at: object = NOON, to: str = SOMEBODY) -> Message:
    """Return a mail that is so far."""
    with transaction.atomic():
        context = {"school": "Oddenbrook", "link": "/"}
        message = send(to=Addressee(PERSON, to), kind=Kind.WAITING, context=context, school=SCHOOL, at=NOON)
    body = "" if state in {State.SENT, State.FAILED} else "a secret"
    Message.objects.filter(id=message.id).update(state=state, body=body, written_at=written_at)
    message.refresh_from_db()
    return message


def name_of(message: Message) -> str:
    """Return its Message-ID without the brackets."""
    return f"{message.id}@{DOMAIN}"


def state_of(message: Message) -> tuple[str, str]:
    """Return how far it is, and why."""
    message.refresh_from_db()
    return message.state, message.reason


@pytest.mark.parametrize(
    ("letter", "verdict"),
    [
        (lambda _: report(f"{new_id()}@{DOMAIN}", SOMEBODY), Verdict.UNKNOWN),
        (lambda m: report(f"{m.id}@elsewhere.example", SOMEBODY), Verdict.UNKNOWN),
        (lambda m: report(name_of(m), "another@home.example"), Verdict.UNKNOWN),
        (lambda m: report(name_of(m), "somebody@home.example.evil.example"), Verdict.UNKNOWN),
        (lambda m: report(name_of(m), SOMEBODY, action="delayed", status="4.4.1"), Verdict.NOT_FAILED),
        (lambda m: report(name_of(m), SOMEBODY, action="delivered", status="2.0.0"), Verdict.NOT_FAILED),
        (lambda m: report(name_of(m), SOMEBODY, action="relayed"), Verdict.NOT_FAILED),
        (lambda m: report(name_of(m), SOMEBODY, kind="disposition-notification"), Verdict.OTHER),
        (lambda m: report(name_of(m), SOMEBODY, returned="text/plain"), Verdict.OTHER),
        (lambda _: report("no-address-at-all", SOMEBODY), Verdict.OTHER),
        (lambda m: report(f"{m.id[:-1]}\x00@{DOMAIN}", SOMEBODY), Verdict.OTHER),
        (lambda m: report(name_of(m), SOMEBODY).replace(m.id.encode(), b"\xed\xb2\x80"), Verdict.OTHER),
        (lambda m: absence(name_of(m), SOMEBODY), Verdict.OTHER),
        (lambda _: b"", Verdict.OTHER),
        (lambda _: b"\xff\xfe\x00\x00", Verdict.OTHER),
        (lambda m: report(name_of(m), SOMEBODY).replace(b"b/1--", b""), Verdict.BOUNCE),
        (lambda m: report(name_of(m), SOMEBODY).replace(b"--b/1--", b"x" * 700_000), Verdict.BOUNCE),
        (lambda m: report(name_of(m), SOMEBODY)[:500], Verdict.OTHER),
        (lambda m: report(name_of(m), SOMEBODY) + b"x" * LARGEST, Verdict.TOO_LARGE),
    ],
    ids=[
        "a made-up id",
        "an id at another house",
        "another recipient",
        "a recipient that begins alike",
        "delayed",
        "delivered",
        "relayed",
        "a receipt",
        "no headers of ours",
        "no address",
        "a zero in the id",
        "an id that is no text",
        "a notice of absence",
        "nothing",
        "no text",
        "an end that is missing",
        "the whole of a mail with its enclosure",
        "cut off",
        "too large",
    ],
)
def test_letter_that_came_back_is_what_it_is_and_is_kept_nowhere(
    letter: Callable[[Message], bytes], verdict: Verdict, caplog: pytest.LogCaptureFixture
) -> None:
    """Only a report that our mail was given up, for whom it was written, changes that mail; each is counted."""
    message = mail()
    assert take_back(letter(message), at=NOON) is verdict
    assert state_of(message)[0] == (State.FAILED if verdict is Verdict.BOUNCE else State.SENT)
    assert [(count.verdict, count.number) for count in ReturnedCount.objects.all()] == [(verdict, 1)]
    assert caplog.text == ""


@pytest.mark.parametrize("server", [report, postfix, exchange, google])
def test_report_of_each_kind_of_server_is_understood(server: Callable[[str, str], bytes]) -> None:
    """And a second one of the same changes nothing more."""
    message = mail()
    assert take_back(server(name_of(message), SOMEBODY), at=NOON) is Verdict.BOUNCE
    state, reason = state_of(message)
    assert (state, reason.startswith("bounced-5.1.1")) == (State.FAILED, True)
    assert take_back(server(name_of(message), SOMEBODY), at=NOON + timedelta(days=1)) is Verdict.UNKNOWN
    assert message.moved_at == NOON


@pytest.mark.parametrize("status", ["4.4.7 (expired)", "nonsense", "5.7.1; go to https://evil.example/"])
def test_only_a_code_is_kept_of_why(status: str) -> None:
    """A server that gave up after days says 4; what makes no sense is a failure without a reason."""
    message = mail()
    assert take_back(report(name_of(message), SOMEBODY, status=status), at=NOON) is Verdict.BOUNCE
    assert state_of(message)[1] in {"bounced-4.4.7", "bounced-5.0.0", "bounced-5.7.1"}


def test_mail_that_waits_is_not_given_up_by_a_report_and_one_that_is_being_sent_forgets_its_text() -> None:
    """A worker may have died between the server's yes and its own note."""
    waiting, on_its_way = mail(State.QUEUED), mail(State.SENDING)
    assert take_back(report(name_of(waiting), SOMEBODY), at=NOON) is Verdict.UNKNOWN
    assert take_back(report(name_of(on_its_way), SOMEBODY), at=NOON) is Verdict.BOUNCE
    assert state_of(waiting)[0] == State.QUEUED
    assert state_of(on_its_way)[0] == State.FAILED
    assert on_its_way.body == ""


def test_hostile_letters_take_seconds_and_change_nothing() -> None:
    """Thousands of parts within parts, a header without an end, as many lines as fit."""
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(20_000))
    wide = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(200))
    head = b'Content-Type: multipart/report; report-type=delivery-status; boundary="x"\n\n'
    for letter in (
        deep,
        wide + b"--\n" * LARGEST,
        head + b"--x\nContent-Type: message/delivery-status\n\n" + b"Action: failed\n\n" * 50_000,
        b"Content-Type: " + b"a;" * (LARGEST // 2 - 100),
        b"Subject: x\n" * (LARGEST // 11),
    ):
        began = time.monotonic()
        assert read(letter[:LARGEST]) is None
        assert time.monotonic() - began < PATIENCE


@given(some.binary(max_size=300), some.integers(0, 1500), some.integers(0, 300))
def test_letter_with_anything_in_it_never_stops_the_reading(noise: bytes, at: int, gone: int) -> None:
    """Whatever was cut out of a report and put in."""
    whole = report(f"{new_id()}@{DOMAIN}", SOMEBODY)
    read(whole[:at] + noise + whole[at + gone :])


def test_mail_names_where_it_comes_back_to_and_who_wrote_it(settings: LazySettings, noon: object) -> None:
    """Reports go elsewhere than answers: what the mail server is told, and what people see."""
    settings.MAIL_FROM, settings.MAIL_RETURN = "office@oddenbrook.example", "return@oddenbrook.example"
    senders: list[str | None] = []

    class Noting(Mailbox):
        async def handle_MAIL(self, server, session, envelope, address, options):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202, N802  # aiosmtpd's
            senders.append(address)
            envelope.mail_from = address
            return "250 OK"

    with smtp_server(Noting()) as server:
        settings.MAIL_SERVER = server.address()
        message = mail(State.QUEUED)
        run_tasks()
        [letter] = server.mailbox.letters
    assert senders == ["return@oddenbrook.example"]
    assert letter["From"] == "office@oddenbrook.example"
    back = report(str(letter["Message-ID"]).strip("<>"), SOMEBODY)
    assert take_back(back, at=NOON) is Verdict.BOUNCE
    assert state_of(message) == ("failed", "bounced-5.1.1")


def gatepost(*words: str, folder: Path, given: bytes = b"", url: str = "") -> subprocess.CompletedProcess[bytes]:
    """Run the command as a mail server would."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("GATEPOST_")}
    plain.pop("DJANGO_SETTINGS_MODULE", None)
    ours = {"GATEPOST_DEMO": "yes", "GATEPOST_DATA_DIR": str(folder), "DATABASE_URL": url or database_url()}
    command = [sys.executable, "-m", "gatepost.cli.main", "mail", *words]
    return subprocess.run(command, input=given, env=plain | ours, capture_output=True, check=False, timeout=PATIENCE)


def test_mail_server_hands_a_letter_to_the_command(tmp_path: Path) -> None:
    """Nothing is said to whoever wrote; the technician sees how many came."""
    message = mail()
    back = gatepost("bounced", folder=tmp_path, given=report(name_of(message), SOMEBODY))
    assert (back.returncode, back.stdout, back.stderr) == (0, b"", b"")
    assert state_of(message)[0] == State.FAILED
    assert gatepost("bounced", folder=tmp_path, given=b"x" * (3 * LARGEST)).returncode == 0
    told = gatepost("count", folder=tmp_path).stdout.decode()
    assert "a mail of ours that was not delivered  1" in told
    assert "too large" in told
    assert SOMEBODY not in told


def test_mail_server_keeps_a_letter_while_the_database_is_away(tmp_path: Path) -> None:
    """75 is what mail servers take for later."""
    back = gatepost("bounced", folder=tmp_path, given=b"x", url=f"sqlite:///{tmp_path}/none.sqlite3")
    assert back.returncode == 75
    assert b"Traceback" not in back.stderr


def test_who_was_not_reached_is_who_got_no_later_mail_at_that_address() -> None:
    """The last one counts, for each person and address."""
    hour = timedelta(hours=1)
    first = mail(State.FAILED)
    assert [one.id for one in not_delivered(SCHOOL)] == [first.id]
    last = mail(State.FAILED, written_at=NOON + hour)
    mail(State.SENT, written_at=NOON + 2 * hour, to="elsewhere@home.example")
    assert [one.id for one in not_delivered(SCHOOL)] == [last.id]
    mail(State.SENT, written_at=NOON + 3 * hour)
    assert not_delivered(SCHOOL) == ()
    assert not_delivered(new_id()) == ()


def test_counts_go_after_ninety_days() -> None:
    """Like the mail that they count."""
    take_back(b"", at=NOON)
    housekeeping.tidy_up(at=NOON + timedelta(days=90))
    assert ReturnedCount.objects.exists()
    housekeeping.tidy_up(at=NOON + timedelta(days=91))
    assert not ReturnedCount.objects.exists()
