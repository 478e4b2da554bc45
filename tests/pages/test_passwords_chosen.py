"""Which passwords are taken, and which would be guessed too soon?"""

import pytest
from django.test import Client

from tests.pages.test_accounts import TEACHER, account_of, by_code
from tests.pages.test_passwords import OWN, try_in, with_password

SOON_GUESSED = (
    "password123456",
    "passwordpassword",
    "gatepostgatepost",
    "oddenbrook primary school",
    "daniel osei!!",
    "123456789012",
    "aaaaaaaaaaaa",
    "a" * 200,
    "qwertyuiop12",
)


@pytest.mark.parametrize("typed", [*SOON_GUESSED, "Short 1", "daniel.osei1", "x" * 257, "", "a" * 12 + "\0"])
def test_password_that_is_guessed_early_is_refused_with_a_reason(school: None, typed: str) -> None:
    """Beside the field, and it is never sent back."""
    client = Client()
    by_code(client, TEACHER)
    response = client.post(OWN, {"password": typed})
    assert response.status_code == 400
    assert 'id="password-fault"' in response.content.decode()
    assert not typed or typed not in response.content.decode()
    assert not account_of(TEACHER).has_usable_password()


@pytest.mark.parametrize(
    "typed", ["walnut orbit lantern tide", "þæð-ßtraße ünd 9", "  spaces around it  ", "qvtzkwbjxrmp"]
)
def test_any_letters_and_signs_will_do(school: None, typed: str) -> None:
    """No rule asks for a digit or a sign; spaces count, at the ends too."""
    with_password(TEACHER, typed)
    assert try_in(Client(), TEACHER, typed.strip() + "!") == 400
    assert try_in(Client(), TEACHER, typed) == 302
