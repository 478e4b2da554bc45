"""What is kept about pupils and their families?

A pupil is never a user. Guardianship links a person to a pupil; whether that person may be told things about the child
stands there, with nothing of why: the reason is a ContactRestriction, which few may read. A FamilyDeclaration is what a
member of staff said in private: that a pupil is immediate family.

Example: two parents who live apart are two rows of Guardianship, and neither learns of the other.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gatepost.people.models.core import (
    EXTERNAL_LENGTH,
    NAME_LENGTH,
    PLAIN_LENGTH,
    Dated,
    Person,
    School,
    TextIdModel,
)
from gatepost.people.naming import LONGEST_WORD

CLASS_LENGTH = 50
REASON_LENGTH = 2000


class Pupil(Dated):
    """A child who belongs to the school from one day to another, both included."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="pupils", verbose_name=_("school"))
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    plain_name = models.CharField(max_length=PLAIN_LENGTH, editable=False, default="")
    class_name = models.CharField(_("class"), max_length=CLASS_LENGTH, blank=True)
    year_group = models.CharField(_("year group"), max_length=CLASS_LENGTH, blank=True)
    external_id = models.CharField(_("number in the management system"), max_length=EXTERNAL_LENGTH, blank=True)

    class Meta:
        """Constraints: a pupil has a name; dates in order; a number once a school."""

        verbose_name = _("pupil")
        verbose_name_plural = _("pupils")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="pupil_has_a_name"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="pupil_left_after_joining"),
            models.UniqueConstraint(
                fields=["school", "external_id"], condition=~Q(external_id=""), name="pupil_number_is_one_pupils"
            ),
        ]
        indexes = [
            models.Index(fields=["school", "plain_name", "id"], name="pupil_by_plain_name"),
            models.Index(fields=["school", "class_name", "plain_name"], name="pupil_by_class"),
        ]

    def __str__(self) -> str:
        """Return the id: a child's name must never slip into a log."""
        return self.id


class Guardianship(Dated):
    """A person who is parent or guardian of a pupil, from one day to another, both included."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="children", verbose_name=_("person"))
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="guardians", verbose_name=_("pupil"))
    relationship = models.CharField(
        _("relationship"), max_length=CLASS_LENGTH, blank=True, help_text=_("For example: mother, grandfather, carer.")
    )
    has_responsibility = models.BooleanField(_("has parental responsibility"), default=True)

    class Meta:
        """Constraints: dates in order, at most one open link between the two."""

        verbose_name = _("guardianship")
        verbose_name_plural = _("guardianships")
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="guardian_ends_after_it_began"
            ),
            models.UniqueConstraint(fields=["person", "pupil"], condition=Q(until=None), name="guardian_is_open_once"),
            models.UniqueConstraint(fields=["person", "pupil", "since"], name="guardian_begins_once_a_day"),
        ]

    def __str__(self) -> str:
        """Return the id."""
        return self.id


class ContactRestriction(Dated):
    """That a guardian may not be told things about a child, from one day to another: a court's order, say.

    The one it is about never learns of it through Gatepost.
    """

    guardianship = models.ForeignKey(
        Guardianship, on_delete=models.PROTECT, related_name="restrictions", verbose_name=_("guardianship")
    )
    reason = models.CharField(_("reason"), max_length=REASON_LENGTH)
    review = models.DateField(_("look at it again on"), null=True, blank=True)

    class Meta:
        """Constraints: a reason, dates in order, one open restriction of a link."""

        verbose_name = _("contact restriction")
        verbose_name_plural = _("contact restrictions")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="contact_restriction_has_a_reason"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="contact_restriction_dates_in_order"
            ),
            models.UniqueConstraint(
                fields=["guardianship"], condition=Q(until=None), name="contact_restriction_is_open_once"
            ),
        ]

    def __str__(self) -> str:
        """Return the id."""
        return self.id


class FamilyDeclaration(Dated):
    """What a member of staff, a governor or a volunteer declares in private: this pupil is immediate family."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="declarations", verbose_name=_("person"))
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="+", verbose_name=_("pupil"))
    relationship = models.CharField(_("relationship"), max_length=CLASS_LENGTH)

    class Meta:
        """Constraints: a relationship, dates in order, one open declaration of the two."""

        verbose_name = _("declaration of family")
        verbose_name_plural = _("declarations of family")
        constraints = [
            models.CheckConstraint(condition=~Q(relationship=""), name="declaration_says_how"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="declaration_dates_in_order"
            ),
            models.UniqueConstraint(
                fields=["person", "pupil"], condition=Q(until=None), name="declaration_is_open_once"
            ),
        ]

    def __str__(self) -> str:
        """Return the id."""
        return self.id


class SearchWord(TextIdModel):
    """One word by which a person or a pupil is found: begun with, in any case and without accents."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+", db_index=False)
    word = models.CharField(max_length=LONGEST_WORD)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="search_words")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, null=True, blank=True, related_name="search_words")

    class Meta:
        """Constraints: a word, of one person or one pupil."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(word=""), name="search_word_is_a_word"),
            models.CheckConstraint(
                condition=Q(person=None, pupil__isnull=False) | Q(pupil=None, person__isnull=False),
                name="search_word_finds_one",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["school", "word"], name="search_by_word"),
            models.Index(
                fields=["school", "word"], opclasses=["varchar_ops", "varchar_pattern_ops"], name="search_by_beginning"
            ),
        ]

    def __str__(self) -> str:
        """Return the id: a word of a name must never slip into a log."""
        return self.id
