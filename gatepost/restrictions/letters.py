"""What does the letter say that the school prints and posts, and that the parent finds on their page?

One for the notice (number 0) and one for each decision (the number of its step); replies have none. It is made anew each time from
rows that are never changed and the words of the policy that counted on that day.

    get_letter(head, restriction_id, 0, on=today).heading  ->  'Notice: you may lose a right at school'
"""

from datetime import date

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from gatepost.agreements.queries import edition_on
from gatepost.people.queries import get_school_name
from gatepost.people.viewer import Viewer
from gatepost.printing import OfficialLetter, Quoted, Said
from gatepost.restrictions.clauses import clause_of
from gatepost.restrictions.queries import get_own, get_visible
from gatepost.restrictions.seeing import RestrictionSeen, StepSeen
from gatepost.restrictions.standing import Terms
from gatepost.restrictions.states import ENDS, SAID
from gatepost.restrictions.words import allowed, kinds_in_words, leads

OWN_PAGE = "/me/restrictions/"
"""Where the parent reads it and replies; a test holds it to the pages' addresses."""


def get_letter(viewer: Viewer, restriction_id: str, number: int, *, on: date) -> OfficialLetter | None:
    """Return a letter to the viewer, or about somebody about whom they decide; None for anybody else and for no letter."""
    seen = get_own(viewer, restriction_id, on=on) or get_visible(viewer, restriction_id, on=on)
    if seen is None:
        return None
    if number == 0:
        return _notice(viewer, seen)
    step = next((each for each in seen.steps if each.number == number and each.step not in SAID), None)
    return _decision(viewer, seen, step) if step else None


def _notice(viewer: Viewer, seen: RestrictionSeen) -> OfficialLetter:
    notice, at_once = seen.notice, seen.notice.is_interim
    reply_by = _day(notice.reply_by)
    parts = [Said(_("Why"), _lines(seen.reasons))]
    if at_once:
        parts.append(Said(_("Why it counts at once"), _lines(seen.interim_why)))
    parts += [
        Said(
            _("You can reply"),
            (
                _(
                    "Say what you want to say in writing, until {day}: on the page {page}, or in a letter to the head teacher. "
                    "Whoever decides reads it first. You need not reply; if you do not, that is not taken as agreeing."
                ).format(day=reply_by, page=settings.PUBLIC_URL + OWN_PAGE),
                _("If it is hard for you to write, or English is, ask the school office: somebody will help you."),
            ),
        ),
        Said(_("What happens next"), _next(seen)),
        Said(_("What stays as it is"), allowed(notice.terms.kinds)),
    ]
    lead = (
        _("The school has decided that from today on you may not do the following at school, until it has heard you.")
        if at_once
        else _(
            "The school is thinking of deciding that you may not do the following at school. Nothing is decided yet."
        )
    )
    facts = (*_facts(notice.terms), (_("You can reply until"), reply_by))
    day = localdate(seen.at)
    heading = (
        _("Notice: for now you have lost a right at school") if at_once else _("Notice: you may lose a right at school")
    )
    return _letter(viewer, seen, heading, lead, facts, parts, day, (seen.by, seen.capacity))


def _next(seen: RestrictionSeen) -> tuple[str, ...]:
    last = _day(seen.notice.decide_by)
    if seen.notice.is_interim:
        return (
            _(
                "After that the school confirms it, makes it less or withdraws it, and writes to you again. If it has not done so "
                "by {day}, it ends by itself."
            ).format(day=last),
        )
    return (
        _(
            "After that the school confirms it, makes it less or withdraws it, and writes to you again. If it has not done so by "
            "{day}, the notice counts for nothing."
        ).format(day=last),
    )


def _decision(viewer: Viewer, seen: RestrictionSeen, step: StepSeen) -> OfficialLetter:
    terms = _terms_after(seen, step)
    ends = step.step in ENDS
    parts = [Said(_("Why"), _lines(step.words))]
    if not ends:
        parts.append(Said(_("What stays as it is"), allowed(terms.kinds)))
    facts = () if ends else _facts(terms)
    day = localdate(step.at)
    return _letter(viewer, seen, _("What was decided"), leads(step.step), facts, parts, day, (step.by, step.capacity))


def _letter(
    viewer: Viewer,
    seen: RestrictionSeen,
    heading: str,
    lead: str,
    facts: tuple[tuple[str, str], ...],
    parts: list[Said],
    day: date,
    signed: tuple[str, str],
) -> OfficialLetter:
    return OfficialLetter(
        school=get_school_name(viewer),
        name=seen.name,
        day=day,
        heading=heading,
        lead=lead,
        facts=facts,
        parts=tuple(parts),
        quoted=_quoted(viewer, localdate(seen.at)),
        signed=signed,
    )


def _quoted(viewer: Viewer, day: date) -> Quoted:
    edition = edition_on(viewer.school_id, day)
    clause = edition.clauses[clause_of(edition)]
    source = _("{title}, {label}, in force on {day}.").format(title=edition.title, label=edition.label, day=_day(day))
    return Quoted(clause.number, clause.title, clause.wording, source)


def _terms_after(seen: RestrictionSeen, step: StepSeen) -> Terms:
    made = [each.terms for each in seen.steps if each.number <= step.number and each.terms]
    return made[-1] if made else seen.notice.terms


def _facts(terms: Terms) -> tuple[tuple[str, str], ...]:
    return (
        (_("What you may not do"), kinds_in_words(terms.kinds)),
        (_("From"), _day(terms.since)),
        (_("Last day"), _day(terms.until)),
        (_("Looked at again on"), _day(terms.review)),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.split("\n") if line.strip())


def _day(day: date) -> str:
    return date_format(day, "l j F Y")
