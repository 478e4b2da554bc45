"""Is somebody led from what changed for them to the form, and is nothing on that way skipped, lost or taken twice?"""

from collections.abc import Mapping
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from gatepost.agreements.queries import edition_on
from gatepost.demo.policies import drafted_files, proposed_files
from gatepost.kernel import clock
from gatepost.policy import impact as impacts
from gatepost.policy.schema import VERDICTS
from gatepost.signoff.models import QuestionsDone, SignOff
from gatepost.signoff.quiz import own_quiz
from gatepost.web.policy.wording import wordings
from gatepost.web.policy.words import curly
from tests.conftest import NOON
from tests.pages.forms import sent
from tests.pages.test_signing import BEGIN, PAGE, QUESTIONS, READ, form
from tests.unit.signoff.people import TODAY, agree, decline, edition, new_edition, viewer_of

TOMORROW = NOON + timedelta(days=1)


@pytest.fixture(autouse=True)
def _today(noon: object) -> None:
    """Hold the clock."""


def words(client: Client, path: str) -> str:
    """Return what a page says."""
    return unescape(client.get(path, follow=True).content.decode())


def levels() -> list[str]:
    """Return what was kept, the first first."""
    return list(SignOff.objects.order_by("at", "number").values_list("answer", flat=True))


def seen() -> dict[str, str]:
    """Return what the form of a step says that somebody had before them."""
    return {"edition": edition().id, "sha256": edition().sha256}


def answer(client: Client, *, wrongly: bool = False, **changed: str) -> tuple[int, str]:
    """Answer the question that is asked; return the status and the question."""
    page = client.get(QUESTIONS).content.decode()
    fields = {name: str(value) for name, value in sent(page, form="explorer").items()}
    question = own_quiz(viewer_of("teacher"), on=TODAY).questions[fields["question"]]
    verdict = next(one for one in VERDICTS if (one == question.verdict) is not wrongly)
    return client.post(QUESTIONS, {**fields, "verdict": verdict, **changed}).status_code, question.id


def test_step_that_was_altered_or_is_of_another_edition_keeps_nothing(clients: Mapping[str, Client]) -> None:
    """And says so on a page from which one can go on."""
    parent, teacher = clients["parent"], clients["teacher"]
    for path in (BEGIN, READ):
        for altered in ({}, {**seen(), "sha256": "0" * 64}, {**seen(), "edition": "autumn"}, {"edition": "\0"}):
            response = parent.post(path, altered)
            assert response.status_code == 409
            assert "Go on and read it" in response.content.decode()
    for altered in ({}, {**seen(), "sha256": "0" * 64}, {"question": "befriend-pupil", "verdict": "may"}):
        assert teacher.post(QUESTIONS, altered).status_code == 409
    assert not SignOff.objects.exists()
    assert not QuestionsDone.objects.exists()


def test_presses_on_the_way_are_kept_as_levels_and_looking_is_not(clients: Mapping[str, Client]) -> None:
    """Each once, however often it is pressed, and after the signature none."""
    parent = clients["parent"]
    for path in (BEGIN, READ, QUESTIONS, PAGE):
        parent.get(path)
    assert levels() == []
    for _again in range(2):
        assert parent.post(BEGIN, seen())["Location"] == READ
        assert parent.post(READ, seen())["Location"] == PAGE
    parent.post(PAGE, form())
    for path in (BEGIN, READ):
        parent.post(path, seen())
    assert levels() == ["shown", "read", "agreed"]
    assert "You have signed this edition" in words(parent, READ)
    assert "You have signed this edition" in words(parent, PAGE)


def test_signature_of_staff_needs_the_questions_though_the_form_is_sent_directly(clients: Mapping[str, Client]) -> None:
    """What was typed is kept, and waits after the questions; saying no needs none."""
    teacher = clients["teacher"]
    assert teacher.post(READ, seen())["Location"] == QUESTIONS
    assert "I have read it and agree" not in words(teacher, PAGE)
    response = teacher.post(PAGE, form("teacher", name="Daniel Osei"))
    assert response.status_code == 409
    assert "Before you agree, answer the questions" in response.content.decode()
    assert levels() == ["read"]
    for _question in range(3):
        assert answer(teacher)[0] == 302
    assert 'value="Daniel Osei"' in words(teacher, PAGE)
    assert teacher.post(PAGE, form("teacher", name="Daniel Osei"))["Location"].startswith("/me/policy/signed/")
    assert clients["governor"].post(PAGE, form("governor", answer="refused", reason="No."))["Location"]
    assert sorted(levels()) == ["agreed", "read", "refused"]


def test_wrong_answer_is_explained_and_loading_again_draws_nothing_anew(clients: Mapping[str, Client]) -> None:
    """Nor does signing in again; how it went is shown at the end and is in no table."""
    teacher = clients["teacher"]
    _status, first = answer(teacher, wrongly=True)
    page = words(teacher, QUESTIONS)
    assert "Not quite" in page
    assert curly(own_quiz(viewer_of("teacher"), on=TODAY).questions[first].note) in page
    asked = own_quiz(viewer_of("teacher"), on=TODAY).questions[first]
    said = unescape(wordings(edition_on(viewer_of("teacher").school_id, TODAY))[asked.clauses[0]])
    assert said in page  # the clause itself, not only where it stands
    second = sent(teacher.get(QUESTIONS).content.decode(), form="explorer")["question"]
    assert second != first
    for _load in range(3):
        assert sent(teacher.get(QUESTIONS).content.decode(), form="explorer")["question"] == second
    for _question in range(3):
        answer(teacher)
    page = words(teacher, QUESTIONS)
    assert "You answered 4 questions." in page
    assert "1 was different from the policy." in page
    assert "Not quite" not in words(clients["head"], QUESTIONS)
    assert QuestionsDone.objects.count() == 1


def test_two_tabs_and_a_double_click_do_no_harm(clients: Mapping[str, Client]) -> None:
    """What is not asked now, or was never asked, brings the question that is; no answer is no answer."""
    teacher = clients["teacher"]
    old = sent(teacher.get(QUESTIONS).content.decode(), form="explorer")
    assert answer(teacher, verdict="")[0] == 400
    assert answer(teacher, verdict="perhaps")[0] == 400
    _status, first = answer(teacher)
    verdict = own_quiz(viewer_of("teacher"), on=TODAY).questions[first].verdict
    assert teacher.post(QUESTIONS, {**old, "verdict": verdict}).status_code == 302  # the second click
    other = next(one for one in VERDICTS if one != verdict)
    for wrong in ({**old, "verdict": other}, {**old, "question": "no-such-question", "verdict": "may"}):
        response = teacher.post(QUESTIONS, wrong)
        assert response.status_code == 409
        assert "not the one that is asked now" in response.content.decode()
    for _question in range(2):
        answer(teacher)
    assert teacher.post(QUESTIONS, {**old, "verdict": other})["Location"] == QUESTIONS
    assert "You answered 3 questions." in words(teacher, QUESTIONS)


def test_somebody_else_at_the_same_computer_sees_no_try(clients: Mapping[str, Client], client: Client) -> None:
    """A session that changes hands begins anew."""
    teacher = clients["teacher"]
    answer(teacher, wrongly=True)
    kept = teacher.session["gatepost_questions"]
    governor = clients["governor"]
    session = governor.session
    session["gatepost_questions"] = kept
    session.save()
    assert "Not quite" not in words(governor, QUESTIONS)


def test_first_page_tells_what_changed_for_these_hats_and_no_others(clients: Mapping[str, Client]) -> None:
    """Staff see the answer that turns with one example; parents that nothing of theirs did; a newcomer what it is."""
    for kind in ("teacher", "parent"):
        assert "You have not signed an edition of it yet." in words(clients[kind], BEGIN)
        agree(viewer_of(kind), edition())
    new_edition("Winter edition", TOMORROW.date(), files=proposed_files())
    with clock.frozen(TOMORROW):
        teacher, parent, chair = (words(clients[kind], BEGIN) for kind in ("teacher", "parent", "chair"))
        assert "Since “July 2018”, which you signed on 3 July 2026." in teacher
        assert "Staff would like to use a mobile phone" in teacher
        assert "governors" not in teacher.split('id="answers"')[1].split("</section>")[0]
        assert "Nothing changed for you" in parent
        assert "would like to" not in parent
        assert "You have not signed an edition of it yet." in chair


def test_form_that_is_opened_first_shows_the_difference_first(clients: Mapping[str, Client]) -> None:
    """A link or a bookmark leads straight to it; whoever came by the pages before is not shown it twice."""
    teacher = clients["teacher"]
    agree(viewer_of("teacher"), edition())
    own = new_edition("Winter edition", TOMORROW.date(), files=proposed_files())
    with clock.frozen(TOMORROW):
        page = words(teacher, PAGE)
        assert "Since “July 2018”, which you signed on 3 July 2026." in page
        assert "Staff would like to use a mobile phone" in page.split("Your answer")[0]
        assert "What you typed is still in the form" not in page
        fields = sent(teacher.get(PAGE).content.decode(), form="explorer")
        wrong = unescape(teacher.post(PAGE, {**fields, "name": "D"}).content.decode())
        assert "Say whether you agree." in wrong
        assert "which you signed on 3 July 2026." in wrong
        teacher.post(BEGIN, {"edition": own.id, "sha256": own.sha256})
        assert "which you signed on" not in words(teacher, PAGE)


def test_clause_that_is_new_stands_beside_that_it_was_not_there(clients: Mapping[str, Client]) -> None:
    """For those whom it binds."""
    for kind in ("teacher", "parent"):
        agree(viewer_of(kind), edition())
    new_edition("Winter edition", TOMORROW.date(), files=drafted_files())
    with clock.frozen(TOMORROW):
        teacher = words(clients["teacher"], BEGIN)
        assert "A watch that can send messages" in teacher
        assert "It did not bind you." in teacher
        assert "A watch that can send messages" not in words(clients["parent"], BEGIN)


def test_edition_superseded_meanwhile_shows_the_difference_to_the_one_they_read(clients: Mapping[str, Client]) -> None:
    """On every step; on the form with what was typed and no answer ticked."""
    teacher, parent = clients["teacher"], clients["parent"]
    old, typed = seen(), form("teacher", answer="refused", reason="It is unclear.", name="Daniel Osei")
    new_edition("Winter edition", TOMORROW.date(), files=proposed_files())
    page = ""
    with clock.frozen(TOMORROW):
        for path, fields in ((BEGIN, old), (READ, old), (QUESTIONS, old), (PAGE, typed)):
            response = teacher.post(path, fields)
            page = unescape(response.content.decode())
            assert response.status_code == 409
            assert "Since “July 2018”, which you had before you." in page
            assert "Staff would like to use a mobile phone" in page
        assert "It is unclear." in page
        assert "Daniel Osei" in page
        assert " checked" not in page
        assert not SignOff.objects.exists()
        page = parent.post(PAGE, form()).content.decode()
        assert page.lower().count("nothing changed for you") == page.count("Read the policy") == 1
        fresh = sent(parent.get(PAGE).content.decode(), form="explorer")
        assert fresh["name"] == "Tomasz Zielinski"
        parent.post(PAGE, {**fresh, "answer": "agreed"})
        assert SignOff.objects.get().edition.label == "Winter edition"


def test_after_a_refusal_looking_again_leaves_it_and_signing_is_open(clients: Mapping[str, Client]) -> None:
    """It is said on the first page and beside the form."""
    parent = clients["parent"]
    decline(viewer_of("parent"), edition())
    parent.post(BEGIN, seen())
    parent.post(READ, seen())
    assert levels() == ["refused"]
    for path in (BEGIN, PAGE):
        assert "You said that you do not agree" in words(parent, path)


def test_difference_is_worked_out_once_for_all(clients: Mapping[str, Client], monkeypatch: pytest.MonkeyPatch) -> None:
    """Many who sign in one morning wait for one, and ask the database no more for it."""
    for kind in ("teacher", "parent"):
        agree(viewer_of(kind), edition())
    new_edition("Winter edition", TOMORROW.date(), files=drafted_files())
    with clock.frozen(TOMORROW):
        words(clients["teacher"], BEGIN)
        monkeypatch.setattr(impacts, "_impact", None)  # who calls it again falls over
        for kind in ("teacher", "parent"):
            assert "Since “July 2018”" in words(clients[kind], BEGIN)
