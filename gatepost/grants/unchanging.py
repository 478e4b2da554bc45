"""What stops a step from being changed once it is taken?

The database itself: triggers (``kernel.unchanging``) refuse to change a row or to remove one. What somebody agreed to, and in which
words, stays.

    sqlite> DELETE FROM grants_permissionstep;
    Runtime error: what was decided is not changed
"""

from gatepost.kernel.unchanging import Unchanging

REFUSAL = "what was decided is not changed"

TABLES = (
    Unchanging(
        "grants_permissionstep",
        REFUSAL,
        same="id = NEW.id OR (permission_id = NEW.permission_id AND number = NEW.number)",
    ),
)
