"""What is kept of a permission?

One row from the request to its end, whose scope never changes; and each step that was taken, in order, never changed at all
(``unchanging``). The row's state is what the steps come to, kept so that it can be looked for. Once it is given, it has a letter.

Example: asked, agreed for the governing body, agreed for the head: three steps, state ``granted``, agreed ``governing-body,head``.
"""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gatepost.agreements.models import HASH_LENGTH, MINUTE_LENGTH
from gatepost.grants.codes import WHOLE
from gatepost.grants.scope import LINE_LENGTH, WHAT_LENGTH, Scope
from gatepost.grants.states import KEPT, YES, State, Step
from gatepost.people.models import CODE_LENGTH, Person, School, TextIdModel

KIND_LENGTH = 30
BODIES_LENGTH = 60
TEXT_LENGTH = 2000


class Permission(TextIdModel):
    """A permission that somebody asked for, and what became of it."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", help_text="Who asked and would hold it."
    )
    kind = models.CharField(max_length=KIND_LENGTH, help_text="As the policy's pack calls it.")
    hats = models.CharField(
        max_length=CODE_LENGTH * 4, help_text="For which hats, in the order of the alphabet, with commas."
    )
    what = models.CharField(max_length=WHAT_LENGTH)
    account = models.CharField(max_length=LINE_LENGTH, help_text="Which account, site or paper.")
    in_public = models.CharField(max_length=LINE_LENGTH, help_text="What the public page may say: it names nobody.")
    facts = models.JSONField(default=dict, blank=True, help_text="For each fact that the kind turns on, which values.")
    since = models.DateField()
    until = models.DateField(help_text="The last day.")
    sha256 = models.CharField(max_length=HASH_LENGTH, help_text="Of the scope.")
    edition = models.CharField(max_length=HASH_LENGTH, help_text="The policy under which it was asked.")
    asked_of = models.CharField(
        max_length=BODIES_LENGTH,
        blank=True,
        default="",
        help_text="Bodies that this policy asked, in the order of the alphabet, with commas; blank: not kept then.",
    )
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=CODE_LENGTH, choices=[(each.value, each.label) for each in KEPT])
    agreed = models.CharField(
        max_length=BODIES_LENGTH,
        blank=True,
        help_text="Bodies whose yes stands, in the order of the alphabet, with commas.",
    )
    granted_on = models.DateField(null=True, blank=True)

    class Meta:
        """Constraints: a known state, days in order, given on a day if given at all. Found by person, by school, by end."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in KEPT]), name="permission_state_is_known"
            ),
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="permission_ends_after_it_began"),
            models.CheckConstraint(
                condition=~Q(state=State.GRANTED.value) | (Q(granted_on__isnull=False) & ~Q(agreed="")),
                name="permission_is_given_on_a_day",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "state", "until"], name="permission_of_person"),
            models.Index(fields=["school", "state", "until"], name="permission_by_school"),
            models.Index(fields=["school", "asked_at", "id"], name="permission_by_day"),
        ]

    @property
    def scope(self) -> Scope:
        """What was asked for."""
        facts: Mapping[str, list[str]] = self.facts
        said = {fact: tuple(values) for fact, values in facts.items()}
        return Scope(self.what, self.account, self.in_public, said, since=self.since, until=self.until)

    def __str__(self) -> str:
        """Return the id."""
        return self.id


class PermissionStep(TextIdModel):
    """Something that was done about a permission: by whom, for which body, in which words, about exactly which scope."""

    permission = models.ForeignKey(Permission, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    step = models.CharField(max_length=CODE_LENGTH, choices=Step.choices)
    body = models.CharField(
        max_length=CODE_LENGTH, blank=True, help_text="For which it was decided, as the pack calls it."
    )
    by = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="None: Gatepost, when the holder had left.",
    )
    round = models.PositiveIntegerField(help_text="How often a refusal had been answered before.")
    text = models.CharField(_("words"), max_length=TEXT_LENGTH, blank=True, help_text="Conditions, reasons, an answer.")
    checked = models.CharField(max_length=TEXT_LENGTH, blank=True, help_text="How everyone shown was checked.")
    minute = models.CharField(max_length=MINUTE_LENGTH, blank=True)
    met_on = models.DateField(null=True)
    sha256 = models.CharField(max_length=HASH_LENGTH, help_text="Of the scope that this was about.")
    edition = models.CharField(max_length=HASH_LENGTH, help_text="The policy by which it was done.")
    at = models.DateTimeField()

    class Meta:
        """Constraints: in order; a body agrees once in a round, and nobody agrees for two; a no has its reason."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(step__in=Step.values), name="permission_step_is_known"),
            models.UniqueConstraint(fields=["permission", "number"], name="permission_steps_are_in_order"),
            models.UniqueConstraint(
                fields=["permission", "round", "body"],
                condition=Q(step__in=[each.value for each in YES]),
                name="permission_body_agrees_once",
            ),
            models.UniqueConstraint(
                fields=["permission", "round", "by"],
                condition=Q(step__in=[each.value for each in YES]),
                name="permission_nobody_agrees_twice",
            ),
            models.CheckConstraint(
                condition=~Q(step__in=[Step.DECLINE.value, Step.REVOKE.value, Step.ANSWER.value]) | ~Q(text=""),
                name="permission_no_has_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(minute="", met_on=None) | (~Q(minute="") & Q(met_on__isnull=False)),
                name="permission_minute_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        """Return the id."""
        return self.id


class Letter(TextIdModel):
    """The letter of a permission that was given. Its code is kept as it is: it opens nothing private, and is printed again."""

    permission = models.OneToOneField(Permission, on_delete=models.PROTECT, related_name="letter")
    code = models.CharField(max_length=WHOLE, unique=True)

    def __str__(self) -> str:
        """Return the id."""
        return self.id
