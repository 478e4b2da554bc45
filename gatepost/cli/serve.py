"""How is Gatepost served to browsers?

By granian's WSGI workers, forked from this process, on GATEPOST_LISTEN_ON and GATEPOST_PORT; why granian is told in
docs/adr/0002. The access log has no query strings, no addresses of people and no names.

    $ gatepost serve
    Gatepost is at http://localhost:8000
"""

import os
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import click

from gatepost.cli.beside import SECONDS_TO_FINISH, worker_beside
from gatepost.cli.django_setup import load_django, readable_database
from gatepost.cli.status import BAD_INPUT
from gatepost.kernel.processes import end_with

REQUESTS_AT_ONCE = 5
"""Threads a worker; in a rush one of them waits to write the file of heads for the others (`audit/outside.py`). A form that
arrives slowly holds one for as long as it takes, and this many hold up a worker: against that a proxy in front, which collects what
is sent before it passes it on, is required (SECURITY.md)."""
MILLISECONDS_FOR_HEADERS = 10_000
"""What a browser gets to say what it wants, on the slowest of networks."""
LONGEST_HEADERS = 64 * 1024
"""Bytes; a browser's are one or two thousand."""
ACCESS_LOG = "%(time)s %(method)s %(path)s %(status)d %(dt_ms).1f ms"


@click.command()
@click.option(
    "--prepare",
    is_flag=True,
    help="First migrate, collect static files, in a demo load the school; run the worker too.",
)
def serve(prepare: bool) -> None:  # noqa: FBT001  # click hands a flag over like this
    """Serve Gatepost to browsers, until it is stopped."""
    load_django()
    from django.conf import settings  # noqa: PLC0415  # needs Django loaded
    from django.db import connections  # noqa: PLC0415  # needs Django loaded

    _refuse_busy_port(settings.LISTEN_ON, settings.PORT)
    with readable_database():
        if prepare:
            _prepare(demo=settings.DEMO)
        _refuse_missing_static_files(debug=settings.DEBUG)
        lines = _greeting(port=settings.PORT, demo=settings.DEMO)
    connections.close_all()  # workers that are forked from here must not share a connection
    with worker_beside() if prepare else nullcontext():
        _run(settings, lambda: click.echo("\n".join(lines)))


def _prepare(*, demo: bool) -> None:
    from django.core.management import call_command  # noqa: PLC0415  # needs Django loaded

    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if demo:
        from gatepost.demo import services  # noqa: PLC0415  # needs Django loaded

        services.load(with_a_day=True)


def _greeting(*, port: int, demo: bool) -> list[str]:
    lines = [f"Gatepost is at http://localhost:{port}"]
    if demo:
        from gatepost.demo import people_lines  # noqa: PLC0415  # only a demo has invented people

        lines += ["", "Sign in as any of these invented people:", *(f"  {line}" for line in people_lines())]
    return [*lines, "", "Stop with Ctrl-C."]


def _refuse_missing_static_files(*, debug: bool) -> None:
    """Every page names a collected file; without it every page would be an error."""
    from django.contrib.staticfiles.finders import get_finders  # noqa: PLC0415  # needs Django loaded
    from django.contrib.staticfiles.storage import ManifestStaticFilesStorage  # noqa: PLC0415  # the same

    wanted = {path for finder in get_finders() for path, _ in finder.list([])}
    if debug or wanted <= ManifestStaticFilesStorage().hashed_files.keys():
        return
    click.echo("The static files are not collected. Type: gatepost serve --prepare", err=True)
    sys.exit(BAD_INPUT)


def _refuse_busy_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as refused:
            click.echo(
                f"Port {port} on {host} cannot be used: {refused.strerror}. Type for example: GATEPOST_PORT={port + 1}",
                err=True,
            )
            sys.exit(BAD_INPUT)


def _run(settings: Any, when_ready: Callable[[], None]) -> None:  # Django's settings have no type
    from granian.constants import HTTPModes, Interfaces  # noqa: PLC0415  # other commands need no server
    from granian.http import HTTP1Settings  # noqa: PLC0415  # the same
    from granian.log import LogLevels  # noqa: PLC0415  # the same
    from granian.server import Server  # noqa: PLC0415  # the same

    server = Server(
        settings.WSGI_APPLICATION.replace(".application", ":application"),
        address=settings.LISTEN_ON,
        port=settings.PORT,
        interface=Interfaces.WSGI,
        workers=settings.WORKERS,
        blocking_threads=REQUESTS_AT_ONCE,
        workers_kill_timeout=SECONDS_TO_FINISH,
        respawn_failed_workers=True,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=MILLISECONDS_FOR_HEADERS, max_buffer_size=LONGEST_HEADERS),
        websockets=False,
        log_level=LogLevels.warning,
        log_dictconfig=settings.SERVER_LOGGING,
        log_access=not settings.DEMO,
        log_access_format=ACCESS_LOG,
    )
    server.on_startup(when_ready)
    first = os.getpid()
    os.register_at_fork(after_in_child=lambda: _in_worker(first))
    server.serve()


def _in_worker(first: int) -> None:
    """Prepare a process that serves.

    Ctrl-C reaches it too, and would hang it until it is killed: it stops when the first process tells it. If that one was
    killed, it must not go on answering at the same port as the next.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    end_with(first, signal.SIGKILL)
