"""With which settings do the tests run?

With the real ones, in a demo, in a folder of their own that goes away; DATABASE_URL chooses the database as it does
for everybody. Nothing is switched off: static files are hashed and collected, the record's triggers are in force.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_folder = tempfile.mkdtemp(prefix="gatepost-tests-")
_owner = os.getpid()


def _remove_folder() -> None:
    if os.getpid() == _owner:  # a forked child inherits this function, not the duty
        shutil.rmtree(_folder, ignore_errors=True)


atexit.register(_remove_folder)

os.environ.setdefault("TESTS_IMPORT_DOCUMENT", os.environ.get("GATEPOST_IMPORT_DOCUMENT", ""))
for _name in [name for name in os.environ if name.startswith("GATEPOST_")]:
    del os.environ[_name]
os.environ["GATEPOST_DEMO"] = "yes"
os.environ["GATEPOST_DATA_DIR"] = _folder
# The browser's driver keeps an event loop in this thread; Django refuses database calls there unless told that no
# coroutine is involved, and none is.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"

from gatepost.config.settings import *  # noqa: E402, F403  # the environment has to be set before it is read
from gatepost.config.settings import DATABASES  # noqa: E402  # the same

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}  # quick, and emptied between tests

EVEN_TIME = 0.001  # the suite signs in thousands of times; one test asks with the real one

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(Path(_folder) / "tests.sqlite3")}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 0  # a connection kept by a served page would stop the database's removal
