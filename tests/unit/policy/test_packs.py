"""Is a bad pack refused in one line that names file, line, what is wrong and what would be right?"""

import os
from pathlib import Path

import pytest

from gatepost.policy import PackError, coverage, default_pack, load_pack
from gatepost.policy.pack import DEFAULT, PACKS
from gatepost.policy.tables import LARGEST
from tests.unit.policy.asking import changed_pack, copy_of_pack

RULE = '@clause("conduct.8")\n@modality("not-decided")\n'


def refusal(folder: Path) -> PackError:
    """The refusal of the pack in ``folder``; one line whatever was wrong."""
    with pytest.raises(PackError) as caught:
        load_pack(folder)
    assert "\n" not in str(caught.value)
    return caught.value


def line_of(folder: Path, name: str, text: str) -> int:
    """The line on which ``text`` begins in a file of the pack."""
    return (folder / name).read_text(encoding="utf-8").partition(text)[0].count("\n") + 1


BAD_RULES = {
    "syntax": ("== Action::", "=== Action::", "cannot be read"),
    "reserved word": ("context.person_is ==", "context.person.is ==", "cannot be read"),
    "unknown fact": ("context.person_is ==", "context.persn ==", "no fact “persn”"),
    "unknown value": ('"school-equipment", "school-computer"]', '"school-bus"]', "“device” cannot be “school-bus”"),
    "unknown act": ('Action::"befriend"', 'Action::"befiend"', "“befiend” is no act"),
    "unknown hat": ('Hats::"school-team"', 'Hats::"teachers"', "is no hat"),
    "unknown clause": ('@clause("conduct.3")', '@clause("conduct.33")', "no clause “conduct.33”"),
    "no clause": ('@clause("conduct.3")\n', "", "names no clause"),
    "no modality": ('@clause("conduct.3")\n@modality("must-not")', '@clause("conduct.3")', "has no @modality"),
    "unknown modality": ('@modality("requested")', '@modality("polite")', "cannot be “polite”"),
    "unknown annotation": (RULE, RULE + '@colour("red")\n', "@colour is not known"),
    "too few exceptions": (
        '@exceptions("conduct.phones-urgent conduct.phones-off")',
        '@exceptions("conduct.1")',
        "names 1",
    ),
    "blank to fill in": ('principal == Hat::"parent"', "principal == ?principal", "blanks"),
    "unclosed": ("context.person_immediate_family };", "context.person_immediate_family ", "cannot be read"),
    "fact of another act": ('{ context.person_is == "pupil" }', '{ context.where == "hall" }', "does not matter to"),
    "not readable": ('{ context.person_is == "pupil" }', '{ context.person_is like "pup*" }', "cannot be used"),
    "permission that forbids": (
        '{ context.person_is == "pupil" }',
        '{ context.permissions.contains("photo-pass") }',
        "A permission can only lift",
    ),
    "permission turned round": (
        'unless { context.permissions.contains("photo-pass") }',
        'unless { !context.permissions.contains("photo-pass") }',
        "A permission can only lift",
    ),
    "restriction that lifts": (
        'unless { context.permissions.contains("photo-pass") }',
        'unless { context.restrictions.contains("no-phone") }',
        "A restriction can only forbid",
    ),
}


@pytest.mark.parametrize("name", BAD_RULES)
def test_bad_rule_is_refused_with_its_line(tmp_path: Path, name: str) -> None:
    """The line is the one on which the rule begins; what would be right is said."""
    old, new, wrong = BAD_RULES[name]
    folder = copy_of_pack(tmp_path, rules_cedar=(old, new))
    error = refusal(folder)
    assert (error.file, wrong in error.wrong, bool(error.right)) == ("rules.cedar", True, True), str(error)
    text = (folder / "rules.cedar").read_text(encoding="utf-8")
    at_fault = text[: text.index(new) + len(new)] if new else text[: text.index("illegal-conduct")]
    before = at_fault.rpartition(";\n")[0]
    assert before.count("\n") < error.line <= at_fault.count("\n") + 1


def test_deeply_nested_rule_is_refused_before_the_engine_sees_it(tmp_path: Path) -> None:
    """Cedar's parser has no limit of its own and would take the process with it."""
    for number, (condition, wrong) in enumerate(
        [
            ("(" * 1900 + "true" + ")" * 1900, "nested"),
            (" && ".join(["true"] * 100), "joins more"),
            (" || ".join(["true"] * 100), "joins more"),
            ("true" + " && true" * 300, "longer"),
            ("context" + ".a" * 600, "cannot be read"),
            ("1" + "+1" * 600, "cannot be read"),
            ("!" * 1200 + "true", "cannot be read"),
            (")" * 700 + "(" * 700, "not opened"),
            ('"a\n' + "(" * 600 + "true" + ")" * 600 + ' == "b\n"', "does not end on its line"),
            ("context.permissions == [" + "[" * 600 + "]" * 600 + "]", "nested"),
        ]
    ):
        folder = copy_of_pack(
            tmp_path / str(number), rules_cedar=('{ context.person_is == "pupil" }', "{ " + condition + " }")
        )
        error = refusal(folder)
        assert (error.file, wrong in error.wrong) == ("rules.cedar", True), str(error)


BAD_FILES = {
    "not UTF-8": ("policy.md", b"# Caf\xe9\n", 1, "not UTF-8"),
    "not TOML": ("pack.toml", b'title = "x"\nedition = \n', 2, "not TOML"),
    "deep TOML": ("pack.toml", b"a = " + b"[" * 5000 + b"]" * 5000, 0, ""),
    "no title": ("policy.md", b"Hello\n", 1, "before the title"),
    "no clause": ("policy.md", b"# Title\n\n## Part\n", 1, "no clause"),
    "clause without id": ("policy.md", b"# Title\n\n## Part\n\n### Clause\n", 5, "no id"),
    "clause without words": ("policy.md", b"# Title\n\n## Part\n\n### Clause {#a.b}\n", 5, "no wording"),
    "duplicate id": (
        "policy.md",
        b"# T\n\n## P\n\n### A {#a.b}\n\nx\n\n### B {#a.b}\n\ny\n",
        9,
        "used on line 5 already",
    ),
    "reserved id": ("policy.md", b"# T\n\n## P\n\n### A {#examples}\n\nx\n", 5, "address of another page"),
    "anchor as id": ("policy.md", b"# T\n\n## P\n\n### A {#part-1}\n\nx\n", 5, "address of another page"),
    "id of pack.toml missing": ("policy.md", b"# T\n\n## P\n\n### A {#a.b}\n\nx\n", 5, 'no [clauses."a.b"]'),
    "empty": ("rules.cedar", b"", 0, "no rule"),
    "only a comment": ("rules.cedar", b"// nothing yet\n", 0, "no rule"),
    "too large": ("scenarios.toml", b"#" * (LARGEST + 1), 0, "200,001 bytes"),
    "unknown permission": ("grants.toml", b'[grants.photo-pas]\ntitle = "x"\n', 1, "“photo-pas” is no permission"),
    "offered by law": (
        "grants.toml",
        (
            b'[grants.adjustment]\ntitle = "x"\nhave = "x"\noffered = "x"\ndecided_by = ["head"]\n'
            b'covers = "x"\nat_most = "x"\nform = "record"\nclause = "conduct.1"\n'
        ),
        4,
        "never offered",
    ),
    "long line": ("policy.md", b"# a" + b" " * 100_000 + b"b\n", 1, "100,004 characters"),
    "control character": ("policy.md", b"# Title\n\nText \x1b[31m\n", 3, "control character"),
    "number of thousands of digits": ("pack.toml", b"title = " + b"1" * 3_900, 1, ""),
    "unknown key": ("procedures.toml", b"[[procedure]]\n", 1, "“procedure” is not known"),
    "nobody decides": (
        "grants.toml",
        b'[grants.photo-pass]\ntitle = "x"\nhave = "x"\noffered = "x"\ndecided_by = ["caretaker"]\n',
        5,
        "“caretaker”",
    ),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_bad_file_is_refused_with_its_line(tmp_path: Path, name: str) -> None:
    """Whatever is in it: one line, no traceback."""
    file, data, line, wrong = BAD_FILES[name]
    folder = copy_of_pack(tmp_path)
    (folder / file).write_bytes(data)
    error = refusal(folder)
    assert (error.file, wrong in error.wrong) == (file, True), str(error)
    assert error.line == line or not wrong


BAD_DETAILS = {
    "hat": ("pack.toml", 'binds = ["staff", "governor", "volunteer"]', 'binds = ["teacher"]', "“teacher”"),
    "blank": ("pack.toml", 'edition = "July 2018"', 'edition = " "', "“edition” is blank"),
    "type": ("pack.toml", 'edition = "July 2018"', "edition = 2018", "is a text"),
    "situation": ("scenarios.toml", 'act = "visit-social-media"', 'act = "visit"', "“act” cannot be “visit”"),
    "verdict": ("scenarios.toml", 'verdict = "must-not"', 'verdict = "no"', "“verdict” cannot be “no”"),
    "outcome": ("outcomes.toml", 'clause = "conduct.outside-work"', 'clause = "conduct.9"', "“conduct.9”"),
    "id of a scenario": ("scenarios.toml", 'id = "', 'id = "a/b ', "is no id"),
    "reading of nothing": ("pack.toml", 'clauses = ["conduct.2"]', "clauses = []", "“clauses” is empty"),
    "no steps": ("procedures.toml", "steps = [", "steps = []\nother = [", "“steps” is empty"),
    "left over": (
        "pack.toml",
        'edition = "July 2018"',
        'edition = "July 2018"\ncolour = "red"',
        "“colour” is not known",
    ),
}


@pytest.mark.parametrize("name", BAD_DETAILS)
def test_bad_detail_is_refused_where_it_stands(tmp_path: Path, name: str) -> None:
    """File and line lead to the very words."""
    file, old, new, wrong = BAD_DETAILS[name]
    folder = copy_of_pack(tmp_path)
    path = folder / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    error = refusal(folder)
    assert (error.file, wrong in error.wrong) == (file, True), str(error)
    assert abs(error.line - line_of(folder, file, new)) <= new.count("\n")


def test_pack_that_is_no_folder_or_lacks_a_file_is_refused(tmp_path: Path) -> None:
    """Said plainly, with what a pack is."""
    assert "not a folder" in refusal(tmp_path / "nowhere").wrong
    folder = copy_of_pack(tmp_path)
    (folder / "outcomes.toml").unlink()
    assert (refusal(folder).file, refusal(folder).wrong) == ("outcomes.toml", "This file is missing.")


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    """A pipe would be waited for, for ever; a folder cannot be read."""
    for place, make in enumerate((os.mkfifo, os.mkdir)):
        folder = copy_of_pack(tmp_path / str(place))
        (folder / "outcomes.toml").unlink()
        make(folder / "outcomes.toml")
        assert "not a file" in refusal(folder).wrong


def test_hash_is_that_of_the_content_not_of_the_layout(tmp_path: Path) -> None:
    """Line ends, a byte order mark, comments and the layout of a rule do not make another edition."""
    folder = copy_of_pack(tmp_path)
    for path in folder.iterdir():
        text = path.read_text(encoding="utf-8")
        path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    rules = folder / "rules.cedar"
    rules.write_bytes(b"// another comment\n\n" + rules.read_bytes()[3:].replace(b"when { ", b"when {\n\n   "))
    assert load_pack(folder).sha256 == default_pack().sha256


@pytest.mark.parametrize("file", sorted(path.name for path in (PACKS / DEFAULT).iterdir()))
def test_any_change_of_content_is_another_edition(tmp_path: Path, file: str) -> None:
    """Each of the seven files counts."""
    changes = {
        "policy.md": ("Keeping children safe", "Keeping pupils safe"),
        "pack.toml": ('review = "As required"', 'review = "Each July"'),
        "rules.cedar": ('["confidential", "security"]', '["confidential"]'),
        "grants.toml": ('at_most = "one school year"', 'at_most = "one term"'),
        "outcomes.toml": ("Treated as", "Seen as"),
        "procedures.toml": ("Refer it there.", "Refer it."),
        "scenarios.toml": ("The adjustment goes on at lunch", "It goes on at lunch"),
    }
    name = file.replace(".", "_")
    assert changed_pack(tmp_path, **{name: changes[file]}).sha256 != default_pack().sha256


def test_coverage_of_the_default_pack_has_no_gap_and_every_rule_a_scenario() -> None:
    """Each clause has something behind it."""
    rows = coverage(default_pack())
    assert [row.clause for row in rows if row.gap or row.untried] == []
    assert [row.clause for row in rows] == list(default_pack().clauses)


def test_coverage_finds_the_clause_with_neither_rule_nor_reason(tmp_path: Path) -> None:
    """A reason that is taken away leaves a gap."""
    head = (PACKS / DEFAULT / "pack.toml").read_text(encoding="utf-8")
    reason = next(line for line in head.splitlines() if line.startswith("judged = ") and not line.endswith('""'))
    gaps = [row.clause for row in coverage(changed_pack(tmp_path, pack_toml=(reason, 'judged = ""'))) if row.gap]
    assert gaps == ["scope.definition"]


def test_every_clause_of_the_document_is_there_in_order() -> None:
    """The ids are permanent: screens, links and programs use them."""
    conduct = ["working-hours", "school-computers", *map(str, range(1, 9)), "outside-work"]
    phones = ["phones-off", "phones-breaks", "phones-urgent"]
    assert list(default_pack().clauses) == [
        *("scope.definition", "scope.inside-and-outside-work", "principle.reputation", "principle.safeguarding"),
        *(f"conduct.{name}" for name in conduct + phones),
        *(f"parents.{name}" for name in ("phones", "photo-pass", "1", "2", "3")),
        *(f"breaches.{name}" for name in ("investigate", "staff", "parents", "police", "governing-body")),
        *(f"disclosures.{name}" for name in ("record", "refer", "from-parent", "from-staff", "from-child")),
        "approval",
    ]


def test_document_is_true_to_its_approval() -> None:
    """Approved, not signed, review as written; no date is invented."""
    pack = default_pack()
    assert (pack.approved, pack.signed_by, pack.review) == ("July 2018", "", "As required")


def test_no_outcome_is_invented_for_governors_and_volunteers() -> None:
    """The document names no sanction for them alone."""
    for outcome in default_pack().outcomes:
        if {"governor", "volunteer"} & set(outcome.hats):
            assert outcome.clause in {"breaches.police", "breaches.governing-body"}


def test_titles_of_the_document_and_of_its_details_are_one(tmp_path: Path) -> None:
    """Or a reader would see a title that is not part of the edition."""
    folder = copy_of_pack(tmp_path, policy_md=("# Use of", "# Abuse of"))
    assert "The title is not" in refusal(folder).wrong


def test_rule_that_looks_for_a_permission_which_nobody_gives_is_refused(tmp_path: Path) -> None:
    """What could be lifted would silently never be."""
    folder = copy_of_pack(tmp_path)
    grants = folder / "grants.toml"
    head, _, rest = grants.read_text(encoding="utf-8").partition("[grants.photo-pass]")
    grants.write_text(head + rest[rest.index("\n[grants.") + 1 :], encoding="utf-8")
    error = refusal(folder)
    assert (error.file, "“photo-pass”" in error.wrong, error.line > 1) == ("rules.cedar", True, True)


def test_name_that_no_file_system_takes_is_refused() -> None:
    """In one line, as any other folder that is none."""
    assert "not a folder" in refusal(Path("x" * 5_000)).wrong
    assert "not a folder" in refusal(Path("two\nlines")).wrong


SMALL = {
    "policy.md": "# Small\n\n## Part\n\n### Clause {#a.b}\n\nWords.\n",
    "pack.toml": (
        'title = "Small"\nedition = "One"\nlanguage = "en-GB"\n\n[clauses."a.b"]\n'
        'binds = ["parent"]\nmodality = "must-not"\nplain = "Plain."\n'
    ),
    "rules.cedar": '@clause("a.b")\n@modality("must-not")\nforbid (principal, action == Action::"use-phone", resource)\n'
    'when { ["hall", "office"].contains(context.where) }\nunless { context.permissions.contains("photo-pass") };\n',
    "grants.toml": (
        '[grants.photo-pass]\ntitle = "Pass"\nhave = "a pass"\noffered = "Get it"\ndecided_by = ["office"]\n'
        'covers = "It."\nat_most = "a day"\nform = "pass"\nclause = "a.b"\n'
    ),
    "outcomes.toml": "",
    "procedures.toml": "",
    "scenarios.toml": "",
}


def test_hash_of_a_small_pack_is_for_ever(tmp_path: Path) -> None:
    """Signatures name editions by it: neither our own changes nor a newer engine may give an edition another name."""
    for name, text in SMALL.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert load_pack(tmp_path).sha256 == "a5ac58e0dbe30825442eba3a1a2b71dc48cc098df0de7254a6fbbec6333cb192"
