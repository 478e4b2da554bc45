"""Which columns of a file are read, and which column is which?

A *kind* of file says whom its rows are about; a *field* is something that Gatepost reads of them. Nothing else is read:
no birth dates, no addresses, nothing about health or religion. What a school's management system calls a field is among
its names here; presets are what three of them usually export.

    >>> guess(("Adno", "Legal Surname", "Preferred Forename", "Reg", "DOB")).columns["pupil.class"]
    'Reg'
    >>> guess(("Adno", "Legal Surname", "Preferred Forename", "Reg", "DOB")).not_read(("Adno", "DOB"))
    ('DOB',)
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from gatepost.roster.presets import NAMES, PRESETS

CONTACTS = 4
"""Parents and guardians that one row may name."""


class Kind(StrEnum):
    """Whom the rows of a file are about."""

    STAFF = "staff"
    PUPILS = "pupils"
    GOVERNORS = "governors"
    VOLUNTEERS = "volunteers"
    EVERYONE = "everyone"


CONTACT_FIELDS = ("id", "name", "first", "last", "email", "responsible")
PERSON_FIELDS = (
    "person.id",
    "person.name",
    "person.first",
    "person.last",
    "person.email",
    "person.role",
    "person.since",
)
PUPIL_FIELDS = ("pupil.id", "pupil.name", "pupil.first", "pupil.last", "pupil.class", "pupil.year")
CONTACTS_FIELDS = tuple(f"contact{number}.{name}" for number in range(1, CONTACTS + 1) for name in CONTACT_FIELDS)
FIELDS: dict[Kind, tuple[str, ...]] = {
    Kind.STAFF: PERSON_FIELDS,
    Kind.GOVERNORS: PERSON_FIELDS,
    Kind.VOLUNTEERS: PERSON_FIELDS,
    Kind.PUPILS: (*PUPIL_FIELDS, *CONTACTS_FIELDS),
    Kind.EVERYONE: ("kind", *PERSON_FIELDS, "pupil.class", "pupil.year", *CONTACTS_FIELDS),
}
_CONTACT = re.compile(
    r"(?:primary|priority|legal|main)?(?:contact|parentcarer|parentguardian|parent|guardian|carer)s?([1-9]?)(.*)"
)


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Which column is which field, for one kind of file."""

    kind: Kind
    columns: Mapping[str, str]
    preset: str = ""

    def not_read(self, header: Sequence[str]) -> tuple[str, ...]:
        """Return the columns that nothing is taken from."""
        read = set(self.columns.values())
        return tuple(name for name in header if name not in read)

    @property
    def names_somebody(self) -> bool:
        """Tell whether there is a column for the name of whom the rows are about."""
        who = "pupil" if self.kind is Kind.PUPILS else "person"
        return not {f"{who}.name", f"{who}.last"}.isdisjoint(self.columns)


def guess(header: Sequence[str], *, kind: Kind | None = None) -> ColumnMapping:
    """Return the likeliest mapping of a header; of that kind if one is given."""
    kind = kind or _likeliest_kind(header)
    preset = _preset(header, kind)
    columns = _from_names(header, kind)
    if preset:
        columns |= {field: name for field, name in PRESETS[preset][kind.value].items() if name in header}
    order = FIELDS[kind]
    return ColumnMapping(kind, {field: columns[field] for field in order if field in columns}, preset)


def without_header(header: Sequence[str], mapping: ColumnMapping) -> bool:
    """Tell whether a first line names people, not columns: it has no name that is known, but an address or a number."""
    return not mapping.columns and any("@" in name or plain(name).isdigit() for name in header)


def plain(name: str) -> str:
    """Return a column's name as names are compared: small letters and digits alone."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _likeliest_kind(header: Sequence[str]) -> Kind:
    """Return the kind of file that a header speaks of; staff, unless something says otherwise."""
    plains = {plain(name) for name in header}
    if not plains.isdisjoint(NAMES["kind"]):
        return Kind.EVERYONE
    in_a_class = any(plains & set(NAMES[name]) for name in ("pupil.class", "pupil.year"))
    if (
        in_a_class
        or any(re.match("adno|upn|admission|pupil|student|child", name) for name in plains)
        or any(_contact_field(name) for name in plains)
    ):
        return Kind.PUPILS
    if any("govern" in name or name in {"termofoffice", "appointedby"} for name in plains):
        return Kind.GOVERNORS
    return Kind.VOLUNTEERS if any("volunteer" in name for name in plains) else Kind.STAFF


def _preset(header: Sequence[str], kind: Kind) -> str:
    """Return the preset that knows most of this header's names, at least three; blank for none."""
    known = {
        name: len(set(kinds[kind.value].values()) & set(header))
        for name, kinds in PRESETS.items()
        if kind.value in kinds
    }
    best = max(known, key=lambda name: known[name], default="")
    return best if best and known[best] >= min(3, len(header)) else ""


def _from_names(header: Sequence[str], kind: Kind) -> dict[str, str]:
    """Return which column is which by its name; of several, the one whose name comes first in our list."""
    columns: dict[str, str] = {}
    for field in FIELDS[kind]:
        names = _names_of(field)
        fitting = [name for name in header if plain(name) in names and name not in columns.values()]
        if fitting:
            columns[field] = min(fitting, key=lambda name: names.index(plain(name)))
    if kind in {Kind.PUPILS, Kind.EVERYONE}:
        columns |= {field: name for name in header if (field := _contact_field(plain(name))) and field not in columns}
    return columns


@cache
def _names_of(field: str) -> tuple[str, ...]:
    return NAMES.get(field, ())


def _contact_field(name: str) -> str:
    """Return the field of a parent or guardian that a plain name speaks of, blank for none."""
    if name in NAMES["contact.responsible"]:  # said of the row's one contact
        return "contact1.responsible"
    found = _CONTACT.fullmatch(name)
    if not found:
        return ""
    number = int(found[1] or 1)
    what = next((field for field in CONTACT_FIELDS if found[2] in NAMES[f"contact.{field}"]), "")
    return f"contact{number}.{what}" if what and number <= CONTACTS else ""
