"""What do the pages about permissions answer to every kind of person?

Everybody who is signed in has a page of their own; a permission that is not theirs to see is not there.

    PERMISSIONS["permission"].status("head")  ->  404
"""

from tests.pages.rows import SIGNED_OUT, Row

NO_PERMISSION = "/permissions/no-such-permission/"

PERMISSIONS = {
    "permissions": Row("/permissions/", but=SIGNED_OUT),
    "permission-new": Row("/permissions/new/school-name/", but=SIGNED_OUT, post=400, post_but=SIGNED_OUT),
    "permission": Row(NO_PERMISSION, get=404, but=SIGNED_OUT),
    "permission-do": Row(f"{NO_PERMISSION}agree/", get=404, but=SIGNED_OUT, post=404, post_but=SIGNED_OUT),
}
