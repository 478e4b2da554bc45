"""What waits for a parent, or for who decides?

A notice to which the parent can still reply; a reply to read, a notice to decide, a restriction to look at again. No names: the
page may be open on a screen that others see.

    list(waiting(parent, on=today))  ->  [('A notice to you: you can reply until 17 July 2026', '/me/restrictions/3f…/')]
"""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gatepost.people.viewer import Viewer
from gatepost.restrictions.queries import list_open, list_own_open
from gatepost.restrictions.seeing import RestrictionSeen


def waiting(viewer: Viewer, *, on: date) -> Iterator[tuple[str, str]]:
    """Yield what waits for somebody that day: words and address."""
    for seen in list_own_open(viewer, on=on):
        if seen.awaits_reply(on) and not seen.now.has_reply:
            is_late = on > seen.reply_by
            until = _("A notice to you: you can reply until {day}").format(day=_day(seen.reply_by))
            words = _("A notice to you: you can still reply") if is_late else until
            yield words, reverse("me-restriction", args=[seen.id])
    for seen in list_open(viewer, on=on):
        words = _to_decide(seen, on)
        if words:
            yield words, reverse("restriction", args=[seen.id])


def on_desk(viewer: Viewer, *, on: date) -> Iterator[tuple[RestrictionSeen, str]]:
    """Yield the notices that wait for the viewer that day, with words: what My page says, and replies that are to be read first."""
    for seen in list_open(viewer, on=on):
        words = _to_decide(seen, on)
        if not words and seen.now.has_reply and seen.awaits_reply(on):
            words = _("A reply came on paper; you can decide after {day}").format(day=_day(seen.reply_by))
        if words:
            yield seen, words


def _to_decide(seen: RestrictionSeen, on: date) -> str:
    if seen.awaits_paper:
        if seen.lapses_unheard(on):
            return _("A notice was not handed over in time: it lapses after {day}").format(
                day=_day(seen.notice.decide_by)
            )
        return _("A notice waits to be handed over by {day}, and for you to record it").format(
            day=_day(seen.notice.hand_by)
        )
    if seen.can_be_decided(on):
        words = _("A reply to a notice") if seen.now.has_reply else _("A notice")
        return _("{what} waits for your decision, until {day}").format(what=words, day=_day(seen.notice.decide_by))
    if seen.is_due(on) and seen.now.asked:
        return _("A parent asks you to look at a restriction again")
    return _("A restriction waits to be looked at again") if seen.is_due(on) else ""


def _day(day: date) -> str:
    return date_format(day, "j F Y")
