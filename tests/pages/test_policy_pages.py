"""Do the pages show the policy as it is: its wording, its blank signature, its verdicts?"""

from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from django.test import Client

from gatepost.enquiries.channels import channels_of
from gatepost.enquiries.policy import clauses_that_send_here
from gatepost.people.models import School
from gatepost.policy import Edition, default_pack
from gatepost.policy.schema import CLAUSE_MODALITIES, VERDICTS
from gatepost.policy.words import VERDICTS as VERDICT_WORDS
from gatepost.web.policy import editions, faces
from gatepost.web.policy.document import document_body
from gatepost.web.policy.wording import to_html

pytestmark = pytest.mark.django_db


def read(client: Client, path: str) -> str:
    """Return a page as people read it, apostrophes typed."""
    return unescape(client.get(path).content.decode()).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def test_document_holds_every_clause_in_the_order_of_the_document(client: Client) -> None:
    """Each once, with a link to its own page."""
    text = client.get("/policy/").content.decode()
    places = [text.index(f'<li class="item" id="{clause}">') for clause in default_pack().clauses]
    assert places == sorted(places)
    assert all(f'href="/policy/{clause}/"' in text for clause in default_pack().clauses)


def test_document_is_true_to_its_approval(client: Client) -> None:
    """The date in the school's words, a blank signature as a blank line, the review as written."""
    approval = read(client, "/policy/").split('class="signature"')[1]
    assert "<dd>July 2018</dd>" in approval
    assert '<dd><span class="blank"></span> <span class="unsigned">not signed yet</span></dd>' in approval
    assert "<dd>As required</dd>" in approval


def test_document_shows_whatever_is_blank_as_blank_and_whatever_is_there_as_written() -> None:
    """A signature that was given, an approval and a review that were not."""
    edition = replace(
        default_pack(), sha256="0" * 64, approved="", review="", signed_by="G. Pryce, chair, 4 July 2026, minute 7"
    )
    approval = document_body(edition).split('class="signature"')[1]
    assert "not approved yet" in approval
    assert "not signed yet" not in approval
    assert "<dd>G. Pryce, chair, 4 July 2026, minute 7</dd>" in approval
    assert approval.count('class="blank"') == 2


def test_document_body_is_made_once_for_an_edition() -> None:
    """An edition never changes, so neither does its page."""
    edition = default_pack()
    assert document_body(edition) is document_body(edition)


def test_clause_page_says_whom_it_binds_and_what_lifts_it(client: Client) -> None:
    """Wording, plain words, hats, permission, giver, reading, hash."""
    text = read(client, "/policy/conduct.2/")
    edition = default_pack()
    clause = edition.clauses["conduct.2"]
    for expected in (
        clause.plain,
        clause.lifted,
        "Staff, governors and volunteers",
        "only with permission",
        "From the head teacher.",
        "The head teacher gives authority for pictures",
        edition.sha256,
    ):
        assert expected in text


@pytest.mark.usefixtures("school")
def test_clause_that_sends_people_to_the_school_says_how_it_is_reached_and_no_other_does(client: Client) -> None:
    """Telephone, e-mail and the way to put a question; the document has the way, which is the same at every school."""
    edition = default_pack()
    (sends,) = clauses_that_send_here(edition)
    page = read(client, f"/policy/{sends}/")
    school = channels_of(School.objects.get().id)
    assert f">{school.phone}</a>" in page
    assert f"mailto:{school.email}" in page
    assert "Put a question to the school" in page
    other = next(each for each in edition.clauses if each != sends)
    assert "Put a question to the school" not in read(client, f"/policy/{other}/")
    items = read(client, "/policy/").split('<li class="item"')[1:]
    assert [f'id="{sends}"' in item for item in items if 'href="/questions/"' in item.split("</ol>")[0]] == [True]


def test_clause_that_a_person_judges_says_so(client: Client) -> None:
    """And gives the reason."""
    text = read(client, "/policy/principle.reputation/")
    assert "A person decides this" in text
    assert default_pack().clauses["principle.reputation"].judged in text


def test_example_is_decided_live_and_cites_its_clauses(client: Client) -> None:
    """Every worked question shows the word of its verdict, its reason and the clauses."""
    for scenario in default_pack().scenarios:
        text = read(client, f"/policy/examples/{scenario.id}/")
        assert f'<h2 id="verdict">{VERDICT_WORDS[scenario.verdict]}</h2>' in text
        assert all(f'<cite><a href="/policy/{clause}/">' in text for clause in scenario.clauses)
        assert all(default_pack().grants[grant].title in text for way in scenario.needs for grant in way)


@pytest.mark.parametrize("example", ["befriend-former-pupil", "view-other-child-profile"])
def test_silence_about_a_child_sends_to_the_safeguarding_lead_and_is_never_green(client: Client, example: str) -> None:
    """Silence is no leave."""
    text = read(client, f"/policy/examples/{example}/")
    assert '<p class="first">Ask the safeguarding lead first.</p>' in text
    assert text.count("Ask the safeguarding lead first.") == 1
    assert 'class="verdict quiet silent"' in text
    assert 'class="verdict yes' not in text


def test_every_verdict_and_modality_has_a_face_of_its_own() -> None:
    """Told apart without colour: words and shapes are all different; the words are the policy's own."""
    assert set(faces.VERDICTS) == set(VERDICTS)
    assert set(faces.MODALITIES) == set(CLAUSE_MODALITIES)
    assert {verdict: str(face.word) for verdict, face in faces.VERDICTS.items()} == VERDICT_WORDS
    for table in (faces.VERDICTS, faces.MODALITIES):
        assert (
            len({str(face.word) for face in table.values()})
            == len({face.icon for face in table.values()})
            == len(table)
        )
    assert [verdict for verdict, face in faces.VERDICTS.items() if face.tone == "yes"] == ["may"]


def test_every_shape_is_in_the_sprite(client: Client) -> None:
    """A face without a shape would be told by colour alone."""
    text = client.get("/").content.decode()
    for face in [*faces.VERDICTS.values(), *faces.MODALITIES.values()]:
        assert f'<symbol id="i-{face.icon}"' in text


@pytest.mark.parametrize(
    "markdown", ["<script>x</script>", "<img src=x onerror=y>", "[a](javascript:alert(1))", "# Big"]
)
def test_wording_cannot_bring_markup_of_its_own(markdown: str) -> None:
    """A pack written by anybody is text."""
    html = to_html(markdown)
    assert not any(tag in html for tag in ("<script", "<img", "<a ", "<h1"))


def test_law_stands_apart_from_the_policy(client: Client) -> None:
    """In a box of its own, with its source and the day it was read in words."""
    text = read(client, "/policy/examples/phone-staff-parent-in-lesson/")
    law = text.split('<section class="law">')[1]
    assert "apart from the policy" in law
    assert "Equality Act 2010" in law
    assert "read on 2" in law
    assert "read on 20" not in law


def test_edition_shown_comes_from_one_place(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever changes editions changes them for every page."""
    asked: list[str] = []

    def counted(school: str, day: date) -> Edition:
        asked.append("once")
        return default_pack()

    monkeypatch.setattr(editions, "edition_on", counted)
    for path in ("/", "/policy/", "/policy/conduct.1/", "/policy/examples/", "/policy/examples/befriend-former-pupil/"):
        client.get(path)
    assert len(asked) == 5
