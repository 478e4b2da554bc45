"""Is every text at least seven to one on its ground, in both themes?

Read from the style sheet's own tokens by the formula of WCAG 2.2. The browser's tests look at real pages with axe, whose
bound is lower; this is the house's own.
"""

import re
from pathlib import Path

import pytest

STYLE = Path("gatepost/web/static/web/gatepost.css").read_text(encoding="utf-8")
LIGHT, DARK = re.findall(r":root \{(.*?)\n *\}", STYLE, re.DOTALL)[:2]
TEXT, SHAPE = 7.0, 3.0
"""The house's bound for text; WCAG's for the edge of something to press."""

PAIRS = (
    *(
        (ink, ground, TEXT)
        for ink in ("ink", "ink-soft", "green", "stop", "ask", "yes", "quiet")
        for ground in ("chalk", "paper")
    ),
    *((tone, f"{tone}-wash", TEXT) for tone in ("stop", "ask", "yes", "quiet")),
    *(("ink", f"{tone}-wash", TEXT) for tone in ("stop", "ask", "yes", "quiet")),
    ("ink-soft", "quiet-wash", TEXT),
    ("on-board", "board", TEXT),
    ("on-green", "green", TEXT),
    ("on-green", "stop", TEXT),
    ("line-firm", "paper", SHAPE),
    ("line-firm", "chalk", SHAPE),
    ("focus", "focus-glow", SHAPE),
)


def tokens(block: str) -> dict[str, str]:
    """Return the colours of one theme."""
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_formula_knows_black_on_white() -> None:
    """Twenty-one to one."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", [tokens(LIGHT), tokens(LIGHT) | tokens(DARK)], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS, ids=str)
def test_contrast_is_enough(theme: dict[str, str], ink: str, ground: str, least: float) -> None:
    """Whatever is read, and whatever is pressed."""
    assert contrast(theme[ink], theme[ground]) >= least


def test_style_sheet_knows_no_left_and_right() -> None:
    """A page in Urdu turns round by itself: only logical properties; the two exceptions are shapes drawn with borders."""
    physical = re.findall(
        r"[{;]\s*((?:margin|padding|border|inset)-(?:left|right)|left|right|text-align: (?:left|right))", STYLE
    )
    assert physical == []


def test_style_sheet_loads_nothing() -> None:
    """No import, no font, no picture from anywhere."""
    assert not re.search(r"@import|url\(|@font-face", STYLE)
