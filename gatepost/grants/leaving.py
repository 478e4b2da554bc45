"""What becomes of a permission whose holder leaves?

It ends. Nothing counts from the day after the last one (``queries.state_of`` and ``held`` look at the hats of the day); here the
end is written down, once an hour, so that it does not come back with somebody who comes back.

    tidy_up(at=now())
"""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from gatepost.grants.models import Permission
from gatepost.grants.queries import of_leavers, with_holders
from gatepost.grants.services import end_of_leaver
from gatepost.grants.states import OPEN
from gatepost.kernel.clock import in_utc

AT_ONCE = 200
"""Permissions; the rest go an hour later, so that nobody waits for the database."""


def tidy_up(*, at: datetime) -> None:
    """End what leavers asked for or held."""
    today = localdate(in_utc(at))
    open_ones = Permission.objects.filter(state__in=[each.value for each in OPEN], until__gte=today)
    gone = of_leavers(open_ones, on=today).order_by("id")
    for permission in list(gone.values_list("id", flat=True)[:AT_ONCE]):
        _end(permission, at)


@transaction.atomic
def _end(permission: str, at: datetime) -> None:
    Permission.objects.select_for_update().get(id=permission)
    today = localdate(in_utc(at))
    row = with_holders(of_leavers(Permission.objects.filter(id=permission), on=today), on=today).first()
    if row and row.state in {each.value for each in OPEN}:
        end_of_leaver(row, at=at)
