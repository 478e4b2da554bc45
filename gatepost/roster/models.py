"""What is kept of an import?

The import itself with its state; its plan, an item a row, until it can no longer be undone; which key of the file was who,
for the next import of that kind; and which column was which, for the school. The uploaded file stays until it has been
read, and then only what was read of it, until the import is done or given up.

Example: 412 rows of staff are one RosterImport, some four hundred RosterItem and RosterSeen, and one RosterColumns.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gatepost.people.models import School, TextIdModel
from gatepost.roster.fields import Kind
from gatepost.roster.states import KINDS, State

LENGTH_OF_HASH = 64
LONGEST_ACTOR = 64
LONGEST_SUBJECT = 64
LONGEST_CODE = 20


class RosterImport(TextIdModel):
    """One file, from its upload until it is done, undone or given up."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+", verbose_name=_("school"))
    kind = models.CharField(
        _("kind of file"), max_length=LONGEST_CODE, choices=[(k.value, v) for k, v in KINDS.items()]
    )
    state = models.CharField(_("state"), max_length=LONGEST_CODE, choices=State.choices, default=State.UPLOADED)
    actor = models.CharField(_("who started it"), max_length=LONGEST_ACTOR)
    started_at = models.DateTimeField(_("started"))
    applied_at = models.DateTimeField(_("done"), null=True, blank=True)
    sha256 = models.CharField(_("fingerprint of the file"), max_length=LENGTH_OF_HASH)
    content = models.BinaryField(_("what the file says"), null=True)
    encoding = models.CharField(_("encoding"), max_length=LONGEST_CODE, blank=True)
    header = models.JSONField(_("names of its columns"), default=list)
    columns = models.JSONField(_("which column is which"), default=dict)
    preset = models.CharField(_("management system"), max_length=LONGEST_CODE, blank=True)
    lines = models.PositiveIntegerField(_("lines of the file"), default=0)
    lines_done = models.PositiveIntegerField(_("lines done"), default=0)
    decisions = models.JSONField(_("who is who"), default=dict)
    counts = models.JSONField(_("how many of each"), default=dict)
    digest = models.CharField(_("fingerprint of the plan"), max_length=LENGTH_OF_HASH, blank=True)
    undo = models.BinaryField(_("what was there before"), null=True)
    trouble = models.JSONField(_("what is wrong"), default=dict)

    class Meta:
        """Constraints: a known state and kind."""

        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="roster_state_is_known"),
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in Kind]), name="roster_kind_is_known"
            ),
        ]
        indexes = [models.Index(fields=["school", "started_at"], name="roster_by_start")]

    def __str__(self) -> str:
        """Return the id."""
        return self.id


class RosterItem(models.Model):
    """One line of a plan: somebody with what would change, or something that is not understood."""

    roster = models.ForeignKey(RosterImport, on_delete=models.CASCADE, related_name="items", verbose_name=_("import"))
    position = models.PositiveIntegerField(_("position"))
    outcome = models.CharField(_("outcome"), max_length=LONGEST_CODE)
    subject = models.CharField(_("whom it is about"), max_length=LONGEST_SUBJECT, blank=True)
    is_ticked = models.BooleanField(_("is to be done"), default=True)
    data = models.TextField(_("what it says"))

    class Meta:
        """Constraints: one item a position."""

        verbose_name = _("item")
        verbose_name_plural = _("items")
        constraints = [models.UniqueConstraint(fields=["roster", "position"], name="roster_item_once")]
        indexes = [models.Index(fields=["roster", "outcome", "position"], name="roster_by_outcome")]

    def __str__(self) -> str:
        """Name the item by import and position."""
        return f"{self.roster_id} {self.position}"


class RosterSeen(models.Model):
    """That a key of an import that was carried out is this person, pupil or link."""

    roster = models.ForeignKey(RosterImport, on_delete=models.CASCADE, related_name="seen", verbose_name=_("import"))
    key = models.TextField(_("key"))
    subject = models.CharField(_("who it is"), max_length=LONGEST_SUBJECT)

    class Meta:
        """Constraints: a key means one."""

        verbose_name = _("key of an import")
        verbose_name_plural = _("keys of an import")
        constraints = [models.UniqueConstraint(fields=["roster", "key"], name="roster_key_once")]

    def __str__(self) -> str:
        """Name the key by number."""
        return str(self.pk)


class RosterColumns(models.Model):
    """Which column was which the last time, for one school and kind of file."""

    pk = models.CompositePrimaryKey("school", "kind")
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+", verbose_name=_("school"))
    kind = models.CharField(_("kind of file"), max_length=LONGEST_CODE)
    columns = models.JSONField(_("which column is which"), default=dict)

    class Meta:
        """One row a school and kind."""

        verbose_name = _("remembered columns")
        verbose_name_plural = _("remembered columns")

    def __str__(self) -> str:
        """Name them by kind."""
        return self.kind
