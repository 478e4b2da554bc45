"""How sensitive is what is kept of an import, and for how long is it kept?

>>> FIELDS["RosterImport.content"].retention
'until the import is done or given up; the file itself only until it has been read'
"""

from gatepost.kernel.classification import Field, Sensitivity

WITH_SCHOOL = "as long as the school is here"
UNTIL_DONE = "until the import is done or given up; the file itself only until it has been read"
UNTIL_FINAL = "until the import can no longer be undone: thirty days, or the next import"
UNTIL_NEXT = "until the import after the next of that kind of file is done"


def _import(sensitivity: Sensitivity = Sensitivity.INTERNAL, retention: str = WITH_SCHOOL) -> Field:
    return Field(sensitivity, retention, export=False)


FIELDS = {
    "RosterImport.id": _import(),
    "RosterImport.school": _import(Sensitivity.NONE),
    "RosterImport.kind": _import(),
    "RosterImport.state": _import(),
    "RosterImport.actor": _import(Sensitivity.PERSONAL),
    "RosterImport.started_at": _import(Sensitivity.PERSONAL),
    "RosterImport.applied_at": _import(Sensitivity.PERSONAL),
    "RosterImport.sha256": _import(),
    "RosterImport.content": _import(Sensitivity.PERSONAL, UNTIL_DONE),
    "RosterImport.encoding": _import(),
    "RosterImport.header": _import(),
    "RosterImport.columns": _import(),
    "RosterImport.preset": _import(),
    "RosterImport.lines": _import(),
    "RosterImport.lines_done": _import(),
    "RosterImport.decisions": _import(Sensitivity.PERSONAL, UNTIL_DONE),
    "RosterImport.counts": _import(),
    "RosterImport.digest": _import(),
    "RosterImport.undo": _import(Sensitivity.PERSONAL, UNTIL_FINAL),
    "RosterImport.trouble": _import(Sensitivity.PERSONAL, UNTIL_DONE),
    "RosterItem.id": _import(Sensitivity.NONE, UNTIL_FINAL),
    "RosterItem.roster": _import(retention=UNTIL_FINAL),
    "RosterItem.position": _import(retention=UNTIL_FINAL),
    "RosterItem.outcome": _import(Sensitivity.PERSONAL, UNTIL_FINAL),
    "RosterItem.subject": _import(Sensitivity.PERSONAL, UNTIL_FINAL),
    "RosterItem.is_ticked": _import(Sensitivity.PERSONAL, UNTIL_FINAL),
    "RosterItem.data": _import(Sensitivity.PERSONAL, UNTIL_FINAL),
    "RosterSeen.id": _import(Sensitivity.NONE, UNTIL_NEXT),
    "RosterSeen.roster": _import(retention=UNTIL_NEXT),
    "RosterSeen.key": _import(Sensitivity.PERSONAL, UNTIL_NEXT),
    "RosterSeen.subject": _import(Sensitivity.PERSONAL, UNTIL_NEXT),
    "RosterColumns.school": _import(Sensitivity.NONE),
    "RosterColumns.kind": _import(),
    "RosterColumns.columns": _import(),
}
