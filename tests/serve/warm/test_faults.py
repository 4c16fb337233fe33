"""Parents, kernels and the server are killed at any moment: nobody is left without a kernel, nothing is left behind."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

CELL = "import os\nhere = os.getpid()"
KILLS = 200 if os.environ.get("WORKBENCH_LONG") else 5
VISITS = 1000 if os.environ.get("WORKBENCH_LONG") else 25


def left(warm, pids):
    """The processes of these that are still there, or were not waited for."""
    return [pid for pid in pids if psutil.pid_exists(pid)]


def test_a_parent_killed_at_any_moment_of_a_fork_costs_nobody_a_kernel(warm, until):
    warm.write("killed.ipynb", CELL)
    warm.end(warm.begin("killed.ipynb"))
    chance, made, pids = random.Random(1), [], set()
    for _ in range(KILLS):
        parent = warm.parent("killed.ipynb")
        assert parent.call is not None
        pids.add(parent.call.pid)
        killer = threading.Timer(chance.uniform(0, 0.08), psutil.Process(parent.call.pid).kill)
        killer.start()
        kernel = warm.begin("killed.ipynb")
        killer.join()
        made.append(warm.shown(kernel) is not None)
        assert warm.run(kernel, "print(6 * 7)") == "42"
        pids.add(warm.pid(kernel))
        warm.end(kernel)
        until(lambda parent=parent: parent.call.gone.done())
        warm.end(warm.begin("killed.ipynb"))  # the next one is forked from another parent
        assert warm.shown_by("killed.ipynb")
    assert any(made)
    until(lambda: left(warm, pids) == [])


def test_a_kernel_that_is_killed_is_known_to_be_dead_and_leaves_nothing(warm, until):
    kernel = warm.start(CELL)
    process = warm.kernels.get_kernel(kernel).provisioner.process
    assert process.poll() is None
    os.kill(process.pid, signal.SIGKILL)
    until(lambda: process.poll() is not None)
    assert process.wait() == process.poll()
    process.kill()  # to nobody
    until(lambda: left(warm, [process.pid]) == [])
    warm.end(kernel)


def test_a_root_that_is_killed_is_made_anew(warm, until):
    warm.end(warm.start(CELL))
    root, parent = warm.parents._root._call.pid, warm.parent().call.pid
    os.kill(root, signal.SIGKILL)
    until(lambda: left(warm, [root, parent]) == [])
    kernel = warm.start(CELL)
    assert warm.shown(kernel) is not None
    warm.end(kernel)


def test_a_notebook_that_ends_its_parent_runs_in_each_kernel(warm):
    kernel = warm.start("import os\nif os.environ.get('JPY_PARENT_PID') is None: os._exit(1)")
    assert warm.shown(kernel) is None
    assert warm.run(kernel, "print(6 * 7)") == "42"
    warm.end(kernel)


def test_another_parent_is_made_where_cells_code_variables_or_the_day_change(warm, monkeypatch, tmp_path):
    def forked_from(*cells):
        kernel = warm.start(*cells)
        told = warm.run(kernel, "print(value)")
        warm.end(kernel)
        return told, warm.parent().call.pid

    (warm.folder / "beside.py").write_text("value = 1\n")
    first = forked_from("from beside import value")
    assert forked_from("from beside import value") == first
    # Another length: Python takes a compiled file for its source where size and second are the same.
    (warm.folder / "beside.py").write_text("value = 1 + 1\n")
    second = forked_from("from beside import value")
    assert second[0] == "2"
    third = forked_from("from beside import value; value += 1")
    assert third[0] == "3"
    monkeypatch.setenv("OF_THE_SERVER", "new")
    fourth = forked_from("from beside import value; value += 1")
    monkeypatch.setattr("workbench.serve.kernels.date", Tomorrow)
    fifth = forked_from("from beside import value; value += 1")
    assert len({pid for _, pid in (first, second, third, fourth, fifth)}) == 5


def test_where_our_code_changed_the_root_is_made_anew_too(warm):
    warm.end(warm.start(CELL))
    root, parent = warm.parents._root._call.pid, warm.parent()
    files = parent.said.result()["files"]
    ours = next(file for file in files if file.endswith("opportunities/board.py"))
    files[ours] -= 1
    kernel = warm.start(CELL)
    assert warm.shown(kernel) is not None
    assert warm.parents._root._call.pid != root
    warm.end(kernel)


class Tomorrow:
    @staticmethod
    def today():
        return "tomorrow"


def test_many_visits_leave_parents_as_they_were(warm, until):
    warm.write("many.ipynb", CELL)
    for _ in range(3):
        warm.end(warm.begin("many.ipynb"))
    parents = [
        psutil.Process(pid) for pid in (warm.parent("many.ipynb").call.pid, warm.parents._root._call.pid)
    ]
    own = psutil.Process()

    def held():
        return [(process.num_fds(), process.num_threads()) for process in parents]

    before, files = held(), own.num_fds()
    memory = sum(process.memory_info().rss for process in parents)
    for _ in range(VISITS):
        warm.end(warm.begin("many.ipynb"))
    until(lambda: own.num_fds() <= files + 5)
    assert held() == before
    assert sum(process.memory_info().rss for process in parents) < memory + 8e6
    assert parents[0].children() == []


SERVER = """
import sys
from pathlib import Path
from workbench.serve.app import serve
serve(sys.argv[1], Path(sys.argv[2]), None, 0, (), browser=False)
"""


def test_a_server_killed_at_once_takes_all_with_it(warm, tmp_path, until):
    warm.write("killed.ipynb", CELL)
    command = [sys.executable, "-c", SERVER, warm.workspace, str(warm.folder)]
    server = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "TMPDIR": "/tmp"}
    )
    assert server.stdout is not None
    server.stdout.readline()
    until(lambda: any("parent of" in line for line in lines(server.pid)))
    time.sleep(1)
    family = psutil.Process(server.pid).children(recursive=True)
    assert len(family) > 3
    server.kill()
    server.wait()
    until(lambda: not any(process.is_running() for process in family))


def lines(pid: int) -> list[str]:
    found = []
    for process in psutil.Process(pid).children(recursive=True):
        try:
            found.append(" ".join(process.cmdline()))
        except psutil.Error:
            continue
    return found


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="forks are made on Linux")
def test_nothing_is_left_when_the_kernels_are_closed(tmp_path, sample_at, until):
    from warm_kernels import Warm

    warm = Warm(tmp_path, f"sqlite:///{tmp_path / 'product.db'}")
    sample_at(tmp_path / "product.db").store.close()
    kernel = warm.start(CELL)
    pids = [warm.pid(kernel), warm.parent().call.pid, warm.parents._root._call.pid]
    warm.close()
    until(lambda: left(warm, pids) == [])
