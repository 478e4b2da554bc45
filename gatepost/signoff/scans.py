"""Is this file the scan of a sheet: a PDF, a JPEG or a PNG, and not too large?

What counts is how the file begins and that it has an end, never its name. It is looked at no further, and never shown or converted
by the server: whoever may see it gets it as a download, under a name of ours. A file can be several things at once; the page that
hands it out sees to it that a browser runs none of them.

    >>> kind_of(b"%PDF-1.7" + bytes(200) + b"%%EOF")
    <Kind.PDF: 'pdf'>
"""

from django.db import models

from gatepost.kernel.errors import Refused

LARGEST = 5_000_000
"""Bytes. A page that a phone took is two or three million."""

SMALLEST = 64
"""Bytes. No picture of a sheet is smaller."""
TAIL = 1024
"""Bytes at the end of a PDF among which its end stands."""
NOTES = 4096
"""Bytes at the end of a JPEG among which its end stands."""


class Kind(models.TextChoices):
    """What a scan can be."""

    PDF = "pdf", "PDF"
    JPEG = "jpeg", "JPEG"
    PNG = "png", "PNG"

    @property
    def media_type(self) -> str:
        """What it is handed out as."""
        return {"pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png"}[self.value]


_BEGINNINGS = {
    Kind.PDF: (b"%PDF-1.", b"%PDF-2."),
    Kind.JPEG: (b"\xff\xd8\xff",),
    Kind.PNG: (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",),
}


def kind_of(scan: bytes) -> Kind:
    """Return what a scan is. Raises Refused."""
    if not scan:
        raise Refused("no-scan", "Choose the file with the scan or the photo of the sheet. This one is empty.")
    if len(scan) > LARGEST:
        raise Refused(
            "large-scan", "This file is larger than 5 MB. Scan it in black and white, or send a smaller photo."
        )
    for kind, beginnings in _BEGINNINGS.items():
        if scan.startswith(beginnings):
            if len(scan) >= SMALLEST and _has_end(kind, scan):
                return kind
            raise Refused("cut-scan", "This file is not whole. Scan the sheet again.")
    raise Refused("bad-scan", "This file is no PDF, JPEG or PNG. Scan the sheet, or take a photo of it.")


def _has_end(kind: Kind, scan: bytes) -> bool:
    if kind is Kind.PDF:
        return b"%%EOF" in scan[-TAIL:]
    if kind is Kind.JPEG:  # some phones write notes of their own after it, and some fill up with zeros
        return b"\xff\xd9" in scan.rstrip(b"\x00")[-NOTES:]
    return b"\x00\x00\x00\x00IEND\xaeB`\x82" in scan
