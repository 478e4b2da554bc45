"""How is what is kept about somebody packed?

A zip with the same twice: a page that any browser opens, and JSON for programs.

    names(packed(parts, viewer, at=now()))  ->  ['my-data.html', 'my-data.json']
"""

import json
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.template.loader import render_to_string

from gatepost.people.export import Part
from gatepost.people.viewer import Viewer

VERSION = 1
"""Of the JSON: a program that reads it can tell."""


def packed(parts: Sequence[Part], viewer: Viewer, *, at: datetime) -> bytes:
    """Return the zip."""
    page = render_to_string("web/me/download.html", {"parts": parts, "name": viewer.name, "at": at})
    programs = {
        "gatepost": VERSION,
        "made_at": at.isoformat(),
        "parts": {part.name: [{cell.name: cell.value for cell in row} for row in part.rows] for part in parts},
    }
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("my-data.html", page)
        archive.writestr("my-data.json", json.dumps(programs, indent=1, ensure_ascii=False))
    return file.getvalue()
