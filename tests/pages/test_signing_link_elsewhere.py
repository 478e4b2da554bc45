"""Behind a link, is the way the same whatever its owner said elsewhere in that hour?"""

import re
from collections.abc import Mapping, Sequence

import pytest
from django.db import transaction
from django.test import Client

from gatepost.agreements.models import SchoolEdition
from gatepost.campaigns import services as campaigns
from gatepost.campaigns.states import Audience
from gatepost.kernel import clock
from gatepost.signoff.models import SignOff
from gatepost.signoff.states import Answer
from tests.conftest import NOON
from tests.pages.test_signing_link import MINUTE, TOMORROW, form, link, opened, prove, shown
from tests.unit.signoff.people import agree, decline, edition, new_edition, viewer_of


@pytest.fixture(autouse=True)
def _proved(noon: object, school: None) -> None:
    """Hold the clock; everybody's mailbox is proved."""
    prove()


@pytest.mark.parametrize("level", [Answer.SHOWN, Answer.READ, Answer.AGREED])
@pytest.mark.parametrize("asked", [None, Answer.READ, Answer.AGREED])
def test_way_looks_the_same_when_its_owner_signed_elsewhere_in_that_hour(level: Answer, asked: Answer | None) -> None:
    """Whatever the school asks; once the same is sent here, it says that it stands, and shows nothing of it."""
    if asked:
        campaigns.start(edition=edition().id, audience=Audience.EVERYONE, level=asked, by=viewer_of("head"), at=NOON)
    client, words = opened(), {"edition": edition().id, "sha256": edition().sha256}
    pages = ("/me/policy/", "/me/policy/read/", "/me/policy/sign/")
    before = [shown(client, path) for path in pages]
    with clock.frozen(NOON + 10 * MINUTE):
        theirs = agree(viewer_of("parent"), edition(), level=level, at=NOON + 10 * MINUTE)
    with clock.frozen(NOON + 20 * MINUTE):
        assert [shown(client, path) for path in pages] == before
        assert client.post("/me/policy/", words)["Location"] == "/me/policy/read/"
        if level is Answer.AGREED:
            assert client.post("/me/policy/sign/", form(client))["Location"] == "/me/policy/"
            assert "You have signed this edition" in shown(client, "/me/policy/")
        for path in pages:
            assert theirs.id not in shown(client, path)
        assert client.get(f"/me/policy/signed/{theirs.id}/").status_code == 404


def test_other_answer_than_its_owner_gave_elsewhere_is_refused_with_why() -> None:
    """Who does not agree learns that it is signed: the answer cannot be taken."""
    client = opened()
    with clock.frozen(NOON + 20 * MINUTE):
        typed = form(client, answer="refused", reason="No.")
        agree(viewer_of("parent"), edition(), at=NOON + 10 * MINUTE)
        response = client.post("/me/policy/sign/", typed)
        assert response.status_code == 409
        assert "You have signed this edition already." in response.content.decode()
        assert SignOff.objects.count() == 1


YES = {"answer": "agreed"}
NO = {"answer": "refused", "reason": "My insulin pump."}
EVERYONE, CHANGED, HATS = Audience.EVERYONE, Audience.CHANGED, Audience.HATS
ASKED: Mapping[str, Sequence[tuple[Audience, Answer]]] = {
    "nothing by a campaign": (),
    "to sign": ((EVERYONE, Answer.AGREED),),
    "to read": ((EVERYONE, Answer.READ),),
    "to read, and to sign if something changed": ((EVERYONE, Answer.READ), (CHANGED, Answer.AGREED)),
    "others": ((HATS, Answer.AGREED),),
}
LAST = 8
"""The step that sends the form."""


@pytest.mark.parametrize("asked", ASKED)
def test_way_is_the_same_whatever_its_owner_said_elsewhere_in_that_hour(asked: str) -> None:
    """Each page and where each press leads, also for whoever types the same refusal. And none leads in a circle."""
    agree(viewer_of("parent"), edition())
    new = new_edition("Summer edition", TOMORROW.date())
    for audience, level in ASKED[asked]:
        hats, minute = ["staff"] if audience is HATS else [], "2026/14" if audience is CHANGED else ""
        more = {"edition": new.id, "hats": hats, "minute": minute, "at": TOMORROW}
        campaigns.start(audience=audience, level=level, by=viewer_of("head"), **more)  # type: ignore[arg-type]  # as named
    for end in (YES, NO):
        alone = walked(new, end)
        assert any("You have read this edition" in page for page in alone) == asked.startswith("to read")
        assert any("does not ask you to sign this edition now" in page for page in alone) == (asked == "others")
        for said in ("read", "refused", "read refused", "agreed"):
            same = alone[:LAST] if said == "agreed" else alone  # what was signed cannot be given once more
            for step in (1, 4, 6):
                assert walked(new, end, said=said, step=step)[: len(same)] == same, (end, said, step)


def walked(to: SchoolEdition, end: dict[str, str], *, said: str = "", step: int = 0) -> list[str]:
    """Return what whoever comes by a link sees and where it leads, if its owner says something elsewhere before one step."""
    client, words, seen = Client(), {"edition": to.id, "sha256": to.sha256}, list[str]()

    def go(path: str, typed: dict[str, str] | None = None) -> str:
        at = TOMORROW + 4 * MINUTE * len(seen)
        for answer in said.split() if len(seen) == step else ():
            owner, before = viewer_of("parent", at.date()), at - 3 * MINUTE
            if answer == "refused":
                decline(owner, to, reason=NO["reason"], at=before)
            else:
                agree(owner, to, level=Answer(answer), at=before)
        with clock.frozen(at):
            typed = form(client, **typed) if typed and "answer" in typed else typed
            response = client.post(path, typed) if typed is not None else client.get(path)
        where = response.headers.get("Location", "")
        page = re.sub(
            r'name="(made_for|csrfmiddlewaretoken)" value="[^"]*"', "", f"{where} {response.content.decode()}"
        )
        for answer in SignOff.objects.values_list("id", flat=True):
            page = page.replace(answer, "…")
        seen.append(page)
        return where

    with transaction.atomic():
        go(link(to=to, at=TOMORROW), {})
        go("/me/policy/")
        go(go("/me/policy/", words))
        go(go("/me/policy/read/", words))
        go("/me/policy/")
        go("/me/policy/sign/")
        go(go("/me/policy/sign/", {**words, **end}))
        go("/me/policy/")
        transaction.set_rollback(True)
    return seen
