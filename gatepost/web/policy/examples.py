"""How are worked questions listed and answered?

A row is a question with its answer's word and shape; a page decides the question again, live, by the edition shown.

    rows(edition.scenarios_for("parents.photo-pass"))[0].url  ->  '/policy/examples/…/'
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from gatepost.policy import Edition, decide
from gatepost.policy.model import Scenario
from gatepost.web.ask.addresses import address, asked_of
from gatepost.web.policy.cards import Card, verdict_card
from gatepost.web.policy.editions import edition_shown, once_per_edition
from gatepost.web.policy.faces import Face, verdict_face
from gatepost.web.policy.filters import Chosen, filters, matching
from gatepost.web.policy.told import Told, told


@dataclass(frozen=True, slots=True)
class ExampleRow:
    """A worked question in a list."""

    question: str
    face: Face
    url: str


@dataclass(frozen=True, slots=True)
class ExampleGroup:
    """The worked questions that one part of the policy answers."""

    title: str
    anchor: str
    rows: tuple[ExampleRow, ...]


@dataclass(frozen=True, slots=True)
class ExamplePage:
    """A worked question with what was told and the answer."""

    question: str
    told: tuple[Told, ...]
    card: Card
    ask_url: str


def rows(scenarios: Iterable[Scenario]) -> tuple[ExampleRow, ...]:
    """Return worked questions as rows."""
    return tuple(
        ExampleRow(scenario.title, verdict_face(scenario.verdict), reverse("example", args=[scenario.id]))
        for scenario in scenarios
    )


def examples_body(edition: Edition, chosen: Chosen) -> SafeString:
    """Return the list of the chosen worked questions as HTML."""
    return _everything(edition) if chosen.is_everything else _listed(edition, chosen)


@once_per_edition
def _everything(edition: Edition) -> SafeString:
    """Return the whole list, the longest: the same for everybody, so made once for each edition."""
    return _listed(edition, Chosen())


def _listed(edition: Edition, chosen: Chosen) -> SafeString:
    scenarios = matching(edition, chosen)
    context = {
        "groups": groups(edition, scenarios),
        "filters": filters(edition, chosen),
        "chosen": chosen,
        "number": len(scenarios),
        "edition": edition_shown(edition),
    }
    return render_to_string("web/policy/_examples.html", context)


def groups(edition: Edition, scenarios: Iterable[Scenario]) -> tuple[ExampleGroup, ...]:
    """Return worked questions, under the section of the first clause that answers them; those without one last."""
    grouped: dict[str, list[Scenario]] = {section.title: [] for section in edition.sections}
    silent = _("Where the policy says nothing")
    grouped[silent] = []
    for scenario in scenarios:
        title = edition.clauses[scenario.clauses[0]].section if scenario.clauses else silent
        grouped[title].append(scenario)
    return tuple(
        ExampleGroup(title, f"part-{number}", rows(members))
        for number, (title, members) in enumerate(grouped.items(), start=1)
        if members
    )


def find(edition: Edition, scenario_id: str) -> Scenario | None:
    """Return the worked question of that id, or None."""
    return next((scenario for scenario in edition.scenarios if scenario.id == scenario_id), None)


def example_page(edition: Edition, scenario: Scenario) -> ExamplePage:
    """Decide a worked question and return its page."""
    answer = decide(edition, scenario.situation)
    card = verdict_card(answer, why=scenario.note)
    return ExamplePage(scenario.title, told(scenario.situation), card, address(asked_of(scenario.situation)))
