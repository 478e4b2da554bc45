"""Which rows do the sample addresses of the table name?

Rows have random names, so the table writes ``{draft}`` and whoever asks for the address looks the row up.

    address("/policy/drafts/{draft}/")  ->  "/policy/drafts/3f…/"
"""

from collections.abc import Callable

from gatepost.agreements.models import SchoolEdition
from gatepost.agreements.services import start_draft
from gatepost.agreements.states import State
from gatepost.demo.school import PEOPLE
from gatepost.kernel.clock import now
from gatepost.people.models import Account
from gatepost.people.queries import get_viewer
from gatepost.people.viewer import Viewer
from gatepost.policy import default_files


def viewer(email: str) -> Viewer:
    """Return somebody of the invented school."""
    return get_viewer(Account.objects.get(email=email).id, on=now().date())


def begin() -> None:
    """Give the invented school what the sample addresses name: a draft, begun by the head."""
    head = viewer(HEAD)
    start_draft(school=head.school_id, files=default_files(), by=head, at=now())


HEAD = next(person.email for person in PEOPLE if person.kind == "head")

SAMPLES: dict[str, Callable[[], str]] = {
    "draft": lambda: SchoolEdition.objects.filter(state=State.DRAFT.value).order_by("started_at")[0].id
}


def address(path: str) -> str:
    """Return a sample address with its rows named."""
    for name, find in SAMPLES.items():
        if f"{{{name}}}" in path:
            path = path.replace(f"{{{name}}}", find())
    return path
