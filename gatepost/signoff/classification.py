"""How sensitive is what somebody answered to the policy, and for how long is it kept?

That somebody answered, and what, is what the school may have to prove. Why somebody did not agree may say a good deal about them.

    >>> FIELDS["SignOff.reason"].sensitivity.value
    'confidential'
"""

from gatepost.kernel.classification import Field, Sensitivity

KEPT = "as long as the person is kept: what they did is judged by what they had agreed to"

FIELDS = {
    "SignOff.id": Field(Sensitivity.INTERNAL, KEPT, export=False),
    "SignOff.person": Field(Sensitivity.PERSONAL, KEPT, export=True),
    "SignOff.edition": Field(Sensitivity.INTERNAL, KEPT, export=True),
    "SignOff.number": Field(Sensitivity.INTERNAL, KEPT, export=False),
    "SignOff.answer": Field(Sensitivity.PERSONAL, KEPT, export=True),
    "SignOff.sha256": Field(Sensitivity.NONE, KEPT, export=True),
    "SignOff.hats": Field(Sensitivity.PERSONAL, KEPT, export=True),
    "SignOff.name": Field(Sensitivity.PERSONAL, KEPT, export=True),
    "SignOff.reason": Field(Sensitivity.CONFIDENTIAL, KEPT, export=True),
    "SignOff.at": Field(Sensitivity.PERSONAL, KEPT, export=True),
    "QuestionsDone.id": Field(Sensitivity.INTERNAL, KEPT, export=False),
    "QuestionsDone.person": Field(Sensitivity.PERSONAL, KEPT, export=True),
    "QuestionsDone.edition": Field(Sensitivity.INTERNAL, KEPT, export=True),
    "QuestionsDone.at": Field(Sensitivity.PERSONAL, KEPT, export=True),
}
