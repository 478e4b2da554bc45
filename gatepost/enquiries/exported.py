"""What of questions to the school reaches somebody? What they asked, with what they were answered.

What somebody answered to others is between those and the school, and stays when they leave.

[source.model.__name__ for source in SOURCES]  ->  ['Enquiry', 'Post']
"""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from gatepost.enquiries.classification import FIELDS
from gatepost.enquiries.models import Enquiry, Post
from gatepost.people.export import Source
from gatepost.people.queries import entries_of
from gatepost.people.viewer import Viewer


def _asked(viewer: Viewer) -> QuerySet[Enquiry]:
    rows = Enquiry.objects.filter(asker__in=entries_of([viewer.person_id]), school_id=viewer.school_id)
    return rows.order_by("asked_at", "id")


def _written(viewer: Viewer) -> QuerySet[Post]:
    mine = entries_of([viewer.person_id])
    rows = Post.objects.filter(enquiry__asker__in=mine, enquiry__school_id=viewer.school_id)
    return rows.order_by("at", "id")


SOURCES = (
    Source(Enquiry, gettext_lazy("What you asked the school"), FIELDS, _asked),
    Source(Post, gettext_lazy("What was written to your questions"), FIELDS, _written),
)
