"""How do the tests read a page of Ask, and tap on it?

The page is read as a browser reads it: its forms with what they send, and its card.

    page = opened(client, "/ask/?hat=parent&act=take-photos")
    card(tap(client, page, "The hall").text).verdict  ->  "with-permission"
"""

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

from django.test import Client

SEE_OTHER = 303


@dataclass
class Button:
    """Something to press: its words, where its form goes, and what it sends."""

    words: str
    action: str
    sends: dict[str, list[str]]


@dataclass
class Page(HTMLParser):
    """A page with its buttons; boxes to tick are in ``ticks``, by the words beside them."""

    path: str
    text: str
    buttons: list[Button] = field(default_factory=list)
    ticks: dict[str, str] = field(default_factory=dict)
    action: str = ""
    hidden: dict[str, list[str]] = field(default_factory=dict)
    pressed: dict[str, str | None] | None = None
    ticked: str | None = None
    heard: str = ""

    def __post_init__(self) -> None:
        """Read the page."""
        super().__init__()
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form, what it hides, and what can be pressed or ticked."""
        attributes = dict(attrs)
        if tag == "form":
            self.action, self.hidden = attributes.get("action") or "", {}
        elif tag == "input" and attributes.get("type") == "hidden":
            self.hidden[str(attributes["name"])] = [attributes.get("value") or ""]
        elif tag == "input" and attributes.get("type") == "checkbox":
            self.ticked, self.heard = attributes.get("value"), ""
        elif tag == "button":
            self.pressed, self.heard = attributes, ""

    def handle_data(self, data: str) -> None:
        """Hear the words."""
        self.heard += data

    def handle_endtag(self, tag: str) -> None:
        """Keep a button, or a box with its words."""
        if tag == "button" and self.pressed is not None:
            name = self.pressed.get("name")
            sends = {**self.hidden, **({name: [self.pressed.get("value") or ""]} if name else {})}
            self.buttons.append(Button(" ".join(self.heard.split()), self.action, sends))
            self.pressed = None
        elif tag == "label" and self.ticked is not None:
            self.ticks[" ".join(self.heard.split())] = self.ticked
            self.ticked = None

    @property
    def is_answer(self) -> bool:
        """Tell whether the verdict card is on the page."""
        return '<article class="verdict' in self.text

    def to_press(self) -> list[Button]:
        """Return the buttons that answer the page's question."""
        return [button for button in self.buttons if button.action == "/ask/step/" and "several" not in button.words]


def opened(client: Client, path: str) -> Page:
    """Open an address that is there."""
    response = client.get(path)
    assert response.status_code == 200, path
    return Page(path, response.content.decode())


def press(client: Client, button: Button, **more: list[str]) -> Page:
    """Press a button and follow where it leads."""
    response = client.post(button.action, {**button.sends, **more})
    if response.status_code == SEE_OTHER:
        return opened(client, response.headers["Location"])
    return Page(button.action, response.content.decode())


def tap(client: Client, page: Page, words: str) -> Page:
    """Press the button with these words, apostrophes typed."""
    found = [button for button in page.buttons if typed(button.words).startswith(words)]
    assert found, f"no button {words!r} on {page.path}: {[button.words for button in page.buttons]}"
    return press(client, found[0])


@dataclass(frozen=True)
class CardRead:
    """What a card says."""

    verdict: str
    word: str
    tone: str
    why: str
    clauses: list[str]
    needs: list[list[str]]


def card(text: str) -> CardRead:
    """Read the card on a page."""
    head = re.search(
        r'<article class="verdict (\S+) (\S+)".*?<h2 id="verdict">(.*?)</h2>(.*?)</header>', text, re.DOTALL
    )
    assert head, "no card"
    ways: list[list[str]] = []
    for givers in re.findall(r'<ul class="givers" role="list">(.*?)</ul>', text, re.DOTALL):
        ways += [re.findall(r"<li><b>(.*?)</b>", way) for way in givers.split('<li class="or">')]
    return CardRead(
        verdict=head[2],
        word=typed(unescape(head[3])),
        tone=head[1],
        why=typed(unescape(" ".join(re.findall(r"<p.*?>(.*?)</p>", head[4])))),
        clauses=re.findall(r'<cite><a href="/policy/([^/]+)/">', text),
        needs=[[typed(unescape(title)) for title in way] for way in ways],
    )


def typed(text: str) -> str:
    """Return a text with the apostrophes that people type."""
    return text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
