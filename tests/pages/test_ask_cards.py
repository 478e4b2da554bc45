"""Do the card and the command line say the same, whatever is asked?"""

import json
import subprocess
import sys
from dataclasses import replace
from random import Random

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings

from gatepost.policy import Answer, Situation, decide, default_pack, words
from gatepost.policy.schema import ACTS, FACTS, HATS, LISTS
from gatepost.web.ask.addresses import SKIPPABLE, address, asked_of
from gatepost.web.policy.words import giver
from tests.pages.taps import CardRead, card, typed
from tests.unit.policy.asking import situations

pytestmark = pytest.mark.django_db

MANY = 200
GATEPOST = [sys.executable, "-m", "gatepost.cli.main"]


def answer_address(situation: Situation) -> str:
    """Return the address at which nothing more is asked: what is not known stays so."""
    return address(replace(asked_of(situation), skipped=frozenset(SKIPPABLE) - set(situation.known)))


def card_of(client: Client, situation: Situation) -> CardRead:
    """Return the card that somebody sees."""
    response = client.get(answer_address(situation))
    assert response.status_code == 200
    return card(response.content.decode())


@given(situations())
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_card_says_what_the_policy_decides(client: Client, situation: Situation) -> None:
    """Word, reason, clauses in their order, needs with who gives them; silence is never green."""
    answer = decide(default_pack(), situation)
    shown = card_of(client, situation)
    grants = default_pack().grants
    assert shown.verdict == answer.verdict
    if is_only_claimed(answer):
        assert shown.word.startswith("Yes, if you have ")
        assert shown.why.startswith("Nobody has checked that you have it")
    else:
        assert f"{shown.word} {shown.why}".startswith(answer.headline.replace("say. Ask", "say Ask"))
        assert shown.why.endswith(typed(answer.why))
    assert shown.clauses == list(answer.clauses)
    assert shown.needs == [[typed(grants[name].title) for name in way] for way in answer.needs]
    assert (shown.tone == "yes") == (answer.verdict == "may" and not is_only_claimed(answer))


def is_only_claimed(answer: Answer) -> bool:
    """Tell whether a yes would be none without the permissions that the address claims."""
    without = replace(answer.situation, permissions=frozenset())
    return answer.verdict == "may" != decide(answer.edition, without).verdict


def test_yes_that_an_address_claims_says_in_its_biggest_words_on_what_it_rests(client: Client) -> None:
    """No tick, no green; nor in the explorer, in a tab's title, or for an adjustment; what changes nothing is left out."""
    asked = "hat=parent&act=take-photos&where=at-event&permission=photo-pass&permission=school-name"
    word = "Yes, if you have a photo pass from the school office"
    for page in (f"/ask/?{asked}", f"/policy/explore/?{asked}"):
        text = client.get(page).content.decode()
        shown = card(text)
        assert (shown.word, shown.tone) == (word, "ask")
        head = text[text.index("<article") :].partition("</header>")[0]
        assert "#i-with-permission" in head
        assert "#i-may" not in head
    assert f"<title>{word}" in client.get(f"/ask/?{asked}").content.decode()
    phone = "/ask/?hat=staff&act=use-phone&device=own-phone&when=working-hours&where=classroom&permission=adjustment"
    assert card(client.get(phone).content.decode()).word == (
        "Yes, if you have an adjustment that the head teacher has recorded"
    )


def test_yes_to_one_hat_that_an_address_claims_has_no_tick_either(client: Client) -> None:
    """On the card and in the explorer: to the parent there is a yes only with the pass."""
    asked = (
        "hat=parent&hat=staff&act=take-photos&where=at-event&when=working-hours&device=own-phone&permission=photo-pass"
    )
    for page in (f"/ask/?{asked}", f"/policy/explore/?{asked}"):
        text = client.get(page).content.decode()
        hats = text[text.index('<ul class="hats"') :].partition("</ul>")[0]
        parent = next(line for line in hats.split("<li>") if "parent" in line)
        assert "Yes, if you have a photo pass from the school office" in parent
        assert "#i-may" not in parent
        assert "mark yes" not in parent


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        (
            "hat=governor&act=use-phone&device=own-device&when=working-hours&where=office",
            (
                "Yes, if you have an adjustment that the head teacher has recorded or told the school office of an urgent call that"
                " you expect, and left your phone there"
            ),
        ),
        (
            "hat=staff&hat=governor&act=publish&purpose=own&outlet=social-media&content=school-name&content=image-of-school-people",
            (
                "Yes, if you have the head teacher's permission to publish these pictures and the head teacher's written"
                " permission for the school's name, logo or publications"
            ),
        ),
        ("hat=parent&act=take-photos&where=at-event", "Yes, if you have a photo pass from the school office"),
    ],
)
def test_of_all_that_is_claimed_a_yes_names_what_it_needs_and_no_more(client: Client, asked: str, word: str) -> None:
    """Whichever of two would do, both where both are needed, and nothing that makes no difference."""
    everything = "".join(f"&permission={kind}" for kind in default_pack().grants)
    assert card(client.get(f"/ask/?{asked}{everything}").content.decode()).word == word


def test_of_more_claims_than_are_tried_in_all_parts_a_yes_names_all(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A policy with thirty permissions for one act is answered as fast; a yes that needs none of them stays one."""
    monkeypatch.setattr("gatepost.web.policy.claims.MOST", 1)
    asked = (
        "/ask/?hat=governor&act=use-phone&device=own-device&permission=adjustment&permission=urgent-call&where=office"
    )
    assert card(client.get(f"{asked}&when=working-hours").content.decode()).word == (
        "Yes, if you have an adjustment that the head teacher has recorded and told the school office of an urgent call that"
        " you expect, and left your phone there"
    )
    assert card(client.get(f"{asked}&when=break").content.decode()).word == "Yes"


def test_a_yes_that_needs_no_permission_is_a_yes_whatever_is_claimed(client: Client) -> None:
    """In the staff room a phone is fine."""
    phone = "/ask/?hat=staff&act=use-phone&device=own-phone&when=break&where=staff-room&permission=adjustment"
    shown = card(client.get(phone).content.decode())
    assert (shown.word, shown.tone) == ("Yes", "yes")


def test_silence_hints_at_the_permission_that_would_matter_if_something_were_in_it(client: Client) -> None:
    """As the engine says it for each hat; where nothing could be in it, or there is an answer, there is no hint."""
    silent = "/ask/?hat=staff&act=publish&outlet=social-media&purpose=for-the-school&skip=content"
    text = typed(client.get(silent).content.decode())
    assert card(text).verdict == "silent"
    assert "With permission, perhaps: if it contains the school's name" in text
    assert "Permission to post for the school" in text
    assert 'href="/permissions/new/on-behalf-of-school/?hat=staff&amp;act=publish' in text
    for path in ("/ask/?hat=parent&act=befriend&person.is=pupil", f"{silent}&content=abusive"):
        assert "With permission, perhaps" not in client.get(path).content.decode()
    for_a_parent = client.get(silent.replace("hat=staff", "hat=parent")).content.decode()
    assert "/permissions/new/on-behalf-of-school/" not in for_a_parent


def test_card_and_command_line_never_disagree(client: Client) -> None:
    """Two hundred questions at random, one run of the real command."""
    random = Random(20260703)  # noqa: S311  # no secret: the same questions in every run
    asked = [_any_situation(random) for _ in range(MANY)]
    lines = "\n".join(json.dumps(situation.to_dict()) for situation in asked)
    done = subprocess.run(
        [*GATEPOST, "ask", "--lines"], input=lines, capture_output=True, check=True, timeout=120, text=True
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == MANY
    for situation, said in zip(asked, answers, strict=True):
        shown = card_of(client, situation)
        titles = [[typed(default_pack().grants[name].title) for name in way] for way in said["needs"]]
        assert (shown.verdict, shown.word, shown.clauses, shown.needs) == (
            said["verdict"],
            shown.word if shown.word.startswith("Yes, if you have") else words.VERDICTS[said["verdict"]],
            said["clauses"],
            titles,
        )


def test_what_is_needed_says_who_gives_it_and_asks_again_for_who_has_it(client: Client) -> None:
    """One tap later the answer is another; the head's adjustment is offered to nobody."""
    text = client.get("/ask/?hat=parent&act=take-photos&where=at-event").content.decode()
    assert giver(default_pack().grants["photo-pass"]) in text
    again = "/ask/?hat=parent&amp;act=take-photos&amp;where=at-event&amp;permission=photo-pass"
    assert f'href="{again}"' in text
    assert card(client.get(again.replace("&amp;", "&")).content.decode()).verdict == "may"


def test_adjustment_is_never_offered(client: Client) -> None:
    """It is the head's to record; an address that carries it is answered with it."""
    path = "/ask/?hat=staff&act=use-phone&device=own-phone&when=working-hours&where=classroom"
    text = client.get(path).content.decode()
    assert card(text).verdict == "must-not"
    assert "permission=adjustment" not in text
    assert card(client.get(path + "&permission=adjustment").content.decode()).verdict == "may"


def test_link_to_the_answer_carries_the_edition_and_reproduces_it(client: Client) -> None:
    """With an older edition it says so, and answers by today's."""
    path = "/ask/?hat=parent&act=take-photos&where=at-event"
    text = client.get(path).content.decode()
    link = f"{path}&edition={default_pack().sha256[:12]}"
    assert f'href="{link.replace("&", "&amp;")}"' in text
    same = client.get(link).content.decode()
    assert card(same) == card(text)
    assert "has changed since" not in same
    older = client.get(f"{path}&edition=0123456789ab").content.decode()
    assert card(older) == card(text)
    assert "The policy has changed since this link was made. This is today's answer." in typed(older)


def _any_situation(random: Random) -> Situation:
    act = random.choice(list(ACTS))
    known = {fact: random.choice(FACTS[fact].values) for fact in ACTS[act].facts if random.random() < 2 / 3}
    lists = {name: frozenset(random.sample(values, random.randint(0, 2))) for name, values in LISTS.items()}
    if not ACTS[act].content:
        lists["content"] = frozenset()
    hats = random.sample(HATS, random.randint(1, 2))
    return Situation(tuple(hat for hat in HATS if hat in hats), act, known, **lists)
