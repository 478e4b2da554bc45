"""Which hats and duties are there, and what are they called?

The hats are the four that the policy speaks to. The duties are what somebody is entrusted with; the policy and the law
name them. There is no transition table: a hat or a duty has no state but its two dates.

    >>> Hat.STAFF.value, Duty.SAFEGUARDING_LEAD.value
    ('staff', 'safeguarding-lead')
"""

from collections.abc import Collection

from django.db import models
from django.utils.translation import gettext_lazy as _


class Hat(models.TextChoices):
    """In which capacity somebody belongs to the school; the policy binds hats."""

    STAFF = "staff", _("Staff")
    GOVERNOR = "governor", _("Governor")
    VOLUNTEER = "volunteer", _("Volunteer")
    PARENT = "parent", _("Parent or guardian")

    @classmethod
    def labels_of(cls, worn: Collection[str]) -> tuple[str, ...]:
        """Return hats as a page shows them, in one order everywhere.

        >>> Hat.labels_of({"parent", "staff"})
        ('Staff', 'Parent or guardian')
        """
        return tuple(str(hat.label) for hat in cls if hat.value in worn)


class Duty(models.TextChoices):
    """What somebody is entrusted with; powers come from duties, never from hats."""

    HEAD = "head", _("Head teacher")
    DEPUTY = "deputy", _("Deputy head")
    CHAIR = "chair", _("Chair of governors")
    VICE_CHAIR = "vice-chair", _("Vice-chair of governors")
    CLERK = "clerk", _("Clerk to the governors")
    OFFICE = "office", _("School office")
    SAFEGUARDING_LEAD = "safeguarding-lead", _("Designated safeguarding lead")
    TECHNICIAN = "technician", _("Technician")
    INVESTIGATOR = "investigator", _("Investigator")


class Lent(models.TextChoices):
    """What can be lent to somebody else by a recorded delegation."""

    HEAD = "head", _("Head teacher")
    GOVERNING_BODY = "governing-body", _("Governing body")


HAT_FOR = {Lent.HEAD: Hat.STAFF, Lent.GOVERNING_BODY: Hat.GOVERNOR}
"""Who can act for whom: staff for the head, a governor for the governing body, and only as long as they are that."""
