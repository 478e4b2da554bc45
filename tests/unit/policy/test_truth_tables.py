"""Does the policy say of phones, photographs and permissions what the tables in the docs say?

rows("Phones")[0]["who"] == "staff"
"""

from pathlib import Path

import pytest

from gatepost.policy import words
from tests.unit.policy.asking import ask

TABLES = Path(__file__).parents[3] / "docs/reference/truth-tables.md"

COLUMNS = {"wants to": "act", "with": "device", "when": "when", "where": "where", "for": "purpose", "on": "outlet"}
LISTS = {"showing": "content", "holding": "permissions", "lost": "restrictions"}


def rows(title: str) -> list[dict[str, str]]:
    """The rows of the table below the heading ``title``, each as column → cell."""
    below = TABLES.read_text(encoding="utf-8").partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    lines = [line.strip("| ").split("|") for line in below.splitlines() if line.startswith("|")]
    heads, _, *cells = [[cell.strip() for cell in line] for line in lines]
    return [dict(zip(heads, row, strict=True)) for row in cells]


def check(row: dict[str, str], **given: str) -> None:
    """Ask the question of one row and hold the answer against it."""
    situation: dict[str, object] = {"hats": [row["who"]], **given}
    situation |= {key: row[column] for column, key in COLUMNS.items() if row.get(column, "-") != "-"}
    situation |= {key: row[column].split() for column, key in LISTS.items() if row.get(column, "-") != "-"}
    answer = ask(**situation)
    expected = [] if row["because of"] == "-" else row["because of"].split()
    assert (words.VERDICTS[answer.verdict], list(answer.clauses)) == (row["answer"], expected), situation


@pytest.mark.parametrize("row", rows("Phones"), ids=" ".join)
def test_phones(row: dict[str, str]) -> None:
    """Each line of the table on phones."""
    check(row)


@pytest.mark.parametrize("row", rows("Photographs"), ids=" ".join)
def test_photographs(row: dict[str, str]) -> None:
    """Each line of the table on photographs."""
    check(row, act="take-photos")


@pytest.mark.parametrize("row", rows("Permissions"), ids=" ".join)
def test_permissions(row: dict[str, str]) -> None:
    """Each line of the table on permissions; where the kind of site matters it is a social networking site."""
    check(row, **({"service_kind": "social-networking"} if row["wants to"] == "visit-social-media" else {}))


def test_parent_who_lost_the_phone_has_lost_it_for_social_media_too() -> None:
    """Being on social media with one's own phone is using a phone: the safer reading of two texts that differ."""
    question = {"hats": ["parent"], "act": "visit-social-media", "device": "own-phone", "where": "hall"}
    assert ask(**question).verdict == "please-dont"
    answer = ask(**question, restrictions=["no-phone"])
    assert (answer.verdict, answer.clauses) == ("must-not", ("parents.phones", "breaches.parents"))
