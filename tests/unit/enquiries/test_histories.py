"""Whatever people do with a question: does it end answered, or closed with a reason, and does nobody else see it?"""

from datetime import timedelta
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gatepost.enquiries import queries, services
from gatepost.enquiries.exported import SOURCES
from gatepost.enquiries.models import Enquiry
from gatepost.enquiries.states import STANDS_IN, WAITING, Deed, State
from gatepost.kernel.errors import Refused
from tests.conftest import NOON
from tests.pages.rows import KINDS
from tests.unit.enquiries.asking import TITLES, ask, last
from tests.unit.signoff.people import viewer_of

PEOPLE = ("parent", "teacher", "office", "head", "safeguarding-lead", "clerk", "chair")
DUTIES = [each.value for each in STANDS_IN]
SERVICES = {
    Deed.ANSWER: services.answer,
    Deed.WRITE_BACK: services.write_back,
    Deed.CLOSE: services.close,
    Deed.REOPEN: services.reopen,
}
STEPS = st.lists(
    st.tuples(
        st.sampled_from(PEOPLE),
        st.sampled_from([*SERVICES, Deed.PASS_ON]),
        st.sampled_from(DUTIES),
        st.integers(0, 1),
        st.integers(0, 20),
    ),
    max_size=14,
)


def step(row: Enquiry, kind: str, deed: Deed, duty: str, behind: int, day: int) -> bool:
    """Try one thing; tell whether it was done."""
    at = NOON + timedelta(days=day)
    told: dict[str, Any] = {
        "enquiry": row.id,
        "text": f"{deed} {day}",
        "read": last(row) - behind,
        "by": viewer_of(kind),
        "at": at,
    }
    try:
        with transaction.atomic():
            if deed is Deed.PASS_ON:
                services.pass_on(topic=TITLES[duty], duty=duty, **told)
            else:
                SERVICES[deed](**told)
    except Refused:
        return False
    return True


def look(row: Enquiry) -> None:
    """Nobody sees it but whoever asked and whoever holds its duty; whoever asked takes it home, and nobody else."""
    for kind in KINDS[1:]:
        sees = queries.visible_to(viewer_of(kind), on=NOON.date()).filter(id=row.id).exists()
        assert sees == (kind in {"parent", row.duty}), kind
        taken = [set(source.rows(viewer_of(kind)).values_list("pk", flat=True)) for source in SOURCES]
        own = [{row.id}, set(row.posts.values_list("id", flat=True))] if kind == "parent" else [set(), set()]
        assert taken == own, kind


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=st.sampled_from(DUTIES), steps=STEPS)
def test_every_history_ends_with_an_answer_or_a_reason(
    school: None, first: str, steps: list[tuple[str, Deed, str, int, int]]
) -> None:
    """Nothing is half done; the state is what the last message made it; it is opened again at most once."""
    with transaction.atomic():
        row = ask("parent", first)
        for kind, deed, duty, behind, day in steps:
            before = (row.state, row.duty, last(row))
            done = step(row, kind, deed, duty, behind, day)
            row.refresh_from_db()
            assert done or (row.state, row.duty, last(row)) == before
            look(row)
        posts = list(row.posts.order_by("number"))
        assert [post.number for post in posts] == list(range(1, len(posts) + 1))
        assert sum(post.deed == Deed.REOPEN for post in posts) <= 1
        if row.state in WAITING:  # whoever has to answer always can
            assert step(row, row.duty, Deed.ANSWER, row.duty, 0, 99)
            row.refresh_from_db()
        end = row.posts.order_by("number").last()
        assert end
        assert row.state in {State.ANSWERED, State.CLOSED}
        assert end.text
        assert end.deed == {State.ANSWERED: Deed.ANSWER, State.CLOSED: Deed.CLOSE}[State(row.state)]
        transaction.set_rollback(True)
