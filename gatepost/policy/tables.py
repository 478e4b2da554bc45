"""How the TOML files of a pack are read: strictly, and so that a mistake is named with its file and line.

Worked example: ``hats = ["teacher"]`` in outcomes.toml is refused with ``outcomes.toml:7: “hats” cannot have “teacher” in it.
Use staff, governor, volunteer, parent.``
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from gatepost.policy.errors import PackError, kind, shown

LARGEST = 200_000
"""Bytes of one file of a pack. The largest of the default pack has some 55,000; a file above this is not a policy."""


LONGEST_LINE = 4_000
"""Characters of one line. The longest of the default pack has under 500; some readers take quadratic time over a long one."""

UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters but for the tab, and halves of characters, which no encoding can write down."""


def read_text(folder: Path, name: str) -> str:
    """The text of a pack's file, line ends made uniform. Raises ``PackError`` when it is missing, too large or not UTF-8."""
    path = folder / name
    try:
        if not path.is_file():
            # A pipe would be waited for and a device read without end.
            wrong = "This is not a file." if path.exists() else "This file is missing."
            raise PackError(name, 0, wrong, "A pack has all of its seven files.")
        _small_enough(name, path.stat().st_size)
        data = path.read_bytes()
    except OSError as error:
        raise PackError(name, 0, f"This file cannot be read: {error.strerror}.") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise PackError(name, line, "This file is not UTF-8.", "Save it again with the encoding UTF-8.") from None
    return uniform(text)


def uniform(text: str) -> str:
    """``text`` with its line ends made uniform."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def check_text(name: str, text: str) -> None:
    """Raise ``PackError`` when the text of a pack's file is too large, or holds what no policy holds."""
    _small_enough(name, len(text.encode(errors="surrogatepass")))
    for number, each in enumerate(text.split("\n"), start=1):
        if len(each) > LONGEST_LINE:
            raise PackError(name, number, f"This line has {len(each):,} characters.", f"At most {LONGEST_LINE:,}.")
        if UNFIT.search(each):
            raise PackError(name, number, "There is a control character in this line.", "Take it out.")


def _small_enough(name: str, size: int) -> None:
    if size > LARGEST:
        raise PackError(name, 0, f"This file has {size:,} bytes.", f"A pack's file has at most {LARGEST:,}.")


def read_toml(name: str, text: str) -> Table:
    """The whole of a TOML file as a ``Table``. Raises ``PackError`` with the line of a syntax error."""
    try:
        data = tomllib.loads(text)
    except ValueError as error:  # a syntax error, or a number of thousands of digits
        found = re.search(r"\(at line (\d+), column \d+\)", str(error))
        line = int(found.group(1)) if found else text.count("\n") + 1
        wrong = re.sub(r"\s*\(at .*\)$", "", str(error))
        raise PackError(name, line, f"This is not TOML: {wrong}.", "See how its neighbours are written.") from None
    except RecursionError:
        raise PackError(name, 0, "This file is nested too deeply.", "A pack's tables are two levels deep.") from None
    return Table(name, text, data, 1)


@dataclass(slots=True)
class Table:
    """One table of a TOML file, whose keys are taken one by one; ``close`` refuses those that nobody took."""

    file: str
    text: str
    data: dict[str, Any]
    line: int
    taken: set[str] = field(default_factory=set)

    def refuse(self, key: str, wrong: str, right: str = "") -> NoReturn:
        """Raise ``PackError`` for the line on which ``key`` stands."""
        raise PackError(self.file, self.line_of(key), wrong, right)

    def line_of(self, key: str) -> int:
        """The line on which ``key`` stands, or that of the table itself."""
        pattern = re.compile(rf'^\s*(?:{re.escape(key)}|"{re.escape(key)}")\s*=')
        for number, line in enumerate(self.text.split("\n")[self.line - 1 :], start=self.line):
            if number > self.line and line.lstrip().startswith("["):
                break
            if pattern.match(line):
                return number
        return self.line

    def words(self, key: str, *, required: bool = True, valid: tuple[str, ...] = ()) -> str:
        """A text. Where it is required it may not be blank; where ``valid`` is given it must be one of those."""
        value = self._take(key, "", required=required)
        if not isinstance(value, str):
            self.refuse(key, f"“{key}” is a text, not {kind(value)}.", f'Write {key} = "…".')
        value = value.strip()
        if UNFIT.search(value):
            self.refuse(key, f"There is a control character in “{key}”.", "Take it out.")
        if required and not value:
            self.refuse(key, f"“{key}” is blank.", "Say what it is.")
        if valid and value not in valid:
            self.refuse(key, f"“{key}” cannot be {shown(value)}.", f"Use one of {', '.join(valid)}.")
        return value

    def list_of(
        self, key: str, *, valid: tuple[str, ...] = (), required: bool = True, least: int = 0
    ) -> tuple[str, ...]:
        """A list of at least ``least`` texts, each one of ``valid`` if that is given, none twice."""
        value = self._take(key, [], required=required)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.refuse(key, f"“{key}” is a list of texts.", f'Write {key} = ["…"].')
        if len(value) < least:
            self.refuse(key, f"“{key}” is empty.", "Name at least one.")
        seen: set[str] = set()
        for item in value:
            if valid and item not in valid:
                self.refuse(key, f"“{key}” cannot have {shown(item)} in it.", f"Use {', '.join(valid)}.")
            if UNFIT.search(item):
                self.refuse(key, f"There is a control character in “{key}”.", "Take it out.")
            if not item.strip():
                self.refuse(key, f"“{key}” has a blank in it.", "Say what it is, or take it out.")
            if item in seen:
                self.refuse(key, f"“{key}” has {shown(item)} twice.", "Once is enough.")
            seen.add(item)
        return tuple(value)

    def flag(self, key: str) -> bool:
        """True or false; false where it is left out."""
        value = self._take(key, default=False, required=False)
        if not isinstance(value, bool):
            self.refuse(key, f"“{key}” is true or false, not {kind(value)}.")
        return value

    def anything(self, key: str, *, required: bool = True) -> Any:
        """Whatever stands there, for a reader of its own."""
        return self._take(key, None, required=required)

    def table(self, key: str) -> dict[str, Table]:
        """The tables below ``[key.…]`` by name."""
        value = self._take(key, {}, required=True)
        if not isinstance(value, dict) or not all(isinstance(item, dict) for item in value.values()):
            self.refuse(key, f"“{key}” is a table of tables.", f"Write [{key}.name] above each.")
        lines = {
            line.split("#")[0].strip(): number
            for number, line in reversed(list(enumerate(self.text.split("\n"), start=1)))
            if line.startswith("[")
        }
        return {
            name: Table(
                self.file,
                self.text,
                item,
                lines.get(f"[{key}.{name}]") or lines.get(f'[{key}."{name}"]') or self.line,
            )
            for name, item in value.items()
        }

    def tables(self, key: str) -> Iterator[Table]:
        """The tables below each ``[[key]]``."""
        value = self._take(key, [], required=False)
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.refuse(key, f"“{key}” is a list of tables.", f"Write [[{key}]] above each.")
        lines = [n for n, line in enumerate(self.text.split("\n"), start=1) if line.strip().startswith(f"[[{key}]]")]
        for place, item in enumerate(value):
            yield Table(self.file, self.text, item, lines[place] if place < len(lines) else self.line)

    def close(self) -> None:
        """Refuse a key that nobody took: it is misspelt, or it says something that nobody would hear."""
        for key in self.data:
            if key not in self.taken:
                self.refuse(key, f"{shown(key)} is not known here.", f"Known: {', '.join(sorted(self.taken))}.")

    def _take(self, key: str, default: object, *, required: bool) -> Any:
        self.taken.add(key)
        if key not in self.data and required:
            self.refuse(key, f"“{key}” is missing.", "Add it to this table.")
        return self.data.get(key, default)
