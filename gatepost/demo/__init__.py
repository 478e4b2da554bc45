"""What does an invented school look like in Gatepost?

Loaded into an empty database by ``gatepost.demo.services.load()``; who is in it, for a terminal:

    for line in people_lines():
        click.echo(line)
"""


def people_lines() -> list[str]:
    """Return one line a person who can sign in to the invented school: name, then what they are."""
    from gatepost.demo.services import list_people  # noqa: PLC0415  # Django has to be set up first

    people = list_people()
    width = max((len(person.name) for person in people), default=0)
    return [f"{person.name:<{width}}  {', '.join(person.roles)}" for person in people]
