"""With which status does a command end?

0 when all is well; the others are named here.

    sys.exit(BAD_INPUT)
"""

FAILED = 1
"""It could be done, and something is not as it should be."""

BAD_INPUT = 2
"""Input or an environment that makes no sense; one sentence on standard error says what would be right."""

TRY_LATER = 75
"""What mail servers take for: keep this letter and bring it again (EX_TEMPFAIL of sysexits.h)."""
