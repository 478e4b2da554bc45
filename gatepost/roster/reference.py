"""How does a head teacher read when an import takes two for one person?

As a table, made from the rule itself, so that it cannot say anything else; and the columns that are read, made from the
names.

    decisions().splitlines()[0]  ->  '# Who is who in an import'
"""

from itertools import product

from gatepost.roster.evidence import WORDS, Bond, Evidence, Match, judge
from gatepost.roster.names import Likeness
from gatepost.roster.presets import NAMES, PRESETS

INTRODUCTION = """# Who is who in an import

Made from the code by `make fix`; do not edit.

When a file from the school's management system names somebody, Gatepost looks who that is. It decides alone only where
there is no doubt; otherwise the office is asked, and nothing is applied until every question is answered. "any" means that
it makes no difference.

- **Number**: what the management system calls somebody, such as a staff code.
- **Bond**: *close* means that they share a child, or that both are staff, governors or volunteers; *hat* means that both
  are parents.
- **Similar** names differ by a slip of the keyboard, or one is an initial. Titles, accents and capitals do not count.
"""
NUMBERS = {Match.SAME: "the same", Match.OTHER: "another", Match.UNKNOWN: "not in both"}
BONDS = {Bond.NONE: "none", Bond.HAT: "hat", Bond.CLOSE: "close"}
WHATEVER = "any"

Line = tuple[str, str, str, str, str]


def decisions() -> str:
    """Return the table of `judge`, lines that say the same put together."""
    cases = product(Match, Match, Likeness, Bond)
    lines = [
        (
            NUMBERS[number],
            NUMBERS[email],
            name.value,
            BONDS[bond],
            WORDS[judge(Evidence(number, email, name, bond))],
        )
        for number, email, name, bond in cases
    ]
    values = (tuple(NUMBERS.values()), tuple(NUMBERS.values()), tuple(Likeness), tuple(BONDS.values()))
    for column in (3, 1, 2, 0):
        lines = _together(lines, column, [str(value) for value in values[column]])
    rows = ["| " + " | ".join(line) + " |" for line in lines]
    head = ["| number | e-mail address | name | bond | what follows |", "|---|---|---|---|---|"]
    return "\n".join([INTRODUCTION, *head, *rows, "", *_columns()]) + "\n"


def _together(lines: list[Line], column: int, values: list[str]) -> list[Line]:
    """Return the lines with one in place of those that differ in that column alone and have all of its values."""
    found: list[Line] = []
    for line in lines:
        alike = [(*line[:column], value, *line[column + 1 :]) for value in values]
        short: Line = (*line[:column], WHATEVER, *line[column + 1 :])  # type: ignore[assignment]  # as long as the line
        whole = all(one in lines for one in alike)
        if (short if whole else line) not in found:
            found.append(short if whole else line)
    return found


def _columns() -> list[str]:
    """Return which names of columns are known."""
    text = [
        "## Which columns are read",
        "",
        "Spaces, capitals and signs make no difference. Any column can be chosen by hand, and nothing but these is read: no",
        "birth dates, no home addresses, nothing about health, religion or origin. The Unique Pupil Number is read only",
        "where somebody chooses it by hand, because it is meant for the state's own returns.",
        "",
        "| field | names that are known |",
        "|---|---|",
    ]
    text += [
        f"| `{field}` | {', '.join(name or '(nothing more)' for name in names)} |" for field, names in NAMES.items()
    ]
    text += [
        "",
        "## What management systems usually call them",
        "",
        "| system | kind | field | column |",
        "|---|---|---|---|",
    ]
    text += [
        f"| {system} | {kind} | `{field}` | {column} |"
        for system, kinds in PRESETS.items()
        for kind, columns in kinds.items()
        for field, column in columns.items()
    ]
    return text
