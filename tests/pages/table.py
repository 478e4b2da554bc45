"""What does every address answer to every kind of person?

The table that the sweep walks. A new pattern without a row here fails the sweep; so does a row without a pattern.

    "sign-out": Row("/sign-out/", get=405, post=302)
"""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from gatepost.demo.policies import IN_FORCE_ID, PROPOSED_ID
from tests.pages.asking_rows import DESK, ENQUIRIES, SELF_REPORTS
from tests.pages.permissions import PERMISSIONS
from tests.pages.questions import ASKED, EXPLORED, INVITING
from tests.pages.rows import ANONYMOUS, KINDS, OFFICE, PARENTS, SIGNED_OUT, Row
from tests.pages.rows_premises import PREMISES
from tests.pages.rows_restrictions import RESTRICTIONS

__all__ = ["ANONYMOUS", "KINDS", "OFFICE", "PARENTS", "Row"]

ANSWERABLE = ("head", "deputy", "chair", "vice-chair", "governor")
"""Who answers for the policy."""

CLAUSE = "conduct.5"
EXAMPLE = "befriend-former-pupil"
DOUBT = "reading--head-authorises-images"
ANSWERING = (*ANSWERABLE, "clerk")
"""Those of the invented school who answer for the policy."""


def of_a_step(slug: str, edition: str, *, get: int, chair: int, post: int) -> Row:
    """Return the row of a step on an edition: for the chair alone, and hidden from whom the edition is not for."""
    others = {} if get == 403 else dict.fromkeys(ANSWERING, 403)
    path = f"/policy/editions/{edition}/{slug}/"
    return Row(path, get=get, post=get, but={**others, "chair": chair}, post_but={**others, "chair": post})


EDITIONS = {
    "check-hash": Row("/policy/check/"),
    "editions": Row("/policy/editions/"),
    "edition": Row(f"/policy/editions/{IN_FORCE_ID}/"),
    "edition-document": Row(f"/policy/editions/{PROPOSED_ID}/read/", get=404, but=dict.fromkeys(ANSWERING, 200)),
    "edition-approve": of_a_step("approve", PROPOSED_ID, get=404, chair=200, post=400),
    "edition-decline": of_a_step("decline", PROPOSED_ID, get=404, chair=200, post=400),
    "edition-sign": of_a_step("sign", IN_FORCE_ID, get=403, chair=200, post=400),
    "edition-in-force": of_a_step("in-force", IN_FORCE_ID, get=403, chair=409, post=409),
    "edition-call-off": of_a_step("call-off", IN_FORCE_ID, get=403, chair=409, post=409),
    "edition-review": of_a_step("review", IN_FORCE_ID, get=403, chair=200, post=400),
    "interpretations": Row("/policy/interpretations/"),
    "interpretation": Row(f"/policy/interpretations/{DOUBT}/"),
    "interpretation-decide": Row(
        f"/policy/interpretations/{DOUBT}/decide/", get=403, post=403, but={"chair": 200}, post_but={"chair": 400}
    ),
    "interpretation-withdraw": Row(
        f"/policy/interpretations/{DOUBT}/withdraw/", get=403, post=403, but={"chair": 200}, post_but={"chair": 400}
    ),
    "edition-withdraw": Row(
        f"/policy/editions/{PROPOSED_ID}/withdraw/",
        get=404,
        post=404,
        but={**dict.fromkeys(ANSWERING, 403), "head": 200},
        post_but={**dict.fromkeys(ANSWERING, 403), "head": 400},
    ),
}

NO_IMPORT = "/people/import/no-such-import/"


def of_an_import(path: str = "", *, post: int = 403) -> Row:
    """Return the row of a page about an import that is not there: for most of the school no import is."""
    nowhere = dict.fromkeys(OFFICE, 404)
    return Row(NO_IMPORT + path, get=403, but=nowhere, post=post, post_but=nowhere if post == 403 else {})


DRAFTERS = ("head", "chair", "clerk")
"""Who may draft a policy, of those in the invented school."""
NO_DOCUMENT = "/policy/import/no-such-document/"


def of_a_document(path: str = "", *, get: int = 405) -> Row:
    """Return the row of a page about a document that is not there: those who may not draft are told that it is not for them."""
    nowhere = dict.fromkeys(DRAFTERS, 404)
    if get == 405:
        return Row(NO_DOCUMENT + path, get=405, post=403, post_but=nowhere, is_page=False)
    return Row(NO_DOCUMENT + path, get=403, but=nowhere, post=405)


def _for_drafters(path: str) -> Row:
    """Return the row of a form about the draft ``{draft}``, which is there for those who may draft and for nobody else."""
    but, post_but = dict.fromkeys(DRAFTERS, 200), dict.fromkeys(DRAFTERS, 409)
    return Row(f"/policy/drafts/{{draft}}/{path}", get=404, post=404, but=but, post_but=post_but)


DRAFTS = {
    "drafts": Row(
        "/policy/drafts/", get=403, post=403, but=dict.fromkeys(DRAFTERS, 200), post_but=dict.fromkeys(DRAFTERS, 302)
    ),
    "draft": Row("/policy/drafts/{draft}/", get=404, post=405, but=dict.fromkeys(DRAFTERS, 200)),
    "draft-add": _for_drafters("add/"),
    "draft-about": _for_drafters("about/"),
    "draft-site": _for_drafters("hours/"),
    "draft-section": _for_drafters("sections/1/"),
    "draft-places": _for_drafters("places/conduct.phones-breaks/"),
    "draft-permission": _for_drafters("permissions/photo-pass/"),
    "draft-clause": _for_drafters("clauses/conduct.1/"),
    "draft-switch": Row(
        "/policy/drafts/{draft}/clauses/conduct.1/switch/",
        get=405,
        post=404,
        post_but=dict.fromkeys(DRAFTERS, 409),
        is_page=False,
    ),
    "draft-check": Row("/policy/drafts/{draft}/check/", get=404, but=dict.fromkeys(DRAFTERS, 200)),
    "draft-impact": Row("/policy/drafts/{draft}/impact/", get=404, but=dict.fromkeys(DRAFTERS, 200)),
    "draft-propose": Row(
        "/policy/drafts/{draft}/propose/", get=405, post=404, post_but=dict.fromkeys(DRAFTERS, 409), is_page=False
    ),
    "edition-export": Row(
        "/policy/editions/{draft}/export/pack/", get=404, but=dict.fromkeys(DRAFTERS, 200), is_page=False
    ),
    "edition-impact": Row("/policy/editions/{draft}/impact/", get=404, but=dict.fromkeys(DRAFTERS, 200)),
}
"""``{draft}`` stands for the draft that the invented school has in tests: see ``samples``."""

SEERS = (*OFFICE, "safeguarding-lead")
"""Who sees everybody."""
LOOKERS = (*SEERS, "chair", "clerk")
"""Who sees anybody else: these two the governors."""
LOOK = dict.fromkeys(LOOKERS, 200)
LET_IN, TAKEN = dict.fromkeys(SEERS, 200), dict.fromkeys(OFFICE, 400)


def of_nobody(path: str = "", *, post: int = 403, kinds: tuple[str, ...] = SEERS) -> Row:
    """Return the row of a page about somebody who is not there: for most of the school nobody is."""
    nowhere = dict.fromkeys(kinds, 404)
    where = f"/people/no-such-person/{path}"
    return Row(where, get=403, but=nowhere, post=post, post_but=nowhere if post == 403 else {})


def of_no_pupil(path: str = "", *, post: int = 403, kinds: tuple[str, ...] = OFFICE) -> Row:
    """Return the row of a page about a pupil who is not there."""
    nowhere = dict.fromkeys(kinds, 404)
    where = f"/people/pupils/no-such-pupil/{path}"
    return Row(where, get=403, but=nowhere, post=post, post_but=nowhere if post == 403 else {})


def of_no_campaign(path: str = "", *, post: int = 405, kinds: tuple[str, ...] = OFFICE, is_page: bool = True) -> Row:
    """Return the row of a page about a campaign that is not there."""
    nowhere = dict.fromkeys(kinds, 404)
    where = f"/sign-off/no-such-campaign/{path}"
    return Row(where, get=403, but=nowhere, post=post, post_but=nowhere if post == 403 else {}, is_page=is_page)


CAMPAIGNS = {
    "campaigns": Row("/sign-off/", get=403, but=dict.fromkeys({*ANSWERING, *OFFICE}, 200)),
    "campaign-new": Row(
        "/sign-off/new/", get=403, but=dict.fromkeys(OFFICE, 200), post=403, post_but=dict.fromkeys(OFFICE, 400)
    ),
    "declined": Row("/sign-off/declined/", get=403, but={"head": 200}, post=403, post_but={"head": 409}),
    "campaign": of_no_campaign(kinds=tuple({*ANSWERING, *OFFICE})),
    "campaign-people": of_no_campaign("people/"),
    "campaign-end": of_no_campaign("end/", post=403),
    "campaign-csv": of_no_campaign("people.csv", is_page=False),
    "campaign-report": of_no_campaign("report.pdf", is_page=False),
}

PEOPLES = {
    "people": Row("/people/", get=403, but=LOOK, post=403, post_but=LOOK),
    "invite": Row("/people/invite/", get=403, but=dict.fromkeys(OFFICE, 200), post=403, post_but=TAKEN),
    "person-add": Row("/people/add/", get=403, but=dict.fromkeys(OFFICE, 200), post=403, post_but=TAKEN),
    "unreached": Row("/people/unreached/", get=403, but=dict.fromkeys(OFFICE, 200)),
    "pupils": Row("/people/pupils/", get=403, but=LET_IN, post=403, post_but=LET_IN),
    "pupil-add": Row("/people/pupils/add/", get=403, but=dict.fromkeys(OFFICE, 200), post=403, post_but=TAKEN),
    "pupil": of_no_pupil(post=405, kinds=SEERS),
    "pupil-correct": of_no_pupil("correct/"),
    "pupil-leave": of_no_pupil("leave/"),
    "pupil-restrict": of_no_pupil("restrict/no-such-link/", kinds=("head", "safeguarding-lead")),
    "pupil-lift": of_no_pupil("lift/no-such-restriction/", kinds=("head", "safeguarding-lead")),
    "person": of_nobody(post=405, kinds=LOOKERS),
    "person-correct": of_nobody("correct/", kinds=LOOKERS),
    "person-hat": of_nobody("hat/", kinds=LOOKERS),
    "person-duty": of_nobody("duty/", kinds=LOOKERS),
    "person-delegation": of_nobody("delegation/", kinds=LOOKERS),
    "person-adjustment": of_nobody("adjustment/", kinds=LOOKERS),
    "person-close-account": of_nobody("close-account/", kinds=LOOKERS),
    "person-child": of_nobody("child/"),
    "person-end": of_nobody("end/hat/no-such-hat/", kinds=LOOKERS),
    "person-leave": of_nobody("leave/"),
    "person-merge": of_nobody("merge/"),
    "person-merge-with": of_nobody("merge/no-such-other/"),
}

NO_CAMPAIGN = dict.fromkeys(OFFICE, 404)
CHASING = {
    "chasing": Row("/sign-off/chasing/", get=403, but=dict.fromkeys(OFFICE, 200), post=403, post_but=TAKEN),
    "chasing-holidays": Row(
        "/sign-off/chasing/holidays/", get=403, but=dict.fromkeys(OFFICE, 302), post=403, post_but=TAKEN, is_page=False
    ),
    "chasing-holiday-remove": Row(
        "/sign-off/chasing/holidays/no-such-holiday/remove/",
        get=405,
        post=403,
        post_but=dict.fromkeys(OFFICE, 302),
        is_page=False,
    ),
    "campaign-remind": Row(
        "/sign-off/no-such-campaign/remind/", get=403, but=NO_CAMPAIGN, post=403, post_but=NO_CAMPAIGN
    ),
    "campaign-gate": Row("/sign-off/no-such-campaign/gate.pdf", get=403, but=NO_CAMPAIGN, is_page=False),
}

FOUND = dict.fromkeys(OFFICE, 200)
NOWHERE = dict.fromkeys(OFFICE, 404)
ON_PAPER = {
    "paper": Row("/sign-off/paper/", get=403, but=FOUND, post=403, post_but=FOUND),
    "paper-record": Row("/sign-off/paper/no-such-person/", get=403, but=NOWHERE, post=403, post_but=NOWHERE),
    "paper-mistake": Row("/sign-off/paper/mistake/no-such-answer/", get=403, but=NOWHERE, post=403, post_but=NOWHERE),
    "paper-sheet": Row("/sign-off/paper/no-such-person/sheet/", get=403, but=NOWHERE),
    "kept": Row("/policy/kept/"),
    "keeping": Row("/sign-off/kept/", get=403, but=FOUND, post=403, post_but={"head": 400}),
    "paper-scan": Row("/sign-off/paper/scan/no-such-answer/", get=404, but={ANONYMOUS: 302}),
}

NO_PASSWORD = {**SIGNED_OUT, **dict.fromkeys(PARENTS, 403)}
"""Only staff, governors and volunteers have one."""


def of_ones_own(path: str, *, get: int = 200, post: int = 400, is_page: bool = True, begins: bool = False) -> Row:
    """Return the row of a page about how one signs in: for whoever is signed in."""
    where = f"/me/sign-in/{path}"
    return Row(where, get=get, post=post, but=SIGNED_OUT, post_but=SIGNED_OUT, is_page=is_page, begins=begins)


SIGNING_IN = {
    "sign-in-password": Row("/sign-in/password/", post=400),
    "account_login": Row("/sign-in/begin/", get=302, post=302, is_page=False),
    "account_request_login_code": Row("/sign-in/ask/", get=302, post=302, is_page=False),
    "account_inactive": Row("/sign-in/ended/", get=302, post=302, is_page=False),
    "sign-in-name": Row("/sign-in/name/", post=400),
    "account_confirm_login_code": Row("/sign-in/code/", get=302, post=302, is_page=False),
    "mfa_authenticate": Row("/sign-in/second/", get=302, post=302, is_page=False),
    "mfa_login_webauthn": Row("/sign-in/passkey/", get=302, post=302, is_page=False),
    "mfa_reauthenticate": Row("/sign-in/again/", get=403, post=403, but=SIGNED_OUT, post_but=SIGNED_OUT, is_page=False),
    "account_reauthenticate": Row(
        "/sign-in/again/password/", get=403, post=403, but=SIGNED_OUT, post_but=SIGNED_OUT, is_page=False
    ),
    "mfa_reauthenticate_webauthn": Row(
        "/sign-in/again/passkey/", get=403, post=403, but=SIGNED_OUT, post_but=SIGNED_OUT, is_page=False
    ),
    "openid_connect_login": Row("/sign-in/with/nobody/", get=404, post=404),
    "openid_connect_callback": Row("/sign-in/with/nobody/back/", get=404, post=404),
    "socialaccount_login_cancelled": Row("/sign-in/with/given-up/", get=302, post=302, is_page=False),
    "invitation-code": Row("/invitation/", post=400),
    "invitation": Row("/invitation/no-such-token/", get=404, post=404),
    "mfa_index": Row("/me/sign-in/", but=SIGNED_OUT),
    "mfa_activate_totp": of_ones_own("app/", begins=True),
    "mfa_deactivate_totp": of_ones_own("app/remove/", get=404, post=404, is_page=False),
    "mfa_add_webauthn": of_ones_own("passkey/", begins=True),
    "mfa_remove_webauthn": of_ones_own("passkey/0/remove/", get=404, post=404, is_page=False),
    "mfa_view_recovery_codes": of_ones_own("codes/", get=404, post=405, is_page=False),
    "mfa_generate_recovery_codes": of_ones_own("codes/new/"),
    "end-session": Row("/me/sign-in/end/no-such-session/", get=405, post=302, is_page=False),
    "own-password": Row("/me/sign-in/password/", post=400, but=NO_PASSWORD, post_but=NO_PASSWORD),
    "own-password-remove": Row(
        "/me/sign-in/password/remove/", get=404, post=404, but=NO_PASSWORD, post_but=NO_PASSWORD, is_page=False
    ),
    "end-other-sessions": Row("/me/sign-in/end-others/", get=405, post=302, is_page=False),
    "people-sign-in": Row("/people/no-such-person/sign-in/", get=404, post=404),
    "outbox": Row("/outbox/"),
}

ROWS = {
    **PERMISSIONS,
    **PEOPLES,
    **ON_PAPER,
    **ENQUIRIES,
    **SELF_REPORTS,
    **DESK,
    **DRAFTS,
    "health": Row("/health", is_page=False),
    "start": Row("/"),
    "ask": Row("/ask/"),
    "ask-step": Row("/ask/step/", get=302, post=400, is_page=False),
    "ask-words": Row("/ask/words/", get=302, post=400, is_page=False),
    "policy": Row("/policy/"),
    "import": Row(
        "/policy/import/", get=403, but=dict.fromkeys(DRAFTERS, 200), post=403, post_but=dict.fromkeys(DRAFTERS, 400)
    ),
    "import-look": of_a_document(get=403),
    "import-choose": of_a_document("choose/"),
    "import-draft": of_a_document("draft/"),
    "import-delete": of_a_document("delete/"),
    "clause": Row(f"/policy/{CLAUSE}/"),
    "examples": Row("/policy/examples/"),
    "example": Row(f"/policy/examples/{EXAMPLE}/"),
    **EDITIONS,
    "understand": Row("/policy/understand/"),
    "explore": Row("/policy/explore/"),
    "law": Row("/policy/law/"),
    "openapi-json": Row("/api/v1/openapi.json", is_page=False),
    "api-decide": Row("/api/v1/decide", get=405, post=415, is_page=False, is_for_programs=True),
    "api-policy": Row("/api/v1/policy", is_page=False),
    "api-root": Row("/api/v1/", get=404, post=404, is_page=False),
    "api-nothing": Row("/api/v1/no-such-address", get=404, post=404, is_page=False),
    "roster": Row(
        "/people/import/", get=403, but=dict.fromkeys(OFFICE, 200), post=403, post_but=dict.fromkeys(OFFICE, 400)
    ),
    "roster-template": Row(
        "/people/import/template.csv", get=403, but=dict.fromkeys(OFFICE, 200), post=405, is_page=False
    ),
    "roster-import": of_an_import(post=405),
    "roster-columns": of_an_import("columns/"),
    "roster-lines": of_an_import("list/new/", post=405),
    "roster-who": of_an_import("who-is-who/"),
    "roster-leavers": of_an_import("leavers/"),
    "roster-confirm": of_an_import("confirm/"),
    "roster-drop": of_an_import("drop/"),
    "roster-undo": of_an_import("undo/"),
    **CAMPAIGNS,
    **RESTRICTIONS,
    "asked": Row("/asked/", get=403, but=dict.fromkeys(ANSWERABLE, 200)),
    "me": Row("/me/", but={ANONYMOUS: 302}),
    "me-school": Row("/me/school/", get=302, post=302, is_page=False),
    "me-data": Row("/me/data/", but={ANONYMOUS: 302}, post=200, post_but={ANONYMOUS: 302}),
    "to-sign": Row("/to-sign/no-such-token/", get=410, post=410),
    "left-signed": Row(
        "/sign-off/left/no-such-person/", get=404, but={ANONYMOUS: 302}, post=404, post_but={ANONYMOUS: 302}
    ),
    "me-policy-leave": Row("/me/policy/leave/", get=405, post=302, is_page=False),
    "me-policy": Row("/me/policy/", but={ANONYMOUS: 302}, post=409, post_but={ANONYMOUS: 302}),
    "me-policy-read": Row("/me/policy/read/", but={ANONYMOUS: 302}, post=409, post_but={ANONYMOUS: 302}),
    "me-policy-questions": Row(
        "/me/policy/questions/",
        but=dict.fromkeys((ANONYMOUS, *PARENTS), 302),
        post=409,
        post_but=dict.fromkeys((ANONYMOUS, *PARENTS), 302),
    ),
    "me-policy-sign": Row("/me/policy/sign/", but={ANONYMOUS: 302}, post=409, post_but={ANONYMOUS: 302}),
    "me-signed": Row("/me/policy/signed/", but={ANONYMOUS: 302}),
    "me-receipt": Row("/me/policy/signed/no-such-answer/", get=404, but={ANONYMOUS: 302}),
    "me-copy": Row("/me/policy/signed/no-such-answer/copy.pdf", get=404, but={ANONYMOUS: 302}),
    "me-family": Row(
        "/me/family/",
        but={ANONYMOUS: 302, **dict.fromkeys(PARENTS, 403)},
        post=400,
        post_but={ANONYMOUS: 302, **dict.fromkeys(PARENTS, 403)},
    ),
    "me-family-withdraw": Row(
        "/me/family/no-such-declaration/withdraw/",
        get=404,
        but={ANONYMOUS: 302, **dict.fromkeys(PARENTS, 403)},
        post=404,
        post_but={ANONYMOUS: 302, **dict.fromkeys(PARENTS, 403)},
    ),
    "letter": Row("/letter/"),
    "permission-letter": Row(
        "/permissions/no-such-permission/letter.pdf",
        get=404,
        but=SIGNED_OUT,
        post=404,
        post_but=SIGNED_OUT,
        is_page=False,
    ),
    **SIGNING_IN,
    **CHASING,
    **PREMISES,
    "sign-in": Row("/sign-in/", post=400),
    "sign-out": Row("/sign-out/", get=405, post=302, is_page=False),
}
LOST = {
    "no page": Row("/no-such-page", get=404, post=404),
    "no clause": Row("/policy/conduct.10/", get=404),
    "no question": Row("/ask/?hat=parent&act=juggle", get=400),
    "no weeks": Row("/asked/?from=2026-06-30", get=403, but=dict.fromkeys(ANSWERABLE, 404)),
    "no such place": Row("/policy/explore/?hat=staff&act=use-phone&where=attic", get=400),
    "no letter": Row("/letter/?code=K7QM-4XTD-9RWE-2HP0-V3CZ-PGPR", get=404),
    "no code": Row("/letter/?code=K7QM", get=400),
    "no fingerprint": Row("/policy/check/?hash=daf5", get=400),
    "no example": Row("/policy/examples/no-such-example/", get=404),
}
PAGES = {name: row.path for name, row in {**ROWS, **LOST}.items() if row.is_page} | ASKED | EXPLORED | INVITING
"""Every kind of page with a sample address, those that help the lost included: what the browser looks at."""


def patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    """Yield every address pattern there is."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from patterns(pattern)
