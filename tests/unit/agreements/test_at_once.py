"""Do two who act at the same moment leave one decision, and does the second know of the first?"""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import partial

import pytest
from django.db import connection

from gatepost.agreements import services
from gatepost.agreements.interpreting import record_ruling
from gatepost.agreements.models import Approval, EditionStep, RulingMade, SchoolEdition, Signature
from gatepost.audit.models import AuditEntry
from gatepost.kernel.errors import Refused
from tests.unit.agreements.school import BODY, NOW, TODAY, TOMORROW, Here, files

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*attempts: Callable[[], object]) -> Counter[str]:
    """Start all at the same moment, each on a connection of its own; return what came of them."""
    start, codes = threading.Barrier(len(attempts)), list[str]()

    def run(attempt: Callable[[], object]) -> None:
        start.wait()
        try:
            attempt()
            codes.append("done")
        except Refused as refused:
            codes.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(attempt,)) for attempt in attempts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(codes)


def test_of_many_who_approve_at_once_one_does_and_the_others_are_told_who() -> None:
    """By name; there is one approval, one step, one line in the record."""
    here = Here.new("Oddenbrook")
    edition = here.proposed()
    seen: list[str] = []

    def approve(by: str) -> None:
        try:
            services.approve(edition=edition.id, expected_sha256=edition.sha256, body=BODY, by=here.by(by), at=NOW)
        except Refused as refused:
            seen.append(refused.sentence)
            raise

    codes = at_once(*[partial(approve, by) for by in ("chair", "delegated") * 3])
    assert codes == {"done": 1, "is-approved": 5}
    assert all("Gareth Pryce, Chair of governors" in sentence for sentence in seen)
    assert Approval.objects.count() == 1
    assert AuditEntry.objects.filter(action="edition.approve").count() == 1


@pytest.mark.parametrize("turn", range(3))
def test_edition_approved_while_another_takes_it_back_is_one_of_the_two(turn: int) -> None:
    """Never approved words that are a draft again."""
    here = Here.new("Oddenbrook")
    edition = here.proposed()
    codes = at_once(
        lambda: services.approve(
            edition=edition.id, expected_sha256=edition.sha256, body=BODY, by=here.by("chair"), at=NOW
        ),
        lambda: services.withdraw(edition=edition.id, reason="A slip.", by=here.by("head"), at=NOW),
    )
    assert codes["done"] == 1
    state = SchoolEdition.objects.get(id=edition.id).state
    assert (state == "approved") == Approval.objects.filter(edition=edition).exists()


def test_edition_approved_while_another_signs_is_signed_after_or_not_at_all() -> None:
    """A signature before the approval would be on words that nobody approved."""
    here = Here.new("Oddenbrook")
    edition = here.proposed()
    codes = at_once(
        lambda: services.approve(
            edition=edition.id, expected_sha256=edition.sha256, body=BODY, by=here.by("chair"), at=NOW
        ),
        lambda: services.sign(
            edition=edition.id, name="A", capacity="Chair", day=TODAY, by=here.by("delegated"), at=NOW
        ),
    )
    assert codes in ({"done": 2}, {"done": 1, "is-proposed": 1})
    steps = list(EditionStep.objects.filter(edition=edition).order_by("number").values_list("step", flat=True))
    assert steps[:3] == ["draft", "propose", "approve"]
    assert Signature.objects.count() == codes["done"] - 1


def test_of_two_editions_for_one_day_one_begins() -> None:
    """And of two first ones in the past as well, only one."""
    here = Here.new("Oddenbrook")
    one, other = here.approved("One"), here.approved("Other")
    put: Callable[[SchoolEdition, date], object] = lambda edition, since: services.put_in_force(  # noqa: E731  # said once
        edition=edition.id, since=since, by=here.by("chair"), at=NOW
    )
    assert at_once(lambda: put(one, TOMORROW), lambda: put(other, TOMORROW)) == {"done": 1, "day-is-taken": 1}
    elsewhere = Here.new("Hollin Bank")
    one, other = elsewhere.approved("One"), elsewhere.approved("Other")
    again: Callable[[SchoolEdition], object] = lambda edition: services.put_in_force(  # noqa: E731  # said once
        edition=edition.id, since=TODAY, by=elsewhere.by("chair"), at=NOW
    )
    assert at_once(lambda: again(one), lambda: again(other)) == {"done": 1, "begins-too-early": 1}


def test_of_two_who_save_one_draft_the_second_is_told() -> None:
    """Nobody's words are overwritten unseen."""
    here = Here.new("Oddenbrook")
    draft = here.draft()

    def save(label: str) -> None:
        services.save_draft(
            edition=draft.id, files=files(label), expected_sha256=draft.sha256, by=here.by("head"), at=NOW
        )

    files("One"), files("Two")
    assert at_once(lambda: save("One"), lambda: save("Two")) == {"done": 1, "changed-since": 1}


def test_of_two_rulings_from_one_day_one_is_made() -> None:
    """By the rule, under the school's lock."""
    here = Here.new("Oddenbrook")

    def rule(choice: str) -> None:
        record_ruling(
            school=here.school,
            doubt="reading--head-authorises-images",
            choice=choice,
            why="So it is meant.",
            since=TOMORROW,
            body=BODY,
            by=here.by("chair"),
            at=NOW,
        )

    assert at_once(lambda: rule("as-read"), lambda: rule("as-written")) == {"done": 1, "day-is-taken": 1}
    assert RulingMade.objects.count() == 1
