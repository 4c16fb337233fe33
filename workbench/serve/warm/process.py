"""A forked process as the server sees it: not its child, so it is known by a descriptor, which never means another."""

import contextlib
import os
import select
import signal

__all__ = ["Forked"]


class Forked:
    """What Jupyter uses of ``subprocess.Popen``.

    Parameters
    ----------
    pid : int
        Of a process that is alive: one that just called.
    """

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._process = os.pidfd_open(pid)

    def poll(self) -> int | None:
        """Return None while it runs; then its exit status, or 0 where only its own parent may know that."""
        if self.returncode is None and self._ended(0):
            self.returncode = 0
            with contextlib.suppress(ChildProcessError):  # ours only where its parent died
                found = os.waitid(os.P_PIDFD, self._process, os.WEXITED | os.WNOHANG)
                self.returncode = found.si_status if found else 0
            os.close(self._process)
        return self.returncode

    def wait(self) -> int:
        """Wait for its end."""
        while self.poll() is None:
            self._ended(None)
        return self.returncode or 0

    def send_signal(self, number: int) -> None:
        """Send a signal, unless it has ended."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._process, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def __del__(self) -> None:
        if self.returncode is None:
            os.close(self._process)

    def _ended(self, seconds: float | None) -> bool:
        ended = select.poll()  # select takes no descriptor beyond 1023, which a server with 40 pages has
        ended.register(self._process, select.POLLIN)
        return bool(ended.poll(None if seconds is None else seconds * 1000))
