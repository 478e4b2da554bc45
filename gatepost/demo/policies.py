"""Which editions does the invented school have?

The one adopted in July 2018, whose line for a signature is blank; a proposal that waits for the governing body; a draft. All
through the services. The chair of 2018, her meeting and its minute are as made up as the school.

    [edition.label for edition in list_visible(head, on=today)]  ->  ['July 2018', 'Autumn edition', 'Ideas for next year']
"""

from datetime import date, datetime
from functools import cache

from gatepost.agreements import services
from gatepost.agreements.rules import Body
from gatepost.agreements.states import Source
from gatepost.people.viewer import Viewer
from gatepost.policy import PackFiles, default_files, load_files
from gatepost.policy.drafting import NewClause, add_clause, reword, set_about
from gatepost.policy.parameters import places_of, set_places

ADOPTED = date(2018, 7, 12)
BODY = Body(name="Helen Marsh", capacity="Chair of governors", met_on=ADOPTED, minute="12 July 2018, item 6")
PROPOSED, DRAFTED = "Autumn edition", "Ideas for next year"
IN_FORCE_ID, PROPOSED_ID, DRAFT_ID = "july-2018", "autumn", "ideas"
"""So that a link into the demonstration stays."""


def adopt(school: str, *, head: Viewer, chair: Viewer, at: datetime) -> None:
    """Let the school have its three editions; the proposal is begun first, so that the newest work stands on top."""
    adopted = services.start_draft(
        school=school, files=default_files(), source=Source.SHIPPED, named=IN_FORCE_ID, by=head, at=at
    )
    services.propose(edition=adopted.id, expected_sha256=adopted.sha256, by=head, at=at)
    services.approve(edition=adopted.id, expected_sha256=adopted.sha256, body=BODY, by=chair, at=at)
    services.put_in_force(edition=adopted.id, since=ADOPTED, by=chair, at=at)
    proposal = services.start_draft(
        school=school, files=proposed_files(), base=adopted.id, named=PROPOSED_ID, by=head, at=at
    )
    services.propose(edition=proposal.id, expected_sha256=proposal.sha256, by=head, at=at)
    services.start_draft(school=school, files=drafted_files(), base=adopted.id, named=DRAFT_ID, by=head, at=at)


@cache
def proposed_files() -> PackFiles:
    """Return the proposal: at break, a phone in an office is no longer allowed; rule, wording and plain words say so."""
    files = set_about(default_files(), label=PROPOSED, approved="", review="September 2027")
    edition = load_files(files)
    (breaks,) = places_of(edition)
    clause = edition.clauses[breaks.clause]
    files = reword(
        files,
        clause.id,
        wording=clause.wording.replace("in the staff room, in offices and in", "in the staff room and in"),
        plain=clause.plain.replace("in the staff room, in an office or", "in the staff room or"),
        lifted=clause.lifted.replace("in the staff room, in an office or", "in the staff room or"),
    )
    return set_places(files, breaks.clause, [place for place in breaks.places if place != "office"])


@cache
def drafted_files() -> PackFiles:
    """Return the draft: one more clause, which a person judges."""
    files = set_about(default_files(), label=DRAFTED, approved="")
    watches = NewClause(
        title="Watches",
        wording="A watch that can send messages is treated as a phone is.",
        plain="A smart watch counts as a phone.",
        binds=("staff", "governor", "volunteer"),
    )
    return add_clause(files, watches, section=2)[0]
