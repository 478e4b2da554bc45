"""How sensitive is what is kept of questions to the school?

How the school is reached is public. A question is between whoever asked and whoever answers; it can be about a child.

    >>> FIELDS["Post.text"].sensitivity.value
    'confidential'
"""

from gatepost.kernel.classification import Field, Sensitivity

KEPT = "a year after the question was closed, or answered and left alone; as long as it waits"
SHOWN = "until the head or the office changes it"

_PUBLIC = Field(Sensitivity.NONE, SHOWN, export=False)
_INSIDE = Field(Sensitivity.INTERNAL, KEPT, export=False)
_THEIRS = Field(Sensitivity.PERSONAL, KEPT, export=True)
_WORDS = Field(Sensitivity.CONFIDENTIAL, KEPT, export=True)

FIELDS = {
    "Channels.id": _PUBLIC,
    "Channels.school": _PUBLIC,
    "Channels.phone": _PUBLIC,
    "Channels.email": _PUBLIC,
    "Channels.hours": _PUBLIC,
    "Channels.safeguarding": _PUBLIC,
    "Channels.topics": _PUBLIC,
    "Channels.version": _PUBLIC,
    "Enquiry.id": _INSIDE,
    "Enquiry.school": _INSIDE,
    "Enquiry.asker": _THEIRS,
    "Enquiry.topic": _THEIRS,
    "Enquiry.duty": _THEIRS,
    "Enquiry.state": _THEIRS,
    "Enquiry.asked_at": _THEIRS,
    "Enquiry.moved_at": _THEIRS,
    "Enquiry.was_reopened": _INSIDE,
    "Enquiry.token": _INSIDE,
    "Post.id": _INSIDE,
    "Post.enquiry": _INSIDE,
    "Post.number": _INSIDE,
    "Post.by": _THEIRS,
    "Post.deed": _THEIRS,
    "Post.duty": _INSIDE,
    "Post.topic": _INSIDE,
    "Post.text": _WORDS,
    "Post.at": _THEIRS,
}
