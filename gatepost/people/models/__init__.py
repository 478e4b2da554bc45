"""What is kept about a school, its people, its pupils and their families?

Three files: who belongs to the school and signs in (``core``), families (``families``), powers that are lent and needs
that are recorded (``powers``). Other rooms import from here.

Example: ``from gatepost.people.models import Person, Pupil``.
"""

from gatepost.people.models.core import (
    CODE_LENGTH,
    EMAIL_LENGTH,
    EXTERNAL_LENGTH,
    NAME_LENGTH,
    PLAIN_LENGTH,
    SIGN_IN_NAME_LENGTH,
    Account,
    Dated,
    DutyHeld,
    HatWorn,
    Person,
    School,
    TextIdModel,
    holding_on,
    holds,
)
from gatepost.people.models.families import (
    CLASS_LENGTH,
    REASON_LENGTH,
    ContactRestriction,
    FamilyDeclaration,
    Guardianship,
    Pupil,
    SearchWord,
)
from gatepost.people.models.powers import MINUTE_LENGTH, Adjustment, Delegation

__all__ = [
    "CLASS_LENGTH",
    "CODE_LENGTH",
    "EMAIL_LENGTH",
    "EXTERNAL_LENGTH",
    "MINUTE_LENGTH",
    "NAME_LENGTH",
    "PLAIN_LENGTH",
    "REASON_LENGTH",
    "SIGN_IN_NAME_LENGTH",
    "Account",
    "Adjustment",
    "ContactRestriction",
    "Dated",
    "Delegation",
    "DutyHeld",
    "FamilyDeclaration",
    "Guardianship",
    "HatWorn",
    "Person",
    "Pupil",
    "School",
    "SearchWord",
    "TextIdModel",
    "holding_on",
    "holds",
]
