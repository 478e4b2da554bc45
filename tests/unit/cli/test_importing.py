"""Does ``gatepost policy import`` print the proposal, and refuse a bad document in one sentence?"""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from gatepost.cli.policy import policy
from tests.unit.policy.asking import copy_of_pack

TEXT = "Our rules\n\nStaff\n\n1. Mobile phones are switched off in working hours.\n2. Hats are worn at sea.\n"


def run(*words: str | Path) -> Result:
    """Run ``gatepost policy import`` with ``words``."""
    return CliRunner().invoke(policy, ["import", *map(str, words)])


def test_json_has_every_sentence_and_what_is_off(tmp_path: Path) -> None:
    """In order, with its number, and a person for what no clause covers."""
    (tmp_path / "x.txt").write_text(TEXT, encoding="utf-8")
    done = run(tmp_path / "x.txt", "--json")
    assert done.exit_code == 0
    found = json.loads(done.stdout)
    said = [each for block in found["blocks"] for each in block["sentences"] if each["match"]]
    assert [each["number"] for each in said] == ["1.", "2."]
    assert said[0]["match"]["clauses"] == ["conduct.phones-off"]
    assert said[1]["match"]["clauses"] == []
    assert said[1]["match"]["confidence"] == "judge"
    assert found["matched"] == {"conduct.phones-off": [said[0]["place"]]}
    assert "conduct.8" in found["off"]


def test_summary_says_what_is_not_in_the_document(tmp_path: Path) -> None:
    """In words."""
    (tmp_path / "x.md").write_text(TEXT, encoding="utf-8")
    done = run(tmp_path / "x.md")
    assert done.exit_code == 0
    assert "for a person to judge" in done.stdout
    assert "Not in the document: conduct.8" in done.stdout


def test_another_pack_is_compared_with(tmp_path: Path) -> None:
    """Its hash is in the proposal."""
    (tmp_path / "x.txt").write_text(TEXT, encoding="utf-8")
    folder = copy_of_pack(tmp_path / "pack")
    assert run(tmp_path / "x.txt", "--pack", folder, "--json").exit_code == 0


def test_bad_document_ends_with_two_and_one_sentence(tmp_path: Path) -> None:
    """Nothing on standard output."""
    (tmp_path / "x.docx").write_bytes(b"PK nonsense")
    for name in ("x.docx", "none.pdf"):
        done = run(tmp_path / name, "--json")
        assert (done.exit_code, done.stdout) == (2, "")
        assert len([line for line in done.stderr.splitlines() if line.strip() and "Reading" not in line]) == 1
