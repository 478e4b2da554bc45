"""How sensitive is what somebody answered to the policy, and for how long is it kept?

That somebody answered, and what, is what the school may have to prove. Why somebody did not agree may say a good deal about them.

    >>> FIELDS["SignOff.reason"].sensitivity.value
    'confidential'
"""

from gatepost.kernel.classification import Field, Sensitivity

KEPT = "until so many years after the person left as the school has set (six where it has set nothing)"
UNTIL_OVER = "until it was replaced by a newer one or ran out, a week after it was sent"
WITH_SCHOOL = "as long as the school is here"

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
    "SignOff.salt": Field(Sensitivity.INTERNAL, KEPT, export=False),
    "SignOff.at": Field(Sensitivity.PERSONAL, KEPT, export=True),
    "QuestionsDone.id": Field(Sensitivity.INTERNAL, KEPT, export=False),
    "QuestionsDone.person": Field(Sensitivity.PERSONAL, KEPT, export=True),
    "QuestionsDone.edition": Field(Sensitivity.INTERNAL, KEPT, export=True),
    "QuestionsDone.hats": Field(Sensitivity.PERSONAL, KEPT, export=True),
    "QuestionsDone.at": Field(Sensitivity.PERSONAL, KEPT, export=True),
    "SignOff.on_paper": Field(Sensitivity.PERSONAL, KEPT, export=True),
    "SignOff.recorded_by": Field(Sensitivity.PERSONAL, KEPT, export=False),
    "Scan.id": Field(Sensitivity.INTERNAL, KEPT, export=False),
    "Scan.sign_off": Field(Sensitivity.INTERNAL, KEPT, export=False),
    "Scan.kind": Field(Sensitivity.INTERNAL, KEPT, export=False),
    "Scan.sha256": Field(Sensitivity.INTERNAL, KEPT, export=False),
    "Scan.content": Field(Sensitivity.CONFIDENTIAL, KEPT, export=False),
    "Mistake.id": Field(Sensitivity.INTERNAL, KEPT, export=False),
    "Mistake.sign_off": Field(Sensitivity.PERSONAL, KEPT, export=True),
    "Mistake.why": Field(Sensitivity.PERSONAL, KEPT, export=False),
    "Mistake.scan_sha256": Field(Sensitivity.INTERNAL, KEPT, export=False),
    "Mistake.by": Field(Sensitivity.PERSONAL, KEPT, export=False),
    "Mistake.at": Field(Sensitivity.PERSONAL, KEPT, export=True),
    "DealtWith.id": Field(Sensitivity.INTERNAL, KEPT, export=False),
    "DealtWith.sign_off": Field(Sensitivity.PERSONAL, KEPT, export=True),
    "DealtWith.by": Field(Sensitivity.PERSONAL, KEPT, export=False),
    "DealtWith.at": Field(Sensitivity.PERSONAL, KEPT, export=True),
    "SigningLink.id": Field(Sensitivity.INTERNAL, UNTIL_OVER, export=False),
    "SigningLink.person": Field(Sensitivity.PERSONAL, UNTIL_OVER, export=True),
    "SigningLink.edition": Field(Sensitivity.INTERNAL, UNTIL_OVER, export=True),
    "SigningLink.token_hash": Field(Sensitivity.SECRET, UNTIL_OVER, export=False),
    "SigningLink.sent_to": Field(Sensitivity.PERSONAL, UNTIL_OVER, export=True),
    "SigningLink.made_at": Field(Sensitivity.PERSONAL, UNTIL_OVER, export=True),
    "SigningLink.expires_at": Field(Sensitivity.PERSONAL, UNTIL_OVER, export=True),
    "SigningLink.used_at": Field(Sensitivity.PERSONAL, UNTIL_OVER, export=True),
    "SigningLink.used_from": Field(Sensitivity.SECRET, UNTIL_OVER, export=False),
    "KeptFor.school": Field(Sensitivity.NONE, WITH_SCHOOL, export=False),
    "KeptFor.years": Field(Sensitivity.NONE, WITH_SCHOOL, export=False),
}
