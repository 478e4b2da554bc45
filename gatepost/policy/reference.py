"""The reference pages that are made from the code and from the default pack, so that they can never be out of date.

Worked example: ``clause_index()`` is the Markdown of docs/reference/clauses.md; a check compares the two.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from gatepost.policy import words
from gatepost.policy.answer import decide
from gatepost.policy.coverage import coverage
from gatepost.policy.pack import default_pack
from gatepost.policy.schema import ACTS, FACTS, HATS, LISTS, VERDICTS
from gatepost.policy.situation import Situation

_NOTE = "Made from the code: `make fix` writes this page anew.\n"

_EXAMPLE = {"hats": ["staff"], "act": "publish", "content": ["school-name", "image-of-school-people"]}

_ANSWER = """\
| key | holds |
|---|---|
| `verdict` | the strictest verdict over all hats and over all that may be the case |
| `clauses` | the clauses that decided, in the order of the document; for `may` those that let it be; empty for `silent` |
| `needs` | for `with-permission`: every smallest set of further permissions that frees all; otherwise empty |
| `by_hat` | each hat's own verdict |
| `depends_on` | facts that were left out and that can turn the verdict |
| `would_change` | in words: what would make the answer milder |
| `interpretations` | the readings that the answer rests on: `id`, `clauses`, `title`, `text`; one that the governing body \
settled also has `day`, `decided_by`, `minute`, `why` |
| `law` | what the law adds, apart from the policy: `id`, `title`, `text`, `source`, `read`, `check`, `jurisdiction`, `edition` |
| `edition` | `label` and `sha256` of the policy that decided |
"""


def json_contract() -> str:
    """Markdown of the JSON contract: every key, every value, in words, and a question with its answer."""
    pack = default_pack()
    answer = decide(pack, Situation.from_dict(_EXAMPLE)).to_dict()
    answer["edition"]["sha256"] = "…"
    return "\n".join(
        [
            "# The JSON contract",
            "",
            _NOTE,
            "One question is one object, for `gatepost ask --json`, for a line of `gatepost ask --lines`, and for the library",
            "(`Situation.from_dict`). Only `hats` and `act` are required. A fact that is left out is *not known*: the answer",
            "is then the one for the worst case, and `depends_on` says which facts would turn it. `content`, `permissions`",
            "and `restrictions` are empty when left out. An unknown key or value is an error that lists the valid ones.",
            "",
            "## The question",
            "",
            *_table(("key", "values"), _question_rows()),
            "",
            'A key with a dot is written as an object: `{"person": {"is": "pupil", "immediate_family": false}}`.',
            "",
            "What is asked of each act (other facts are taken, and change nothing):",
            "",
            *_table(("act", "in words", "facts that matter"), _act_rows()),
            "",
            "## The answer",
            "",
            _ANSWER,
            "Verdicts, from the mildest to the strictest:",
            "",
            *_table(("verdict", "on screen"), ((f"`{verdict}`", words.VERDICTS[verdict]) for verdict in VERDICTS)),
            "",
            "## An example",
            "",
            "```json",
            json.dumps(_EXAMPLE, indent=2),
            "```",
            "",
            "```json",
            json.dumps(answer, indent=2, ensure_ascii=False),
            "```",
            "",
            "## Errors",
            "",
            "`gatepost ask --json` ends with status 2 and one line on standard error. With `--lines` the error stands in the",
            'answer\'s place, `{"error": {"code", "key", "message", "valid"}}`, the other lines are answered, and the status at',
            "the end is 2. Codes: `missing`, `unknown-key`, `unknown-value`, `wrong-type`, `repeated-key`, `malformed`,",
            "`too-large`. A question has at most 65,536 bytes. A blank line is a question like any other, and a bad one.",
            "",
        ]
    )


def clause_index() -> str:
    """Markdown of the clauses of the default pack with what stands behind each."""
    pack = default_pack()
    rows = (
        (
            f"`{row.clause}`",
            pack.clauses[row.clause].title,
            ", ".join(pack.clauses[row.clause].binds),
            pack.clauses[row.clause].modality,
            str(len(row.rules) or ""),
            ", ".join((*row.grants, *row.outcomes, *(f"procedure: {source}" for source in row.procedures))),
            str(len(row.scenarios) or ""),
            "yes" if row.judged else "",
        )
        for row in coverage(pack)
    )
    heads = ("clause", "title", "binds", "speaks", "rules", "permissions, outcomes, procedures", "scenarios", "judged")
    return "\n".join(
        [
            "# The clauses of the default pack",
            "",
            _NOTE,
            "Ids are permanent. “Rules” counts the generated twins of exceptions too; “judged” clauses are for a person.",
            "",
            *_table(heads, rows),
            "",
        ]
    )


def _question_rows() -> Iterable[tuple[str, str]]:
    yield "`hats`", _values(HATS)
    yield "`act`", _values(ACTS)
    for key, fact in FACTS.items():
        yield f"`{key}`", _values(json.dumps(v) if isinstance(v, bool) else v for v in fact.values)
    for key, values in LISTS.items():
        yield f"`{key}` (list)", _values(values)


def _act_rows() -> Iterable[tuple[str, str, str]]:
    for act in ACTS.values():
        facts = [*act.facts, *(("content",) if act.content else ())]
        yield f"`{act.id}`", words.ACTS[act.id], _values(facts)


def _values(values: Iterable[str]) -> str:
    return ", ".join(f"`{value}`" for value in values)


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    return ["| " + " | ".join(cells) + " |" for cells in (heads, ("---",) * len(heads), *rows)]
