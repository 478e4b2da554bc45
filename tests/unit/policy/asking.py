"""How do the tests ask the policy?

In the JSON contract's shape, as a program would:

    ask(hats=["parent"], act="take-photos").verdict
"""

import shutil
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from gatepost.policy import Answer, Edition, PackFiles, Situation, decide, default_pack, load_pack
from gatepost.policy.draft import Draft
from gatepost.policy.drafting import finished
from gatepost.policy.pack import DEFAULT, PACKS
from gatepost.policy.schema import ACTS, FACTS, HATS, LISTS


def ask(edition: Edition | None = None, /, **situation: Any) -> Answer:
    """The answer of the default pack, or of another."""
    return decide(edition or default_pack(), Situation.from_dict(situation))


def copy_of_pack(folder: Path, **replacements: tuple[str, str]) -> Path:
    """A copy of the default pack below ``folder``, one text replaced in each named file (``rules_cedar=("old", "new")``)."""
    copy = folder / "pack"
    shutil.copytree(PACKS / DEFAULT, copy)
    for name, (old, new) in replacements.items():
        path = copy / name.replace("_", ".")
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {path.name}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return copy


def as_drafted_before(files: PackFiles, permission: str, bodies: list[str]) -> dict[str, str]:
    """The files with those bodies for a permission, as they could be drafted before the draft asked who can give it."""
    draft = Draft.of(files)
    draft.grants[permission]["decided_by"] = bodies
    return finished(draft)


def changed_pack(folder: Path, **replacements: tuple[str, str]) -> Edition:
    """The edition in such a copy."""
    return load_pack(copy_of_pack(folder, **replacements))


def _lists(key: str, most: int) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(LISTS[key]), max_size=most)


@st.composite
def situations(draw: st.DrawFn, *, hats: int = len(HATS)) -> Situation:
    """Any situation: some hats, any act, any facts known or not, any lists."""
    worn = draw(st.frozensets(st.sampled_from(HATS), min_size=1, max_size=hats))
    act = draw(st.sampled_from(tuple(ACTS)))
    values = {fact: draw(st.sampled_from((None, *FACTS[fact].values))) for fact in ACTS[act].facts}
    return Situation(
        hats=tuple(hat for hat in HATS if hat in worn),
        act=act,
        known={fact: value for fact, value in values.items() if value is not None},
        content=draw(_lists("content", 3)) if ACTS[act].content else frozenset(),
        permissions=draw(_lists("permissions", 4)),
        restrictions=draw(_lists("restrictions", 2)),
    )
