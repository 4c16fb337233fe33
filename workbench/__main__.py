"""``python3 -m workbench``: in a fresh clone the environment first, then the command.

This file and ``workbench/__init__.py`` must be read by any Python from 3.8 on, so that an old one gets a sentence.
"""

from __future__ import annotations

import sys
from shutil import which

OLDEST = (3, 11)


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    if sys.version_info[:2] < OLDEST:
        sys.stderr.write(too_old(sys.version_info[:2], " ".join(words)) + "\n")
        return 2
    from workbench.launch import LaunchError, ensure

    try:
        ensure(words)
    except LaunchError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    from workbench.cli import main as run

    return run(words)


def too_old(version: tuple[int, ...], words: str) -> str:
    """Say which Python is needed, and which of those here would do."""
    newer = [name for name in (f"python3.{minor}" for minor in range(14, 10, -1)) if which(name)]
    cure = (
        f"Run: {newer[0]} -m workbench {words}".rstrip() if newer else "Install one, then run this with it."
    )
    return "The workbench needs Python {}.{} or newer, and this is {}.{}. {}".format(
        *OLDEST, *version[:2], cure
    )


if __name__ == "__main__":
    sys.exit(main())
