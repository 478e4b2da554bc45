"""How are the files of an edition kept, and are they still what its hash names?

As canonical JSON, one text a row. Reading the rules takes a tenth of a second, so a process reads each text once.

    parsed(written(default_files())).label  ->  'July 2018'
"""

import json
from hashlib import sha256 as hashed

from gatepost.agreements.keeping import Kept
from gatepost.kernel.errors import GatepostError
from gatepost.policy import Edition, PackFiles, load_files

_kept: Kept[str, Edition] = Kept(most=16)
"""Parsed editions of this process: some megabytes each."""


class EditionAltered(GatepostError):
    """The words of an edition in the database are not those that its hash names."""


def written(files: PackFiles) -> str:
    """Return the files of a pack as canonical JSON: what the database keeps."""
    return json.dumps(dict(files), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def read(content: str) -> dict[str, str]:
    """Return the files that were written."""
    return {str(name): str(text) for name, text in json.loads(content).items()}


def parsed(content: str, *, sha256: str = "") -> Edition:
    """Return the policy that files make; raise PackError if they make none, EditionAltered if it is not that of the hash."""
    edition = _kept.get(hashed(content.encode(errors="surrogatepass")).hexdigest(), lambda: load_files(read(content)))
    if sha256 and edition.sha256 != sha256:
        raise EditionAltered("edition-altered", "This edition is not what was kept: its words do not fit its hash.")
    return edition
