"""What do the pages answer on which somebody asks the school, or tells it something?

ENQUIRIES["question"].status("parent")  ->  404, for it is not there
"""

from tests.pages.rows import ANONYMOUS, OFFICE, PARENTS, SIGNED_OUT, Row

ENQUIRIES = {
    "questions": Row("/questions/"),
    "question-new": Row("/questions/new/", but=SIGNED_OUT, post=400, post_but=SIGNED_OUT),
    "question": Row("/questions/no-such-question/", get=404, but=SIGNED_OUT, post=404, post_but=SIGNED_OUT),
    "channels": Row(
        "/questions/channels/", get=403, but=dict.fromkeys(OFFICE, 200), post=403, post_but=dict.fromkeys(OFFICE, 400)
    ),
}
DESK = {"desk": Row("/desk/", get=403, but=dict.fromkeys(OFFICE, 200))}
NOT_BOUND = {ANONYMOUS: 302, **dict.fromkeys(PARENTS, 403)}
SELF_REPORTS = {
    "self-reports": Row("/self-report/", but=NOT_BOUND, post=400, post_but=NOT_BOUND),
    "self-report": Row("/self-report/no-such-report/", get=404, but=SIGNED_OUT, post=404, post_but=SIGNED_OUT),
    "self-report-receipt": Row("/self-report/no-such-report/receipt.txt", get=404, but=SIGNED_OUT, is_page=False),
}
