"""With which settings does the server run that a bench measures?

With those of production; it has one more page, which no school has.

    $ DJANGO_SETTINGS_MODULE=bench.serving gatepost serve
"""

from gatepost.config.settings import *  # noqa: F403  # all of them

ROOT_URLCONF = "bench.serving_urls"
"""Everything, and `/bare/`: one row, inserted without asking who sends it."""
