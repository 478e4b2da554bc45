"""Is what a mail encloses made when it is sent, whole or not at all, and never for ever?"""

import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from gatepost.kernel import clock
from gatepost.kernel.errors import ProgrammingMistake
from gatepost.kernel.ids import new_id
from gatepost.mail import housekeeping
from gatepost.mail.enclosing import Enclosed
from gatepost.mail.kinds import Kind
from gatepost.mail.models import Message
from gatepost.mail.outbox import WAITS
from gatepost.mail.services import Addressee, send
from gatepost.mail.states import State
from tests.conftest import NOON
from tests.mailing import Mailbox, Running, run_tasks, smtp_server

SCHOOL, PERSON = new_id(), new_id()
THERE = "1"
THINGS: dict[str, bytes] = {}

pytestmark = pytest.mark.django_db(transaction=True)


def make(thing: str) -> Enclosed | None:
    """Make what is called so: a room's own function would."""
    if thing == "broken":
        raise ValueError("what Tomasz Zielinski wrote")
    return Enclosed("thing.txt", "text/plain", THINGS[thing]) if thing in THINGS else None


@pytest.fixture
def server(settings: LazySettings) -> Iterator[Running]:
    """A real mail server, and one thing that can be enclosed."""
    settings.ENCLOSURES = {"thing": f"{__name__}.make"}
    THINGS[THERE] = b"the thing"
    with smtp_server(Mailbox()) as running:
        settings.MAIL_SERVER = running.address()
        yield running
    THINGS.clear()


def post(encloses: str) -> Message:
    """Put a mail into the outbox."""
    context = {"school": "Oddenbrook", "link": "/me/"}
    to = Addressee(PERSON, "somebody@home.example")
    with transaction.atomic():
        return send(to=to, kind=Kind.WAITING, context=context, school=SCHOOL, at=NOON, encloses=encloses)


def tried(message: Message, wait: timedelta = timedelta()) -> tuple[str, str, int]:
    """Let the worker look a while later, and return how far the mail is."""
    with clock.frozen(NOON + wait):
        run_tasks()
    message.refresh_from_db()
    return message.state, message.reason, message.attempts


@pytest.mark.parametrize("encloses", ["thing", "thing:", ":1", "other:1", "1", "os.path:join"])
def test_what_no_room_makes_is_not_promised(server: Running, encloses: str) -> None:
    """And leaves nothing in the outbox."""
    with pytest.raises(ProgrammingMistake) as refused:
        post(encloses)
    assert refused.value.code == "mail-encloses"
    assert not Message.objects.exists()


def test_what_is_gone_by_the_time_is_given_up_and_no_mail_goes_without_it(server: Running) -> None:
    """The mail would say that it is there."""
    message = post(f"thing:{THERE}")
    THINGS.clear()
    assert tried(message) == ("failed", "gone", 1)
    assert (message.body, server.mailbox.letters) == ("", [])
    assert not DBTaskResult.objects.filter(status="READY").exists()


def test_what_cannot_be_made_is_tried_as_often_as_a_server_that_is_down_and_then_given_up(
    server: Running, caplog: pytest.LogCaptureFixture
) -> None:
    """The log names the mail's id."""
    message, waited = post("thing:broken"), timedelta()
    with caplog.at_level(logging.ERROR):
        for attempt, wait in enumerate(WAITS, start=1):
            assert tried(message, waited) == ("queued", "not-made", attempt)
            waited += wait
        assert tried(message, waited) == ("failed", "not-made", len(WAITS) + 1)
    assert message.id in caplog.messages[0]
    assert "Zielinski" not in " ".join(caplog.messages)
    assert (message.body, server.mailbox.letters) == ("", [])
    assert not DBTaskResult.objects.filter(status="READY").exists()


def test_mail_that_takes_each_worker_with_it_is_given_up(server: Running) -> None:
    """Nobody begins it for ever."""
    message = post(f"thing:{THERE}")
    Message.objects.update(state=State.SENDING, attempts=len(WAITS) + 1)
    assert tried(message) == ("failed", "worker-died", len(WAITS) + 1)
    housekeeping.tidy_up(at=NOON + timedelta(days=1))
    assert not DBTaskResult.objects.filter(status="READY").exists()
    assert server.mailbox.letters == []


def test_thing_arrives_as_it_is_when_the_mail_goes(server: Running) -> None:
    """After a server that said later, it is made anew; once it went, nothing of it is kept."""
    server.mailbox.answers["somebody@home.example"] = "451 later"
    message = post(f"thing:{THERE}")
    assert tried(message) == ("queued", "refused-451", 1)
    server.mailbox.answers.clear()
    THINGS[THERE] = b"the thing, as it is now"
    assert tried(message, WAITS[0]) == ("sent", "", 2)
    [letter] = server.mailbox.letters
    [enclosed] = letter.iter_attachments()
    assert (enclosed.get_filename(), enclosed.get_content()) == ("thing.txt", "the thing, as it is now")
    text = letter.get_body(("plain",))
    assert text is not None
    assert "Something waits for you" in text.get_content()
    assert not any(b"the thing" in str(value).encode() for value in vars(message).values())
