"""How does a server start a hundred times a minute?

This process loads once what a server loads, and forks one for each line that it reads: `gatepost serve`, in a group of processes of
its own. It writes the number of that process, and another line when it is gone.

    $ echo | python -m tests.rush.forking
    4711
    gone
"""

import os
import signal
import sys

from gatepost.cli.django_setup import load_django
from gatepost.cli.serve import serve
from gatepost.kernel.processes import end_with


def main() -> None:
    """Serve once for each line."""
    end_with(os.getppid(), signal.SIGKILL)  # a run of the tests that is broken off leaves nothing behind
    load_django()
    from django.urls import get_resolver  # noqa: PLC0415  # needs Django loaded

    from gatepost.config import wsgi  # noqa: F401, PLC0415  # the same; loaded before it is forked
    from gatepost.policy import default_pack  # noqa: PLC0415  # the same

    default_pack()
    len(get_resolver().url_patterns)
    me = os.getpid()
    for _ in sys.stdin:
        process = os.fork()
        if not process:
            end_with(me, signal.SIGTERM)
            os.setsid()
            os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what it says is not for whoever reads the lines
            serve([], standalone_mode=False)
            os._exit(0)
        print(process, flush=True)  # noqa: T201  # whoever started this one reads it
        os.waitpid(process, 0)
        print("gone", flush=True)  # noqa: T201  # the same


if __name__ == "__main__":
    main()
