"""Do the templates keep the Content-Security-Policy's promise: no script and no style but in files of our own?"""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATES = sorted((ROOT / "gatepost").rglob("templates/**/*.html"))
FORBIDDEN = {
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE),
    "an inline style sheet": re.compile(r"<style", re.IGNORECASE),
    "a style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "an event attribute": re.compile(r"\son[a-z]+\s*=", re.IGNORECASE),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
    "another host": re.compile(r"(?:src|href)=[\"']?(?:https?:)?//", re.IGNORECASE),
    "trust in unescaped text": re.compile(r"\|\s*safe\b|autoescape\s+off", re.IGNORECASE),
}


def test_there_are_templates() -> None:
    """Else the test below would look at nothing."""
    assert TEMPLATES


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
@pytest.mark.parametrize("what", FORBIDDEN)
def test_template_holds_nothing_that_the_policy_would_block(path: Path, what: str) -> None:
    """Nor anything that goes around escaping."""
    assert not FORBIDDEN[what].search(path.read_text(encoding="utf-8")), what
