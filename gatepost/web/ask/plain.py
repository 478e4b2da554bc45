"""What of somebody's own words is said back to them?

>>> echo("can I   film the play")
'can I film the play'
"""

from gatepost.questions.text import LONGEST

ECHOED = 200
"""Characters of what somebody typed that a page says back to them."""


def echo(typed: str) -> str:
    """Return what somebody typed as one short line to say back."""
    line = one_line(typed)
    return f"{line[: ECHOED - 1]}…" if len(line) > ECHOED else line


def one_line(typed: str) -> str:
    """Return as much of what somebody typed as is read, as a line that can do nothing: no control, no turning round."""
    clean = "".join(letter if letter.isprintable() else " " for letter in typed[:LONGEST])
    return " ".join(clean.split())
