"""Who belongs to a school, as what, and how do they sign in?

Five tables. School is the tenant; Person is somebody who belongs to one school; HatWorn and DutyHeld say as what, and
from which day to which; Account is how somebody signs in, to as many schools as let them. Every row is named by a random text,
never by a number.

Example: a parent-governor is one Person, two rows of HatWorn (``governor``, ``parent``) and at most one Account. With a
child at another school of the trust she is another Person there, with the same Account.
"""

from datetime import date
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from gatepost.kernel.ids import LENGTH, new_id
from gatepost.people.managers import AccountManager
from gatepost.people.states import Duty, Hat

NAME_LENGTH = 200  # full names are long in some families; the longest one met in practice is below 100
PLAIN_LENGTH = 2 * NAME_LENGTH  # "ß" becomes two letters, and nothing becomes more than that in practice; longer is cut
EMAIL_LENGTH = 254  # RFC 5321, 4.5.3.1.3, as corrected by erratum 1690
EXTERNAL_LENGTH = 64  # the longest that a British management system exports is a UUID of 36
SIGN_IN_NAME_LENGTH = 60  # two long names and a number
CODE_LENGTH = 20  # the longest hat or duty is "safeguarding-lead"


class TextIdModel(models.Model):
    """A row named by a random text."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)

    class Meta:
        """No table of its own."""

        abstract = True


class School(TextIdModel):
    """The tenant: one school, and everything that belongs to it."""

    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    is_invented = models.BooleanField(
        _("is invented"),
        default=False,
        help_text=_("A demonstration. Only the people of an invented school can sign in without proof."),
    )

    class Meta:
        """Constraints: a school has a name."""

        verbose_name = _("school")
        verbose_name_plural = _("schools")
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="school_has_a_name")]

    def __str__(self) -> str:
        """Return the school's name."""
        return self.name


class Person(TextIdModel):
    """Somebody who belongs to one school.

    The e-mail address may be blank (not everybody has one) and may be shared (families do): what must be unique is the
    address of an account.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="people", verbose_name=_("school"))
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    plain_name = models.CharField(max_length=PLAIN_LENGTH, editable=False, default="")
    """The name as lists are ordered by it: made by ``naming.plain``; the service that writes ``name`` writes this too."""
    email = models.EmailField(_("e-mail address"), max_length=EMAIL_LENGTH, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )
    """Set when this row was found to be the same person as another: it keeps its id for the record, and is in no list."""
    account = models.ForeignKey(
        "Account", on_delete=models.PROTECT, null=True, blank=True, related_name="persons", verbose_name=_("account")
    )
    access_ended_at = models.DateTimeField(_("was stopped from signing in"), null=True, blank=True)
    """At this school. Until somebody takes up an invitation that was made later."""

    class Meta:
        """Constraints: a person has a name; an address is kept in small letters; an account is one person of a school."""

        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="person_has_a_name"),
            models.CheckConstraint(condition=Q(email=Lower(F("email"))), name="person_email_is_lower_case"),
            models.UniqueConstraint(fields=["school", "account"], name="account_is_one_person_of_a_school"),
        ]
        indexes = [
            models.Index(fields=["school", "plain_name", "id"], name="person_by_plain_name"),
            models.Index(fields=["school", "email"], name="person_by_email"),
            models.Index(
                fields=["school", "email"],
                opclasses=["varchar_ops", "varchar_pattern_ops"],
                name="person_by_email_begun",
            ),
        ]

    def __str__(self) -> str:
        """Return the id: a name must never slip into a log."""
        return self.id

    @property
    def entry_id(self) -> str:
        """The id of the entry under which they are kept today: of two that were merged, the one that stayed."""
        return self.merged_into_id or self.id

    @property
    def entry(self) -> "Person":
        """The entry under which they are kept today; asks the database for one that they were merged into, unless it came along."""
        return self.merged_into or self


class Dated(TextIdModel):
    """Something that holds from one day to another, both included; no last day means until further notice."""

    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        """No table of its own."""

        abstract = True

    def holds_on(self, day: date) -> bool:
        """Tell whether this holds on that day (a day in the school's time zone)."""
        return holds(self.since, self.until, day)


def holds(since: date, until: date | None, day: date) -> bool:
    """Tell whether what holds from one day to another, both included, holds on that day."""
    return since <= day and (until is None or day <= until)


def holding_on(day: date) -> Q:
    """Return the condition under which a dated row holds on that day: in the database what `Dated.holds_on` says of one."""
    return Q(since__lte=day) & (Q(until=None) | Q(until__gte=day))


class HatWorn(Dated):
    """In which capacity a person belongs to the school, and when."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="hats", verbose_name=_("person"))
    hat = models.CharField(_("hat"), max_length=CODE_LENGTH, choices=Hat.choices)
    title = models.CharField(
        _("what the school calls it"),
        max_length=NAME_LENGTH,
        blank=True,
        help_text=_("For example: class teacher, Year 4."),
    )
    external_id = models.CharField(_("number in the management system"), max_length=EXTERNAL_LENGTH, blank=True)
    """By hat: a teacher whose child is a pupil has two there."""

    class Meta:
        """Constraints: a known hat, dates in order, at most one open hat of a kind."""

        verbose_name = _("hat")
        verbose_name_plural = _("hats")
        constraints = [
            models.CheckConstraint(condition=Q(hat__in=Hat.values), name="hat_is_known"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="hat_ends_after_it_began"),
            models.UniqueConstraint(fields=["person", "hat"], condition=Q(until=None), name="hat_is_open_once"),
            models.UniqueConstraint(fields=["person", "hat", "since"], name="hat_begins_once_a_day"),
        ]

    def __str__(self) -> str:
        """Return the id."""
        return self.id


class DutyHeld(Dated):
    """What a person is entrusted with, and when."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="duties", verbose_name=_("person"))
    duty = models.CharField(_("duty"), max_length=CODE_LENGTH, choices=Duty.choices)

    class Meta:
        """Constraints: a known duty, dates in order, at most one open duty of a kind."""

        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        constraints = [
            models.CheckConstraint(condition=Q(duty__in=Duty.values), name="duty_is_known"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="duty_ends_after_it_began"),
            models.UniqueConstraint(fields=["person", "duty"], condition=Q(until=None), name="duty_is_open_once"),
            models.UniqueConstraint(fields=["person", "duty", "since"], name="duty_begins_once_a_day"),
        ]

    def __str__(self) -> str:
        """Return the id."""
        return self.id


class Account(TextIdModel, AbstractBaseUser):
    """How somebody signs in: one address or name an account, one person of each school. What they may do is not written here."""

    email = models.EmailField(_("e-mail address"), max_length=EMAIL_LENGTH, unique=True, null=True, blank=True)
    name = models.CharField(_("sign-in name"), max_length=SIGN_IN_NAME_LENGTH, unique=True, null=True, blank=True)
    """For whoever has no address that is theirs alone: what they type before the code of their app."""
    is_active = models.BooleanField(_("may sign in"), default=True)
    """As long as any school lets them."""
    is_proven = models.BooleanField(_("address is proven"), default=False)
    """By a mail that they got: not by a letter, which proves who somebody is and not which letter box is theirs."""

    objects = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        """Constraints: an address in small letters, or a name, or both."""

        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.CheckConstraint(
                condition=(Q(email__isnull=False) | Q(name__isnull=False)) & ~Q(email="") & ~Q(name=""),
                name="account_has_an_email_or_a_name",
            ),
            models.CheckConstraint(condition=Q(email=Lower(F("email"))), name="account_email_is_lower_case"),
        ]

    def __str__(self) -> str:
        """Return the id: an address must never slip into a log."""
        return self.id
