"""What is kept of an invitation, and of a session?

Of an invitation a row for each that was made; the token itself is kept nowhere but in the mail or on the letter, here only its
hash. It works once, until a day, and an invitation that is made later for the same person ends the one before.

Of a session what Django keeps, and whose it is, since when and in what kind of browser; no address of a computer.

Example: Invitation(person=…, token_hash=sha256(token), expires_at=made_at + 14 days)
"""

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gatepost.kernel.ids import LENGTH, new_id
from gatepost.people.models import EMAIL_LENGTH, Account, Person

HASH_LENGTH = 64  # SHA-256 in hexadecimal
DEVICE_LENGTH = 60


class Invitation(models.Model):
    """One way in, for one person, once."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="invitations", verbose_name=_("person"))
    token_hash = models.CharField(_("hash of the token"), max_length=HASH_LENGTH, unique=True)
    on_paper = models.BooleanField(_("on paper"), default=False)
    sent_to = models.EmailField(_("sent to"), max_length=EMAIL_LENGTH, blank=True)
    """Which address it proves: blank on paper."""
    made_by = models.CharField(_("made by"), max_length=LENGTH)
    made_at = models.DateTimeField(_("made"))
    expires_at = models.DateTimeField(_("works until"))
    used_at = models.DateTimeField(_("used"), null=True, blank=True)
    used_from = models.CharField(_("hash of the mark of the browser"), max_length=HASH_LENGTH, blank=True)
    """So that the same browser may press its button twice: see ``services.accept``."""
    ended_at = models.DateTimeField(_("ended by a later one"), null=True, blank=True)

    class Meta:
        """Constraints: it ends after it was made, and at most one of a person's is open."""

        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="invitation_lasts"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(used_at=None, ended_at=None), name="invitation_is_open_once"
            ),
        ]

    def __str__(self) -> str:
        """Return the id."""
        return self.id


class Session(AbstractBaseSession):
    """One browser in which somebody is signed in, or is about to be."""

    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, null=True, related_name="sessions", verbose_name=_("account")
    )
    handle = models.CharField(_("name of the session"), max_length=LENGTH, blank=True)
    """For addresses and forms: it opens nothing. While the key is changed, two rows have it for a moment."""
    began_at = models.DateTimeField(_("signed in"), null=True)
    device = models.CharField(_("browser"), max_length=DEVICE_LENGTH, blank=True)

    class Meta(AbstractBaseSession.Meta):
        """Names."""

    def __str__(self) -> str:
        """Return what opens nothing: the key must never slip into a log."""
        return self.handle or "a session of nobody"

    @classmethod
    def get_session_store_class(cls) -> type:
        """Return the store that keeps it; Django asks."""
        from gatepost.accounts.sessions import SessionStore  # noqa: PLC0415  # the store needs the table first

        return SessionStore
