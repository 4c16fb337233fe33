"""How a command is found and run, and how its mistakes are told."""

import argparse
import sys
from collections.abc import Callable, Sequence

from workbench.cli import cards, checks, copies, lists, pages
from workbench.cli.mistake import sentence

__all__ = ["main", "parser"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0 well, 1 not done or a test failed, 2 a mistake, which is told."""
    commands = parser()
    given, more = commands.parse_known_args(arguments)
    given.more = more
    if more and not given.passes_on:
        commands.error(f"unrecognized arguments: {' '.join(more)}")
    try:
        return int(given.run(given) or 0)
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        said = sentence(error)
        if not said:
            raise
        print(f"workbench: {said}", file=sys.stderr)
        return 2


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; each module adds its own."""
    top = argparse.ArgumentParser(prog="workbench", description="The product strategy workbench.")
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    def command(
        name: str,
        run: Callable[[argparse.Namespace], int | None],
        about: str,
        *,
        passes_on: bool = False,
        add_help: bool = True,
    ) -> argparse.ArgumentParser:
        made = commands.add_parser(
            name, help=about, description=f"{about}.", allow_abbrev=False, add_help=add_help
        )
        made.add_argument(
            "--workspace", metavar="FILE", help="a file, or the address of a PostgreSQL database"
        )
        made.set_defaults(run=run, passes_on=passes_on)
        return made

    for room in (pages, lists, copies, cards, checks):
        room.add(command)
    return top
