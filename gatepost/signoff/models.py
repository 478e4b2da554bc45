"""What is kept of what somebody answered to an edition, and of the questions before?

One row an answer. Of several by one person to one edition the last one stands, the others are its history. An answer on paper
has the day on the sheet, who recorded it, and a scan; one that was recorded by mistake stays, and a row beside it says that it
counts for nobody. Triggers (``unchanging``) let no row be changed, nor removed before its time.

Example: a refusal on Monday and an agreement on Friday are two rows, numbers 1 and 2.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gatepost.agreements.models import HASH_LENGTH, SchoolEdition
from gatepost.people.models import CODE_LENGTH, EMAIL_LENGTH, NAME_LENGTH, Person, School, TextIdModel
from gatepost.signoff.scans import Kind
from gatepost.signoff.states import FEWEST_YEARS, MOST_YEARS, REASON_LENGTH, Answer, Why
from gatepost.signoff.typed import SALT_LENGTH, mark

HATS_LENGTH = 100
"""Characters: all four hats are some thirty."""


class SignOff(TextIdModel):
    """A person's answer to an edition, in exactly the words that the hash names. Never changed."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(SchoolEdition, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(help_text="Of this person's answers to this edition: 1, 2, ...")
    answer = models.CharField(max_length=CODE_LENGTH, choices=Answer.choices)
    sha256 = models.CharField(max_length=HASH_LENGTH)
    hats = models.CharField(
        max_length=HATS_LENGTH, blank=True, help_text="Those worn that day, in the order of the alphabet, with commas."
    )
    name = models.CharField(max_length=NAME_LENGTH, help_text="As it was typed.")
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)
    salt = models.BinaryField(
        max_length=SALT_LENGTH,
        null=True,
        help_text="Of the mark of name and reason in the record; None: from before there was one.",
    )
    at = models.DateTimeField(help_text="When it came into Gatepost: of paper, when the office recorded it.")
    on_paper = models.DateField(_("signed on paper on"), null=True, help_text="The day on the sheet; None: on screen.")
    recorded_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", help_text="Who of the office, of paper."
    )

    class Meta:
        """Constraints: a known answer, a name, a reason where it is a refusal and nowhere else, in order; paper is recorded."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(answer__in=Answer.values), name="sign_off_answer_is_known"),
            models.CheckConstraint(condition=~Q(name=""), name="sign_off_has_a_name"),
            models.CheckConstraint(
                condition=(Q(answer=Answer.REFUSED.value) & ~Q(reason=""))
                | (~Q(answer=Answer.REFUSED.value) & Q(reason="")),
                name="sign_off_gives_a_reason_if_refused",
            ),
            models.CheckConstraint(
                condition=Q(on_paper=None, recorded_by=None) | Q(on_paper__isnull=False, recorded_by__isnull=False),
                name="sign_off_on_paper_is_recorded",
            ),
            models.UniqueConstraint(fields=["person", "edition", "number"], name="sign_off_is_in_order"),
        ]

    @property
    def actor(self) -> str:
        """Who did it, for the record: of paper the office."""
        return self.recorded_by_id or self.person_id

    @property
    def recorded(self) -> dict[str, str]:
        """What the record holds of this beside who, what and when: of the name and the reason a mark that tells neither."""
        said = {"edition": self.edition_id, "hats": self.hats}
        if self.salt:
            said["typed"] = mark(self.salt, self.name, self.reason)
        if self.on_paper:
            scan: Scan | None = getattr(self, "scan", None)
            mistake: Mistake | None = None if scan else getattr(self, "mistake", None)
            sha256 = scan.sha256 if scan else mistake.scan_sha256 if mistake else ""  # none: somebody took it away
            said |= {"paper": self.on_paper.isoformat(), "person": self.person_id, "scan": sha256}
        return said

    def __str__(self) -> str:
        """Return the id."""
        return self.id


class QuestionsDone(TextIdModel):
    """Somebody answered the questions of an edition: for which hats it was done, and nothing of how."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(SchoolEdition, on_delete=models.PROTECT, related_name="+")
    hats = models.CharField(
        max_length=HATS_LENGTH,
        help_text="For which, in the order of the alphabet, with commas; those that came later need their own.",
    )
    at = models.DateTimeField()

    class Meta:
        """Constraint: once for the same hats."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "edition", "hats"], name="questions_are_done_once"),
        ]

    def __str__(self) -> str:
        """Return the id."""
        return self.id


class Scan(TextIdModel):
    """The picture of a sheet that was signed on paper, byte for byte as the office sent it. Never changed."""

    sign_off = models.OneToOneField(SignOff, on_delete=models.PROTECT, related_name="scan")
    kind = models.CharField(max_length=CODE_LENGTH, choices=Kind.choices)
    sha256 = models.CharField(max_length=HASH_LENGTH)
    content = models.BinaryField()

    class Meta:
        """Constraints: a known kind."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="scan_kind_is_known"),
        ]

    def __str__(self) -> str:
        """Return the id."""
        return self.id


class Mistake(TextIdModel):
    """An answer on paper was recorded by mistake: it counts for nobody, and its scan is gone. Never changed."""

    sign_off = models.OneToOneField(SignOff, on_delete=models.PROTECT, related_name="mistake")
    why = models.CharField(max_length=CODE_LENGTH, choices=Why.choices)
    scan_sha256 = models.CharField(max_length=HASH_LENGTH, help_text="Of the scan that was removed.")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("found to be recorded by mistake"))

    class Meta:
        """Constraints: a known reason."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(why__in=Why.values), name="mistake_has_a_known_reason"),
        ]

    def __str__(self) -> str:
        """Return the id."""
        return self.id


class DealtWith(TextIdModel):
    """The head looked at a refusal, and spoke with whoever gave it: it waits for them no more."""

    sign_off = models.OneToOneField(SignOff, on_delete=models.PROTECT, related_name="dealt_with")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("dealt with by the head teacher"))

    def __str__(self) -> str:
        """Return the id."""
        return self.id


class KeptFor(models.Model):
    """For how many years a school keeps the answers of those who left; no row: it has set nothing."""

    school = models.OneToOneField(School, on_delete=models.CASCADE, primary_key=True, related_name="+")
    years = models.PositiveSmallIntegerField()

    class Meta:
        """Constraints: not for ever."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(years__gte=FEWEST_YEARS, years__lte=MOST_YEARS), name="kept_for_some_years"
            ),
        ]

    def __str__(self) -> str:
        """Return the number."""
        return str(self.years)


class SigningLink(TextIdModel):
    """A link in a mail that proves a mailbox, and opens the way to sign one edition: once, for some days, to one person."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(SchoolEdition, on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(
        max_length=HASH_LENGTH, unique=True, help_text="The token itself is in the mail alone."
    )
    sent_to = models.EmailField(max_length=EMAIL_LENGTH, help_text="Which mailbox it proves.")
    made_at = models.DateTimeField(_("sent"))
    expires_at = models.DateTimeField(_("works until"))
    used_at = models.DateTimeField(_("used"), null=True)
    used_from = models.CharField(
        max_length=HASH_LENGTH, blank=True, help_text="Hash of the mark of the browser: it may press its button twice."
    )

    class Meta:
        """Constraints: it lasts."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="signing_link_lasts"),
        ]

    def __str__(self) -> str:
        """Return the id."""
        return self.id
