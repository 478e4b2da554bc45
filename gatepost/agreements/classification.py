"""How sensitive is what is kept of editions, and for how long is it kept?

A policy is for everybody to read once it is in force; who approved and who signed it stands on it. What is drafted and proposed,
and the reasons for taking it back, are the school's own business. All of it is kept: what happened years ago is judged by the
edition of that day.

    >>> FIELDS["Signature.name"].sensitivity.value
    'personal'
"""

from gatepost.kernel.classification import Field, Sensitivity

KEPT = "as long as the school is here: what happened is judged by the edition of that day"

_OPEN = Field(Sensitivity.NONE, KEPT, export=False)
_INSIDE = Field(Sensitivity.INTERNAL, KEPT, export=False)
_ACTOR = Field(Sensitivity.PERSONAL, KEPT, export=True)
_DID = Field(Sensitivity.INTERNAL, KEPT, export=True)
"""What somebody did or decided: whoever did it gets it with theirs, or "you" would stand there alone."""

_DECIDED = {
    "id": _INSIDE,
    "name": _ACTOR,
    "capacity": _ACTOR,
    "met_on": _DID,
    "minute": _DID,
    "recorded_by": _ACTOR,
    "recorded_at": _DID,
}


def _of(model: str, *more: dict[str, Field]) -> dict[str, Field]:
    return {f"{model}.{name}": field for part in more for name, field in part.items()}


FIELDS = {
    **_of(
        "SchoolEdition",
        dict.fromkeys(("id", "school", "state", "base", "source"), _INSIDE),
        dict.fromkeys(("label", "started_at", "proposed_at"), _DID),
        dict.fromkeys(("title", "content", "sha256", "in_force_from"), _OPEN),
        dict.fromkeys(("started_by", "proposed_by"), _ACTOR),
    ),
    **_of(
        "EditionStep",
        dict.fromkeys(("id", "number", "reason"), _INSIDE),
        dict.fromkeys(("edition", "step", "at", "day"), _DID),
        {"by": _ACTOR},
    ),
    **_of("Approval", _DECIDED, {"edition": _DID, "sha256": _OPEN}),
    **_of(
        "Signature",
        {"id": _INSIDE},
        dict.fromkeys(("edition", "day", "recorded_at"), _DID),
        dict.fromkeys(("name", "capacity", "recorded_by"), _ACTOR),
    ),
    **_of("Review", _DECIDED, {"edition": _DID, "next": _OPEN, "next_on": _OPEN}),
    **_of(
        "RulingMade", _DECIDED, {"school": _INSIDE}, dict.fromkeys(("doubt", "choice", "since"), _DID), {"why": _OPEN}
    ),
}
