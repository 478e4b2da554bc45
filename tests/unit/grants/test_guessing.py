"""Does anybody find a letter by guessing, and does whoever guesses lock a school out?

The real server, in processes of its own, and ten thousand guesses from one address.
"""

import threading
import time

import pytest

from gatepost.demo import services as demo
from gatepost.grants.codes import checked, new_code, shown
from gatepost.grants.letters import PAGE
from gatepost.grants.models import Letter
from gatepost.kernel.clock import now
from gatepost.kernel.ids import new_id
from gatepost.web.letters.limits import A_SECOND, AT_ONCE
from tests.rush.browsers import Browser, together
from tests.rush.server import serving
from tests.unit.grants.people import granted

GUESSES, GUESSERS = 10_000, 4
FOUND = "This permission is valid today"
WORKERS = 2
"""Processes of the server, each with buckets of its own (docs/adr/0015)."""


def guess(number: int, code: str) -> str:
    """Return a guess: one that looks right, one that is close to a letter there is, one that makes no sense."""
    if number % 3 == 0:
        return shown(new_code())
    return shown(checked(code[:19] + new_id()[0])) if number % 3 == 1 else new_id()


@pytest.mark.django_db(transaction=True)
def test_ten_thousand_guesses_find_nothing_and_lock_nobody_out() -> None:
    """All but the first are told to wait; meanwhile the one letter that there is, is answered each time, from the same address."""
    demo.load()
    at = now()
    day = at.date()
    granted("teacher", at=at, since=day, until=day)
    code = Letter.objects.get().code
    guesses = [one for one in (guess(number, code) for number in range(GUESSES)) if one != shown(code)]
    looks: list[tuple[int, bool]] = []
    over = threading.Event()

    def keep_looking(port: int) -> None:
        with Browser(port) as browser:
            while not over.is_set():
                answer = browser.get(f"{PAGE}?code={shown(code)}")
                looks.append((answer.status, FOUND in answer.body))
                time.sleep(0.05)

    with serving() as server:
        looker = threading.Thread(target=keep_looking, args=(server.port,))
        looker.start()
        began = time.monotonic()
        done = together(server.port, guesses, lambda one, typed: one.get(f"{PAGE}?code={typed}"), browsers=GUESSERS)
        seconds = time.monotonic() - began
        over.set()
        looker.join()
    answers = [one.result for one in done]
    assert {answer.status for answer in answers} == {400, 404, 429}
    assert sum(FOUND in answer.body for answer in answers) == 0
    told_to_wait = [answer for answer in answers if answer.status == 429]
    assert len(answers) - len(told_to_wait) <= WORKERS * (AT_ONCE + A_SECOND * seconds + 1)
    assert all(int(answer.headers["retry-after"]) >= 1 for answer in told_to_wait)
    assert len(looks) > 10
    assert set(looks) == {(200, True)}
