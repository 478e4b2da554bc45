"""How sensitive is what is kept of a document that is being brought in, and for how long is it kept?

>>> FIELDS["DocumentImport.document"].retention
'until it has been read'
"""

from gatepost.kernel.classification import Field, Sensitivity

WHILE_LOOKED_AT = "until a draft is made of it or it is deleted, at most a week"

FIELDS = {
    "DocumentImport.id": Field(Sensitivity.INTERNAL, WHILE_LOOKED_AT, export=False),
    "DocumentImport.school": Field(Sensitivity.INTERNAL, WHILE_LOOKED_AT, export=False),
    "DocumentImport.owner": Field(Sensitivity.PERSONAL, WHILE_LOOKED_AT, export=False),
    "DocumentImport.name": Field(Sensitivity.INTERNAL, WHILE_LOOKED_AT, export=True),
    "DocumentImport.state": Field(Sensitivity.INTERNAL, WHILE_LOOKED_AT, export=True),
    "DocumentImport.document": Field(Sensitivity.CONFIDENTIAL, "until it has been read", export=False),
    "DocumentImport.done": Field(Sensitivity.NONE, WHILE_LOOKED_AT, export=False),
    "DocumentImport.of": Field(Sensitivity.NONE, WHILE_LOOKED_AT, export=False),
    "DocumentImport.refusal": Field(Sensitivity.INTERNAL, WHILE_LOOKED_AT, export=False),
    "DocumentImport.reason": Field(Sensitivity.INTERNAL, WHILE_LOOKED_AT, export=False),
    "DocumentImport.proposal": Field(Sensitivity.INTERNAL, WHILE_LOOKED_AT, export=False),
    "DocumentImport.chosen": Field(Sensitivity.INTERNAL, WHILE_LOOKED_AT, export=False),
    "DocumentImport.started_at": Field(Sensitivity.INTERNAL, WHILE_LOOKED_AT, export=True),
    "DocumentImport.expires_at": Field(Sensitivity.INTERNAL, WHILE_LOOKED_AT, export=False),
}
