"""What is a form made of, and what did somebody type into it?

A form is a list of fields; a page prints them. Each field is sent with a mark of what stood in it when the form was opened, so that
a draft that somebody else changed meanwhile can say what is different now.

    form.read(request.POST)["title"]  ->  'Phones at break'
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Literal

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

WAS = "was-"
"""Before the name of a field: what stood in it when the form was opened."""

LONGEST_LINE = 500
LONGEST_TEXT = 20_000
"""Characters of one field. The longest clause of the default pack has some 900."""

Kind = Literal["line", "text", "checks", "select", "time"]
Values = Mapping[str, str | tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be chosen."""

    value: str
    words: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One field. ``value`` is what stands in it, ``was`` a mark of what stood in it when the form was opened."""

    name: str
    label: str
    kind: Kind = "line"
    value: str = ""
    hint: str = ""
    options: tuple[Option, ...] = ()
    error: str = ""
    was: str = ""

    @property
    def chosen(self) -> tuple[str, ...]:
        """The values of the options that are chosen."""
        return tuple(option.value for option in self.options if option.is_chosen)

    @property
    def now(self) -> str:
        """What stands in it, as one text."""
        return "\n".join(self.chosen) if self.kind == "checks" else self.value

    @property
    def said(self) -> str:
        """What stands in it, for people."""
        if self.options:
            return ", ".join(option.words for option in self.options if option.is_chosen) or _("nothing")
        return self.value or _("nothing")

    def described(self) -> str:
        """The ids of what describes it."""
        return " ".join(f"{self.name}-{part}" for part, there in (("hint", self.hint), ("error", self.error)) if there)


def options(chosen: Iterable[str], words: Mapping[str, str]) -> tuple[Option, ...]:
    """Return options with those of ``chosen`` chosen."""
    there = set(chosen)
    return tuple(Option(value, said, value in there) for value, said in words.items())


def read(fields: Iterable[Field], sent: "MultiValueDict[str, str] | QueryDict") -> tuple[Field, ...]:
    """Return the fields with what somebody sent in them."""
    return tuple(_filled(field, sent) for field in fields)


def values(fields: Iterable[Field]) -> dict[str, str]:
    """Return what stands in each; several choices are joined by line ends."""
    return {field.name: field.now for field in fields}


def several(value: str) -> list[str]:
    """Return several choices apart again."""
    return [each for each in value.split("\n") if each]


def differing(before: Iterable[Field], sent: "MultiValueDict[str, str] | QueryDict") -> tuple[Field, ...]:
    """Return the fields that are not what they were when the form was opened, as they stand now."""
    return tuple(field for field in before if sent.get(WAS + field.name, "") != mark(field))


def mark(field: Field) -> str:
    """Return a mark of what stands in a field: other words have another."""
    return sha256(field.now.encode()).hexdigest()[:16]


def _filled(field: Field, sent: "MultiValueDict[str, str] | QueryDict") -> Field:
    if field.kind == "checks":
        chosen = set(sent.getlist(field.name))
        return replace(
            field, options=tuple(replace(option, is_chosen=option.value in chosen) for option in field.options)
        )
    most = LONGEST_TEXT if field.kind == "text" else LONGEST_LINE
    value = _plain(sent.get(field.name, ""))
    error = _("This is longer than %(most)s characters.") % {"most": most} if len(value) > most else ""
    chosen_options = tuple(replace(option, is_chosen=option.value == value) for option in field.options)
    return replace(field, value=value, options=chosen_options, error=error)


def _plain(text: str) -> str:
    """A browser sends every line end as two characters."""
    return text.replace("\r\n", "\n")
