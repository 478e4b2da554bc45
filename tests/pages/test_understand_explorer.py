"""Does the explorer say what the rules say, and does it bear whatever stands in its address?"""

import re
from html import unescape
from urllib.parse import quote, urlsplit

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings

from gatepost.policy import Situation, decide, default_pack
from gatepost.policy.exploring import explore
from gatepost.policy.schema import ACTS, FACTS, HATS, LISTS
from gatepost.policy.words import VERDICTS
from gatepost.web.ask.addresses import read as read_address
from gatepost.web.understand.addresses import card_address, explore_address
from gatepost.web.understand.explorer import ExplorerPage, explorer_page
from tests.unit.policy.asking import situations

EXPLORE = "/policy/explore/"


def read(client: Client, path: str, status: int = 200) -> str:
    """Return a page as people read it, apostrophes typed."""
    response = client.get(path)
    assert response.status_code == status
    return unescape(response.content.decode()).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def page_of(path: str) -> ExplorerPage:
    """Return what is on the page of an address."""
    return explorer_page(QueryDict(urlsplit(path).query), lambda _: default_pack())


@settings(max_examples=60, deadline=None)
@given(situations())
def test_explorer_and_policy_never_disagree(situation: Situation) -> None:
    """The word, each hat's word, every rule in its group; the address carries all of the situation."""
    page = page_of(explore_address(situation))
    answer = decide(default_pack(), situation)
    assert page.errors == ()
    assert page.result is not None
    assert page.result.card.face.verdict == answer.verdict
    assert [hat.face.verdict for hat in page.result.card.hats] == (
        [*answer.by_hat.values()] if len(answer.by_hat) > 1 else []
    )
    assert bool(page.result.worst) == bool(answer.depends_on)
    spoken = [(one.state, one.rule.text) for one in explore(default_pack(), situation)]
    told = [(group.state, row.text) for group in page.result.groups for row in group.rows]
    assert sorted(told) == sorted(spoken)


@settings(max_examples=60, deadline=None)
@given(situations())
def test_form_keeps_everything_that_the_address_says(situation: Situation) -> None:
    """What is sent again unchanged is the same situation."""
    form = page_of(explore_address(situation)).form
    fields = [form.hats, form.act, *form.facts, form.permissions, form.restrictions, *filter(None, [form.content])]
    sent = "&".join(f"{field.name}={option.value}" for field in fields for option in field.options if option.is_chosen)
    assert read_address(QueryDict(sent))[0].situation == situation


@settings(max_examples=60, deadline=None)
@given(situations())
def test_whole_card_answers_the_same_situation(situation: Situation) -> None:
    """What is not known is not asked on the way to it."""
    asked, problems = read_address(QueryDict(urlsplit(card_address(situation)).query))
    assert problems == ()
    assert asked.situation == situation
    assert {fact for fact in ACTS[situation.act].facts if fact not in situation.known} <= asked.skipped


@pytest.mark.parametrize("act", ACTS)
def test_form_asks_every_fact_that_matters_to_the_act_and_no_other(act: str) -> None:
    """Each with all its values; content only where something is published."""
    form = page_of(f"{EXPLORE}?act={act}&show=questions").form
    assert [field.name for field in form.facts] == list(ACTS[act].facts)
    assert [len(field.options) for field in form.facts] == [len(FACTS[fact].values) for fact in ACTS[act].facts]
    assert (form.content is not None) is ACTS[act].content
    assert [len(field.options) for field in (form.hats, form.permissions, form.restrictions)] == [
        len(HATS),
        len(LISTS["permissions"]),
        len(LISTS["restrictions"]),
    ]


def test_button_for_questions_asks_nothing_yet_and_finds_no_fault() -> None:
    """Another act is chosen first, the hat later."""
    page = page_of(f"{EXPLORE}?act=publish&where=hall&show=questions")
    assert page.errors == ()
    assert page.result is None
    assert page_of(EXPLORE).errors == ()


@pytest.mark.django_db
def test_fact_of_another_act_is_left_out_and_that_is_said(client: Client) -> None:
    """It would make no difference."""
    text = read(client, f"{EXPLORE}?hat=parent&act=befriend&where=hall")
    assert "Left out, because it makes no difference here: Where?" in text


@pytest.mark.django_db
def test_result_says_why_each_rule_spoke_and_what_kept_the_others(client: Client) -> None:
    """In plain words; the machine's own text only for who opens it."""
    text = read(
        client, f"{EXPLORE}?hat=staff&act=take-photos&device=own-phone&when=working-hours&where=hall&purpose=own"
    )
    against, apart = text.split('id="rules"')[1].split('id="situation"')[0].split("What does not apply")
    assert "It forbids this, because it is so:" in against
    assert "<li>with your own phone</li><li>in working hours</li>" in against
    assert "It would forbid this only if this were so:" in apart
    assert "<li>at break or lunchtime and " not in apart
    assert "<li>at break or lunchtime</li>" in apart
    for told in (against, apart):
        assert all("forbid (" in hidden for hidden in re.findall(r"<details>.*?</details>", told, re.DOTALL))
        assert "forbid (" not in re.sub(r"<details>.*?</details>", "", told, flags=re.DOTALL)


@pytest.mark.django_db
def test_half_known_situation_names_what_it_depends_on_and_a_case_that_decides(client: Client) -> None:
    """And each rule says what it would take."""
    text = read(client, f"{EXPLORE}?hat=governor&act=use-phone&when=break")
    assert "It depends on what is not known" in text
    assert "One such case: in the hall." in text
    assert "in another place that pupils use or at a school event, which is not known" in text.replace(" ,", ",")


@pytest.mark.django_db
def test_hats_are_told_apart(client: Client) -> None:
    """Each hat's own answer, and to whom each rule speaks."""
    text = read(client, f"{EXPLORE}?hat=staff&hat=parent&act=discuss-school&outlet=website&purpose=own")
    assert 'As a parent or guardian: <span class="mark ask">' in re.sub(r"<svg.*?</svg>", "", text)
    assert VERDICTS["please-dont"] in text
    assert "Said to staff" in text
    assert "Said to parents and guardians" in text


@pytest.mark.django_db
def test_silence_about_a_child_is_never_green(client: Client) -> None:
    """Nor is no rule at all a yes."""
    text = read(client, f"{EXPLORE}?hat=parent&act=befriend&person.is=pupil")
    assert 'class="verdict quiet silent"' in text
    assert "Ask the safeguarding lead first." in text
    assert "No rule speaks of this to them, whatever the circumstances. That is not a yes." in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("hat=staff&act=use-phone&where=attic", "It answers “Where?” with “attic”"),
        ("hat=staff&act=use-phone&where=hall&where=office", "It answers “Where?” with"),
        ("hat=staff&hat=pirate&act=use-phone", "“pirate”"),
        ("hat=staff&act=use-phone&mood=good", "“mood”"),
        ("hat=staff&act=juggle", "Say what they would like to do."),
        ("act=use-phone", "Say who would do it."),
        ("act=", "Say who would do it."),
    ],
)
def test_bad_address_is_told_what_is_wrong(client: Client, query: str, said: str) -> None:
    """Calmly, in the page itself."""
    assert said in read(client, f"{EXPLORE}?{query}", 400).split('class="errors"')[1]


def test_bad_address_keeps_the_rest() -> None:
    """What could be read is answered and stays filled in."""
    page = page_of(f"{EXPLORE}?hat=staff&act=use-phone&when=break&where=attic&mood=good&permission=adjustment")
    assert len(page.errors) == 2
    assert page.result is not None
    assert page.result.card.face.verdict == "may"
    assert [option.value for field in page.form.facts for option in field.options if option.is_chosen] == ["break"]
    assert page.form.permissions.is_used


MADE_UP = {
    "markup": "<script>alert(1)</script>",
    "attribute": '"><img src=x onerror=alert(1)>',
    "template": "{{7*7}}{% debug %}",
    "other alphabets": "правила।পোস্ট",
    "right to left": "\u202egnp.yfrac",
    "long": "a" * 50_000,
    "control": "staff\x00\x07\r\nSet-Cookie: a=b",
    "empty": "",
    "not text": "%ff%fe%c0%80",
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["hat", "act", "person.is", "content", "permission", "clause", "verdict", "x<b>"])
@pytest.mark.parametrize("made_up", MADE_UP.values(), ids=MADE_UP.keys())
@pytest.mark.parametrize("path", [EXPLORE, "/policy/examples/"])
def test_made_up_address_is_answered_calmly(client: Client, path: str, name: str, made_up: str) -> None:
    """No error of ours, nothing that runs, nothing endless."""
    value = made_up if made_up.startswith("%") else quote(made_up)
    response = client.get(f"{path}?{quote(name)}={value}")
    text = response.content.decode()
    assert response.status_code in {200, 400}
    assert not any(bad in text for bad in ("<script>alert", "<img", "x<b>", "\x00", "\u202e", "a" * 100))
    assert "49" not in text.split("<main")[1].split("<form")[0]
    assert "Set-Cookie" not in response.headers


@pytest.mark.django_db
def test_address_with_many_mistakes_is_told_of_a_few(client: Client) -> None:
    """Nobody reads more."""
    text = read(client, EXPLORE + "?hat=staff&act=use-phone&" + "&".join(f"x{n}=1" for n in range(50)), 400)
    assert text.split('class="errors"')[1].split("</div>")[0].count("<li>") == 5


def test_explorer_has_an_address_of_its_own() -> None:
    """Before those of the clauses."""
    assert reverse("explore") == EXPLORE
