"""Which documents are generated from the code, and are they as committed?

Each row of REFERENCES names a file and the function that returns its text. A room adds a row, and nothing else.

    $ python scripts/generate_references.py          writes them
    $ python scripts/generate_references.py --check  names those that differ, and fails
"""

import os
import sys
from importlib import import_module
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
REFERENCES = {
    "docs/reference/clauses.md": "gatepost.policy.reference:clause_index",
    "docs/reference/editions.md": "gatepost.agreements.reference:editions",
    "docs/reference/environment.md": "gatepost.config.reference:environment",
    "docs/reference/json-contract.md": "gatepost.policy.reference:json_contract",
    "docs/reference/permissions.md": "gatepost.grants.reference:permissions",
    "docs/reference/phones.md": "gatepost.premises.reference:phones",
    "docs/reference/questions.md": "gatepost.enquiries.reference:questions",
    "docs/reference/restrictions.md": "gatepost.restrictions.reference:restrictions",
    "docs/reference/roster.md": "gatepost.roster.reference:decisions",
    "docs/reference/self-reports.md": "gatepost.selfreports.reference:self_reports",
}


def text_of(target: str) -> str:
    """Return the text that `module:function` generates."""
    module, _, function = target.partition(":")
    return str(getattr(import_module(module), function)())


def main(words: list[str]) -> int:
    """Write the references, or compare them; return the exit status."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()  # words of states are translated, and that needs the rooms
    stale = []
    for name, target in REFERENCES.items():
        path, text = ROOT / name, text_of(target)
        if words == ["--check"]:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                stale.append(name)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    for name in stale:
        print(f"{name} is not what the code says. Type: make fix", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
