"""The built front end: where it lies, under which address, and what a page needs to know of it."""

import hashlib
from functools import cache
from pathlib import Path

__all__ = ["CONFIG", "STATIC", "TEMPLATE", "TEMPLATES", "address", "addresses", "first_script"]

_HERE = Path(__file__).parent
CONFIG = _HERE / "config"  # goes on JUPYTER_CONFIG_PATH, where JupyterLab looks for extensions
STATIC = _HERE / "static"
TEMPLATES = _HERE / "template"  # goes on JUPYTER_PATH, where Voilà looks for voila/templates/workbench
TEMPLATE = TEMPLATES / "voila" / "templates" / "workbench"
_NAMES = (
    "connect.js",
    "workbench.js",
    "workbench.css",
    "home.js",
    "widgets.js",
    "plotly.min.js",
    "picture.js",
)


def address(base: str, name: str) -> str:
    """Return the address of a built file, with its version, so that it can be kept for ever.

    Examples
    --------
    >>> address("/", "workbench.js").partition("?v=")[0]
    '/workbench/static/workbench.js'
    """
    return f"{base}workbench/static/{name}?v={_version(name)}"


def addresses(base: str) -> dict[str, str]:
    """Return the address of every file that a page may ask for, by name."""
    return {name: address(base, name) for name in _NAMES}


@cache
def _version(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]


@cache
def first_script() -> str:
    """Return the script that sets the theme before the first paint; it is part of the page, so its hash is in the policy."""
    return (STATIC / "first.js").read_text(encoding="utf-8").strip()
