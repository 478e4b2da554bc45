"""What do the pages about phones in the office and about places answer to every kind of person?

PREMISES["phones"].status("teacher")  ->  403
"""

from tests.pages.rows import ANONYMOUS, OFFICE, PARENTS, Row

KEEPS, KEEPS_NONE = dict.fromkeys(OFFICE, 200), dict.fromkeys(OFFICE, 404)
WRONG = dict.fromkeys(OFFICE, 400)
PREMISES = {
    "phones": Row("/phones/", get=403, but=KEEPS),
    "phones-mine": Row("/phones/mine/", but={ANONYMOUS: 302}),
    "phones-closing": Row("/phones/closing/", get=403, but=KEEPS, post=403, post_but=WRONG),
    "phones-find": Row("/phones/take/", get=403, but=KEEPS, post=403, post_but=KEEPS),
    "phones-take": Row("/phones/take/no-such-person/", get=403, but=KEEPS_NONE, post=403, post_but=KEEPS_NONE),
    "phone": Row("/phones/no-such-phone/", get=403, but=KEEPS_NONE, post=403, post_but=KEEPS_NONE),
    "phone-back": Row("/phones/no-such-phone/back/", get=405, post=403, post_but=KEEPS_NONE, is_page=False),
    "areas": Row("/areas/", but={ANONYMOUS: 302, **dict.fromkeys(PARENTS, 403)}),
    "areas-keep": Row("/areas/keep/", get=403, but=KEEPS, post=403, post_but=WRONG),
    "areas-free": Row("/areas/keep/free/", get=403, but=KEEPS, post=403, post_but=WRONG),
    "area-rename": Row("/areas/{hall}/rename/", get=403, but=KEEPS, post=403, post_but=WRONG),
    "area": Row("/areas/{hall}/", get=403, but=KEEPS, post=403, post_but=WRONG),
    "area-remove": Row("/areas/no-such-place/remove/", get=403, but=KEEPS_NONE, post=403, post_but=KEEPS_NONE),
    "area-use-remove": Row(
        "/areas/no-such-place/uses/no-such-use/remove/", get=405, post=403, post_but=KEEPS_NONE, is_page=False
    ),
}
