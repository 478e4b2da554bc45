"""How is said what a part of the school is now, who uses it when, and what hour it is?

>>> oclock(time(18)), oclock(time(8, 5)), oclock(time(12))
('6 pm', '8.05 am', '12 noon')
"""

from datetime import date, time

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gatepost.premises.queries import AreaNow
from gatepost.premises.rules import Use
from gatepost.premises.states import ALWAYS, Place
from gatepost.web.chasing.forms import DAYS
from gatepost.web.chasing.words import span

NOON = 12
MONDAY_TO_FRIDAY, EVERY_DAY = frozenset(range(5)), frozenset(range(7))


def oclock(hour: time) -> str:
    """Return an hour as people say it."""
    if (hour.hour, hour.minute) == (NOON, 0):
        return _("12 noon")
    said = f"{hour.hour % NOON or NOON}" + (f".{hour.minute:02}" if hour.minute else "")
    return (_("{hour} am") if hour.hour < NOON else _("{hour} pm")).format(hour=said)


def now_in_words(area: AreaNow) -> str:
    """Return what a part of the school is now: "pupils use it until 6 pm"."""
    if area.kind in ALWAYS:
        return _("at any time")
    until = oclock(area.now.until) if area.now.until else ""
    if area.now.place is Place.PUPIL_AREA:
        return _("pupils use it until {hour}").format(hour=until) if until else _("pupils use it")
    if area.now.place is Place.NO_PUPIL_AREA:
        if until:
            return _("no pupils until {hour}").format(hour=until)
        return _("no pupils for the rest of today") if area.uses else _("not used by pupils")
    if until:
        return _("nobody has said who uses it until {hour}").format(hour=until)
    return _("nobody has said who uses it now")


def when(use: Use) -> str:
    """Return when a use is: "Monday to Friday, 8 am to 6 pm"."""
    hours = _("{begins} to {ends}").format(begins=oclock(use.begins), ends=oclock(use.ends))
    return ", ".join(part for part in (_days(use.days), _between(use.first, use.last), hours) if part)


def _days(days: frozenset[int]) -> str:
    if days == MONDAY_TO_FRIDAY:
        return _("Monday to Friday")
    if days == EVERY_DAY:
        return _("every day")
    return ", ".join(str(label) for code, label in DAYS if int(code) in days)


def _between(first: date | None, last: date | None) -> str:
    if first and last:
        return span(first, last)
    if first:
        return _("from {day}").format(day=date_format(first, "j F Y"))
    return _("until {day}").format(day=date_format(last, "j F Y")) if last else ""
