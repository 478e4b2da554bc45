"""How does a clause's Markdown become HTML?

Paragraphs, lists and emphasis; raw HTML stays text, pictures and headings are not read, so that a pack written by
anybody can neither run a script nor break the order of a page's headings.

    >>> str(to_html("*Ask* first.")).strip()
    '<p><em>Ask</em> first.</p>'
    >>> "<script>" in to_html("<script>alert(1)</script>")
    False
"""

from collections.abc import Mapping

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

from gatepost.policy import Edition
from gatepost.web.policy.editions import once_per_edition

_READER = (
    MarkdownIt("commonmark", {"html": False, "typographer": True})
    .enable(["smartquotes", "table"])
    .disable(["image", "heading", "lheading", "hr", "html_block", "html_inline"])
)


def to_html(markdown: str) -> SafeString:
    """Return Markdown as HTML that is safe to print."""
    return SafeString(_READER.render(markdown))  # the reader escapes everything that is not Markdown


@once_per_edition
def wordings(edition: Edition) -> Mapping[str, SafeString]:
    """Return every clause's wording as HTML, by the clause's id."""
    return {clause.id: to_html(clause.wording) for clause in edition.clauses.values()}
