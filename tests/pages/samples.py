"""Which rows do the sample addresses of the table name?

Rows have random names, so the table writes ``{draft}`` and whoever asks for the address looks the row up.

    address("/policy/drafts/{draft}/")  ->  "/policy/drafts/3f…/"
"""

from collections.abc import Callable

from gatepost.agreements.models import SchoolEdition
from gatepost.demo.policies import DRAFTED
from gatepost.demo.school import PEOPLE
from gatepost.kernel.clock import now
from gatepost.people.models import Account
from gatepost.people.queries import list_viewers
from gatepost.people.viewer import Viewer
from gatepost.premises.models import Area


def viewer(email: str) -> Viewer:
    """Return somebody of the invented school."""
    return list_viewers(Account.objects.get(email=email).id, on=now().date())[0]


HEAD = next(person.email for person in PEOPLE if person.kind == "head")

SAMPLES: dict[str, Callable[[], str]] = {
    "hall": lambda: Area.objects.get(name="Hall").id,
    "draft": lambda: SchoolEdition.objects.get(label=DRAFTED).id,
}


def address(path: str) -> str:
    """Return a sample address with its rows named."""
    for name, find in SAMPLES.items():
        if f"{{{name}}}" in path:
            path = path.replace(f"{{{name}}}", find())
    return path
