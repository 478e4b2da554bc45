"""What do the pages answer on which somebody asks the school, or tells it something?

ENQUIRIES["question"].status("parent")  ->  404, for it is not there
"""

from tests.pages.rows import OFFICE, SIGNED_OUT, Row

ENQUIRIES = {
    "questions": Row("/questions/"),
    "question-new": Row("/questions/new/", but=SIGNED_OUT, post=400, post_but=SIGNED_OUT),
    "question": Row("/questions/no-such-question/", get=404, but=SIGNED_OUT, post=404, post_but=SIGNED_OUT),
    "channels": Row(
        "/questions/channels/", get=403, but=dict.fromkeys(OFFICE, 200), post=403, post_but=dict.fromkeys(OFFICE, 400)
    ),
}
