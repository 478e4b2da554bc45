"""Who may read the files that Gatepost makes?

Whoever runs it, and nobody else on the computer: the database, its log, the head of the record, static files.

    >>> before = os.umask(0)
    >>> for_this_user_alone(); oct(os.umask(before))
    '0o77'
"""

import os

EVERYBODY_ELSE = 0o077
"""What others may do with a file: the bits that are left out of every new one."""


def for_this_user_alone() -> None:
    """Let this process make no file that others can read, from here on."""
    os.umask(EVERYBODY_ELSE)
