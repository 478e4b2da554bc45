"""What does a letter say that lets somebody in?

One page a person, to fold twice into an envelope with a window: the name stands in the window, and the code where nobody sees it
from outside. What lets somebody in comes from the caller and goes nowhere but onto the page.

Example: ``letters_pdf([Letter(school="Fernleigh School", name="Anna Kowalska", …)])`` is a PDF of one page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gatepost.policy.words import translatable as _
from gatepost.printing.edition import Say, day_in_words
from gatepost.printing.pdf import pdf


@dataclass(frozen=True, slots=True)
class Square:
    """The picture that a phone's camera reads: a path in a box of ``size`` units, with its quiet border."""

    size: int
    path: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter. ``sign_in_name`` is blank for whoever signs in by mail afterwards; ``sort`` is for whoever hands letters out."""

    school: str
    name: str
    page: str
    """The address to type, short."""
    code: str
    square: Square
    made: date
    until: date
    sign_in_name: str = ""
    sort: str = ""


def letters_pdf(letters: Sequence[Letter], *, say: Say = _) -> bytes:
    """``letters`` as one PDF, a page each."""
    return pdf("letters", letters_data(letters, say=say), say=say)


def letters_data(letters: Sequence[Letter], *, say: Say = _) -> dict[str, Any]:
    """All that is printed, as data: the words once, and of each letter what differs."""
    return {
        "title": say(_("Letters with an invitation")),
        "language": "en-GB",
        "words": {
            "heading": say(_("Your way in to the social-media policy")),
            "scan": say(_("Point the camera of your phone at the square, and open the page that it offers. Or open")),
            "type": say(_("If the page asks for a code, type this one. Capital letters or small, both are right:")),
            "alt": say(_("A square for the camera of a phone: it opens the page for which this letter gives a code.")),
            "yours": say(_("This letter is for you alone. Please do not hand it on, and do not take a picture of it.")),
            "lost": say(
                _(
                    "Has it run out, was it open when you got it, or does it not work? Tell the school office, "
                    "and you get a new one. The code of the old one then ends."
                )
            ),
        },
        "letters": [_one(letter, say) for letter in letters],
    }


def _one(letter: Letter, say: Say) -> dict[str, Any]:
    if letter.sign_in_name:
        then = [
            say(_("Press “Sign me in”. The page then asks you to choose how you sign in from now on:")),
            say(_("with the lock of your phone, or with an app that shows codes. Your sign-in name, for the app, is")),
        ]
    else:
        then = [say(_("Press “Sign me in”. From then on you type your e-mail address, and we send you a code.")), ""]
    return {
        "school": letter.school,
        "name": letter.name,
        "sort": letter.sort,
        "made": day_in_words(letter.made, say),
        "lead": say(
            _(
                "{school} asks you to set up how you sign in to its pages about social media. There you can ask what "
                "the policy lets you do, read it, and see what waits for you. It takes a few minutes and costs nothing."
            )
        ).format(school=letter.school),
        "dear": say(_("Dear {name},")).format(name=letter.name),
        "page": letter.page,
        "code": letter.code,
        "then": then,
        "sign_in_name": letter.sign_in_name,
        "until": say(_("The code works once, until {day}.")).format(day=day_in_words(letter.until, say)),
        "square": {"size": letter.square.size, "path": letter.square.path},
    }
