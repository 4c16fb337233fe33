"""Reads the workspace for the home page, in a process of its own: pandas and the methods never hold up the server.

The two sides speak JSON, a line a message. The child tells its state whenever the version changes, and answers
questions: ``{"ask": number, "do": name, ...}`` -> ``{"answer": number, ...}``.
"""

import asyncio
import json
import os
import sys
import threading
import time
from typing import IO, Any

__all__ = ["Reader", "main"]

_POLL = 1.0
_LINE = 2**24


class Reader:
    """The server's side: the newest state, and answers.

    Parameters
    ----------
    workspace_url : str
        What the child opens.
    """

    def __init__(self, workspace_url: str) -> None:
        self.workspace_url = workspace_url
        self.state: dict[str, Any] = {}
        self._process: asyncio.subprocess.Process | None = None
        self._asked: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._number = 0

    async def run(self) -> None:
        """Keep a child running until cancelled; one that dies is started again."""
        try:
            while True:
                opened = self.workspace_url
                await self._one()
                self._fail("The workspace could not be read.")
                if opened == self.workspace_url:
                    await asyncio.sleep(2)
        finally:
            self._fail("The server is ending.")
            self._kill()

    def switch(self, workspace_url: str) -> None:
        """Read another workspace from now on."""
        self.workspace_url, self.state = workspace_url, {}
        self._kill()

    async def ask(self, do: str, **given: Any) -> dict[str, Any]:
        """Ask the child, and wait for its answer; ``{"error": sentence}`` where it has none."""
        if self._process is None or self._process.stdin is None or self._process.returncode is not None:
            return {"error": "The workspace is still being opened. Try again in a moment."}
        self._number += 1
        answer = self._asked[self._number] = asyncio.get_running_loop().create_future()
        self._process.stdin.write(json.dumps({"ask": self._number, "do": do, **given}).encode() + b"\n")
        told: dict[str, Any] = await answer
        return told

    async def _one(self) -> None:
        command = [
            sys.executable,
            "-c",
            "from workbench.serve.reader import main; main()",
            self.workspace_url,
        ]
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, limit=_LINE)
        self._process = process
        assert process.stdout is not None
        async for line in process.stdout:
            message = json.loads(line)
            answer = self._asked.pop(message.pop("answer", 0), None)
            if answer is None:
                self.state = message
            elif not answer.done():
                answer.set_result(message)
        await process.wait()

    def _kill(self) -> None:
        if self._process and self._process.returncode is None:
            self._process.kill()

    def _fail(self, sentence: str) -> None:
        """Leave nobody waiting."""
        for answer in self._asked.values():
            if not answer.done():
                answer.set_result({"error": sentence})
        self._asked.clear()


def main() -> None:
    """Run the child: tell the state at each new version, answer what is asked, end with the server."""
    out, sys.stdout = sys.stdout, sys.stderr  # nothing that prints may get between the lines
    from workbench.serve.facts import Facts

    facts, lock = Facts(sys.argv[1]), threading.Lock()

    def tell(message: dict[str, Any]) -> None:
        with lock:
            out.write(json.dumps(message, allow_nan=False) + "\n")
            out.flush()

    threading.Thread(target=_answer, args=(sys.stdin, sys.argv[1], tell), daemon=True).start()
    while True:
        if facts.move():
            tell(facts.state())
            tell(facts.state(whole=True))
        if hasattr(os, "nice") and not os.nice(0):
            os.nice(10)  # after the first look, which somebody waits for
        time.sleep(_POLL)


def _answer(questions: IO[str], workspace_url: str, tell: Any) -> None:
    """Answer until the server is gone, and end with it."""
    from workbench.serve.facts import Facts

    facts = Facts(workspace_url)  # its own: a snapshot belongs to one thread
    for line in questions:
        question = json.loads(line)
        number, do = question.pop("ask"), question.pop("do")
        try:
            answer = getattr(facts, f"say_{do}")(**question)
        except Exception as error:  # noqa: BLE001  the asker gets the sentence, and the next question an answer
            answer = {"error": str(error)}
        tell({"answer": number, **answer})
    os._exit(0)
