"""What would a browser send of a form on a page that nobody touched?

sent(page)["title"]  ->  what stands in the field
"""

from lxml import html  # type: ignore[import-untyped]  # it comes with python-docx, and carries no types

Sent = dict[str, str | list[str]]


def sent(page: str, *, form: str = "draft-form") -> Sent:
    """Return the fields of the form of that class."""
    (found,) = html.fromstring(page).find_class(form)
    data: dict[str, list[str]] = {}
    texts = {text.name for text in found.iter("textarea")}
    for name, value in found.form_values():
        # A browser leaves the first line end of a text out, as HTML has it; this reader does not.
        data.setdefault(name, []).append(value.removeprefix("\n") if name in texts else value)
    return {name: values if len(values) > 1 else values[0] for name, values in data.items()}
