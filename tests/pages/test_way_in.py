"""Does the link of a reminder lead to the policy, also for somebody who has to sign in first, and nowhere else?"""

import pytest
from django.test import Client

from tests.pages.test_accounts import PARENT, code_sent
from tests.unit.signoff.people import viewer_of

pytestmark = pytest.mark.usefixtures("school", "noon")
TO_SIGN_IN = "/sign-in/?to=policy"


def test_whoever_is_not_signed_in_goes_on_at_the_policy(client: Client) -> None:
    """Once: whoever signs in afterwards begins at the start."""
    assert client.get("/me/policy/")["Location"] == TO_SIGN_IN
    assert '<input type="hidden" name="to" value="policy">' in client.get(TO_SIGN_IN).content.decode()
    chosen = {"person": viewer_of("parent").person_id}
    assert client.post("/sign-in/", {**chosen, "to": "policy"})["Location"] == "/me/policy/"
    assert client.get("/me/policy/").status_code == 200
    assert client.post("/sign-in/", chosen)["Location"] == "/"


def test_with_a_code_too(client: Client) -> None:
    """The code's page asks for nothing more."""
    client.post("/sign-in/", {"email": PARENT, "to": "policy"})
    assert client.post("/sign-in/code/", {"code": code_sent()})["Location"] == "/me/policy/"


@pytest.mark.parametrize("where", ["https://example.com/", "//example.com", "/people/", "me-policy", ""])
def test_an_address_in_the_link_leads_nowhere(client: Client, where: str) -> None:
    """Only what we named ourselves is a way."""
    assert 'name="to"' not in client.get("/sign-in/", {"to": where}).content.decode()
    chosen = {"person": viewer_of("parent").person_id, "to": where}
    assert client.post("/sign-in/", chosen)["Location"] == "/"


@pytest.mark.parametrize(
    ("where", "way"),
    [("/me/policy/signed/", "signed"), ("/me/policy/read/", "policy"), ("/me/policy/questions/", "policy")],
)
def test_every_step_leads_back_to_where_it_goes_on(client: Client, where: str, way: str) -> None:
    """Also after a session that ended in the middle."""
    assert client.get(where)["Location"] == f"/sign-in/?to={way}"
