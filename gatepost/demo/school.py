"""Who belongs to the invented school?

Oddenbrook Primary School and everybody in it is made up; ``.example`` is a domain that nobody can own (RFC 2606). There
is one person for each kind that a page has to treat differently, and one who wears two hats.

    >>> [person.name for person in PEOPLE if person.duties == (Duty.HEAD,)]
    ['Ruth Adeyemi']
"""

from dataclasses import dataclass
from datetime import date

from gatepost.people.states import Duty, Hat

SCHOOL = "Oddenbrook Primary School"
DOMAIN = "oddenbrook.example"
AUTUMN, LAST_AUTUMN, SPRING = date(2023, 9, 1), date(2025, 9, 1), date(2025, 1, 6)


@dataclass(frozen=True, slots=True)
class Worn:
    """A hat, since when, and what the school calls it."""

    hat: Hat
    since: date
    title: str = ""


@dataclass(frozen=True, slots=True)
class Invented:
    """Somebody made up. ``kind`` is what tests and sign-in call them; duties begin with the first hat."""

    kind: str
    name: str
    hats: tuple[Worn, ...]
    duties: tuple[Duty, ...] = ()

    @property
    def email(self) -> str:
        """Return their address: first name, dot, last name."""
        first, *_, last = self.name.lower().split()
        return f"{first}.{last}@{DOMAIN}"


PEOPLE = (
    Invented("head", "Ruth Adeyemi", (Worn(Hat.STAFF, AUTUMN),), (Duty.HEAD,)),
    Invented("chair", "Gareth Pryce", (Worn(Hat.GOVERNOR, AUTUMN),), (Duty.CHAIR,)),
    Invented("governor", "Meera Chaudhary", (Worn(Hat.GOVERNOR, SPRING, "Co-opted governor"),)),
    Invented("office", "Janet Cowley", (Worn(Hat.STAFF, AUTUMN),), (Duty.OFFICE,)),
    Invented(
        "safeguarding-lead",
        "Fiona Mackay",
        (Worn(Hat.STAFF, AUTUMN, "Assistant head"),),
        (Duty.SAFEGUARDING_LEAD,),
    ),
    Invented("teacher", "Daniel Osei", (Worn(Hat.STAFF, LAST_AUTUMN, "Class teacher, Year 4"),)),
    Invented("volunteer", "Margaret Lowe", (Worn(Hat.VOLUNTEER, SPRING, "Volunteer, reading helper"),)),
    Invented("parent", "Tomasz Zielinski", (Worn(Hat.PARENT, LAST_AUTUMN),)),
    Invented(
        "parent-staff",
        "Shabana Begum",
        (Worn(Hat.STAFF, SPRING, "Teaching assistant, Year 1"), Worn(Hat.PARENT, AUTUMN)),
    ),
    Invented("technician", "Callum Byrne", (Worn(Hat.STAFF, AUTUMN),), (Duty.TECHNICIAN,)),
)
