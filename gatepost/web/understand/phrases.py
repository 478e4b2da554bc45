"""How is a fact put in words as a circumstance: "in working hours", "with a school computer"?

>>> phrase(Part("device", ("own-phone", "school-computer")))
'with your own phone or a school computer'
"""

from collections.abc import Iterable

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gatepost.policy import Situation, words
from gatepost.policy.exploring import Part
from gatepost.policy.schema import FACTS, LISTS
from gatepost.web.words import in_words

OUTLETS = {
    "social-media": gettext_lazy("on social media"),
    "website": gettext_lazy("on a website"),
    "print": gettext_lazy("in print"),
    "press": gettext_lazy("in the press"),
}
FAMILY = {True: gettext_lazy("they are your close family"), False: gettext_lazy("they are not your close family")}
SENTENCES = {
    "device": gettext_lazy("with %(values)s"),
    "service_kind": gettext_lazy("the site or app is %(values)s"),
    "person.is": gettext_lazy("the other person is %(values)s"),
    "content": gettext_lazy("%(values)s is in it"),
    "permissions": gettext_lazy("you have %(values)s"),
    "restrictions": gettext_lazy("you %(values)s, because the school has taken that right away"),
}
WITHOUT = gettext_lazy("%(values)s is not in it")


def phrase(part: Part) -> str:
    """Return a fact with its values, any of which will do, as a circumstance."""
    if part.key == "outlet":
        return either(str(OUTLETS[str(value)]) for value in part.values)
    if part.key == "person.immediate_family":
        return either(str(FAMILY[bool(value)]) for value in part.values)
    if part.key in words.PHRASES:
        return either(in_words(words.PHRASES[part.key][value]) for value in part.values)
    sentence = WITHOUT if part.absent else SENTENCES.get(part.key, "%(values)s")
    return str(sentence) % {"values": either(in_words(words.VALUES[part.key][value]) for value in part.values)}


def circumstances(situation: Situation) -> tuple[str, ...]:
    """Return everything that is known of a situation, each thing by itself."""
    facts = [Part(fact, (situation.known[fact],)) for fact in FACTS if fact in situation.known]
    lists = [Part(key, (value,)) for key in LISTS for value in LISTS[key] if value in getattr(situation, key)]
    return tuple(phrase(part) for part in (*facts, *lists))


def either(several: Iterable[str]) -> str:
    """Return words with commas and a last “or”."""
    return str(get_text_list(list(several), _("or")))
