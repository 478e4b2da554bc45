"""How is the whole policy laid out to read and to print?

As the school wrote it, section by section, each clause with its label in the margin and marks that say how strong it is
and where examples and readings stand. It is the heaviest page and the same for everybody, so its body is made once for
each edition and language.

    body = document_body(edition)
"""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from gatepost.policy import Clause, Edition
from gatepost.web.policy.cards import sending
from gatepost.web.policy.editions import edition_shown, once_per_edition
from gatepost.web.policy.faces import Face, modality_face
from gatepost.web.policy.wording import to_html, wordings


@dataclass(frozen=True, slots=True)
class Item:
    """A clause in the document."""

    id: str
    number: str
    title: str
    url: str
    wording: SafeString
    face: Face
    examples: int
    readings: int
    sends_to_school: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the document."""

    title: str
    anchor: str
    intro: SafeString
    items: tuple[Item, ...]


@once_per_edition
def document_body(edition: Edition) -> SafeString:
    """Return the document's own HTML, contents and approval included."""
    parts = [_part(edition, number) for number in range(len(edition.sections))]
    intro = to_html(edition.intro)
    context = {"edition": edition, "shown": edition_shown(edition), "intro": intro, "parts": parts}
    return render_to_string("web/policy/_document.html", context)


def _part(edition: Edition, number: int) -> Part:
    section = edition.sections[number]
    items = tuple(_item(edition, clause) for clause in section.clauses)
    return Part(section.title, f"part-{number + 1}", to_html(section.intro), items)


def _item(edition: Edition, clause: Clause) -> Item:
    return Item(
        id=clause.id,
        number=clause.number,
        title=clause.title,
        url=reverse("clause", args=[clause.id]),
        wording=wordings(edition)[clause.id],
        face=modality_face(clause.modality),
        examples=len(edition.scenarios_for(clause.id)),
        readings=len(edition.interpretations_of(clause.id)),
        sends_to_school=clause.id in sending(edition),
    )
