"""Which addresses carry a question: what is asked, what the explorer shows, whom the office invites?

A page of its own each, as a browser sees it; the table has what everybody gets at each address.

    ASKED["a no"]  ->  "/ask/?hat=staff&act=befriend&person.is=pupil"
"""

ASKED = {
    "a question with boxes to tick": "/ask/?hat=staff&act=publish",
    "what a parent asks": "/ask/?hat=parent",
    "who asks": "/ask/?change=hats",
    "one more question": "/ask/?hat=staff&hat=parent&act=take-photos&device=own-phone&when=break",
    "an answer changed": "/ask/?hat=staff&act=take-photos&device=own-phone&when=break&where=hall&change=when",
    "a yes": "/ask/?hat=parent&act=take-photos&where=at-event&permission=photo-pass",
    "a no": "/ask/?hat=staff&act=befriend&person.is=pupil",
    "two permissions": "/ask/?hat=staff&act=publish&content=school-name&content=image-of-school-people",
    "a request": "/ask/?hat=parent&act=discuss-school",
    "a silence": "/ask/?hat=parent&act=befriend&person.is=pupil&edition=0123456789ab",
    "two hats": "/ask/?hat=staff&hat=parent&act=take-photos&where=at-event&skip=device&skip=when&restriction=no-photos",
    "decided elsewhere": "/ask/?hat=staff&act=publish&content=code-of-conduct&outlet=print",
}
"""Every kind of page on the way of a question, and every verdict."""

EXPLORED = {
    "questions of an act": "/policy/explore/?hat=staff&act=publish&show=questions",
    "a rule that forbids": "/policy/explore/?hat=staff&act=use-phone&when=working-hours&where=hall&device=own-phone",
    "several hats, little known": "/policy/explore/?hat=staff&hat=governor&hat=parent&act=visit-social-media",
    "an exception": "/policy/explore/?hat=staff&act=use-phone&when=break&where=office&permission=adjustment",
    "much in it": "/policy/explore/?hat=staff&act=publish&outlet=print&content=school-name&content=abusive",
    "no rule at all": "/policy/explore/?hat=parent&act=befriend&person.is=pupil",
}
"""Every kind of result of the explorer."""

INVITING = {
    "who has no way in": "/people/invite/?group=nobody-in",
    "a hat to invite": "/people/invite/?group=hat:parent",
    "a class to invite": "/people/invite/?group=class:4B",
}
"""What the office sees of a group."""
