"""What does the page for everybody say of each thing that is kept about reading and signing?

What it is, who sees it, and for how long it is kept, in plain words. For how long comes from the rooms' own classification and
from what the school has set; so the page cannot say one thing and Gatepost do another. A field that says something of a person and
stands in no line fails a test.

    lines(6)[0].kept  ->  'Until 6 years after you left the school'
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gatepost.campaigns import classification as campaigns
from gatepost.kernel.classification import Field
from gatepost.signoff import classification as signoff

Text = str | Promise

ROOMS: Mapping[str, Mapping[str, Field]] = {"signoff": signoff.FIELDS, "campaigns": campaigns.FIELDS}
"""Which rooms' tables the page is about."""

YOU_ONLY = gettext_lazy("You. Nobody else at the school looks it up on a page.")
YOU_AND_SCHOOL = gettext_lazy("You, the head teacher and the school office.")


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that is kept, and in which fields (room.Model.field)."""

    what: Text
    who: Text
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page."""

    what: str
    who: str
    kept: str


THINGS = (
    Thing(
        gettext_lazy(
            "Your answer: that you were shown the policy, read it, agreed to it, or did not agree; and the day and hour."
        ),
        YOU_AND_SCHOOL,
        ("signoff.SignOff.person", "signoff.SignOff.answer", "signoff.SignOff.at"),
    ),
    Thing(
        gettext_lazy("What you are at the school, for example parent or staff, on that day."),
        YOU_AND_SCHOOL,
        ("signoff.SignOff.hats",),
    ),
    Thing(
        gettext_lazy("Your name as you typed it or wrote it to sign."),
        gettext_lazy("You, the head teacher and the school office."),
        ("signoff.SignOff.name",),
    ),
    Thing(
        gettext_lazy("If you did not agree: why, in your words."),
        gettext_lazy(
            "You and the head teacher. On paper, also whoever puts your sheet into the computer, while they do."
        ),
        ("signoff.SignOff.reason",),
    ),
    Thing(
        gettext_lazy("If you did not agree: that the head teacher dealt with it, and when."),
        gettext_lazy("You and the head teacher."),
        ("signoff.DealtWith.sign_off", "signoff.DealtWith.at", "signoff.DealtWith.by"),
    ),
    Thing(
        gettext_lazy("If you signed on paper: the day, who put it into the computer, and a picture of your sheet."),
        gettext_lazy(
            "You, the head teacher and the school office; only you and the head teacher if you did not agree."
        ),
        ("signoff.SignOff.on_paper", "signoff.SignOff.recorded_by", "signoff.Scan.content"),
    ),
    Thing(
        gettext_lazy(
            "If a sheet was put into the computer under your name by mistake: that it was, why, who said so and when. It does "
            "not count, and the picture is removed."
        ),
        gettext_lazy(
            "You see that it was. The head teacher and the school office also see the name and the day on the sheet, and who "
            "recorded it. If it says why somebody does not agree, nobody sees that any more."
        ),
        ("signoff.Mistake.sign_off", "signoff.Mistake.at", "signoff.Mistake.by", "signoff.Mistake.why"),
    ),
    Thing(
        gettext_lazy(
            "Of staff, governors and volunteers: that you did the questions, as what, and when. Not what you answered."
        ),
        YOU_AND_SCHOOL,
        ("signoff.QuestionsDone.person", "signoff.QuestionsDone.hats", "signoff.QuestionsDone.at"),
    ),
    Thing(
        gettext_lazy("That the school wrote to you to remind you: when, and how."),
        YOU_AND_SCHOOL,
        ("campaigns.Reminder.person", "campaigns.Reminder.at", "campaigns.Reminder.how"),
    ),
    Thing(
        gettext_lazy(
            "If the mail that asked you to sign had a link of your own: where it went, when, until when it works, and when you "
            "used it."
        ),
        YOU_ONLY,
        (
            "signoff.SigningLink.person",
            "signoff.SigningLink.sent_to",
            "signoff.SigningLink.made_at",
            "signoff.SigningLink.expires_at",
            "signoff.SigningLink.used_at",
        ),
    ),
    Thing(
        gettext_lazy("Of staff: who asked people to sign, who had them reminded, and who stopped asking."),
        gettext_lazy("The head teacher and the school office."),
        ("campaigns.Campaign.started_by", "campaigns.Campaign.ended_by", "campaigns.Press.by"),
    ),
)


def lines(years: int | None) -> tuple[Line, ...]:
    """Return the lines of the page; ``years`` is what the school has set, None where it is not clear which school."""
    return tuple(Line(str(thing.what), str(thing.who), _for_how_long(thing, years)) for thing in THINGS)


def field_of(name: str) -> Field:
    """Return what is classified of ``room.Model.field``."""
    room, _dot, field = name.partition(".")
    return ROOMS[room][field]


def in_words(years: int | None) -> str:
    """Return until when answers are kept."""
    if years is None:
        return _("Until some years after you left the school: the school says how many")
    return ngettext(
        "Until %(years)d year after you left the school", "Until %(years)d years after you left the school", years
    ) % {"years": years}


def _for_how_long(thing: Thing, years: int | None) -> str:
    said = dict.fromkeys(field_of(name).retention for name in thing.fields)
    return "; ".join(in_words(years) if words == signoff.KEPT else words[:1].upper() + words[1:] for words in said)
