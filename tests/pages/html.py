"""Is this HTML put together as a screen reader needs it?

A reader that walks a page once and notes headings, ids, links to them, names of fields, and anything inline that our
Content-Security-Policy would refuse.

    assert complaints("<h1>One</h1><h3>Three</h3>") == ["heading level 3 follows 1", …]
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser

HEADINGS = {f"h{level}": level for level in range(1, 7)}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass
class Walk(HTMLParser):
    """What was seen on the way through a page."""

    headings: list[int] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    fragments: list[str] = field(default_factory=list)
    open_tags: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    titles: int = 0
    language: str = ""

    def __post_init__(self) -> None:
        """Start the parser."""
        super().__init__()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take ``<use …/>`` as it is: opened and closed."""
        self.look(tag, dict(attrs))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element, and that it is open."""
        self.look(tag, dict(attrs))
        if tag not in VOID:
            self.open_tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close what is open; anything else is a mistake."""
        if not self.open_tags or self.open_tags[-1] != tag:
            self.complaints.append(f"</{tag}> closes {self.open_tags[-1:]}")
        else:
            self.open_tags.pop()

    def look(self, tag: str, attributes: dict[str, str | None]) -> None:
        """Note what matters about one element."""
        if tag in HEADINGS:
            self.headings.append(HEADINGS[tag])
        if tag == "html":
            self.language = attributes.get("lang") or ""
        self.titles += tag == "title" and "svg" not in self.open_tags
        if "id" in attributes:
            self.ids.append(attributes["id"] or "")
        link = attributes.get("href") or ""
        if link.startswith("#"):
            self.fragments.append(link[1:])
        self.complaints += [f"inline {name}" for name in attributes if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in attributes):
            self.complaints.append(f"inline <{tag}>")


def complaints(page: str) -> list[str]:
    """Return everything that is wrong with a page."""
    walk = Walk()
    walk.feed(page)
    found = list(walk.complaints)
    found += [f"{tag} stays open" for tag in walk.open_tags]
    found += [] if walk.headings.count(1) == 1 else [f"{walk.headings.count(1)} h1"]
    steps = zip(walk.headings, walk.headings[1:], strict=False)
    found += [f"heading level {after} follows {before}" for before, after in steps if after > before + 1]
    found += [] if walk.titles == 1 else [f"{walk.titles} titles"]
    found += [f"id {name} twice" for name in sorted({name for name in walk.ids if walk.ids.count(name) > 1})]
    found += [f"#{name} leads nowhere" for name in walk.fragments if name not in walk.ids]
    return found + ([] if walk.language == "en-GB" else [f"language {walk.language!r}"])
