"""Do the commands on policies say what the library found, and end with the right status?"""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from gatepost.cli.policy import policy
from gatepost.policy import analyse, default_files, default_pack, load_files
from tests.unit.policy.asking import as_drafted_before, copy_of_pack


def run(*words: str | Path) -> Result:
    """Run ``gatepost policy`` with ``words``."""
    return CliRunner().invoke(policy, [str(word) for word in words])


def test_check_passes_the_default_pack() -> None:
    """And names its hash."""
    done = run("check")
    assert done.exit_code == 0
    assert default_pack().sha256 in done.stdout


def test_check_of_a_pack_that_cannot_be_loaded_ends_with_two(tmp_path: Path) -> None:
    """One line with file and line number."""
    folder = copy_of_pack(tmp_path, rules_cedar=('@clause("conduct.3")', '@clause("conduct.33")'))
    done = run("check", folder)
    assert done.exit_code == 2
    assert done.stderr.startswith("rules.cedar:")
    assert len(done.stderr.splitlines()) == 1


def test_check_of_a_pack_with_a_wrong_scenario_ends_with_one(tmp_path: Path) -> None:
    """The scenario is named, with what was expected and what the rules say."""
    done = run("check", copy_of_pack(tmp_path, scenarios_toml=('verdict = "must-not"', 'verdict = "may"')))
    assert done.exit_code == 1
    assert "expected may" in done.stderr
    assert "the rules say must-not" in done.stderr


def test_check_of_a_pack_that_cannot_be_carried_out_ends_with_one_and_names_its_hash(tmp_path: Path) -> None:
    """Such a pack loads: an edition that was adopted before anybody asked this has that hash, and somebody may compute it."""
    files = as_drafted_before(default_files(), "urgent-call", ["office", "head"])
    for name, words in files.items():
        (tmp_path / name).write_text(words, encoding="utf-8")
    done = run("check", tmp_path)
    assert (done.exit_code, done.stdout) == (1, load_files(files).sha256 + "\n")
    assert (
        done.stderr == "grants.toml: “urgent-call” (log) is given in one step: decided_by is office or head, alone.\n"
    )


def test_show_prints_every_clause_and_the_blank_signature() -> None:
    """The document, true to its approval."""
    done = run("show")
    assert done.exit_code == 0
    assert all(f"({name})" in done.stdout for name in default_pack().clauses)
    assert "not signed yet" in done.stdout


def test_show_clause_prints_what_is_known_of_it() -> None:
    """And an unknown one is refused with those that there are."""
    done = run("show", "--clause", "parents.photo-pass")
    assert default_pack().clauses["parents.photo-pass"].plain in done.stdout
    refused = run("show", "--clause", "parents.9")
    assert (refused.exit_code, "parents.photo-pass" in refused.stderr) == (2, True)


def test_analyse_prints_the_library_s_findings() -> None:
    """As JSON on standard output, nothing else there."""
    done = run("analyse", "--json")
    assert json.loads(done.stdout) == analyse(default_pack()).to_dict()
    assert "Contradictions: 3" in run("analyse").stdout


def test_diff_says_nothing_changes_or_what_does(tmp_path: Path) -> None:
    """For people and for programs."""
    changed = copy_of_pack(tmp_path, rules_cedar=('unless { ["staff-room",', 'unless { ["hall", "staff-room",'))
    default = copy_of_pack(tmp_path / "b")
    assert run("diff", default, default).stdout == "Nothing changes.\n"
    assert "No → Yes (" in run("diff", default, changed).stdout
    assert json.loads(run("diff", "--json", default, changed).stdout)["hats"] == ["staff", "governor", "volunteer"]


def test_coverage_ends_with_one_when_a_clause_has_nothing(tmp_path: Path) -> None:
    """The clause is named as a gap; without one the status is zero."""
    assert run("coverage").exit_code == 0
    reason = next(
        line for line in (copy_of_pack(tmp_path) / "pack.toml").read_text().splitlines() if 'judged = "I' in line
    )
    done = run("coverage", copy_of_pack(tmp_path / "b", pack_toml=(reason, 'judged = ""')))
    assert (done.exit_code, "GAP" in done.stdout) == (1, True)


def test_name_of_the_shipped_pack_stands_for_it() -> None:
    """And a name that is none is refused."""
    assert run("check", "primary-school").exit_code == 0
    assert run("check", "secondary-school").exit_code == 2
