"""What can be asked: hats, acts and facts. Gatepost's own and fixed; every pack is written against it.

Worked example: ``ACTS["befriend"].facts`` is ``("person.is", "person.immediate_family")``: nobody who asks about befriending
is ever asked where they stand.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

HATS = ("staff", "governor", "volunteer", "parent")

HAT_GROUPS: dict[str, tuple[str, ...]] = {
    "everyone": HATS,
    "school-team": ("staff", "governor", "volunteer"),
}
"""Groups that a rule may name: ``principal in Hats::"school-team"``."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that may be known of a situation. ``key`` is dotted as in the JSON contract."""

    key: str
    values: tuple[str | bool, ...]

    @property
    def attribute(self) -> str:
        """The name that a rule calls it by."""
        return self.key.replace(".", "_")


FACTS: dict[str, Fact] = {
    fact.key: fact
    for fact in (
        Fact("device", ("own-phone", "own-device", "school-equipment", "school-computer")),
        Fact("when", ("working-hours", "break", "before-or-after-school", "holiday")),
        Fact(
            "where",
            (
                "staff-room",
                "office",
                "hall",
                "classroom",
                "playground",
                "pupil-area",
                "no-pupil-area",
                "off-premises",
                "at-event",
            ),
        ),
        Fact("purpose", ("own", "for-the-school")),
        Fact("service_kind", ("social-networking", "blog", "other-social-media")),
        Fact("outlet", ("social-media", "website", "print", "press")),
        Fact("person.is", ("pupil", "former-pupil", "child", "employee", "governor", "parent", "other")),
        Fact("person.immediate_family", (True, False)),
    )
}
"""The facts of which one value holds; in the order in which they are asked and in which ``depends_on`` lists them."""

LISTS: dict[str, tuple[str, ...]] = {
    "content": (
        "school-name",
        "school-logo",
        "published-material",
        "image-of-school-people",
        "illegal-conduct",
        "disrepute",
        "confidential",
        "security",
        "school-matters",
        "abusive",
        "code-of-conduct",
    ),
    "permissions": ("on-behalf-of-school", "school-name", "publish-images", "photo-pass", "urgent-call", "adjustment"),
    "restrictions": ("no-photos", "no-phone"),
}
"""The facts of which any number of values hold. Left out, they are empty, never unknown."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something a person may ask about, and the facts that matter to it.

    ``nature`` are those that say *what* is done (a blog, a poster); the others are circumstances (where, when, with what,
    with whom). The difference matters when contradictions are looked for: see ``analysis``.
    """

    id: str
    facts: tuple[str, ...]
    content: bool = False

    @property
    def nature(self) -> tuple[str, ...]:
        """The facts that say what is done."""
        return tuple(fact for fact in self.facts if fact in ("service_kind", "outlet"))


ACTS: dict[str, Act] = {
    act.id: act
    for act in (
        Act("visit-social-media", ("device", "when", "where", "purpose", "service_kind")),
        Act("publish", ("purpose", "outlet"), content=True),
        Act("befriend", ("person.is", "person.immediate_family")),
        Act("interact-online", ("person.is", "person.immediate_family")),
        Act("view-profile", ("person.is", "person.immediate_family")),
        Act("use-phone", ("device", "when", "where")),
        Act("carry-phone-on", ("when", "where")),
        Act("take-photos", ("device", "when", "where", "purpose")),
        Act("discuss-school", ("purpose", "outlet")),
    )
}

VERDICTS = ("silent", "may", "not-decided", "please-dont", "with-permission", "must-not")
"""From the mildest to the strictest: a hat of which the policy says nothing never hides what it says of another."""

STRICTNESS: dict[str, int] = {verdict: place for place, verdict in enumerate(VERDICTS)}

RULE_MODALITIES: dict[str, str] = {"must-not": "must-not", "requested": "please-dont", "not-decided": "not-decided"}
"""What ``@modality`` of a forbidding rule may be, and the verdict that such a rule alone leads to."""

CLAUSE_MODALITIES = (
    "must-not",
    "with-permission",
    "must",
    "may",
    "requested",
    "not-decided",
    "principle",
    "procedure",
)

NEVER_OFFERED = ("adjustment",)
"""Permissions that come from the law, not from the policy: an answer takes them into account and never offers them."""

DECIDERS = ("head", "governing-body", "office")
SOURCES = ("any", "parent", "staff", "child")
CLOCKED = ("working-hours", "break")
"""The values of ``when`` that a clock can tell on a working day."""

FORMS = ("letter", "pass", "log", "record")
GIVEN_AT_ONCE = {"log": ("office", "head"), "record": ("head",)}
"""Forms that one person gives in one step, with nobody asked twice, and the bodies of which one can be named for them: a phone is
taken in at the desk; what somebody needs for their health, the office and a meeting do not learn."""


def can_be_carried_out(form: str, decided_by: Collection[str]) -> bool:
    """Tell whether those bodies can give a permission in that form: what is given in one step has one giver, of those who can.

    Asked of what is new, and when something is given: an edition that was adopted before anybody asked it is still read as it is.
    """
    one_of = GIVEN_AT_ONCE.get(form)
    return one_of is None or (len(set(decided_by)) == 1 and set(decided_by) <= set(one_of))


def cedar_type(key: str) -> str:
    """The Cedar type of the fact ``key``."""
    if key in LISTS:
        return "Set<String>"
    return "Bool" if FACTS[key].values[0] is True else "String"


def cedar_schema() -> str:
    """The schema in Cedar's own language, made from the tables above, so that there is one source of it."""
    attributes = ", ".join(
        [f"{fact.attribute}: {cedar_type(fact.key)}" for fact in FACTS.values()]
        + [f"{key}: {cedar_type(key)}" for key in LISTS]
    )
    actions = ", ".join(f'"{act}"' for act in ACTS)
    return (
        "entity Hats;\nentity Hat in [Hats];\nentity School;\n"
        f"action {actions} appliesTo {{ principal: [Hat], resource: [School], context: {{ {attributes} }} }};\n"
    )


def cedar_entities() -> list[dict[str, object]]:
    """The hats and the groups they belong to, as Cedar's JSON has entities."""
    groups: list[dict[str, object]] = [
        {"uid": {"type": "Hats", "id": group}, "attrs": {}, "parents": []} for group in HAT_GROUPS
    ]
    hats: list[dict[str, object]] = [
        {
            "uid": {"type": "Hat", "id": hat},
            "attrs": {},
            "parents": [{"type": "Hats", "id": group} for group, members in HAT_GROUPS.items() if hat in members],
        }
        for hat in HATS
    ]
    return [*groups, *hats, {"uid": {"type": "School", "id": "school"}, "attrs": {}, "parents": []}]
