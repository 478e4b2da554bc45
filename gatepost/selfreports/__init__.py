"""How does somebody say that a pupil came near them online, before anybody else does?

The policy forbids to accept a pupil's request, and a request can come to anybody. Whoever says so at once is protected by it: it is
one minute, it accuses nobody, and the safeguarding lead alone sees it.

Example: a teacher got an invitation to follow a pupil on Saturday, declined it, and says so on Sunday evening.
"""
