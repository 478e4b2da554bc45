"""Does the library keep to what it promises: no Django, no clock, no clause known to Python?"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import gatepost
from gatepost.policy import default_pack

ROOT = Path(gatepost.__file__).parent
POLICY = ROOT / "policy"

FORBIDDEN = {"django", "datetime", "time", "random", "socket", "subprocess", "urllib", "os"}


def _strings(path: Path) -> Iterator[tuple[int, str]]:
    """Every string of a module that is no docstring, with its line."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(statement.value)
        for node in ast.walk(tree)
        if isinstance(node, documented)
        for statement in node.body
        if isinstance(statement, ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


def test_no_python_names_a_clause() -> None:
    """What a clause means is said in the pack alone."""
    named = [
        f"{path.relative_to(ROOT)}:{line} names {clause}"
        for path in ROOT.rglob("*.py")
        for line, text in _strings(path)
        for clause in default_pack().clauses
        if "." in clause and clause in text
    ]
    assert named == []


def test_library_imports_nothing_impure() -> None:
    """Held against what its modules import."""
    imported = {
        (path.name, name.partition(".")[0])
        for path in POLICY.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom) and not _only_a_day(node)
            else []
        )
    }
    assert {(file, name) for file, name in imported if name in FORBIDDEN} == set()


def _only_a_day(node: ast.ImportFrom) -> bool:
    """Whether nothing but ``date`` comes from ``datetime``: the day of a ruling is a value. What day it is nobody here asks."""
    return node.module == "datetime" and [alias.name for alias in node.names] == ["date"]


def test_library_never_asks_what_day_it_is() -> None:
    """A day comes from whoever asks."""
    calls = {
        (path.name, node.attr)
        for path in POLICY.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("today", "now", "fromtimestamp")
    }
    assert calls == set()


def test_asking_never_loads_django() -> None:
    """The command line answers without the house around it."""
    code = (
        "import sys, gatepost.cli.ask, gatepost.cli.policy; from gatepost.policy import default_pack; default_pack();"
        "sys.exit('django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
