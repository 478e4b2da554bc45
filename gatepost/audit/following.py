"""How is done later what somebody need not wait for?

By the record: whoever follows it gets each entry of the actions that concern them, once and in order, soon after it was written.
How far they came is kept in the transaction of what they did about it. Entries of a school become visible in the order of
their numbers, since each writer holds the counter until the commit, so that none is passed over.

    follow("sign-off-copies", ["signoff.agreed"], write)      # as often as one likes
    is_to_come("sign-off-copies", school.id, sign_off.id)  ->  False
"""

from collections.abc import Callable, Collection, Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef

from gatepost.audit.models import AuditChain, AuditEntry, AuditFollower

TOGETHER = 200
"""Entries that are passed on in one transaction: on SQLite all who write wait meanwhile."""


def follow(name: str, actions: Collection[str], do: Callable[[str, Sequence[str]], None]) -> None:
    """Pass on what came since the last time: a school, and the subjects of its new entries of these actions.

    What ``do`` raises is raised once each school had its turn, and what it was given comes again the next time.
    """
    failed: list[Exception] = []
    read = AuditFollower.objects.filter(name=name, school=OuterRef("school"), sequence__gte=OuterRef("sequence"))
    behind = AuditChain.objects.filter(~Exists(read)).order_by("school")
    for school in behind.values_list("school", flat=True):
        try:
            while _pass_on(name, school, actions, do) == TOGETHER:
                pass
        except Exception as error:  # noqa: BLE001  # what one school's entries came to is not for the others to wait for
            failed.append(error)
    if failed:
        raise failed[0]


def is_to_come(name: str, school: str, subject: str) -> bool:
    """Tell whether an entry about something was not passed on as yet."""
    read = AuditFollower.objects.filter(name=name, school=school).values_list("sequence", flat=True).first() or 0
    return AuditEntry.objects.filter(school=school, subject=subject, sequence__gt=read).exists()


@transaction.atomic
def _pass_on(name: str, school: str, actions: Collection[str], do: Callable[[str, Sequence[str]], None]) -> int:
    """Pass on the next entries of a school, and return how many of any action there were."""
    AuditFollower.objects.bulk_create([AuditFollower(name=name, school=school)], ignore_conflicts=True)
    follower = AuditFollower.objects.select_for_update().get(name=name, school=school)
    new = AuditEntry.objects.filter(school=school, sequence__gt=follower.sequence).order_by("sequence")
    entries = list(new.values_list("sequence", "action", "subject")[:TOGETHER])
    subjects = [subject for _number, action, subject in entries if action in actions]
    if subjects:
        do(school, subjects)
    if entries:
        AuditFollower.objects.filter(name=name, school=school).update(sequence=entries[-1][0])
    return len(entries)
