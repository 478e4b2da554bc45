"""A hundred times somebody pulls the plug while people sign: is every signature that was confirmed there, and once?

The real server, in processes of its own; each kill takes all of them at once, in the middle of whatever they do.
"""

import random
import threading
import time
from collections import deque

import pytest

from gatepost.demo import services as demo
from gatepost.signoff.models import SignOff
from tests.rush.browsers import Broken, Browser, together
from tests.rush.crowd import Form, Signer, crowd, form, sign
from tests.rush.evidence import findings, kept
from tests.rush.server import PATIENCE, Server, serving_again_and_again

KILLS = 100
BROWSERS = 6
LONGEST_LIFE = 0.12
"""Seconds after which a server that answers is killed; how long each lives is chance."""
PEOPLE = 2500
"""More than get to sign."""


class Rush:
    """People who sign, and what they were told."""

    def __init__(self, people: list[Signer]) -> None:
        """Nobody has signed."""
        self.waiting = deque(people)
        self.begun: set[Signer] = set()
        self.confirmed: dict[Signer, str] = {}
        self.broken = 0

    def until_it_is_killed(self, server: Server, typed: Form) -> None:
        """Let people sign; kill the server some moments after the first one of them was told that they have."""
        told = threading.Event()
        browsers = [threading.Thread(target=self._sign, args=(server.port, typed, told)) for _ in range(BROWSERS)]
        for browser in browsers:
            browser.start()
        assert told.wait(PATIENCE)
        time.sleep(random.uniform(0, LONGEST_LIFE))  # noqa: S311  # chance, not secrets
        server.kill()
        for browser in browsers:
            browser.join()

    def _sign(self, port: int, typed: Form, told: threading.Event) -> None:
        """Let one person after the other sign; who got no answer tries again."""
        while self.waiting:
            person = self.waiting.popleft()
            self.begun.add(person)
            try:
                with Browser(port) as browser:
                    self.confirmed[person] = receipt(browser, typed, person)
                told.set()
            except Broken:
                self.waiting.appendleft(person)
                self.broken += 1
                return


def receipt(browser: Browser, typed: Form, person: Signer) -> str:
    """Let somebody sign; return the address of what they are shown then."""
    answer = sign(browser, typed, person)
    assert answer.status == 302
    return answer.headers["location"]


@pytest.mark.django_db(transaction=True)
def test_what_was_confirmed_survives_a_hundred_kills() -> None:
    """Whoever got no answer sends the form again, and nobody is there twice."""
    demo.load()
    rush = Rush(crowd(PEOPLE))
    with serving_again_and_again() as start:
        server = start()
        with Browser(server.port) as browser:
            typed = form(browser, rush.waiting[0])
        for _ in range(KILLS):
            rush.until_it_is_killed(server, typed)
            server = start()
        assert rush.broken > KILLS
        assert set(rush.confirmed.values()) <= kept()
        assert findings() == []
        unsure = rush.begun - set(rush.confirmed)
        last = together(server.port, unsure, lambda browser, person: receipt(browser, typed, person), browsers=1)
        server.kill()
    assert kept() == {*rush.confirmed.values(), *(done.result for done in last)}
    assert SignOff.objects.values("person").distinct().count() == SignOff.objects.count() == len(rush.begun)
    assert len(rush.confirmed) > KILLS
    assert findings() == []
