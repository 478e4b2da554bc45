"""Are the heaviest pages as quick as pages can be, and the first visit as light?

The policy document and the list of examples, each against a bare Django page of as many rows: same process, same
middleware, same client, a template that prints what it is given. The first visit is measured on what the server sends,
compressed as browsers ask for it.

    $ make bench ARGS=web
"""

import gzip
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from itertools import cycle, islice
from types import ModuleType

from bench.common import Line, interleaved

HEAVIEST = {"/policy/": b'<li class="item"', "/policy/examples/": b'<span class="asked"'}
"""The two pages with most on them, and what begins a row of each."""
TIMES = 5
SAMPLES = ("/", "/policy/", "/policy/conduct.5/", "/policy/examples/", "/policy/examples/befriend-former-pupil/")
MOST_TIMES = 2.0
MOST_BYTES = 60_000
BARE_PAGE = """<!doctype html><html lang="en-GB"><head><title>Bare</title></head><body><h1>Bare</h1><ol>
{% for row in rows %}<li id="{{ row.id }}"><a href="/policy/{{ row.id }}/">{{ row.title }}</a><b>{{ row.number }}</b>
<p>{{ row.wording }}</p></li>
{% endfor %}</ol></body></html>"""
ASSET = re.compile(r'(?:href|src)="(/static/[^"]+)"')


def measure() -> list[Line]:
    """Return the lines of the table."""
    import django  # noqa: PLC0415  # the settings' name is in the environment only now

    django.setup()
    with _database():
        return [*_time(), *_weight()]


@contextmanager
def _database() -> Iterator[None]:
    """A database with the invented school, and the static files, as a visitor finds them.

    Templates render as they do for visitors, without what tests add to them: that costs a page more, the more parts it has.
    """
    from django.conf import settings  # noqa: PLC0415  # needs Django set up
    from django.core.management import call_command  # noqa: PLC0415  # the same
    from django.test.utils import get_runner, override_settings  # noqa: PLC0415  # the same

    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        call_command("collectstatic", interactive=False, verbosity=0)
        from gatepost.demo import services as demo  # noqa: PLC0415  # the same

        demo.load()
        with override_settings(ALLOWED_HOSTS=["testserver"], DEBUG=False):
            yield
    finally:
        runner.teardown_databases(databases)


def _time() -> list[Line]:
    from django.test import Client, override_settings  # noqa: PLC0415  # needs Django set up

    client = Client()
    lines = []
    for path, row in HEAVIEST.items():
        rows = client.get(path).content.count(row)
        with override_settings(ROOT_URLCONF=_with_a_bare_page(rows)):
            pair = interleaved(partial(client.get, path), partial(client.get, "/bare/"), times=TIMES)
        lines.append(
            Line(f"{path}, {rows} rows, against a bare page", f"{pair.ours * 1000:.1f} ms", pair.ratio, MOST_TIMES)
        )
    return lines


def _with_a_bare_page(count: int) -> ModuleType:
    """Return the addresses there are, and one more: as many rows of a clause's words, in a plain loop."""
    from django.http import HttpRequest, HttpResponse  # noqa: PLC0415  # needs Django set up
    from django.template import Engine, RequestContext  # noqa: PLC0415  # the same
    from django.urls import path  # noqa: PLC0415  # the same

    from gatepost.config import urls  # noqa: PLC0415  # the same
    from gatepost.policy import default_pack  # noqa: PLC0415  # the same

    template = Engine.get_default().from_string(BARE_PAGE)
    rows = list(islice(cycle(default_pack().clauses.values()), count))

    def bare(request: HttpRequest) -> HttpResponse:
        return HttpResponse(template.render(RequestContext(request, {"rows": rows})))

    module = ModuleType("bench_urls")
    module.urlpatterns = [path("bare/", bare), *urls.urlpatterns]  # type: ignore[attr-defined]  # made here
    return module


def _weight() -> list[Line]:
    heaviest = max(SAMPLES, key=_first_visit)
    weight = _first_visit(heaviest)
    return [
        Line(
            f"first visit over the wire, heaviest of {len(SAMPLES)}: {heaviest}", f"{weight} bytes", weight, MOST_BYTES
        )
    ]


def _first_visit(path: str) -> int:
    """Return the bytes of a page with everything that it asks for, bodies and headers."""
    page, weight = _fetch(path)
    return weight + sum(_fetch(asset)[1] for asset in sorted(set(ASSET.findall(page.decode()))))


def _fetch(path: str) -> tuple[bytes, int]:
    """Return a body, unpacked, and what it weighs as it is sent."""
    from django.test import Client  # noqa: PLC0415  # needs Django set up

    response = Client().get(path, headers={"accept-encoding": "gzip, br"})
    sent = b"".join(response) if response.streaming else response.content
    headers = sum(len(f"{name}: {value}\r\n") for name, value in response.headers.items())
    packed = response.headers.get("Content-Encoding") == "gzip"
    response.close()
    return (gzip.decompress(sent) if packed else sent), len(sent) + headers
