"""What goes once it is old? Documents that nobody made a draft of within a week.

tidy_up(at=now())
"""

from datetime import datetime

from gatepost.agreements.importing.models import DocumentImport


def tidy_up(*, at: datetime) -> None:
    """Remove what has expired."""
    DocumentImport.objects.filter(expires_at__lte=at).delete()
