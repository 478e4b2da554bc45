"""Which rows of people, and of the mail and the record below them, reach somebody?

What is kept under their own id, and what they did. Of a child the link and the name, never who else belongs to it; nothing of
what must not be told to them. Entries of the record about somebody are those of the actions in ABOUT and no others: one that is
written tomorrow about a person is theirs only when somebody has thought about it.

    [source.title for source in SOURCES][0]  ->  'Who you are'
"""

import json
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gatepost.audit import classification as of_the_record
from gatepost.audit.models import AuditEntry
from gatepost.mail import classification as of_mail
from gatepost.mail.models import Message
from gatepost.people.classification import FIELDS
from gatepost.people.export import Plain, Source, without_ids
from gatepost.people.models import (
    Account,
    Adjustment,
    Delegation,
    DutyHeld,
    FamilyDeclaration,
    Guardianship,
    HatWorn,
    Person,
    School,
)
from gatepost.people.viewer import Viewer

ABOUT = (
    "account.closed",
    "account.opened",
    "data.downloaded",
    "duty.ended",
    "duty.given",
    "guardian.linked",
    "guardian.unlinked",
    "hat.ended",
    "hat.given",
    "person.added",
    "person.corrected",
    "person.left",
    "person.merged",
    "power.lent",
    "power.taken-back",
)
"""What others may do to a person and that person may read in their own history."""


def _own(model: Any, *with_them: str) -> Any:  # a model, and a function that returns its rows
    def rows(viewer: Viewer) -> QuerySet[Any]:
        found: QuerySet[Any] = (
            model.objects.filter(person_id=viewer.person_id).select_related(*with_them).order_by("since", "id")
        )
        return found

    return rows


def _entries(viewer: Viewer) -> QuerySet[AuditEntry]:
    mine = Q(actor=viewer.person_id) | Q(subject=viewer.person_id, action__in=ABOUT)
    return AuditEntry.objects.filter(mine, school=viewer.school_id).order_by("sequence")


def _messages(viewer: Viewer) -> QuerySet[Message]:
    mine = Message.objects.filter(school=viewer.school_id, person=viewer.person_id)
    return mine.defer("body").order_by("written_at", "id")


def _data(row: AuditEntry, viewer: Viewer) -> Plain:
    return without_ids(json.loads(row.data), viewer) if row.data else None


SOURCES = (
    Source(
        Person,
        gettext_lazy("Who you are"),
        FIELDS,
        lambda viewer: Person.objects.filter(id=viewer.person_id).select_related("school"),
        {"school": lambda row, _viewer: row.school.name},
    ),
    Source(
        School,
        gettext_lazy("Your school"),
        FIELDS,
        lambda viewer: School.objects.filter(id=viewer.school_id),
    ),
    Source(HatWorn, gettext_lazy("What you are at the school"), FIELDS, _own(HatWorn)),
    Source(DutyHeld, gettext_lazy("What you are entrusted with"), FIELDS, _own(DutyHeld)),
    Source(
        Account,
        gettext_lazy("How you sign in"),
        FIELDS,
        lambda viewer: Account.objects.filter(persons=viewer.person_id),
    ),
    Source(Delegation, gettext_lazy("For whom you may act"), FIELDS, _own(Delegation)),
    Source(Adjustment, gettext_lazy("What the head teacher recorded for your needs"), FIELDS, _own(Adjustment)),
    Source(
        Guardianship,
        gettext_lazy("Your children"),
        FIELDS,
        _own(Guardianship, "pupil"),
        {"pupil": lambda row, _viewer: row.pupil.name},
    ),
    Source(
        FamilyDeclaration,
        gettext_lazy("What you declared in private about your family"),
        FIELDS,
        _own(FamilyDeclaration, "pupil"),
        {"pupil": lambda row, _viewer: row.pupil.name},
    ),
    Source(Message, gettext_lazy("Mail that was sent to you"), of_mail.FIELDS, _messages),
    Source(
        AuditEntry,
        gettext_lazy("What the record holds: what you did, and what was done about you"),
        of_the_record.FIELDS,
        _entries,
        {
            "actor": lambda row, viewer: _("you") if row.actor == viewer.person_id else _("somebody else"),
            "subject": lambda row, viewer: _("you") if row.subject == viewer.person_id else None,
            "data": _data,
        },
    ),
)
