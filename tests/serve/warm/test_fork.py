"""Kernels forked from one parent share nothing that two processes must not share."""

import ctypes
import itertools
import json
import platform
from pathlib import Path

from workbench.parts import PARTS

KCMP = {"x86_64": 312, "aarch64": 272}.get(platform.machine(), 312)
"""The system call that tells whether two processes hold the same open file: man 2 kcmp."""

HELD = "import os, random, threading, numpy\nfrom workbench import Workspace\nws = Workspace.open()\nrows = len(ws['opportunities'])"

FACTS = """
import json, os, random, threading, numpy
from pathlib import Path
ws["opportunities"]
files = {os.readlink(f"/proc/self/fd/{n.name}"): os.stat(f"/proc/self/fd/{n.name}").st_ino
         for n in Path("/proc/self/fd").iterdir() if os.path.exists(f"/proc/self/fd/{n.name}")}
print(json.dumps({"pid": os.getpid(), "group": os.getpgid(0), "random": random.random(), "numpy": numpy.random.random(),
    "session": ws.session, "rows": rows, "connections": ws.store.engine.pool.checkedin(),
    "parents": [name for name in files if "warm.sock" in name]}))
"""


def test_no_two_share_a_random_stream_a_connection_or_a_name(warm):
    warm.write("held.ipynb", HELD)
    kernels = [warm.begin("held.ipynb") for _ in range(3)]
    assert all(warm.shown(kernel) is not None for kernel in kernels)
    told = [json.loads(warm.run(kernel, FACTS)) for kernel in kernels]
    for name in ("pid", "random", "numpy", "session"):
        assert len({facts[name] for facts in told}) == 3, name
    assert {facts["rows"] for facts in told} == {told[0]["rows"]}
    assert all(facts["group"] == facts["pid"] for facts in told)
    for kernel in kernels:
        warm.end(kernel)


def test_a_parent_holds_one_thread_no_workspace_and_no_socket_but_its_call(warm):
    import psutil

    kernel = warm.begin(warm.write("held.ipynb", HELD))
    warm.end(kernel)
    parent = psutil.Process(warm.parent("held.ipynb").call.pid)
    assert parent.num_threads() == 1
    assert [file.path for file in parent.open_files() if "product" in file.path] == []
    assert len(parent.net_connections("unix")) == 1


def test_what_one_saves_another_sees_and_is_told_of(warm):
    warm.write("held.ipynb", HELD)
    first, second = (warm.begin("held.ipynb") for _ in range(2))
    warm.run(second, "heard = []\nws.changes.observe(lambda version, who, tables: heard.append(tables))")
    warm.run(first, "ws.edit('opportunities', ws['opportunities'].index[0], reach=4321)")
    listen = "import time\nfor _ in range(100):\n    if heard: break\n    time.sleep(0.1)\nprint(heard)"
    assert warm.run(second, listen) == "[['opportunities']]"
    warm.run(second, "ws.sync()")
    assert warm.run(second, "print(ws['opportunities']['reach'].iloc[0])") == "4321.0"
    warm.end(first)
    warm.end(second)


def test_no_two_share_an_open_file_and_so_no_position_in_one(warm):
    warm.write("held.ipynb", HELD)
    kernels = [warm.begin("held.ipynb") for _ in range(2)]
    pids = [warm.parent("held.ipynb").call.pid, *(warm.pid(kernel) for kernel in kernels)]
    for one, other in itertools.combinations(pids, 2):
        assert shared(one, other) == []
    for kernel in kernels:
        warm.end(kernel)


def shared(one: int, other: int) -> list[tuple[str, str]]:
    """Return what two processes hold of the same open files, which both may move about in."""
    files = {pid: [int(file.name) for file in Path(f"/proc/{pid}/fd").iterdir()] for pid in (one, other)}
    system = ctypes.CDLL(None, use_errno=True).syscall
    same = [
        (mine, theirs)
        for mine, theirs in itertools.product(files[one], files[other])
        if system(KCMP, one, other, 0, mine, theirs) == 0
    ]
    assert len(files[one]) > 3
    assert ctypes.get_errno() in {0, 9}, "this system does not compare files"  # 9: closed meanwhile
    return [(f"{mine} {Path(f'/proc/{one}/fd/{mine}').readlink()}", str(theirs)) for mine, theirs in same]


BOARD = """
import hashlib, json
from ipywidgets import Widget
from ipywidgets.widgets.widget import _instances
board = next(w for w in _instances.values() if type(w).__name__.endswith("Board"))
board.hello("", "tab", "ana")
for id_ in list(board.tab().source.frame.index)[:5]:
    board.view.selected = id_
    board.settle_now()
name, text = board.exported()
import workbench
facts = workbench.findings(ws).to_csv(float_format="%r")
figures = json.dumps([w.figure for w in _instances.values() if hasattr(w, "figure")], sort_keys=True, default=str)
print(hashlib.sha256((text + facts + figures).encode()).hexdigest(), len(text), len(facts), len(figures))
"""


def test_numbers_of_a_forked_and_of_a_stock_kernel_are_equal_to_the_last_bit(warm, monkeypatch):
    from workbench.serve.notebooks import cells, read

    for name in (part.name for part in PARTS):
        notebook = Path(__file__).parents[3] / "notebooks" / f"{name}.ipynb"
        (warm.folder / notebook.name).write_bytes(notebook.read_bytes())
        forked = warm.begin(notebook.name)
        assert warm.shown(forked) is not None
        with monkeypatch.context() as patch:
            patch.setattr(warm.kernels, "parents", None)
            stock = warm.begin(notebook.name)
        assert warm.shown(stock) is None
        for source in cells(read(notebook)):
            warm.run(stock, source)
        told = [warm.run(kernel, BOARD) for kernel in (forked, stock)]
        assert told[0] == told[1]
        assert int(told[0].split()[1]) > 1000
        warm.end(forked)
        warm.end(stock)
