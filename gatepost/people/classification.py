"""How sensitive is what is kept about people, and for how long is it kept?

Names and addresses go when somebody has left and nothing needs them any more; what they did stays in the record under an
id that means nobody.

    >>> FIELDS["Person.name"].export
    True
"""

from gatepost.kernel.classification import Field, Sensitivity

WITH_SCHOOL = "as long as the school is here"
WITH_PERSON = "as long as somebody belongs to the school, and then as the school's retention schedule says"
WITH_ACCOUNT = "as long as the account is open"


def _of_person(sensitivity: Sensitivity, *, export: bool = True) -> Field:
    return Field(sensitivity, WITH_PERSON, export=export)


FIELDS = {
    "School.id": Field(Sensitivity.NONE, WITH_SCHOOL, export=False),
    "School.name": Field(Sensitivity.NONE, WITH_SCHOOL, export=True),
    "School.is_invented": Field(Sensitivity.NONE, WITH_SCHOOL, export=False),
    "Person.id": _of_person(Sensitivity.INTERNAL, export=False),
    "Person.school": _of_person(Sensitivity.PERSONAL),
    "Person.name": _of_person(Sensitivity.PERSONAL),
    "Person.email": _of_person(Sensitivity.PERSONAL),
    "HatWorn.id": _of_person(Sensitivity.INTERNAL, export=False),
    "HatWorn.person": _of_person(Sensitivity.PERSONAL, export=False),
    "HatWorn.hat": _of_person(Sensitivity.PERSONAL),
    "HatWorn.title": _of_person(Sensitivity.PERSONAL),
    "HatWorn.since": _of_person(Sensitivity.PERSONAL),
    "HatWorn.until": _of_person(Sensitivity.PERSONAL),
    "DutyHeld.id": _of_person(Sensitivity.INTERNAL, export=False),
    "DutyHeld.person": _of_person(Sensitivity.PERSONAL, export=False),
    "DutyHeld.duty": _of_person(Sensitivity.PERSONAL),
    "DutyHeld.since": _of_person(Sensitivity.PERSONAL),
    "DutyHeld.until": _of_person(Sensitivity.PERSONAL),
    "Account.id": Field(Sensitivity.INTERNAL, WITH_ACCOUNT, export=False),
    "Account.person": Field(Sensitivity.PERSONAL, WITH_ACCOUNT, export=False),
    "Account.email": Field(Sensitivity.PERSONAL, WITH_ACCOUNT, export=True),
    "Account.is_active": Field(Sensitivity.PERSONAL, WITH_ACCOUNT, export=True),
    "Account.last_login": Field(Sensitivity.PERSONAL, WITH_ACCOUNT, export=True),
    "Account.password": Field(Sensitivity.SECRET, WITH_ACCOUNT, export=False),
}
