"""Does the page that explains the policy tell what the analysis found, all of it and nothing besides?"""

import re
from collections.abc import Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from gatepost.policy import Edition, Situation, analyse, coverage, decide, default_pack
from gatepost.policy.schema import HATS
from gatepost.policy.words import ACTS
from gatepost.web.policy.editions import EDITIONS_KEPT
from gatepost.web.start.open_points import open_points
from gatepost.web.understand import findings
from gatepost.web.understand.behind import coverage_rows, idle
from gatepost.web.understand.contradictions import contradictions_told
from gatepost.web.understand.findings import analysis_of
from gatepost.web.understand.views import understand_body
from tests.unit.policy.asking import changed_pack

pytestmark = pytest.mark.django_db

UNDERSTAND = "/policy/understand/"


def read(client: Client, path: str) -> str:
    """Return a page as people read it, apostrophes typed."""
    return unescape(client.get(path).content.decode()).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def part(text: str, anchor: str) -> str:
    """Return one section of the page."""
    return text.split(f'id="{anchor}"')[1].split("</section>", maxsplit=1)[0]


def test_three_contradictions_are_told_with_both_clauses_quoted_and_linked(client: Client) -> None:
    """Exactly those that the analysis found."""
    section = part(read(client, UNDERSTAND), "contradictions")
    assert "It contradicts itself in 3 places" in section
    articles = section.split("<article")[1:]
    found = analysis_of(default_pack()).contradictions
    assert len(articles) == len(found) == 3
    for article, one in zip(articles, found, strict=True):
        assert re.findall(r'<cite><a href="/policy/([^/]+)/">', article) == [one.clause, one.against]
        assert "Staff, governors and volunteers" in article
        assert "The stricter clause wins until the governors record an interpretation." in article


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (
            0,
            "makes an exception: permission to post for the school. The second forbids it all the same with a school c",
        ),
        (
            1,
            "makes an exception: permission to post for the school. The second forbids it all the same with your own p",
        ),
        (2, "makes an exception: they are your close family. The second forbids it all the same when the other person"),
    ],
)
def test_contradiction_is_told_in_plain_words(number: int, sentence: str) -> None:
    """No key of the schema, no id of a permission."""
    assert sentence in contradictions_told(default_pack())[number].sentence


def test_example_of_a_contradiction_opens_in_the_explorer_with_the_stricter_answer(client: Client) -> None:
    """Filled in: hat, act, facts and permission; both clauses are there, one lifted, one against."""
    for told, found in zip(
        contradictions_told(default_pack()), analysis_of(default_pack()).contradictions, strict=True
    ):
        assert urlsplit(told.url).path == reverse("explore")
        assert parse_qs(urlsplit(told.url).query)["act"] == [found.example.act]
        text = read(client, told.url)
        assert 'class="verdict stop must-not"' in text
        assert f'<span class="hash">{found.against}</span>' in text.split("What stands against it")[1]
        lifted = text.split("What would stand against it, but for an exception")[1].split("</section>")[0]
        assert f'<span class="hash">{found.clause}</span>' in lifted


def test_policy_without_a_contradiction_says_so() -> None:
    """Another school's: no page made for one edition is shown for another."""
    edition = replace(
        default_pack(),
        sha256="1" * 64,
        rules=tuple(rule for rule in default_pack().rules if rule.clause in {"conduct.3", "conduct.4"}),
        interpretations=(),
        scenarios=(),
    )
    body = understand_body(edition)
    assert "It contradicts itself in 0 places" not in body
    assert "No two clauses contradict each other" in body
    assert "No reading has been recorded." in body
    assert "3 places" in understand_body(default_pack())


def test_readings_stand_with_their_clauses(client: Client) -> None:
    """All four, with a link to each clause that is read so."""
    section = part(read(client, UNDERSTAND), "readings")
    for reading in default_pack().interpretations:
        after = section.split(f"<b>{reading.title}</b>")[1]
        assert reading.text in after
        links = after.split("</ul>")[0]
        assert [f"/policy/{clause}/" for clause in reading.clauses] == re.findall(r'href="([^"]+)"', links)


def test_silences_are_told_for_each_hat_in_words(client: Client) -> None:
    """A parent's friend requests, for example; nobody's acts are left out or made up."""
    parts = part(read(client, UNDERSTAND), "silences").split("<dt>")[1:]
    assert len(parts) == len(HATS)
    for told, hat in zip(parts, HATS, strict=True):
        acts = [re.sub("<[^>]+>", "", item) for item in re.findall(r"<li>.*?</li>", told)]
        expected = [ACTS[act][:1].upper() + ACTS[act][1:] for act in analysis_of(default_pack()).silent[hat]]
        assert acts == expected


def test_every_clause_has_a_row_with_what_stands_behind_it(client: Client) -> None:
    """Numbers as the coverage counts them, or the reason why a person judges."""
    section = part(read(client, UNDERSTAND), "coverage")
    rows = section.split("<tr")[2:]
    for row, covered in zip(rows, coverage(default_pack()), strict=True):
        assert f'href="/policy/{covered.clause}/"' in row
        if covered.judged:
            assert f"For a person to judge:</b> {covered.judged}" in row
            continue
        numbers = [int(number) for number in re.findall(r"</span> (\d+)</td>", row)]
        exceptions = sum("/unless-" in rule for rule in covered.rules)
        assert numbers == [
            len(covered.rules) - exceptions,
            exceptions,
            *map(len, (covered.grants, covered.outcomes, covered.procedures, covered.scenarios)),
        ]


def test_clause_with_nothing_behind_it_is_shown_as_a_gap() -> None:
    """A school that adds a clause and no rule is told."""
    clauses = {**default_pack().clauses}
    clauses["scope.definition"] = replace(clauses["scope.definition"], judged="")
    edition = replace(default_pack(), clauses=clauses, sha256="2" * 64)
    assert [row.id for row in coverage_rows(edition) if row.is_gap] == ["scope.definition"]
    assert "Nothing stands behind this clause." in understand_body(edition)


def test_rule_that_never_decides_is_named(tmp_path: Path) -> None:
    """A rule that asks for two hours at once."""
    edition = changed_pack(
        tmp_path,
        rules_cedar=(
            'when { context.person_is == "pupil" };',
            'when { context.person_is == "pupil" && context.person_is == "parent" };',
        ),
    )
    assert [clause.url for clause in idle(edition).rules] == ["/policy/conduct.5/"]
    assert "never decides" in understand_body(edition)


def test_analysis_is_done_once_for_an_edition_and_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the first page of the head and by this one."""
    asked: list[str] = []

    def counted(edition: Edition) -> object:
        asked.append(edition.sha256)
        return analyse(edition)

    monkeypatch.setattr(findings, "analyse", counted)
    edition = replace(default_pack(), sha256="3" * 64)
    assert len(open_points(edition).contradictions) == len(contradictions_told(edition)) == 3
    understand_body(edition)
    assert asked == [edition.sha256]


def test_analyses_are_not_kept_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest edition goes first."""
    monkeypatch.setattr(findings, "analyse", lambda edition: edition.sha256)
    for number in range(3 * EDITIONS_KEPT):
        analysis_of(replace(default_pack(), sha256=f"{number:064}"))
    assert len(findings._kept) == EDITIONS_KEPT
    findings._kept.clear()


def test_policy_and_its_clauses_lead_here(client: Client) -> None:
    """From the document to all three pages; from a clause to the explorer with a worked question filled in."""
    text = read(client, "/policy/")
    assert all(f'href="{path}"' in text for path in (UNDERSTAND, "/policy/explore/", "/policy/law/"))
    for clause in default_pack().clauses:
        links = re.findall(r'href="(/policy/explore/\?[^"]+)"', read(client, f"/policy/{clause}/"))
        assert len(links) == bool(default_pack().scenarios_for(clause))
        if links:
            assert f'<span class="hash">{clause}</span>' in read(client, links[0]).split("Which rules spoke")[1] or (
                clause == "conduct.phones-urgent"
            )


@pytest.mark.parametrize(("kind", "sees"), [("head", True), ("chair", True), ("governor", True), ("parent", False)])
def test_start_leads_here_for_whoever_answers_for_the_policy(
    clients: Mapping[str, Client],
    kind: str,
    sees: bool,  # noqa: FBT001  # a column of the table above
) -> None:
    """The head, the chair and the governors."""
    text = read(clients[kind], "/")
    assert (f'href="{UNDERSTAND}#contradictions"' in text) is sees
    assert ('href="/policy/explore/"' in text) is sees


def test_law_has_a_page_of_its_own_with_all_that_says_how_far_to_trust_it(client: Client) -> None:
    """Jurisdiction, edition of the overlay, source, the day it was read, and where to check."""
    text = read(client, "/policy/law/")
    assert "These notes are not part of the policy" in text
    articles = text.split('<article class="law"')[1:]
    assert len(articles) == len(default_pack().law)
    for article, note in zip(articles, default_pack().law, strict=True):
        for expected in (note.title, note.text, note.source, f"For {note.jurisdiction}", "read on 23 November 2026"):
            assert expected in article
        assert ("check with your local authority" in article) is note.check
        assert all(f'href="/policy/{clause}/"' in article for clause in note.clauses)
    assert f"England, edition of {default_pack().law[0].edition}" in text


def test_law_on_a_verdict_card_says_as_much(client: Client) -> None:
    """Wherever a note stands."""
    situation = Situation(("staff",), "use-phone", {"when": "working-hours", "where": "hall"})
    (note,) = decide(default_pack(), situation).law
    card = read(client, "/ask/?hat=staff&act=use-phone&when=working-hours&where=hall&device=own-phone")
    law = card.split('<section class="law">')[1].split("</section>")[0]
    for expected in (note.title, note.source, "For England", "read on 23 November 2026", "check with your local"):
        assert expected in law
