"""How does a process go when the one that started it is gone, however that ended?

The system is asked to send it a signal then: no pipe to watch, and nothing that a killed process would have to do. Only Linux
can; elsewhere a killed server may leave processes behind.

    end_with(os.getppid(), signal.SIGTERM)  # in the process that is to go, first thing
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
"""From <linux/prctl.h>."""


def end_with(parent: int, how: signal.Signals) -> None:
    """Let this process get a signal when the process that started it ends; end it now if that is gone already."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(how), 0, 0, 0)
    if os.getppid() != parent:  # it ended before the system was asked
        os.kill(os.getpid(), how)
