"""Do the sources keep the house's habits: what the linter cannot ask?"""

import io
import re
import subprocess
import tokenize
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
LONGEST_FILE = 400
"""Lines. Split when two reasons change one file."""
OURS = ("gatepost", "tests", "scripts", "bench")
BINARY = {".png", ".ico", ".woff2"}


@cache
def committed() -> tuple[Path, ...]:
    """Return every file that is, or could be, committed."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(
        command, cwd=ROOT, capture_output=True, check=True, text=True
    ).stdout  # git from wherever it is
    paths = (ROOT / name for name in names.split("\0") if name)
    return tuple(sorted(path for path in paths if path.is_file()))


@cache
def python_files() -> tuple[Path, ...]:
    """Return our Python files."""
    return tuple(path for path in committed() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in OURS)


def named(path: Path) -> str:
    """Return a path as the tests name it."""
    return str(path.relative_to(ROOT))


def comments(path: Path) -> list[tuple[int, str]]:
    """Return a file's comments, with their lines."""
    tokens = tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline)
    return [(token.start[0], token.string) for token in tokens if token.type == tokenize.COMMENT]


def test_there_are_sources() -> None:
    """Else the tests below would look at nothing."""
    assert len(python_files()) > 20


@pytest.mark.parametrize("path", python_files(), ids=named)
def test_file_is_short(path: Path) -> None:
    """Nobody reads four hundred lines."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", python_files(), ids=named)
def test_every_exception_to_a_rule_says_why(path: Path) -> None:
    """`noqa` and `type: ignore` name the rule, and a reason follows."""
    for line, comment in comments(path):
        if re.match(r"#\s*(noqa|type:\s*ignore)", comment):
            assert re.search(r"(noqa: [A-Z0-9, ]+|ignore\[[a-z, -]+\])\s*#\s*\S+", comment), f"{line}: {comment}"


@pytest.mark.parametrize("path", [path for path in python_files() if "gatepost" in path.parts], ids=named)
def test_only_the_clock_asks_for_the_time(path: Path) -> None:
    """Everything else takes `at=`, or asks the clock, which tests can hold."""
    if named(path) == "gatepost/kernel/clock.py":
        return
    text = path.read_text(encoding="utf-8")
    asked = re.findall(r"\b(datetime\.now|datetime\.utcnow|date\.today|timezone\.now|time\.time)\(", text)
    assert not asked


HOSTS = (
    "py" + "pi.org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "regis" + "try.",
    "--index-" + "url",
    "--find-" + "links",
)
PLACES = ("/wo" + "rk/", "/ro" + "ot/", "/op" + "t/", "file:" + "//", ".py" + "env")


@pytest.mark.parametrize("path", [path for path in committed() if path.suffix not in BINARY], ids=named)
def test_file_names_no_registry_and_no_place_of_one_computer(path: Path) -> None:
    """What is committed works anywhere."""
    text = path.read_text(encoding="utf-8")
    allowed = {"scripts/lock.sh": ("--find-" + "links", "--index-" + "url")}.get(named(path), ())
    found = [word for word in (*HOSTS, *PLACES) if word in text.replace("--no-emit-", "--no-") and word not in allowed]
    assert not found


def test_locks_have_hashes_for_everything() -> None:
    """An install that asks for hashes finds one for each line."""
    for name in ("run", "dev"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        pins = re.split(r"\n(?=[a-z0-9])", text)[1:]
        assert pins
        assert all("==" in pin and "--hash=sha256:" in pin for pin in pins)


def test_both_locks_agree() -> None:
    """What is tested is what runs."""
    pins = [
        set(re.findall(r"^([a-z0-9-]+==\S+)", read(f"requirements/{name}.txt"), re.MULTILINE))
        for name in ("run", "dev")
    ]
    assert pins[0] < pins[1]


def read(name: str) -> str:
    """Return the text of one of our files."""
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_dependency_says_why() -> None:
    """And every ignored rule of the linter, beside it."""
    project = read("pyproject.toml")
    parsed = tomllib.loads(project)
    extras = parsed["project"]["optional-dependencies"].values()
    lint = parsed["tool"]["ruff"]["lint"]
    wanted = [*parsed["project"]["dependencies"], *(item for extra in extras for item in extra)]
    wanted += lint["ignore"] + [rule for rules in lint["per-file-ignores"].values() for rule in rules]
    for item in wanted:
        assert re.search(rf'"{re.escape(item)}",\s*# why: \S', project), item


def test_lock_follows_the_project() -> None:
    """Whatever is asked for is locked."""
    parsed = tomllib.loads(read("pyproject.toml"))["project"]
    extras = parsed["optional-dependencies"]
    for name, items in (("run", parsed["dependencies"]), ("dev", [*extras["build"], *extras["dev"]])):
        locked = read(f"requirements/{name}.txt").lower()
        for item in items:
            package = re.split(r"[^A-Za-z0-9-]", item)[0].lower()
            assert f"\n{package}==" in locked, package


def test_every_make_target_that_is_named_is_there() -> None:
    """In the README and the documents."""
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    documents = [path for path in committed() if path.suffix == ".md" and "packs" not in path.parts]
    assert documents
    for path in documents:
        text = path.read_text(encoding="utf-8")
        for name in re.findall(r"(?:^|`)make ([a-z]+)", text, re.MULTILINE):
            assert name in targets, f"{named(path)}: make {name}"


def test_every_link_in_the_documents_leads_somewhere() -> None:
    """Within the repository."""
    for path in committed():
        if path.suffix != ".md" or "packs" in path.parts:
            continue
        for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8")):
            if not re.match(r"[a-z]+:", link):
                assert (path.parent / link).exists(), f"{named(path)}: {link}"


def test_every_variable_in_the_documents_is_one() -> None:
    """A document that names a variable which is not read sends people astray."""
    known = set(re.findall(r"^## `([A-Z_]+)`", read("docs/reference/environment.md"), re.MULTILINE))
    assert known
    for path in committed():
        if path.suffix == ".md":
            named_here = set(re.findall(r"\bGATEPOST_[A-Z_]+\b", path.read_text(encoding="utf-8")))
            assert named_here <= known, named(path)
