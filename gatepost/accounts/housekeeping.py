"""What about signing in goes once it is old?

Sessions that ran out; passwords of whoever wears no hat any more that may have one; invitations a year after they were used,
replaced or ran out. The worker calls this about once an hour.

    tidy_up(at=now())
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from gatepost.accounts.models import Invitation, Session
from gatepost.accounts.passwords import remove_what_outlived_its_hat
from gatepost.audit import services as audit
from gatepost.people.viewer import SETUP

INVITATIONS_KEPT = timedelta(days=365)


def tidy_up(*, at: datetime) -> None:
    """Remove what nobody needs any more."""
    Session.objects.filter(expire_date__lte=at).delete()
    remove_what_outlived_its_hat(at=at)
    _forget_invitations(before=at - INVITATIONS_KEPT, at=at)


@transaction.atomic
def _forget_invitations(*, before: datetime, at: datetime) -> None:
    never_used = Q(used_at=None, ended_at=None, expires_at__lt=before)
    old = Invitation.objects.filter(Q(used_at__lt=before) | Q(ended_at__lt=before) | never_used)
    for school_id in sorted(set(old.values_list("person__school", flat=True))):
        count, _ = old.filter(person__school=school_id).delete()
        if count:  # another worker may have been quicker
            what, by = "account.invitations-forgotten", SETUP.actor
            audit.record(by=by, action=what, subject=school_id, at=at, school=school_id, data={"count": count})
