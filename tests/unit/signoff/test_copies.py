"""Does whoever agrees get exactly these words by mail, and does the mail tell nobody else who that was?"""

import io
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pdfplumber
import pytest
from django.conf import LazySettings
from django.db import connection, transaction
from django.urls import reverse

from gatepost.audit.models import AuditFollower
from gatepost.demo import services as demo
from gatepost.kernel.errors import Refused
from gatepost.mail.models import Message
from gatepost.mail.queries import newest
from gatepost.people import services as people
from gatepost.people.models import Account, Person
from gatepost.people.viewer import Viewer
from gatepost.signoff import services, unchanging
from gatepost.signoff.copies import SENT_WITHIN, SIGNED, enclosed, mailed, send_copies
from gatepost.signoff.models import SignOff
from gatepost.signoff.queries import get_own
from gatepost.signoff.states import Answer
from tests.conftest import NOON
from tests.mailing import Mailbox, Running, run_tasks, smtp_server
from tests.unit.signoff.people import agree, decline, do_questions, edition, viewer_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("noon")]
NAME = "Tomasz Q. Zielinski"


@pytest.fixture(autouse=True)
def _school(transactional_db: None) -> None:
    """The invented school."""
    demo.load()


@pytest.fixture
def server(settings: LazySettings) -> Iterator[Running]:
    """A real mail server."""
    with smtp_server(Mailbox()) as running:
        settings.MAIL_SERVER = running.address()
        yield running


def sign(by: Viewer, level: Answer = Answer.AGREED) -> SignOff:
    """Sign with a name of one's own."""
    own = edition()
    with suppress(Refused):  # parents have no questions
        do_questions(by, own)
    return services.sign(edition=own.id, expected_sha256=own.sha256, name=NAME, by=by, at=NOON, level=level)


def opened(letter: EmailMessage) -> tuple[str, bytes, str]:
    """Return the text of a letter, the one file in it, and that file's words with single spaces."""
    text, [file] = letter.get_body(("plain",)), letter.iter_attachments()
    assert text is not None
    assert (file.get_filename(), file.get_content_type()) == ("policy.pdf", "application/pdf")
    content = file.get_content()
    with pdfplumber.open(io.BytesIO(content)) as document:
        words = " ".join(" ".join(page.extract_text() or "" for page in document.pages).split())
    return text.get_content(), content, words


def test_only_an_agreement_is_mailed_and_only_where_there_is_an_address() -> None:
    """A refusal says why, so it stays where it is; being shown something is no signature."""
    parent, teacher = viewer_of("parent"), viewer_of("teacher")
    decline(parent, edition())
    sign(teacher, Answer.SHOWN)
    sign(teacher, Answer.READ)
    governor = viewer_of("governor")
    Account.objects.filter(persons=governor.person_id).update(email=None, name="gov-1")
    Person.objects.filter(id=governor.person_id).update(email="")
    own = get_own(governor, agree(governor, edition()).id)
    assert own is not None
    assert not mailed(own, governor).has_address
    send_copies(at=NOON)
    assert not Message.objects.exists()


def test_whoever_agreed_gets_one_copy_and_whoever_did_not_none() -> None:
    """The same answer twice is one mail; an answer that was not kept is none, nor is one that was recorded by mistake."""
    parent = viewer_of("parent")
    with transaction.atomic():
        sign(parent)
        transaction.set_rollback(True)
    send_copies(at=NOON)
    assert not Message.objects.exists()
    row = sign(parent)
    assert sign(parent).id == row.id
    for _ in range(2):
        send_copies(at=NOON)
        assert [message.encloses for message in Message.objects.all()] == [f"sign-off:{row.id}"]


def test_record_that_is_read_from_its_beginning_sends_no_copy_twice_and_none_of_long_ago() -> None:
    """As after a backup was restored, or when Gatepost is new at a school that has signed already."""
    sign(viewer_of("parent"))
    send_copies(at=NOON)
    sign(viewer_of("teacher"))
    AuditFollower.objects.all().delete()
    send_copies(at=NOON + SENT_WITHIN)
    assert Message.objects.count() == 1
    AuditFollower.objects.all().delete()
    send_copies(at=NOON + SENT_WITHIN - timedelta(seconds=1))
    assert sorted(message.person for message in Message.objects.all()) == sorted(
        viewer_of(kind).person_id for kind in ("parent", "teacher")
    )


def test_copy_goes_to_whoever_the_signer_turned_out_to_be() -> None:
    """Two entries were joined before the worker came: the one that went has no address any more."""
    parent, head = viewer_of("parent-apart"), viewer_of("head")
    keep, drop = (Person.objects.get(id=viewer_of(kind).person_id) for kind in ("volunteer", "parent-apart"))
    sign(parent)
    Person.objects.filter(id=drop.id).update(account=None)
    people.merge(keep=keep, drop=drop, by=head, at=NOON)
    send_copies(at=NOON)
    assert [message.person for message in Message.objects.filter(kind="copy")] == [keep.id]


def test_copy_that_cannot_be_written_holds_up_no_other(caplog: pytest.LogCaptureFixture) -> None:
    """And the log says that there was one, not whose."""
    for kind in ("parent", "teacher"):
        sign(viewer_of(kind))
    Account.objects.filter(persons=viewer_of("parent").person_id).update(email="broken\n@home.example")
    send_copies(at=NOON)
    assert [message.person for message in Message.objects.all()] == [viewer_of("teacher").person_id]
    assert "could not be written" in caplog.text
    assert "broken" not in caplog.text


def test_copy_arrives_with_the_words_and_the_hash_and_names_nobody(server: Running) -> None:
    """Neither in the mail nor in the file: no name, no hats, no other address than to whom it goes."""
    both = viewer_of("parent-staff")
    row = sign(both)
    run_tasks()
    [letter] = server.mailbox.letters
    text, content, words = opened(letter)
    assert letter["To"] == Person.objects.get(id=both.person_id).email
    assert b"/StructTreeRoot" in content
    assert b"pdfuaid:part" in content
    for said in (
        "Has read it and agreed to it",
        "3 July 2026, 12:00 BST",
        row.id,
        edition().sha256,
        "School computers",
        "This copy names nobody",
    ):
        assert said in words
    receipt = words[: words.index("This copy names nobody")]
    for hidden in (NAME, *both.name.split(), "Parent or guardian", "Staff"):
        assert hidden not in text
        assert hidden not in receipt
        assert hidden not in str(letter["Subject"])
    assert not any(part in content for part in (NAME.encode(), both.name.encode()))
    assert NAME not in words
    assert f"http://localhost:8000{SIGNED}" in text
    own = get_own(both, row.id)
    assert own is not None
    assert mailed(own, both).state == "sent"
    assert Message.objects.get().body == ""


def test_copy_lies_in_the_folder_where_no_server_is_set(settings: LazySettings, tmp_path: Path) -> None:
    """And the demonstration still shows its text."""
    settings.MAIL_FOLDER = tmp_path / "outbox"
    parent = viewer_of("parent")
    sign(parent)
    run_tasks()
    [file] = settings.MAIL_FOLDER.glob("*.eml")
    _text, _content, words = opened(message_from_bytes(file.read_bytes(), policy=policy.default))
    assert edition().sha256 in words
    [mail] = newest(parent.school_id)
    assert "Enclosed is the policy" in mail.text
    assert "%PDF" not in mail.text


def test_only_an_agreement_that_is_there_is_enclosed(server: Running) -> None:
    """A refusal is not, whoever asks the outbox for it; and an answer that was removed leaves no mail without its file."""
    parent = viewer_of("parent")
    assert enclosed("no-such") is None
    assert enclosed(decline(parent, edition()).id) is None
    row = sign(parent)
    send_copies(at=NOON)
    with connection.cursor() as cursor:
        for statement in unchanging.drop_statements(connection.vendor):
            cursor.execute(statement)
        SignOff.objects.filter(id=row.id).delete()
        for statement in unchanging.create_statements(connection.vendor):
            cursor.execute(statement)
    run_tasks()
    assert (Message.objects.get().state, Message.objects.get().reason) == ("failed", "gone")
    assert server.mailbox.letters == []


def test_printed_addresses_are_those_of_the_pages() -> None:
    """The room that mails them does not know the pages."""
    assert reverse("me-signed") == SIGNED
