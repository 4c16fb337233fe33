"""A PostgreSQL server of our own: Debian's programs, a folder that goes, a free port."""

import os
import shutil
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

PLACES = ("/usr/lib/postgresql", "/usr/local/opt")
MEMORY, ENOUGH = Path("/dev/shm"), 2 << 30
"""Linux's folder in memory, and the bytes that must be free there."""


def quickest() -> Path | None:
    """Where a table is made in half the time: a server that is stopped or killed loses no memory; None elsewhere."""
    there = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH
    return MEMORY if there else None


def programs() -> Path | None:
    """The folder of the newest server's programs; None where there is none."""
    found = [Path(path).resolve().parent for path in [shutil.which("pg_ctl")] if path]
    found += sorted(path.parent for place in PLACES for path in Path(place).glob("*/bin/pg_ctl"))
    return found[-1] if found else None


@dataclass
class Server:
    """A server that runs; its one user needs no password, and only this machine can reach it."""

    bin: Path
    folder: Path
    port: int

    @classmethod
    def start(cls, programs: Path) -> "Server":
        folder = Path(mkdtemp(prefix="workbench-pg-", dir=quickest()))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        server = cls(programs, folder, port)
        if os.geteuid() == 0:  # it refuses to run as root
            shutil.chown(folder, "postgres", "postgres")
        server.run(
            "initdb",
            "-D",
            str(folder / "data"),
            "-U",
            "workbench",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-instructions",
        )
        server.up()
        return server

    @property
    def url(self) -> str:
        return f"postgresql://workbench@127.0.0.1:{self.port}/postgres"

    def up(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='{self.folder}' -c max_connections=200 -c max_wal_size=256MB"
        self.run(
            "pg_ctl",
            "-D",
            str(self.folder / "data"),
            "-w",
            "-o",
            options,
            "-l",
            str(self.folder / "log"),
            "start",
        )

    def stop(self, mode: str = "fast") -> None:
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-m", mode, "stop")

    def remove(self) -> None:
        self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, name: str, *given: str) -> None:
        command = [str(self.bin / name), *given]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        done = subprocess.run(
            command,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{' '.join(command)}: {done.stderr}"
