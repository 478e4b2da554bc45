"""Who belongs to the invented school?

Oddenbrook Primary School and everybody in it is made up; ``.example`` is a domain that nobody can own (RFC 2606). There
is one person for each kind that a page has to treat differently, one who wears two hats, and two families: in one both
parents share an address, in the other the father must not be told things about the child.

    >>> [person.name for person in PEOPLE if person.duties == (Duty.HEAD,)]
    ['Ruth Adeyemi']
"""

from dataclasses import dataclass
from datetime import date, time

from gatepost.enquiries.channels import Reached
from gatepost.people.states import Duty, Hat
from gatepost.premises.rules import Use
from gatepost.premises.states import Place

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
    Invented("deputy", "Hannah Whitcombe", (Worn(Hat.STAFF, AUTUMN),), (Duty.DEPUTY,)),
    Invented("vice-chair", "Olu Bankole", (Worn(Hat.GOVERNOR, SPRING),), (Duty.VICE_CHAIR,)),
    Invented("clerk", "Sally Hargrave", (Worn(Hat.STAFF, AUTUMN, "Clerk to the governors"),), (Duty.CLERK,)),
    Invented("parent-apart", "Marek Nowak", (Worn(Hat.PARENT, LAST_AUTUMN),)),
)
SHARES_AN_ADDRESS = Invented("shares-an-address", "Rafiq Begum", (Worn(Hat.PARENT, AUTUMN),))
"""He has the address of ``parent-staff``, and therefore no account that signs in with it."""


@dataclass(frozen=True, slots=True)
class InventedPupil:
    """A made-up child: ``guardians`` are kinds with what they are to the child; ``kept_from`` must not be told things."""

    name: str
    class_name: str
    year_group: str
    since: date
    guardians: tuple[tuple[str, str], ...]
    kept_from: str = ""


PUPILS = (
    InventedPupil(
        "Lena Zielinska",
        "4B",
        "Year 4",
        LAST_AUTUMN,
        (("parent", "father"), ("parent-apart", "step-father")),
        kept_from="parent-apart",
    ),
    InventedPupil("Imran Begum", "1A", "Year 1", AUTUMN, (("parent-staff", "mother"), ("shares-an-address", "father"))),
    InventedPupil("Ada Quill", "4B", "Year 4", AUTUMN, ()),
)


@dataclass(frozen=True, slots=True)
class InventedPlace:
    """A part of the school, and what it is used for when."""

    name: str
    kind: Place
    uses: tuple[tuple[str, Use], ...] = ()


SCHOOL_DAYS = frozenset(range(5))
PLACES = (
    InventedPlace(
        "Hall",
        Place.HALL,
        (
            ("Lessons and lunch", Use(time(8), time(15, 30), by_pupils=True, days=SCHOOL_DAYS)),
            ("After-school club", Use(time(15, 30), time(18), by_pupils=True, days=SCHOOL_DAYS)),
        ),
    ),
    InventedPlace("Playground", Place.PLAYGROUND),
    InventedPlace("School office", Place.OFFICE),
    InventedPlace("Staff room", Place.STAFF_ROOM),
)
AWAY, BACK = date(2026, 3, 2), date(2026, 3, 13)
"""When the head was away, and the deputy acted for her."""
KEPT_FROM = "The family court's order of 3 June 2025. Ask the safeguarding lead before you tell him anything."
CHANNELS = Reached(
    phone="01632 960 001",  # a number kept for made-up people
    email=f"office@{DOMAIN}",
    hours="Monday to Friday in term, 8:15 to 17:00",
    safeguarding="01632 960 002",
)
