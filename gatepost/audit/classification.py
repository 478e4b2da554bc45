"""How sensitive is what the record keeps, and for how long is it kept?

The record holds ids and codes, never names or what somebody wrote; erasing a person elsewhere leaves ids that mean
nobody.

    >>> FIELDS["AuditEntry.hash"].export
    False
"""

from gatepost.kernel.classification import Field, Sensitivity

AS_LONG = "as long as the school's record: a link taken out would break the chain"
WITH_SCHOOL = "as long as the school is here"


def _kept(sensitivity: Sensitivity, *, export: bool) -> Field:
    return Field(sensitivity, AS_LONG, export=export)


FIELDS = {
    "AuditEntry.school": _kept(Sensitivity.NONE, export=False),
    "AuditEntry.sequence": _kept(Sensitivity.INTERNAL, export=False),
    "AuditEntry.at": _kept(Sensitivity.PERSONAL, export=True),
    "AuditEntry.actor": _kept(Sensitivity.PERSONAL, export=True),
    "AuditEntry.action": _kept(Sensitivity.PERSONAL, export=True),
    "AuditEntry.subject": _kept(Sensitivity.PERSONAL, export=True),
    "AuditEntry.clause": _kept(Sensitivity.INTERNAL, export=True),
    "AuditEntry.edition": _kept(Sensitivity.NONE, export=True),
    "AuditEntry.data": _kept(Sensitivity.PERSONAL, export=True),
    "AuditEntry.previous": _kept(Sensitivity.NONE, export=False),
    "AuditEntry.hash": _kept(Sensitivity.NONE, export=False),
    "AuditFollower.name": Field(Sensitivity.NONE, WITH_SCHOOL, export=False),
    "AuditFollower.school": Field(Sensitivity.NONE, WITH_SCHOOL, export=False),
    "AuditFollower.sequence": Field(Sensitivity.INTERNAL, WITH_SCHOOL, export=False),
    "AuditChain.school": Field(Sensitivity.NONE, WITH_SCHOOL, export=False),
    "AuditChain.sequence": Field(Sensitivity.INTERNAL, WITH_SCHOOL, export=False),
    "AuditChain.hash": Field(Sensitivity.NONE, WITH_SCHOOL, export=False),
}
