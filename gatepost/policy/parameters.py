"""What can a school set in its policy without touching a rule? Places, hours, and who gives which permission.

Worked example: ``set_places(files, clause, ["staff-room"])`` for the clause that lets phones be used at break in some places
makes the staff room the only one; its rules change, and the worked questions get the answers that now hold.

Nothing here knows a clause by its id: a clause has places to set if one of its rules makes an exception of being in a place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gatepost.policy import cedar
from gatepost.policy.draft import Draft
from gatepost.policy.drafting import DraftError, finished, line, required
from gatepost.policy.files import PackFiles
from gatepost.policy.model import Edition, Hours
from gatepost.policy.parts import PLACES
from gatepost.policy.schema import DECIDERS, NEVER_OFFERED, can_be_carried_out
from gatepost.policy.words import translatable as _

_WHERE = "where"


@dataclass(frozen=True, slots=True)
class Places:
    """The places in which the exception of ``clause`` applies, in the schema's order."""

    clause: str
    places: tuple[str, ...]


def places_of(edition: Edition) -> tuple[Places, ...]:
    """The clauses whose exception is being in some places, in document order, with those places."""
    found: dict[str, set[str]] = {}
    for rule in edition.rules:
        for exception in () if rule.twin_of else cedar.exceptions_of(dict(rule.source)):
            places = cedar.listed_values(exception.body, _WHERE)
            if places is not None:
                found.setdefault(rule.clause, set()).update(places)
    return tuple(Places(name, _in_order(found[name])) for name in edition.clauses if name in found)


def set_places(
    files: PackFiles, clause: str, places: Sequence[str], *, base: PackFiles | None = None
) -> dict[str, str]:
    """``files`` with the exception of ``clause`` applying in ``places`` (of the schema), and nowhere else.

    Worked questions whose answer is again that of ``base`` get the words back that they have there.
    """
    draft = Draft.of(files)
    if not places:
        raise DraftError("missing", "places", _("Choose at least one place."))
    if not set(places) <= set(PLACES):
        raise DraftError("unknown-place", "places", _("Choose from the places in the list."))
    found = False
    for number, rule in enumerate(draft.rules):
        exceptions = cedar.exceptions_of(rule.source) if rule.clause == clause else []
        of_places = [cedar.listed_values(exception.body, _WHERE) for exception in exceptions]
        if any(now is not None and set(now) != set(places) for now in of_places):
            body = cedar.one_of(_WHERE, _in_order(set(places)))
            changed = [
                exception if now is None else exception._replace(body=body)
                for exception, now in zip(exceptions, of_places, strict=True)
            ]
            draft.rules[number] = rule.rewritten(cedar.with_exceptions(rule.source, changed))
        found = found or any(now is not None for now in of_places)
    if not found:
        raise DraftError("no-places", "clause", _("This clause makes no exception for places."))
    return finished(draft, base=base)


def _in_order(places: set[str]) -> tuple[str, ...]:
    return tuple(place for place in PLACES if place in places)


def set_permission(
    files: PackFiles,
    permission: str,
    *,
    decided_by: Sequence[str] | None = None,
    at_most: str | None = None,
    have: str | None = None,
    covers: str | None = None,
) -> dict[str, str]:
    """``files`` with other people giving ``permission`` (all of ``decided_by``), for another time, in other words."""
    draft = Draft.of(files)
    grant = draft.grants.get(permission)
    if grant is None:
        raise DraftError("unknown-permission", "permission", _("This policy has no such permission."))
    if permission in NEVER_OFFERED:
        raise DraftError(
            "from-the-law", "permission", "This comes from the law. The policy cannot change who records it."
        )
    if decided_by and not can_be_carried_out(grant["form"], decided_by):
        raise DraftError(
            "given-at-once",
            "decided_by",
            _("This is given in one step at the desk. Choose the office or the head teacher, and nobody else."),
        )
    if decided_by is not None and set(decided_by) != set(grant["decided_by"]):
        grant["decided_by"] = _deciders(decided_by)
    for key, words in (("at_most", at_most), ("have", have), ("covers", covers)):
        if words is not None and line(key, words) != grant[key]:
            grant[key] = required(key, line(key, words))
    return finished(draft)


def _deciders(bodies: Sequence[str]) -> list[str]:
    if not bodies or not set(bodies) <= set(DECIDERS):
        raise DraftError("missing", "decided_by", _("Choose who gives this permission."))
    return [body for body in DECIDERS if body in bodies]


def set_site(files: PackFiles, *, areas: Mapping[str, str], hours: Sequence[Hours]) -> dict[str, str]:
    """``files`` with the school's own places (its name for each → the schema's) and hours; empty takes them out."""
    draft = Draft.of(files)
    named = {line("areas", name): place for name, place in areas.items()}
    if not all(named) or not set(named.values()) <= set(PLACES):
        raise DraftError("missing", "areas", _("Give each place a name, and say what kind of place it is."))
    kept = [{"when": each.when, "from": each.begins, "to": each.ends} for each in hours]
    site = {key: value for key, value in (("areas", named), ("hours", kept)) if value}
    draft.head = {key: value for key, value in draft.head.items() if key != "school"}
    if site:
        draft.head["school"] = site
    return finished(draft)
