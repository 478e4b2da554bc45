"""Are the figures of one moment, while others answer without a pause?"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest
from django.db import connection

from gatepost.audit import queries as audit
from gatepost.audit.models import AuditEntry
from gatepost.campaigns import figures as module
from gatepost.campaigns.audience import Standing
from gatepost.demo import services as demo
from gatepost.signoff.models import SignOff
from gatepost.signoff.states import Answer
from gatepost.sql.moment import one_moment
from tests.unit.campaigns.test_audience import ask
from tests.unit.signoff.people import TODAY, agree, edition, viewer_of

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = ("parent", "parent-apart", "teacher", "parent-staff", "volunteer", "governor", "office", "deputy", "clerk")


@contextmanager
def beside(who: tuple[str, ...]) -> Iterator[Thread]:
    """Let people say one after another, by a connection of their own, that they have read it."""
    begun = Event()

    def answer() -> None:
        try:
            for kind in who:
                agree(viewer_of(kind), edition(), level=Answer.READ)
                begun.set()
        finally:
            begun.set()  # whoever waits sees what is missing
            connection.close()

    thread = Thread(target=answer)
    thread.start()
    begun.wait()
    yield thread
    thread.join()


def test_what_is_counted_is_what_the_record_says_at_its_head() -> None:
    """Counted anew again and again, until all have answered."""
    demo.load()
    campaign, days = ask(level=Answer.READ), (TODAY, TODAY)
    with beside(PEOPLE) as thread:
        looks = 0
        while thread.is_alive() or not looks:
            module._kept._found.clear()  # a process that has counted nothing
            head, found = module._counted(campaign, days)  # with the entry, which nobody is shown
            assert head
            told = AuditEntry.objects.filter(action="signoff.read", sequence__lte=head.sequence)
            assert found.total.of(Standing.READ) == told.count()
            looks += 1
    module._kept._found.clear()  # the same
    assert module.current(campaign, on=TODAY).total.of(Standing.READ) == len(PEOPLE)


def test_what_is_written_meanwhile_is_not_read() -> None:
    """And it is there afterwards; whoever writes does not wait."""
    demo.load()
    school = viewer_of("head").school_id
    with one_moment():
        head = audit.last(school)
        with beside(("parent",)):
            pass
        assert (audit.last(school), SignOff.objects.count()) == (head, 0)
    assert audit.last(school) != head
    assert SignOff.objects.count() == 1


def test_trouble_leaves_no_transaction_behind() -> None:
    """The next one begins as ever."""
    demo.load()
    for _try in "12":
        with pytest.raises(ZeroDivisionError), one_moment():
            _ = SignOff.objects.count() / 0
    agree(viewer_of("parent"), edition())
    assert SignOff.objects.count() == 1
