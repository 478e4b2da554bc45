"""What goes once it is old?

Sessions that ran out.

    tidy_up(at=now())
"""

from datetime import datetime

from gatepost.accounts.models import Session


def tidy_up(*, at: datetime) -> None:
    """Remove what opens nothing any more."""
    Session.objects.filter(expire_date__lte=at).delete()
