"""How is a table of a pack written down? In one way, so that the same content is always the same text.

Worked example: ``table("grants.photo-pass", {"form": "pass"})`` is ``[grants.photo-pass]`` and, below it, ``form = "pass"``.
Python reads TOML and does not write it; a pack needs texts, lists, yes or no, and small tables, and that is all there is here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def table(name: str, data: Mapping[str, Any], *, of_list: bool = False) -> str:
    """A table with its heading; ``of_list`` for one of several of the same name."""
    heading = f"[[{name}]]" if of_list else f"[{name}]"
    return "\n".join([heading, pairs(data)]) if data else heading


def pairs(data: Mapping[str, Any]) -> str:
    """The keys and values, a line each."""
    return "\n".join(f"{key(name)} = {value(item)}" for name, item in data.items())


def key(name: str) -> str:
    """``name`` as a key: in quotation marks where it has to be."""
    return name if _BARE.fullmatch(name) else text(name)


def value(item: Any) -> str:
    """A text, a list, a small table, true or false. Raises ``TypeError`` for what a pack does not hold."""
    if isinstance(item, bool):
        return "true" if item else "false"
    if isinstance(item, str):
        return text(item)
    if isinstance(item, list | tuple):
        return f"[{', '.join(value(each) for each in item)}]"
    if isinstance(item, Mapping):
        inner = ", ".join(f"{key(name)} = {value(each)}" for name, each in item.items())
        return f"{{ {inner} }}" if inner else "{}"
    raise TypeError(f"A pack holds no {type(item).__name__}.")


def text(words: str) -> str:
    """``words`` in quotation marks, on one line."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
