"""Door 3: the `relais` command and its clock.

A command is one line of COMMANDS; its module is loaded when it is asked for, and Django only for
those that need it, so that help and `relais diagnose` start at once. A command is a function that
typer understands, or a `typer.Typer` with commands of its own.
"""

import os
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from importlib.metadata import version
from typing import Final, NamedTuple

from relais.lib.collecting import collecting_seldom


class Command(NamedTuple):
    """Where a command is (`module:name`), what it does in a line, and whether it needs Django."""

    target: str
    summary: str
    needs_django: bool = True


COMMANDS: Final[dict[str, Command]] = {
    "demo": Command("relais.cli.demo:demo", "Build a world to look at, and serve it"),
    "serve": Command("relais.cli.serve:serve", "Serve the site and run its clock"),
    "worker": Command("relais.cli.worker:worker", "Run the clock and send mails, without the site"),
    "tick": Command("relais.cli.clock:tick", "Do once all that is due now"),
    "diagnose": Command(
        "relais.cli.diagnose:diagnose",
        "Tell from a file of appointments where honouring fails",
        needs_django=False,
    ),
    "report": Command("relais.cli.report:app", "Print the funnel, each rate with its interval"),
    "import": Command("relais.cli.importing:app", "Bring leads in from files, or undo that"),
    "export": Command("relais.cli.exporting:export", "Write a list as CSV or XLSX"),
    "rates": Command("relais.cli.rates:rates", "Store exchange rates from a file, or fetch them"),
    "retention": Command(
        "relais.cli.retention:retention", "Erase prospects who are held too long, or say who is"
    ),
    "verify": Command("relais.cli.verify:verify", "Prove that every table says what the log says"),
    "rebuild": Command("relais.cli.verify:rebuild", "Draw all projections anew from the log"),
    "createadmin": Command("relais.cli.createadmin:createadmin", "Let a first person sign in"),
    "doctor": Command("relais.cli.doctor:doctor", "Say in words what is wrong with this set-up"),
    "docs": Command("relais.cli.docs:docs", "Write the generated pages of docs/ anew"),
}

EXAMPLES: Final = """
Examples:
  relais serve --port 8080
  relais diagnose appointments.csv --rep rep --outcome outcome --honoured held
  relais verify --json

Exit codes: 0 done; 1 something is wrong and was said; 2 the command, a file or a setting was not
understood.
Settings are read from the environment and from .env. Each command explains itself with --help.
"""


def main() -> int:
    """Run what the command line says and give its exit code; who stops reading ends it quietly."""
    try:
        code = command_line()
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


def command_line() -> int:
    """Run the command named on the command line and give its exit code."""
    name, *arguments = sys.argv[1:] or ["--help"]
    if name in ("--help", "-h", "help"):
        print(overview())
        return 0
    if name == "--version":
        print(f"relais {version('relais')}")
        return 0
    if name not in COMMANDS:
        near = get_close_matches(name, COMMANDS, n=1)
        hint = f": did you mean {near[0]}?" if near else "."
        print(f"relais has no command {name}{hint} See relais --help.", file=sys.stderr)
        return 2
    return run(name, arguments)


def run(name: str, arguments: Sequence[str]) -> int:
    """Run one command and give its exit code; a refusal is told in its own words."""
    command = COMMANDS[name]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "relais.config.settings")
    with collecting_seldom():  # nothing of what is loaded is let go
        if command.needs_django and (why := why_not_set_up()):
            print(f"relais: {why} (see docs/settings.md)", file=sys.stderr)
            return 2
        module, _, attribute = command.target.partition(":")
        target = getattr(import_module(module), attribute)
        running = import_module("relais.cli.running")
    return int(running.run(target, name=name, arguments=arguments, failures=failures_of(command)))


def why_not_set_up() -> str | None:
    """Set Django up; say why it cannot be, naming the setting."""
    wrong: type[Exception] = import_module("django.core.exceptions").ImproperlyConfigured
    try:
        import_module("django").setup()
    except wrong as error:
        return str(error)
    return None


def failures_of(command: Command) -> tuple[type[Exception], ...]:
    """Give the errors that point at the set-up rather than at a mistake in the code."""
    return (import_module("django.db").DatabaseError,) if command.needs_django else ()


def overview() -> str:
    """Give the help of the whole command."""
    width = max(map(len, COMMANDS)) + 2
    lines = [f"  {name:<{width}}{command.summary}" for name, command in COMMANDS.items()]
    return "\n".join(
        ["Usage: relais COMMAND [OPTIONS]", "", "Commands:", *lines, EXAMPLES.rstrip()]
    )
