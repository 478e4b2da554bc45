"""What does a program get of the policy?

The edition that decides now, known by its hash: whoever has it already sends the hash and gets 304.

    GET /api/v1/policy with If-None-Match: "6cf1…"  ->  304
"""

from gatepost.policy import Edition
from gatepost.policy.model import Interpretation, Ruled
from gatepost.web.api.shapes import ClauseShape, GrantShape, PolicyShape, ReadingShape
from gatepost.web.policy.editions import once_per_edition


@once_per_edition
def policy_json(edition: Edition) -> bytes:
    """Return an edition as JSON."""
    return (
        PolicyShape(
            title=edition.title,
            label=edition.label,
            sha256=edition.sha256,
            approved=edition.approved,
            signed_by=edition.signed_by,
            review=edition.review,
            clauses=_clauses(edition),
            grants=_grants(edition),
            interpretations=_readings(edition),
        )
        .model_dump_json(exclude_defaults=True)
        .encode()
    )


def _clauses(edition: Edition) -> list[ClauseShape]:
    return [
        ClauseShape(
            id=clause.id,
            title=clause.title,
            section=clause.section,
            wording=clause.wording,
            plain=clause.plain,
            binds=list(clause.binds),
            modality=clause.modality,
            lifted=clause.lifted,
        )
        for clause in edition.clauses.values()
    ]


def _grants(edition: Edition) -> list[GrantShape]:
    return [
        GrantShape(
            id=grant.id,
            title=grant.title,
            decided_by=list(grant.decided_by),
            covers=grant.covers,
            at_most=grant.at_most,
            form=grant.form,
            clause=grant.clause,
        )
        for grant in edition.grants.values()
    ]


def _readings(edition: Edition) -> list[ReadingShape]:
    return [_reading(reading) for reading in edition.interpretations]


def _reading(reading: Interpretation) -> ReadingShape:
    shape = ReadingShape(id=reading.id, clauses=list(reading.clauses), title=reading.title, text=reading.text)
    if not isinstance(reading, Ruled):
        return shape
    decided = {"day": reading.day.isoformat(), "decided_by": reading.decided_by}
    return shape.model_copy(update={**decided, "minute": reading.minute, "why": reading.why})
