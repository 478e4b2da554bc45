"""Which forms change a draft, and what does each of them do?

A form has fields filled from the draft, and ``apply``, which makes new files of what was typed.

    clause_form(draft, "conduct.1").apply(values)  ->  files
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from gatepost.policy import PackFiles, words
from gatepost.policy.drafting import (
    DraftError,
    NewClause,
    add_clause,
    add_section,
    move_clause,
    reword,
    set_about,
    set_section,
)
from gatepost.policy.model import Hours
from gatepost.policy.parameters import Places, set_permission, set_places, set_site
from gatepost.policy.parts import PLACES
from gatepost.policy.schema import DECIDERS, HATS
from gatepost.web.drafts.fields import Field, Option, options, several
from gatepost.web.drafts.opened import Opened
from gatepost.web.words import hat_in_words, in_words, value_in_words

Apply = Callable[[Mapping[str, str]], PackFiles]

MOST_BREAKS = 4
MORE_AREAS = 4
"""Empty rows for places that a form offers beyond those that there are."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form: what it is called, what it is for, its fields, and what it does."""

    title: str
    lead: str
    fields: tuple[Field, ...]
    apply: Apply
    button: str = ""


def clause_form(draft: Opened, clause_id: str) -> Form:
    """Return the form for the words of a clause."""
    clause = draft.policy.clauses[clause_id]
    shown, here = flowing(clause.wording), _stands(draft, clause_id)
    fields = (
        Field("title", _("Title"), value=clause.title),
        Field("number", _("Number"), value=clause.number, hint=_("What stands in the margin. It may be blank.")),
        Field("wording", _("Wording"), "text", shown, _WORDING()),
        Field("plain", _("In plain words"), "text", clause.plain, _("One or two short sentences. Answers say this.")),
        Field("lifted", _("What lifts it"), "text", clause.lifted, _("Only if something does: who or what, in words.")),
        Field(
            "place", _("Where it stands"), "select", here, options=options([here], _places_to_stand(draft, clause_id))
        ),
    )

    def apply(typed: Mapping[str, str]) -> PackFiles:
        # What nobody touched stays as it is kept, lines and all.
        words = {key: typed[key] for key in ("title", "number", "wording", "plain", "lifted")}
        files = reword(
            draft.files, clause_id, **{**words, **({"wording": clause.wording} if words["wording"] == shown else {})}
        )
        return files if typed["place"] == here else _moved(files, clause_id, typed["place"])

    return Form(clause.title, "", fields, apply)


def _stands(draft: Opened, clause_id: str) -> str:
    """Return where a clause stands: its section, and the clause below it."""
    for number, section in enumerate(draft.policy.sections):
        ids = [clause.id for clause in section.clauses]
        if clause_id in ids:
            return f"{number}:{(*ids, '')[ids.index(clause_id) + 1]}"
    return ""


def _places_to_stand(draft: Opened, clause_id: str) -> dict[str, str]:
    """Return where a clause may stand: above each other one, and at the end of each section."""
    found = {}
    for number, section in enumerate(draft.policy.sections):
        for clause in section.clauses:
            if clause.id != clause_id:
                found[f"{number}:{clause.id}"] = _("Above “%(clause)s”") % {"clause": clause.title}
        found[f"{number}:"] = _("At the end of “%(section)s”") % {"section": section.title}
    return found


def _moved(files: PackFiles, clause_id: str, place: str) -> PackFiles:
    number, _colon, before = place.partition(":")
    if not number.isdecimal():
        raise DraftError("unknown-section", "place", _("Choose a place from the list."))
    return move_clause(files, clause_id, section=int(number), before=before)


_SETS_APART = re.compile(r"\s|[-*+>|#`~]|\d+[.)]")
"""How a line begins that is no more of the paragraph above it."""


def flowing(wording: str) -> str:
    """Return a wording with each paragraph on one line, as people type; lists and tables keep their lines."""
    lines: list[str] = []
    for line in wording.split("\n"):
        goes_on = lines and lines[-1] and line and not _SETS_APART.match(line) and not _SETS_APART.match(lines[-1])
        if goes_on and not lines[-1].endswith("\\"):
            lines[-1] += f" {line}"
        else:
            lines.append(line)
    return "\n".join(lines)


def _WORDING() -> str:  # noqa: N802  # a text that has to be looked up when it is shown
    return _("A blank line begins a paragraph. A line that begins with “- ” or “1. ” is a point of a list.")


def added_form(draft: Opened, taken: frozenset[str]) -> Form:
    """Return the form for a clause of the school's own."""
    sections = {str(n): section.title for n, section in enumerate(draft.policy.sections)}
    fields = (
        Field("section", _("Section"), "select", "0", options=options(["0"], sections)),
        Field("title", _("Title")),
        Field("number", _("Number"), hint=_("What stands in the margin. It may be blank.")),
        Field("wording", _("Wording"), "text", hint=_WORDING()),
        Field("plain", _("In plain words"), "text", hint=_("One or two short sentences.")),
        Field("binds", _("Whom it binds"), "checks", options=options((), {hat: hat_in_words(hat) for hat in HATS})),
        Field("judged", _("Why a person judges it"), hint=_("It may be blank: then it says that the school wrote it.")),
    )

    def apply(typed: Mapping[str, str]) -> PackFiles:
        if not typed["section"].isdecimal():
            raise DraftError("unknown-section", "section", _("Choose a section."))
        clause = NewClause(
            typed["title"],
            typed["wording"],
            typed["plain"],
            tuple(several(typed["binds"])),
            typed["number"],
            typed["judged"],
        )
        return add_clause(draft.files, clause, section=int(typed["section"]), taken=sorted(taken))[0]

    lead = _(
        "No rule carries out a clause that you write yourself: a person judges it, and answers do not speak of it."
    )
    return Form(_("Add a clause of your own"), lead, fields, apply)


def section_form(draft: Opened, number: int) -> Form:
    """Return the form for the heading of a section; for a new one after the last."""
    is_new = number == len(draft.policy.sections)
    title, intro = ("", "") if is_new else (draft.policy.sections[number].title, draft.policy.sections[number].intro)
    fields = (
        Field("title", _("Heading"), value=title),
        Field("intro", _("What stands below the heading"), "text", flowing(intro), _("It may be blank.")),
    )

    def apply(typed: Mapping[str, str]) -> PackFiles:
        if is_new:
            return add_section(draft.files, title=typed["title"], intro=typed["intro"])
        kept = intro if typed["intro"] == flowing(intro) else typed["intro"]
        return set_section(draft.files, number, title=typed["title"], intro=kept)

    return Form(title or _("Add a section"), "", fields, apply)


def places_form(draft: Opened, found: Places) -> Form:
    """Return the form for the places in which the exception of a clause applies."""
    clause = draft.policy.clauses[found.clause]
    kinds = {place: value_in_words("where", place) for place in PLACES}
    fields = (Field("places", _("Places"), "checks", options=options(found.places, kinds)),)

    def apply(typed: Mapping[str, str]) -> PackFiles:
        base = draft.base_of(found.clause)
        return set_places(draft.files, found.clause, several(typed["places"]), base=base)

    return Form(_("Where: %(clause)s") % {"clause": clause.title}, clause.plain, fields, apply)


def permission_form(draft: Opened, name: str) -> Form:
    """Return the form for who gives a permission, and for how long."""
    grant = draft.policy.grants[name]
    bodies = {body: capfirst(in_words(words.DECIDERS[body])) for body in DECIDERS}
    fields = (
        Field(
            "decided_by",
            _("Who gives it"),
            "checks",
            hint=_("If you choose more than one, all of them have to say yes."),
            options=options(grant.decided_by, bodies),
        ),
        Field("at_most", _("How long at most"), value=grant.at_most),
        Field("have", _("“You may once you have …”"), "text", grant.have, _("These words complete that sentence.")),
        Field("covers", _("What it covers"), "text", grant.covers),
    )

    def apply(typed: Mapping[str, str]) -> PackFiles:
        bodies = several(typed["decided_by"])
        rest = {key: typed[key] for key in ("at_most", "have", "covers")}
        return set_permission(draft.files, name, decided_by=bodies, **rest)

    return Form(grant.title, "", fields, apply)


def about_form(draft: Opened) -> Form:
    """Return the form for what is said of the policy itself."""
    policy = draft.policy
    fields = (
        Field("title", _("Title"), value=policy.title),
        Field("audience", _("For whom"), value=policy.audience),
        Field("label", _("Edition"), value=policy.label, hint=_("Such as “September 2026”. Each edition has its own.")),
        Field("review", _("When it is looked at again"), value=policy.review, hint=_("A date, or “As required”.")),
        Field("intro", _("Introduction"), "text", flowing(policy.intro)),
    )
    lead = _("Who approves and who signs is not written here: the governing body records that.")

    def apply(typed: Mapping[str, str]) -> PackFiles:
        kept = {"intro": policy.intro} if typed["intro"] == flowing(policy.intro) else {}
        return set_about(draft.files, **{**typed, **kept})

    return Form(_("About this edition"), lead, fields, apply)


def site_form(draft: Opened) -> Form:
    """Return the form for the school's hours and the names of its places."""
    site = draft.policy.site
    working = next((hours for hours in site.hours if hours.when == "working-hours"), Hours("working-hours", "", ""))
    breaks = [hours for hours in site.hours if hours.when == "break"][:MOST_BREAKS]
    breaks += [Hours("break", "", "")] * (MOST_BREAKS - len(breaks))
    fields = [
        Field("working-from", _("Working hours begin"), "time", working.begins),
        Field("working-to", _("Working hours end"), "time", working.ends),
    ]
    for n, hours in enumerate(breaks, start=1):
        fields.append(Field(f"break-{n}-from", _("Break %(n)s begins") % {"n": n}, "time", hours.begins))
        fields.append(Field(f"break-{n}-to", _("Break %(n)s ends") % {"n": n}, "time", hours.ends))
    kinds = {"": _("Choose…"), **{place: value_in_words("where", place) for place in PLACES}}
    rows = [(area.name, area.place) for area in site.areas] + [("", "")] * MORE_AREAS
    for n, (name, place) in enumerate(rows, start=1):
        fields.append(Field(f"area-{n}", _("Place %(n)s: what you call it") % {"n": n}, value=name))
        fields.append(
            Field(f"area-{n}-is", _("Place %(n)s is") % {"n": n}, "select", place, options=options([place], kinds))
        )
    lead = _("So that everybody means the same by “working hours” and “break”. Leave blank what you like.")
    return Form(_("Hours and places of the school"), lead, tuple(fields), lambda typed: _site(draft, typed, len(rows)))


def _site(draft: Opened, typed: Mapping[str, str], rows: int) -> PackFiles:
    spans = [("working-hours", "working")] + [("break", f"break-{n}") for n in range(1, MOST_BREAKS + 1)]
    hours = []
    for when, name in spans:
        begins, ends = typed[f"{name}-from"], typed[f"{name}-to"]
        if bool(begins) != bool(ends):
            raise DraftError(
                "missing", f"{name}-{'to' if begins else 'from'}", _("Say when it begins and when it ends.")
            )
        if begins:
            hours.append(Hours(when, begins, ends))
    areas: dict[str, str] = {}
    for n in range(1, rows + 1):
        name, place = typed[f"area-{n}"], typed[f"area-{n}-is"]
        if bool(name) != bool(place):
            raise DraftError(
                "missing", f"area-{n}-is" if name else f"area-{n}", _("Give it a name, and say what it is.")
            )
        if name in areas:
            raise DraftError("twice", f"area-{n}", _("Two places have the same name."))
        if name:
            areas[name] = place
    return set_site(draft.files, areas=areas, hours=hours)


__all__ = ["Form", "Option", "about_form", "added_form", "clause_form", "permission_form", "places_form"]
__all__ += ["section_form", "site_form"]
