"""Which shapes do questions, answers and errors have, for programs?

Only described here, from the policy's own tables, for the OpenAPI document: ``Situation.from_json`` reads and
``Answer.to_dict`` writes. Tests hold the two together.

    >>> question()["properties"]["act"]["enum"][:2]
    ['visit-social-media', 'publish']
"""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from gatepost.policy.schema import ACTS, CLAUSE_MODALITIES, DECIDERS, FACTS, FORMS, HATS, LISTS, VERDICTS
from gatepost.web.api.errors import CODES

Json = dict[str, Any]
HASH = "^[0-9a-f]{64}$"


def _word(values: tuple[str, ...]) -> Json:
    return {"type": "string", "enum": list(values)}


def _words(values: tuple[str, ...]) -> Json:
    return {"items": _word(values)}


def _list(values: tuple[str, ...]) -> Json:
    return {"type": "array", **_words(values)}


def question() -> Json:
    """Return the JSON schema of a situation."""
    outer = {key: _fact(fact.values) for key, fact in FACTS.items() if "." not in key}
    person = {key.partition(".")[2]: _fact(fact.values) for key, fact in FACTS.items() if "." in key}
    return {
        "title": "Question",
        "type": "object",
        "additionalProperties": False,
        "required": ["hats", "act"],
        "properties": {
            "hats": {**_list(HATS), "minItems": 1},
            "act": _word(tuple(ACTS)),
            **outer,
            "person": {"type": "object", "additionalProperties": False, "properties": person},
            **{key: _list(values) for key, values in LISTS.items()},
        },
    }


def _fact(values: tuple[str | bool, ...]) -> Json:
    return {"type": "boolean"} if isinstance(values[0], bool) else {"type": "string", "enum": list(values)}


class Shape(BaseModel):
    """A shape with these keys and no others."""

    model_config = ConfigDict(extra="forbid", strict=True)


class EditionShape(Shape):
    """Which policy decided."""

    label: str
    sha256: str = Field(pattern=HASH)


class ReadingShape(Shape):
    """A sentence of the policy that can be read in more than one way, and how it is read here.

    Where the governing body decided that, the day, who decided, the minute and why stand with it; else they are left out.
    """

    id: str
    clauses: list[str]
    title: str
    text: str
    day: str = ""
    decided_by: str = ""
    minute: str = ""
    why: str = ""


class LawShape(Shape):
    """What the law adds, apart from the policy."""

    id: str
    title: str
    text: str
    source: str
    read: str = Field(json_schema_extra={"format": "date"})
    check: bool = Field(description="Whether to check with the local authority.")
    jurisdiction: str
    edition: str


class AnswerShape(Shape):
    """What the policy says."""

    verdict: str = Field(json_schema_extra=_word(VERDICTS))
    clauses: list[str]
    needs: list[list[str]] = Field(json_schema_extra={"items": _list(LISTS["permissions"])})
    by_hat: dict[str, str] = Field(
        json_schema_extra={"propertyNames": _word(HATS), "additionalProperties": _word(VERDICTS), "minProperties": 1}
    )
    depends_on: list[str] = Field(json_schema_extra=_words(tuple(FACTS)))
    would_change: list[str]
    interpretations: list[ReadingShape]
    law: list[LawShape]
    edition: EditionShape


class WhatWasWrong(Shape):
    """What was wrong. ``key`` is the dotted key at fault, blank for the whole; ``valid`` is what would be right."""

    code: str = Field(json_schema_extra=_word(CODES))
    key: str
    message: str
    valid: list[str]


class ErrorShape(Shape):
    """A no, in the same shape whatever was wrong."""

    error: WhatWasWrong


class ClauseShape(Shape):
    """A clause: ``wording`` is Markdown, ``lifted`` says what lifts it."""

    id: str
    title: str
    section: str
    wording: str
    plain: str
    binds: list[str] = Field(json_schema_extra=_words(HATS))
    modality: str = Field(json_schema_extra=_word(CLAUSE_MODALITIES))
    lifted: str


class GrantShape(Shape):
    """A kind of permission; all of ``decided_by`` have to say yes."""

    id: str
    title: str
    decided_by: list[str] = Field(json_schema_extra=_words(DECIDERS))
    covers: str
    at_most: str
    form: str = Field(json_schema_extra=_word(FORMS))
    clause: str


class PolicyShape(Shape):
    """An edition of the policy. ``signed_by`` is blank while it is not signed."""

    title: str
    label: str
    sha256: str = Field(pattern=HASH)
    approved: str
    signed_by: str
    review: str
    clauses: list[ClauseShape]
    grants: list[GrantShape]
    interpretations: list[ReadingShape]
