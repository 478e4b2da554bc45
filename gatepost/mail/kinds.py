"""What does the school ever send by mail?

One row a kind. A mail says that something waits and where, never what it is, nor anybody else's name: it lies in mailboxes
that families share and phones show on locked screens. A kind names what has to be filled in; nothing else is taken.

>>> Kind.WAITING.value.needs
frozenset({'link', 'school'})
"""

from dataclasses import dataclass
from enum import Enum
from string import Formatter

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True)
class Wording:
    """Subject and paragraphs, with places in braces; `link` is an address below ours, given as its path."""

    subject: Words
    paragraphs: tuple[Words, ...]

    @property
    def needs(self) -> frozenset[str]:
        """The places that have to be filled in."""
        text = " ".join(str(words) for words in (self.subject, *self.paragraphs))
        return frozenset(place for _, place, _, _ in Formatter().parse(text) if place)


NOT_ME = _(
    "If this was not you, do nothing: nobody gets in without this message. Tell the school office if it happens again."
)
TELL = _("If this was not you, tell {whom} today.")

TO_SIGN = _("to read and sign the school's policy on social media, phones and photographs")
TO_READ = _("to read the school's policy on social media, phones and photographs, without signing it")
TO_SEE = _("to read the school's policy on social media, phones and photographs, and to see what it asks of you")
"""What the school asks somebody: it is filled into the mails that ask. The last, where no campaign asks by that mail."""


class Kind(Enum):
    """What a mail is about."""

    CODE = Wording(
        _("{school}: your code to sign in"),
        (_("Your code to sign in to {school}:"), "{code}", _("It works once, for a quarter of an hour."), NOT_ME),
    )
    INVITATION = Wording(
        _("{school}: your invitation"),
        (
            _("{school} asks you to sign in, {what}:"),
            "{link}",
            _(
                "The link is for you alone and works once, until {until}. If it has run out, ask the school office for a new one."
            ),
        ),
    )
    LETTER_MADE = Wording(
        _("{school}: a letter was made for you"),
        (
            _("{school} printed a letter for you that signs you in once. It was handed out or posted on paper."),
            _("If you did not ask for it, tell the school office today."),
        ),
    )
    SIGN_IN_CHANGED = Wording(
        _("{school}: how you sign in was changed"),
        (_("How you sign in to {school} was changed: {what}. You can see it here:"), "{link}", TELL),
    )
    COPY = Wording(
        _("{school}: your copy of the policy"),
        (
            _(
                "Enclosed is the policy of {school} on social media, phones and photographs, as it was signed, with a receipt. "
                "It names nobody."
            ),
            _("Whoever signed finds all that they signed, with their name, here:"),
            "{link}",
            _("If nobody who reads this mailbox has signed it, tell the school office."),
        ),
    )
    REMINDER = Wording(
        _("{school}: the policy waits for you"),
        (
            _("{school} asks you {what}:"),
            "{link}",
            _("It takes a few minutes. When it is done, no more of these messages come."),
        ),
    )
    REMINDER_WITH_LINK = Wording(
        _("{school}: the policy waits for you"),
        (
            _("{school} asks you {what}:"),
            "{link}",
            _("It takes a few minutes, and no code. When it is done, no more of these messages come."),
            _(
                "The link is for you alone: do not pass this message on. It works once, until {until}, and opens nothing else. "
                "If it has run out, sign in as you always do."
            ),
        ),
    )
    WAITING = Wording(
        _("{school}: something waits for you"),
        (_("Something waits for you at {school}. Sign in to see it:"), "{link}"),
    )

    @property
    def code(self) -> str:
        """What the kind is called in the database and in the record."""
        return self.name.lower().replace("_", "-")
