"""Plain words for everything that the schema names: what the command line and the screens say.

Worked example: ``VALUES["where"]["no-pupil-area"]`` is "a place that pupils don't use", so that a sentence can be made of it:
"if you were in a place that pupils don't use".
"""

from __future__ import annotations


def translatable(text: str) -> str:
    """Return ``text`` as it is. The mark by which translators find it; who shows it looks its translation up."""
    return text


_ = translatable

HATS: dict[str, str] = {
    "staff": _("a member of staff"),
    "governor": _("a governor"),
    "volunteer": _("a volunteer"),
    "parent": _("a parent or guardian"),
}

ACTS: dict[str, str] = {
    "visit-social-media": _("be on social media or a blog"),
    "publish": _("publish or post something"),
    "befriend": _("send or accept a friend request"),
    "interact-online": _("be in touch with somebody online"),
    "view-profile": _("look at somebody's profile"),
    "use-phone": _("use a mobile phone (calls, messages, browsing)"),
    "carry-phone-on": _("keep a phone switched on with me"),
    "take-photos": _("take photos or film"),
    "discuss-school": _("talk about school matters online or in print"),
}

QUESTIONS: dict[str, str] = {
    "hats": _("Who are you here?"),
    "act": _("What would you like to do?"),
    "device": _("With what?"),
    "when": _("When?"),
    "where": _("Where?"),
    "purpose": _("For yourself, or on behalf of the school?"),
    "service_kind": _("What kind of site or app?"),
    "outlet": _("Where would it appear?"),
    "person.is": _("Who is the other person?"),
    "person.immediate_family": _("Are they your close family?"),
    "content": _("What would be in it?"),
    "permissions": _("Which permissions do you have?"),
    "restrictions": _("Has the school taken a right from you?"),
}

VALUES: dict[str, dict[str | bool, str]] = {
    "device": {
        "own-phone": _("your own phone"),
        "own-device": _("your own tablet, camera or computer"),
        "school-equipment": _("a school tablet, camera or phone"),
        "school-computer": _("a school computer"),
    },
    "when": {
        "working-hours": _("working hours"),
        "break": _("a break or lunchtime"),
        "before-or-after-school": _("before or after school"),
        "holiday": _("a weekend or the holidays"),
    },
    "where": {
        "staff-room": _("the staff room"),
        "office": _("an office"),
        "hall": _("the hall"),
        "classroom": _("a classroom"),
        "playground": _("the playground"),
        "pupil-area": _("another place that pupils use"),
        "no-pupil-area": _("a place that pupils don't use"),
        "off-premises": _("somewhere off the school site"),
        "at-event": _("a school event, such as an assembly or a play"),
    },
    "purpose": {"own": _("for yourself"), "for-the-school": _("on behalf of the school")},
    "service_kind": {
        "social-networking": _("a social networking site"),
        "blog": _("a blog"),
        "other-social-media": _("video, podcasts, a wiki, a message board, photo sharing or messaging"),
    },
    "outlet": {
        "social-media": _("social media"),
        "website": _("a website"),
        "print": _("print"),
        "press": _("the press"),
    },
    "person.is": {
        "pupil": _("a pupil of the school"),
        "former-pupil": _("a former pupil"),
        "child": _("another child"),
        "employee": _("somebody who works at the school"),
        "governor": _("a governor"),
        "parent": _("a parent"),
        "other": _("somebody else"),
    },
    "person.immediate_family": {True: _("close family"), False: _("not close family")},
    "content": {
        "school-name": _("the school's name"),
        "school-logo": _("the school's logo"),
        "published-material": _("something that the school has published"),
        "image-of-school-people": _("a picture of pupils, staff, governors or others of the school"),
        "illegal-conduct": _("something that ties the school to breaking the law"),
        "disrepute": _("something that harms the school's good name"),
        "confidential": _("confidential or business-sensitive information"),
        "security": _("something that could weaken the school's security"),
        "school-matters": _("school matters, or pupils, parents, staff or governors"),
        "abusive": _("something rude, threatening, insulting or defamatory"),
        "code-of-conduct": _("something that the code of conduct may speak of"),
    },
    "permissions": {
        "on-behalf-of-school": _("permission to post for the school"),
        "school-name": _("written permission for the school's name, logo or publications"),
        "publish-images": _("permission to publish these pictures"),
        "photo-pass": _("a photo pass"),
        "urgent-call": _("an urgent call expected, with the phone left in the office"),
        "adjustment": _("an adjustment that the head teacher has recorded"),
    },
    "restrictions": {"no-photos": _("may not take photos"), "no-phone": _("may not use a phone on the school site")},
}

PHRASES: dict[str, dict[str | bool, str]] = {
    "when": {
        "working-hours": _("in working hours"),
        "break": _("at break or lunchtime"),
        "before-or-after-school": _("before or after school"),
        "holiday": _("at the weekend or in the holidays"),
    },
    "where": {
        "staff-room": _("in the staff room"),
        "office": _("in an office"),
        "hall": _("in the hall"),
        "classroom": _("in a classroom"),
        "playground": _("in the playground"),
        "pupil-area": _("in another place that pupils use"),
        "no-pupil-area": _("in a place that pupils don't use"),
        "off-premises": _("off the school site"),
        "at-event": _("at a school event"),
    },
    "purpose": VALUES["purpose"],
}
"""The values as circumstances: "if it were …"."""

VERDICTS: dict[str, str] = {
    "may": _("Yes"),
    "with-permission": _("Yes, with permission"),
    "please-dont": _("Please don't"),
    "must-not": _("No"),
    "silent": _("The policy doesn't say"),
    "not-decided": _("Not decided here"),
}

DECIDERS: dict[str, str] = {
    "head": _("the head teacher"),
    "governing-body": _("the governing body"),
    "office": _("the school office"),
}

SAFEGUARDING_SILENCE = _("The policy doesn't say. Ask the safeguarding lead first.")
"""What is said for ``silent`` where a pupil or another child is concerned: silence is no leave."""

SHOWS_PEOPLE = "image-of-school-people"
"""What is published of which a child may be part."""

CHILDREN = ("pupil", "former-pupil", "child")
"""Whom that sentence protects. A former pupil may be a child still."""


def listed(words: list[str] | tuple[str, ...], last: str = "and") -> str:
    """``["a", "b", "c"]`` as "a, b and c"; at least one word."""
    *others, final = words
    return f"{', '.join(others)} {last} {final}" if others else final
