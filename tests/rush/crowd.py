"""Who signs in a rush?

Parents of the invented school, each signed in in a browser of their own, as many as are wanted. They were imported and signed in
long before: both are written together here.

    people = crowd(2000)
    sign(browser, form(browser, people[0]), people[0]).status  ->  302
"""

import re
from dataclasses import dataclass
from datetime import date

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.db import transaction

from gatepost.accounts.models import Session
from gatepost.accounts.sessions import BEGAN, DEVICE, HANDLE, SessionStore
from gatepost.demo.school import SCHOOL
from gatepost.kernel.clock import now
from gatepost.kernel.ids import new_id
from gatepost.people.models import Account, HatWorn, Person, School
from gatepost.people.naming import plain
from gatepost.people.viewer import Viewer
from gatepost.web.signing.typed import made_for
from tests.rush.browsers import Answer, Browser

PAGE = "/me/policy/sign/"
NAME = "Tomasz Zielinski"
BACKEND = "django.contrib.auth.backends.ModelBackend"
SINCE = date(2020, 9, 1)
TOGETHER = 500


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who is signed in: the cookie, and the mark that a form has which is made for them."""

    cookie: str
    mark: str


@dataclass(frozen=True, slots=True)
class Form:
    """The form of the page, as a browser sends it: what is in it, and the cookie that belongs to it."""

    fields: dict[str, str]
    cookie: str


@transaction.atomic
def crowd(count: int) -> list[Signer]:
    """Add so many parents to the invented school, each of them signed in."""
    school = School.objects.get(name=SCHOOL)
    accounts = [Account(email=f"{new_id()}@home.example", password=make_password(None)) for _ in range(count)]
    people = [
        Person(school=school, name=NAME, plain_name=plain(NAME), email=account.email or "", account=account)
        for account in accounts
    ]
    Account.objects.bulk_create(accounts, batch_size=TOGETHER)
    Person.objects.bulk_create(people, batch_size=TOGETHER)
    HatWorn.objects.bulk_create(
        (HatWorn(person=person, hat="parent", since=SINCE) for person in people), batch_size=TOGETHER
    )
    sessions = [_session(account) for account in accounts]
    Session.objects.bulk_create(sessions, batch_size=TOGETHER)
    marks = [made_for(Viewer(actor=person.id, person_id=person.id), PAGE) for person in people]
    return [Signer(f"sessionid={one.session_key}", mark) for one, mark in zip(sessions, marks, strict=True)]


def form(browser: Browser, signer: Signer) -> Form:
    """Open the page and fill in its form."""
    page = browser.get(PAGE, signer.cookie)
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.body))
    token = page.headers["set-cookie"].partition(";")[0]
    return Form({**fields, "name": NAME, "answer": "agreed"}, token)


def sign(browser: Browser, form: Form, signer: Signer) -> Answer:
    """Send a form as somebody, made for them: what else is in it is the same for all."""
    return browser.post(PAGE, f"{signer.cookie}; {form.cookie}", {**form.fields, "made_for": signer.mark})


def _session(account: Account) -> Session:
    store = SessionStore()
    store.update(
        {
            SESSION_KEY: account.pk,
            BACKEND_SESSION_KEY: BACKEND,
            HASH_SESSION_KEY: account.get_session_auth_hash(),
            HANDLE: new_id(),
            BEGAN: now().isoformat(),
            DEVICE: "",
        }
    )
    store._session_key = store._get_new_session_key()  # type: ignore[attr-defined]  # as its own create() does
    return store.create_model_instance(store._get_session(no_load=True))  # type: ignore[attr-defined]  # the same
