"""What does every address about restrictions answer to every kind of person, where there is no such notice?

RESTRICTIONS["restrictions"].status("office")  ->  200
"""

from tests.pages.rows import SIGNED_OUT, Row

DECIDERS = ("head", "chair")
"""Who decides about anybody, the chair about a head alone."""
NOWHERE = dict.fromkeys(DECIDERS, 404)


def of_no_notice(path: str = "", *, post: int = 405, is_page: bool = True) -> Row:
    """Return the row of a page about a notice that is not there: for most of the school no notice is."""
    where = f"/restrictions/no-such-notice/{path}"
    return Row(where, get=403, but=NOWHERE, post=post, post_but=NOWHERE if post == 403 else {}, is_page=is_page)


RESTRICTIONS = {
    "restrictions": Row("/restrictions/", get=403, but=dict.fromkeys((*DECIDERS, "office", "safeguarding-lead"), 200)),
    "restriction-new": Row("/restrictions/new/no-such-person/", get=403, but=NOWHERE, post=403, post_but=NOWHERE),
    "restriction": of_no_notice(),
    "restriction-letter": of_no_notice("letter-0.pdf", is_page=False),
    "restriction-paper": of_no_notice("paper/", post=403),
    "restriction-handed": of_no_notice("handed/", post=403),
    "restriction-decide": of_no_notice("confirm/", post=403),
    "me-restrictions": Row("/me/restrictions/", but=SIGNED_OUT),
    "me-restriction": Row("/me/restrictions/no-such-notice/", get=404, but=SIGNED_OUT, post=404, post_but=SIGNED_OUT),
    "me-restriction-letter": Row(
        "/me/restrictions/no-such-notice/letter-0.pdf", get=404, but=SIGNED_OUT, is_page=False
    ),
}
