"""What is said of a link that cannot be read?

sentence(Problem("where", "attic"))  ->  'It answers “Where?” with “attic”, which is not one of the answers.'
"""

from django.utils.translation import gettext as _

from gatepost.policy import words
from gatepost.web.ask.addresses import ONES, Problem
from gatepost.web.words import in_words

_KEYS = {"hat": "hats", "permission": "permissions", "restriction": "restrictions"}
"""Names in an address that are called otherwise among the questions."""


def sentence(problem: Problem) -> str:
    """Return what is wrong, in one sentence that is safe to print once it is escaped."""
    key = _KEYS.get(problem.name, problem.name)
    parts = {"name": problem.name, "value": problem.value, "question": in_words(words.QUESTIONS.get(key, ""))}
    if not problem.value:
        if problem.name in ONES or key in words.QUESTIONS:
            return _("It says nothing after “%(name)s”.") % parts
        return _("It has “%(name)s” in it, which means nothing here.") % parts
    if parts["question"]:
        return _("It answers “%(question)s” with “%(value)s”, which is not one of the answers.") % parts
    return _("It says “%(value)s” for “%(name)s”, which means nothing here.") % parts
