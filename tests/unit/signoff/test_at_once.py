"""Everybody signs in the same minute, and each of them presses twice: is everybody there once?

The real server, in processes of its own.
"""

import pytest

from gatepost.demo import services as demo
from gatepost.signoff.models import SignOff
from tests.rush.browsers import Browser, together
from tests.rush.crowd import Signer, crowd, form, sign
from tests.rush.evidence import findings, kept
from tests.rush.server import serving

PEOPLE = 32


@pytest.mark.django_db(transaction=True)
def test_thirty_two_people_who_press_twice_at_once_are_there_once_each() -> None:
    """Both presses lead to the same receipt."""
    demo.load()
    people = crowd(PEOPLE)
    with serving() as server:
        with Browser(server.port) as browser:
            typed = form(browser, people[0])

        def press(browser: Browser, person: Signer) -> tuple[Signer, int, str]:
            answer = sign(browser, typed, person)
            return person, answer.status, answer.headers.get("location", "")

        presses = [person for person in people for _ in range(2)]
        done = [one.result for one in together(server.port, presses, press, browsers=PEOPLE)]
    assert [status for _person, status, _receipt in done] == [302] * len(presses)
    receipts = {(person, receipt) for person, _status, receipt in done}
    assert len(receipts) == PEOPLE
    assert {receipt for _person, receipt in receipts} == kept()
    assert SignOff.objects.values("person").distinct().count() == SignOff.objects.count() == PEOPLE
    assert findings() == []
