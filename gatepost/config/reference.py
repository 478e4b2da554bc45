"""What does the reference of the environment say?

Generated from the typed module, so that it cannot lag behind.

    >>> environment().splitlines()[0]
    '# The environment'
"""

import re
from typing import cast

from gatepost.config.env import Environment, variable_name

HEAD = """# The environment

Generated from `gatepost/config/env.py` by `make fix`; a check compares the two.

Gatepost reads these variables when it starts, and refuses to start on one that is missing, misspelt or makes no sense.
Yes and no may be typed as `yes`, `no`, `true`, `false`, `1` or `0`. A `.env` file is not read.
"""


def environment() -> str:
    """Return the reference as Markdown."""
    return "\n".join([HEAD, *(_section(name) for name in Environment.model_fields)])


def _section(field: str) -> str:
    info = Environment.model_fields[field]
    needs = re.sub(r",? (is|are) needed", "", cast("dict[str, str]", info.json_schema_extra)["needs"])
    default = "" if info.default in (None, "") else f" Without it: `{_typed(info.default)}`."
    example = (info.examples or [""])[0]
    name = variable_name(field)
    return f"## `{name}`\n\n{info.description}\n\nTakes {needs}.{default}\n\n```sh\n{name}={example}\n```\n"


def _typed(default: object) -> str:
    return {True: "yes", False: "no"}[default] if isinstance(default, bool) else str(default)
