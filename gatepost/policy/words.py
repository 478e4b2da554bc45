"""Plain words for everything that the schema names: what the command line and the screens say.

Worked example: ``VALUES["where"]["no-pupil-area"]`` is "a place that pupils don't use", so that a sentence can be made of it:
"if you were in a place that pupils don't use".
"""

from __future__ import annotations

HATS: dict[str, str] = {
    "staff": "a member of staff",
    "governor": "a governor",
    "volunteer": "a volunteer",
    "parent": "a parent or guardian",
}

ACTS: dict[str, str] = {
    "visit-social-media": "be on social media or a blog",
    "publish": "publish or post something",
    "befriend": "send or accept a friend request",
    "interact-online": "be in touch with somebody online",
    "view-profile": "look at somebody's profile",
    "use-phone": "use a mobile phone (calls, messages, browsing)",
    "carry-phone-on": "keep a phone switched on with me",
    "take-photos": "take photos or film",
    "discuss-school": "talk about school matters online or in print",
}

QUESTIONS: dict[str, str] = {
    "hats": "Who are you here?",
    "act": "What would you like to do?",
    "device": "With what?",
    "when": "When?",
    "where": "Where?",
    "purpose": "For yourself, or on behalf of the school?",
    "service_kind": "What kind of site or app?",
    "outlet": "Where would it appear?",
    "person.is": "Who is the other person?",
    "person.immediate_family": "Are they your close family?",
    "content": "What would be in it?",
    "permissions": "Which permissions do you have?",
    "restrictions": "Has the school taken a right from you?",
}

VALUES: dict[str, dict[str | bool, str]] = {
    "device": {
        "own-phone": "your own phone",
        "own-device": "your own tablet, camera or computer",
        "school-equipment": "a school tablet, camera or phone",
        "school-computer": "a school computer",
    },
    "when": {
        "working-hours": "working hours",
        "break": "a break or lunchtime",
        "before-or-after-school": "before or after school",
        "holiday": "a weekend or the holidays",
    },
    "where": {
        "staff-room": "the staff room",
        "office": "an office",
        "hall": "the hall",
        "classroom": "a classroom",
        "playground": "the playground",
        "pupil-area": "another place that pupils use",
        "no-pupil-area": "a place that pupils don't use",
        "off-premises": "somewhere off the school site",
        "at-event": "a school event, such as an assembly or a play",
    },
    "purpose": {"own": "for yourself", "for-the-school": "on behalf of the school"},
    "service_kind": {
        "social-networking": "a social networking site",
        "blog": "a blog",
        "other-social-media": "video, podcasts, a wiki, a message board, photo sharing or messaging",
    },
    "outlet": {"social-media": "social media", "website": "a website", "print": "print", "press": "the press"},
    "person.is": {
        "pupil": "a pupil of the school",
        "former-pupil": "a former pupil",
        "child": "another child",
        "employee": "somebody who works at the school",
        "governor": "a governor",
        "parent": "a parent",
        "other": "somebody else",
    },
    "person.immediate_family": {True: "close family", False: "not close family"},
    "content": {
        "school-name": "the school's name",
        "school-logo": "the school's logo",
        "published-material": "something that the school has published",
        "image-of-school-people": "a picture of pupils, staff, governors or others of the school",
        "illegal-conduct": "something that ties the school to breaking the law",
        "disrepute": "something that harms the school's good name",
        "confidential": "confidential or business-sensitive information",
        "security": "something that could weaken the school's security",
        "school-matters": "school matters, or pupils, parents, staff or governors",
        "abusive": "something rude, threatening, insulting or defamatory",
        "code-of-conduct": "something that the code of conduct may speak of",
    },
    "permissions": {
        "on-behalf-of-school": "permission to post for the school",
        "school-name": "written permission for the school's name, logo or publications",
        "publish-images": "permission to publish these pictures",
        "photo-pass": "a photo pass",
        "urgent-call": "an urgent call expected, with the phone left in the office",
        "adjustment": "an adjustment that the head teacher has recorded",
    },
    "restrictions": {"no-photos": "may not take photos", "no-phone": "may not use a phone on the school site"},
}

PHRASES: dict[str, dict[str | bool, str]] = {
    "when": {
        "working-hours": "in working hours",
        "break": "at break or lunchtime",
        "before-or-after-school": "before or after school",
        "holiday": "at the weekend or in the holidays",
    },
    "where": {
        **{value: f"in {words}" for value, words in VALUES["where"].items()},
        "off-premises": "off the school site",
        "at-event": "at a school event",
    },
    "purpose": VALUES["purpose"],
}
"""The values as circumstances: "if it were …"."""

VERDICTS: dict[str, str] = {
    "may": "Yes",
    "with-permission": "Yes, with permission",
    "please-dont": "Please don't",
    "must-not": "No",
    "silent": "The policy doesn't say",
    "not-decided": "Not decided here",
}

DECIDERS: dict[str, str] = {
    "head": "the head teacher",
    "governing-body": "the governing body",
    "office": "the school office",
}

SAFEGUARDING_SILENCE = "The policy doesn't say. Ask the safeguarding lead first."
"""What is said for ``silent`` where a pupil or another child is concerned: silence is no leave."""

SHOWS_PEOPLE = "image-of-school-people"
"""What is published of which a child may be part."""

CHILDREN = ("pupil", "former-pupil", "child")
"""Whom that sentence protects. A former pupil may be a child still."""


def listed(words: list[str] | tuple[str, ...], last: str = "and") -> str:
    """``["a", "b", "c"]`` as "a, b and c"; at least one word."""
    *others, final = words
    return f"{', '.join(others)} {last} {final}" if others else final
