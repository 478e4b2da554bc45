"""Plain words for the starters, by their id; marked for translators, who find them as they find the web's own.

STARTERS["photos-event"]  ->  "Take photos or film at a school event"
"""

from gatepost.policy.words import translatable as _

STARTERS: dict[str, str] = {
    "photos-event": _("Take photos or film at a school event"),
    "photos": _("Take photos or film"),
    "phone": _("Use my phone"),
    "friend-request-pupil": _("Answer a friend request from a pupil"),
    "picture-social-media": _("Post a picture from school on social media"),
    "pictures": _("Publish pictures of people at school"),
    "social-network": _("Go on Facebook, Instagram or the like"),
    "post-for-school": _("Post for the school on social media"),
    "name-logo": _("Use the school's name or logo"),
    "talk": _("Say online what I think about school"),
    "urgent-call": _("Keep my phone on for an urgent call"),
    "in-touch": _("Message, chat or play with somebody online"),
    "friend-request": _("Send or accept a friend request"),
    "profile": _("Look at somebody's profile"),
    "blog": _("Write or read a blog"),
    "other-media": _("Use YouTube, WhatsApp, a podcast, a wiki or a message board"),
    "publish": _("Publish something else, online or on paper"),
}
