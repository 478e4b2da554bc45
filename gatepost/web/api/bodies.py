"""Which situation does a request ask about, and as of which day?

Read as the command line reads it: as bytes of limited number, then UTF-8, then the contract. What is too large is not read.

    situation_in(request)  ->  a Situation, or SituationError
"""

from datetime import date

from django.http import HttpRequest

from gatepost.policy import Situation, SituationError
from gatepost.policy.situation import LONGEST
from gatepost.web.api.errors import too_large
from gatepost.web.ask.addresses import day_in

MEDIA_TYPE = "application/json"
CHARSETS = ("", "utf-8")


def situation_in(request: HttpRequest) -> Situation:
    """Return the situation in a request's body. Raises ``SituationError``."""
    _refuse_other_media(request)
    if "HTTP_TRANSFER_ENCODING" in request.META:  # Django would read an empty body, and "not JSON" would mislead
        raise SituationError("length-required", "", "Send the question in one piece, with its Content-Length.")
    if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST:  # the middleware has seen that it is a number
        raise too_large()
    try:
        return Situation.from_json(request.read(LONGEST + 1).decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise SituationError("malformed", "", "This is not UTF-8.") from None


def day_asked(request: HttpRequest) -> date | None:
    """Return the day whose policy is asked, None for today. Raises ``SituationError``."""
    written = request.GET.getlist("on")
    if not written:
        return None
    if len(written) > 1:
        raise SituationError("repeated-key", "on", "A question is about one day.")
    day = day_in(written[0])
    if day is None:
        raise SituationError("unknown-value", "on", "This is no day.", ("2026-07-03",))
    return day


def _refuse_other_media(request: HttpRequest) -> None:
    charset = (request.content_params or {}).get("charset", "").lower()
    if request.content_type != MEDIA_TYPE or charset not in CHARSETS:
        raise SituationError("wrong-media-type", "", "A situation is sent as JSON in UTF-8.", (MEDIA_TYPE,))
