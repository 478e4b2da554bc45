"""How sensitive are the counts, and for how long are they kept?

They say nothing of a person, and small ones could still be guessed at where a school is small; so the school keeps them to
those who answer for the policy, and nobody's export holds them.

    >>> FIELDS["QuestionCount.count"].export
    False
"""

from gatepost.decisions.rules import SCHOOL_YEARS_KEPT
from gatepost.kernel.classification import Field, Sensitivity

KEPT = f"{SCHOOL_YEARS_KEPT} school years: long enough to see whether a new edition confuses less than the one before"
COUNTED = Field(Sensitivity.INTERNAL, KEPT, export=False)

FIELDS = {
    "QuestionCount.school": COUNTED,
    "QuestionCount.week": COUNTED,
    "QuestionCount.hat": COUNTED,
    "QuestionCount.clause": COUNTED,
    "QuestionCount.act": COUNTED,
    "QuestionCount.verdict": COUNTED,
    "QuestionCount.count": COUNTED,
}
