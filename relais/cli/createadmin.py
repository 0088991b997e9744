"""`relais createadmin`: the first sign-in."""

import os
import sys
from contextlib import redirect_stdout
from typing import Annotated

import typer
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.text import slugify

from relais.cli.running import AsJson, print_json
from relais.cli.serve import migrate_if_needed
from relais.people.actions import admit_administrator, found_organization
from relais.people.queries import Organization, organizations

PASSWORD = "RELAIS_ADMIN_PASSWORD"


def createadmin(
    email: Annotated[str, typer.Option(prompt=True, help="With what the person signs in.")],
    name: Annotated[str, typer.Option(help="How the person is called.")] = "Administrator",
    organization: Annotated[
        str, typer.Option(help="Short name (slug) or, for a new one, the name.")
    ] = "",
    country: Annotated[str, typer.Option(help="Of a new organization: ISO code.")] = "FR",
    time_zone: Annotated[str, typer.Option(help="Of a new organization.")] = "Europe/Paris",
    language: Annotated[str, typer.Option(help="Of a new organization: fr or en.")] = "fr",
    currency: Annotated[str, typer.Option(help="Of a new organization: ISO code.")] = "EUR",
    as_json: AsJson = False,
) -> None:
    """Let a person sign in who administers an organization, which is founded if there is none.

    The database is migrated first where needed. The password is asked for, or read from
    RELAIS_ADMIN_PASSWORD, or from standard input where that is no terminal.

    \b
    Examples:
      relais createadmin --email ada@example.com --organization "Maison Test"
      echo "a long password" | relais createadmin --email ada@example.com

    \b
    Exit codes: 0 done; 1 refused, in words; 2 wrong usage.
    """
    password = asked_password()
    with redirect_stdout(sys.stderr):
        migrate_if_needed()
    home = organization_named(organization) or found_organization(
        organization or "Relais",
        slug=slugify(organization) or "relais",
        country=country,
        timezone=time_zone,
        language=language,
        currency=currency,
    )
    person = admit_administrator(home, email=email, name=name, password=password, at=timezone.now())
    if as_json:
        print_json({"organization": home.slug, "person": person.id, "email": email})
    else:
        typer.echo(f"{email} may sign in and administers {home.name}.")


def organization_named(text: str) -> Organization | None:
    """Find the organization meant; without a name, the only one there is."""
    found = [each for each in organizations() if text in (each.slug, each.name)]
    if text:
        return found[0] if found else None
    known = list(organizations())
    if len(known) > 1:
        raise typer.BadParameter("there are several organizations: say --organization")
    return known[0] if known else None


def asked_password() -> str:
    """Get the password and refuse one that is too easy to guess."""
    password = os.environ.get(PASSWORD) or (
        typer.prompt("Password", hide_input=True, confirmation_prompt=True)
        if sys.stdin.isatty()
        else sys.stdin.readline().rstrip("\n")
    )
    try:
        with translation.override("en"):
            validate_password(password)
            return password
    except ValidationError as error:
        raise typer.BadParameter(" ".join(error.messages)) from error
