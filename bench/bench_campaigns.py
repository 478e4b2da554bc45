"""Does the page of how far a campaign has come cost the same with a hundred signatures as with a hundred thousand?

Two schools that differ in nothing but the number of parents; all but a few of each have signed. The page as the head gets it: as it
was looked at before, at the first look of a process, after one more signature. The worker has counted, as it does once a minute.
What it costs to count, as for whoever looks first after people changed and before the worker, only informs.

    $ make bench ARGS=campaigns
    $ scripts/with-postgresql.sh make bench ARGS=campaigns
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import Any

from bench.bench_people import _database
from bench.common import ROUNDS, WARM_UP, Line, interleaved

FEW, MANY = 100, 100_000
TO_COME = 2 * (ROUNDS + WARM_UP + 1)
"""Parents of each school who have not signed."""
CLASSES, DAYS = 14, 30
"""So that the page has as many rows, and its picture as many steps, at both schools."""
MOST_TIMES = 1.3
BATCH = 2000
SINCE = date(2020, 9, 1)
MET = datetime(2020, 8, 1, 11, 0, tzinfo=UTC)
COLD_ROUNDS = 3


def measure() -> list[Line]:
    """Return the lines of the table."""
    import django  # noqa: PLC0415  # the settings' name is in the environment only now

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  # needs Django set up
    from django.test.utils import setup_test_environment, teardown_test_environment  # noqa: PLC0415  # the same

    setup_test_environment()
    try:
        call_command("collectstatic", interactive=False, verbosity=0)
        with _database():
            return list(_compare(Asking.new(FEW), Asking.new(MANY)))
    finally:
        teardown_test_environment()


@dataclass
class Asking:
    """A school that asks its parents to sign."""

    page: Callable[[], object]
    to_come: Iterator[Any]
    """Parents who have not signed."""
    edition: Any

    @classmethod
    def new(cls, size: int) -> "Asking":
        """Make a school of that many signatures."""
        from django.db import connection  # noqa: PLC0415  # needs Django set up

        from gatepost.campaigns import services  # noqa: PLC0415  # the same
        from gatepost.campaigns.states import Audience  # noqa: PLC0415  # the same
        from gatepost.kernel.clock import now  # noqa: PLC0415  # the same
        from gatepost.people.models import Person  # noqa: PLC0415  # the same
        from gatepost.people.queries import viewer_as  # noqa: PLC0415  # the same

        head, edition = _school(size)
        parents = _parents(head.school, edition, size)
        row = services.start(edition=edition.id, audience=Audience.EVERYONE, by=viewer_as(head, SINCE), at=now())
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        to_come = (viewer_as(Person.objects.get(id=one), SINCE) for one in parents)
        return cls(_page(head, f"/sign-off/{row.id}/"), to_come, edition)

    def sign(self) -> None:
        """Let one more parent sign."""
        from gatepost.kernel.clock import now  # noqa: PLC0415  # needs Django set up
        from gatepost.signoff import services  # noqa: PLC0415  # the same

        services.sign(
            edition=self.edition.id,
            expected_sha256=self.edition.sha256,
            name="Ada",
            by=next(self.to_come),
            at=now(),
        )


def _school(size: int) -> tuple[Any, Any]:
    """Return the head of a new school, and its edition in force."""
    from gatepost.agreements import services as agreements  # noqa: PLC0415  # needs Django set up
    from gatepost.agreements.rules import Body  # noqa: PLC0415  # the same
    from gatepost.people import services  # noqa: PLC0415  # the same
    from gatepost.people.queries import viewer_as  # noqa: PLC0415  # the same
    from gatepost.people.states import Duty, Hat  # noqa: PLC0415  # the same
    from gatepost.people.viewer import SETUP  # noqa: PLC0415  # the same
    from gatepost.policy import default_files  # noqa: PLC0415  # the same
    from gatepost.policy.drafting import set_about  # noqa: PLC0415  # the same

    school = services.open_school(name=f"School of {size}", by=SETUP, at=MET)
    people = []
    for duty, hat in ((Duty.HEAD, Hat.STAFF), (Duty.CHAIR, Hat.GOVERNOR)):
        one = services.add_person(
            school=school, name="Ruth", email=f"{duty.value}{size}@school.example", by=SETUP, at=MET
        )
        services.give_hat(person=one, hat=hat, since=SINCE, by=SETUP, at=MET)
        services.give_duty(person=one, duty=duty, since=SINCE, by=SETUP, at=MET)
        services.open_account(person=one, by=SETUP, at=MET)
        one.refresh_from_db()
        people.append(one)
    head, chair = (viewer_as(one, SINCE) for one in people)
    files = set_about(default_files(), label=f"Edition of {size}", approved="", signed_by="")
    draft = agreements.start_draft(school=school.id, files=files, by=head, at=MET)
    words = {"edition": draft.id, "expected_sha256": draft.sha256}
    agreements.propose(**words, by=head, at=MET)
    agreements.approve(**words, body=Body("Gareth Pryce", "Chair", MET.date(), "1"), by=chair, at=MET)
    return people[0], agreements.put_in_force(edition=draft.id, since=SINCE, by=chair, at=MET)


def _parents(school: Any, edition: Any, size: int) -> list[str]:
    """Add parents with a child each, who signed in these days; return the ids of those who have not.

    The answers are written past the service, so that it takes minutes and not hours: the record does not know of them.
    """
    from gatepost.kernel.clock import now  # noqa: PLC0415  # needs Django set up
    from gatepost.people.models import Guardianship, HatWorn, Person, Pupil  # noqa: PLC0415  # the same
    from gatepost.signoff.models import SignOff  # noqa: PLC0415  # the same

    at, waiting = now(), list[str]()
    for first in range(0, size + TO_COME, BATCH):
        numbers = range(first, min(first + BATCH, size + TO_COME))
        people = [Person(school=school, name=f"Ada {number}", plain_name=f"ada {number}") for number in numbers]
        pupils = [
            Pupil(school=school, name="Jan", class_name=f"Class {number % CLASSES}", since=SINCE) for number in numbers
        ]
        Person.objects.bulk_create(people)
        Pupil.objects.bulk_create(pupils)
        HatWorn.objects.bulk_create(HatWorn(person=one, hat="parent", since=SINCE) for one in people)
        Guardianship.objects.bulk_create(
            Guardianship(person=one, pupil=pupil, since=SINCE) for one, pupil in zip(people, pupils, strict=True)
        )
        signed = [(number, one) for number, one in zip(numbers, people, strict=True) if number < size]
        SignOff.objects.bulk_create(
            SignOff(
                person=one,
                edition=edition,
                number=1,
                answer="agreed",
                sha256=edition.sha256,
                hats="parent",
                name="Ada",
                at=at - timedelta(days=number % DAYS),
            )
            for number, one in signed
        )
        waiting += [one.id for number, one in zip(numbers, people, strict=True) if number >= size]
    return waiting


def _page(head: Any, path: str) -> Callable[[], object]:
    """Return a function that asks for a page as the head of a school."""
    from django.test import Client  # noqa: PLC0415  # needs Django set up

    from gatepost.accounts.factors import DEMO  # noqa: PLC0415  # the same

    client = Client()
    client.force_login(head.account)
    session = client.session
    session[DEMO] = head.account.pk
    session.save()

    def page() -> None:
        if client.get(path).status_code != 200:  # noqa: PLR2004  # a number that everybody knows
            raise RuntimeError("the page was not shown")

    return page


def _compare(few: Asking, many: Asking) -> Iterator[Line]:
    cold = [_cold(school.page) for school in (few, many)]
    yield Line(f"progress, counted anew: {MANY:,}, and {FEW}", f"{cold[1] * 1000:.0f} and {cold[0] * 1000:.0f} ms")
    _let_the_worker_count()
    pair = interleaved(_first(many.page), _first(few.page))
    yield Line(f"progress, first look of a process: {MANY:,} against {FEW}", _ms(pair.ours), pair.ratio, MOST_TIMES)
    asked = [_queries(_first(school.page)) for school in (few, many)]
    yield Line("progress, first look of a process: queries", f"{asked[0]} and {asked[1]}", asked[1] / asked[0], 1.0)
    pair = interleaved(many.page, few.page)
    yield Line(f"progress, looked at before: {MANY:,} against {FEW}", _ms(pair.ours), pair.ratio, MOST_TIMES)
    asked = [_queries(school.page) for school in (few, many)]
    yield Line("progress, looked at before: queries", f"{asked[0]} and {asked[1]}", asked[1] / asked[0], 1.0)
    after = [_after_one_more(school) for school in (few, many) * ROUNDS]
    ours, peer = median(after[1::2]), median(after[::2])
    yield Line(f"progress after one more signature: {MANY:,} against {FEW}", _ms(ours), ours / peer, MOST_TIMES)
    for school in (few, many):
        school.sign()
    asked = [_queries(school.page) for school in (few, many)]
    yield Line("progress after one more signature: queries", f"{asked[0]} and {asked[1]}", asked[1] / asked[0], 1.0)


def _let_the_worker_count() -> None:
    from gatepost.campaigns.figures import keep_counted  # noqa: PLC0415  # needs Django set up
    from gatepost.kernel.clock import now  # noqa: PLC0415  # the same

    keep_counted(at=now())


def _first(page: Callable[[], object]) -> Callable[[], object]:
    """Return what asks for a page of a process that has counted nothing yet."""
    from gatepost.campaigns import figures  # noqa: PLC0415  # needs Django set up

    def first() -> None:
        figures._kept._found.clear()  # noqa: SLF001  # what a process remembers
        page()

    return first


def _after_one_more(school: Asking) -> float:
    school.sign()
    return _seconds(school.page)


def _cold(page: Callable[[], object]) -> float:
    return median(_seconds(_first(page)) for _ in range(COLD_ROUNDS))


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _queries(read: Callable[[], object]) -> int:
    from django.db import connection  # noqa: PLC0415  # needs Django set up
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415  # the same

    with CaptureQueriesContext(connection) as asked:
        read()
    return len(asked)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"
