"""The environment: made in a fresh clone, kept up to date, found again in a moment. Standard library only.

Nothing of it runs where the package was installed as a wheel, or where the Python that runs has all that is needed.
"""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree, which
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = [
    "PREPARED",
    "LaunchError",
    "browser",
    "browser_cure",
    "ensure",
    "say",
    "source_tree",
    "uv_settings",
]

RUN, TEST = "requirements.lock", "requirements-test.lock"
DEVELOPING = ("test", "check", "bench")
"""Commands that need the second lock, which holds all of the first."""
NEEDED = {RUN: ("voila",), TEST: ("voila", "pytest", "nbval", "hypothesis", "playwright", "xdist")}
STAMP = "workbench.stamp"
PREPARED = "WORKBENCH_PREPARED"
"""When the environment was made, for whoever then says how long the rest took."""
UV_NAMES = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "cert": "SSL_CERT_FILE",
    "trusted-host": "UV_INSECURE_HOST",
}
"""What of pip's settings uv, which does not read them, takes under which name."""

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
BROWSER_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
)
BROWSER_CURES = {
    "apt-get": "sudo apt-get install chromium",
    "dnf": "sudo dnf install chromium",
    "pacman": "sudo pacman -S chromium",
    "zypper": "sudo zypper install chromium",
    "brew": "brew install --cask google-chrome",
    "winget": "winget install Google.Chrome",
}
BROWSER_PAGE = "install Google Chrome, then try again"


class LaunchError(Exception):
    """The environment cannot be made; the sentence says what to do."""


def ensure(arguments: Sequence[str]) -> None:
    """Return where this Python can run the command; else make ROOT/.venv and run it there, never to return.

    Parameters
    ----------
    arguments : sequence of str
        The command line after ``workbench``.

    Raises
    ------
    LaunchError
        Where the environment cannot be made.
    """
    root = source_tree()
    if root is None:
        return
    keep_compiled()
    lock = TEST if arguments[:1] and arguments[0] in DEVELOPING else RUN
    venv = root / ".venv"
    inside = Path(sys.prefix).resolve() == venv.resolve()
    if inside and stamped(venv, digest(root, lock)):
        return
    if not (inside and (venv / STAMP).exists()) and has(lock):
        return  # an environment of the person's own making
    if (venv / STAMP).exists() or not works(venv, NEEDED[lock]):
        prepare(root, venv, lock)
        os.environ[PREPARED] = repr(time.time())
    rerun(python_of(venv), arguments)


def keep_compiled() -> None:
    """Let Python keep what it compiled: uv leaves that to the first import, and every visit starts a kernel."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


def source_tree() -> Path | None:
    """Return the folder of the clone that this package lies in; None where it was installed as a wheel."""
    root = Path(__file__).resolve().parent.parent
    return root if (root / "pyproject.toml").is_file() else None


def browser() -> str | None:
    """Return the program of a Chromium or Chrome; None where there is none. $WORKBENCH_BROWSER names another."""
    named = os.environ.get("WORKBENCH_BROWSER")
    found = [named] if named else [*BROWSERS, *(str(Path(where).expanduser()) for where in BROWSER_PLACES)]
    return next((program for name in found if (program := which(name))), None)


def browser_cure() -> str:
    """Return the command that installs one here."""
    return next((command for tool, command in BROWSER_CURES.items() if which(tool)), BROWSER_PAGE)


def has(lock: str) -> bool:
    """Tell whether the running Python has what a lock is there for."""
    return all(importlib.util.find_spec(name) for name in NEEDED[lock])


def digest(root: Path, lock: str) -> str:
    """Return what changes when something else is to be installed: the project, its lock, or Python's version."""
    made_of = [(root / name).read_bytes() for name in ("pyproject.toml", lock)]
    return hashlib.sha256(b"\0".join([*made_of, str(sys.version_info[:2]).encode()])).hexdigest()


def stamped(venv: Path, wanted: str) -> bool:
    """Tell whether this was installed to the end."""
    stamp = venv / STAMP
    return stamp.is_file() and wanted in stamp.read_text(encoding="ascii").split()


def prepare(root: Path, venv: Path, lock: str) -> None:
    """Make the environment, or bring it up to date; of two processes at once the second waits and finds it done."""
    start = time.monotonic()
    try:
        venv.mkdir(exist_ok=True)
        with only_one(venv / "workbench.lock"):
            if works(venv) and stamped(venv, digest(root, lock)):
                return
            say(f"environment: making {venv} (once; takes about a minute) ...")
            (venv / STAMP).write_text("", encoding="ascii")  # until it is whole
            if not works(venv):
                make(venv)
            install(root, python_of(venv), lock)
            done = [digest(root, name) for name in ((RUN, TEST) if lock == TEST else (RUN,))]
            (venv / STAMP).write_text("\n".join(done), encoding="ascii")
    except OSError as error:
        raise LaunchError(
            f"The environment cannot be made: {error}. The folder {venv} must be writable."
        ) from error
    say(f"environment: {time.monotonic() - start:.0f} s")


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Hold a lock that the system lets go when the process ends, however it ends."""
    with path.open("a") as file:
        if not taken(file.fileno(), wait=False):
            say("environment: another process is making it; waiting for that ...")
            taken(file.fileno(), wait=True)
        yield


def taken(file: int, *, wait: bool) -> bool:
    """Take the lock; False where another has it."""
    if sys.platform == "win32":
        import msvcrt

        while True:
            try:
                msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
            except OSError:
                if not wait:
                    return False
                time.sleep(0.5)
            else:
                return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True


def python_of(venv: Path) -> Path:
    """Return the Python of an environment."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def works(venv: Path, packages: Sequence[str] = ("pip",)) -> bool:
    """Tell whether the environment has a Python that runs, of this version, and these packages."""
    probe = (
        "import sys, importlib.util as u; print(sys.version_info[:2], all(map(u.find_spec, sys.argv[1:])))"
    )
    try:
        answer = subprocess.run(
            [python_of(venv), "-c", probe, *packages], capture_output=True, text=True, check=False
        )
    except OSError:
        return False
    return answer.stdout.strip() == f"{sys.version_info[:2]} True"


def make(venv: Path) -> None:
    """Make the bare environment; what is left of a broken one goes, but for the lock."""
    if not (importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv")):
        raise LaunchError(
            "This Python cannot make environments. On Debian and Ubuntu: sudo apt install python3-venv; then try again."
        )
    for left in venv.iterdir():
        if left.is_dir() and not left.is_symlink():
            rmtree(left)
        elif left.name not in (STAMP, "workbench.lock"):
            left.unlink()
    if run([sys.executable, "-m", "venv", str(venv)]):
        raise LaunchError(f"The environment {venv} cannot be made; what Python says of it is above.")


def install(root: Path, python: Path, lock: str) -> None:
    """Install what the lock names, then this package as it lies here: by uv, or, where that fails, by pip."""
    locked = ["-r", str(root / lock), "--require-hashes"]
    here = ["-e", str(root), "--no-deps"]
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    uv = [str(python), "-m", "uv", "pip", "install", "--quiet", "--python", str(python)]
    fast = not run([*pip, "uv"])
    if fast:
        settings = {**uv_settings(pip_settings(python), os.environ), "UV_NO_PROGRESS": "1"}
        fast = not any(run([*uv, *what], {**os.environ, **settings}) for what in (locked, here))
        if not fast:
            say("environment: uv could not install it; trying pip, which takes some minutes ...")
    if not fast and any(run([*pip, *what]) for what in (locked, here)):
        raise LaunchError(
            "The packages cannot be installed; what pip says of it is above. Is the network there?"
        )


def pip_settings(python: Path) -> dict[str, str]:
    """Return pip's own settings by name; the environment's before a user's before everybody's."""
    listed = subprocess.run(
        [python, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    ).stdout
    found: dict[str, str] = {}
    for section in ("global.", "install.", ":env:."):
        for line in listed.splitlines():
            name, mark, value = line.partition("=")
            if mark and name.startswith(section):
                found[name[len(section) :]] = str(ast.literal_eval(value))
    return found


def uv_settings(pip: Mapping[str, str], environment: Mapping[str, str]) -> dict[str, str]:
    """Return pip's settings in uv's words; what the environment says to uv itself stays.

    Examples
    --------
    >>> uv_settings({"index-url": "https://index.example/simple"}, {})
    {'UV_DEFAULT_INDEX': 'https://index.example/simple'}
    """
    found = {
        UV_NAMES[name]: ("," if name == "find-links" else " ").join(value.split())
        for name, value in pip.items()
        if name in UV_NAMES
    }
    if "UV_INDEX" in found:
        found["UV_INDEX_STRATEGY"] = "unsafe-best-match"  # pip's way: every index is asked for every package
    return {name: value for name, value in found.items() if name not in environment}


def run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> int:
    """Run a step, its words on our error stream, and return its exit code."""
    return subprocess.run(command, env=environment, stdout=sys.stderr, check=False).returncode


def rerun(python: Path, arguments: Sequence[str]) -> None:
    """Go on as the environment's Python."""
    command = [str(python), "-m", "workbench", *arguments]
    if os.name == "nt":  # where execv returns to the shell at once
        sys.exit(subprocess.run(command, check=False).returncode)
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(command[0], command)  # noqa: S606 - this very program, with the other Python


def say(sentence: str) -> None:
    """Tell the person what is being done; apart from what the command itself prints."""
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()
