"""Who acts in the tests of editions: a school's people as viewers, and short words for its steps.

here = Here.new("Oddenbrook"); edition = here.approved(); here.in_force(edition, since=TOMORROW)
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

from gatepost.agreements import services
from gatepost.agreements.models import SchoolEdition
from gatepost.agreements.rules import Body
from gatepost.people.models import School
from gatepost.people.services import add_person, open_school
from gatepost.people.viewer import SETUP, Viewer
from gatepost.policy import default_files
from gatepost.policy.drafting import set_about

NOW = datetime(2026, 7, 3, 11, 0, tzinfo=UTC)
"""Friday noon."""
TODAY = date(2026, 7, 3)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
STAFF, GOVERNOR = frozenset({"staff"}), frozenset({"governor"})
PEOPLE = {
    "head": Viewer("", duties=frozenset({"head"}), hats=STAFF),
    "deputy": Viewer("", duties=frozenset({"deputy"}), hats=STAFF),
    "acting head": Viewer(
        "", duties=frozenset({"deputy"}), hats=STAFF | GOVERNOR, delegations=frozenset({"head", "governing-body"})
    ),
    "chair": Viewer("", duties=frozenset({"chair"}), hats=GOVERNOR),
    "vice-chair": Viewer("", duties=frozenset({"vice-chair"}), hats=GOVERNOR),
    "delegated": Viewer("", duties=frozenset({"vice-chair"}), hats=GOVERNOR, delegations=frozenset({"governing-body"})),
    "clerk": Viewer("", duties=frozenset({"clerk"})),
    "governor": Viewer("", hats=GOVERNOR),
    "teacher": Viewer("", hats=STAFF, delegations=frozenset({"governing-body"})),
    "office": Viewer("", duties=frozenset({"office"}), hats=STAFF),
    "parent": Viewer("", hats=frozenset({"parent"})),
    "head and chair": Viewer("", duties=frozenset({"head", "chair"}), hats=STAFF | GOVERNOR),
}
"""Who there is, as a viewer: what they are, and for whom a delegation lets them act."""


@dataclass(frozen=True)
class Here:
    """A school with its people."""

    school: str
    viewers: dict[str, Viewer]

    @classmethod
    def new(cls, name: str) -> "Here":
        """Open a school with everybody in it."""
        school = open_school(name=name, by=SETUP, at=NOW)
        return cls(school.id, {kind: viewer(school, kind) for kind in PEOPLE})

    def by(self, kind: str) -> Viewer:
        """Return one of the school's people."""
        return self.viewers[kind]

    def draft(self, label: str = "September 2026", *, by: str = "head") -> SchoolEdition:
        """Begin a draft that calls itself so."""
        return services.start_draft(school=self.school, files=files(label), by=self.by(by), at=NOW)

    def proposed(self, label: str = "September 2026", *, by: str = "head") -> SchoolEdition:
        """Propose a draft."""
        draft = self.draft(label, by=by)
        return services.propose(edition=draft.id, expected_sha256=draft.sha256, by=self.by(by), at=NOW)

    def approved(self, label: str = "September 2026", *, by: str = "chair") -> SchoolEdition:
        """Approve a proposal of the head's."""
        edition = self.proposed(label)
        return services.approve(edition=edition.id, expected_sha256=edition.sha256, body=BODY, by=self.by(by), at=NOW)

    def in_force(self, label: str, since: date, *, at: datetime = NOW) -> SchoolEdition:
        """Let an edition count from a day."""
        edition = self.approved(label)
        return services.put_in_force(edition=edition.id, since=since, by=self.by("chair"), at=at)


BODY = Body(name="Gareth Pryce", capacity="Chair of governors", met_on=TODAY, minute="2026/12")


def viewer(school: School, kind: str) -> Viewer:
    """Add one of the people to a school, and return them as a viewer."""
    person = add_person(school=school, name=f"The {kind}", email="", by=SETUP, at=NOW)
    return replace(PEOPLE[kind], actor=person.id, person_id=person.id, school_id=school.id, name=person.name)


@cache
def files(label: str = "September 2026") -> Mapping[str, str]:
    """Return the shipped pack under another label, neither approved nor signed."""
    return set_about(default_files(), label=label, approved="", signed_by="")
