"""What a parent keeps of a notebook, and which notebooks every kernel has to run itself."""

import pytest

LATER = """
import asyncio
done = []
def go_on(left):
    done.append(left)
    if left: asyncio.get_running_loop().call_later(0.5, go_on, left - 1)
go_on(4)
"""

FIT = {
    "print('one'); print('two')\n6 * 7": [
        ("stream", "one\ntwo\n"),
        ("execute_result", "42"),
    ],
    "from IPython.display import HTML, display\nprint('first')\ndisplay(HTML('<b>bold</b>'))\nprint('last')": [
        ("stream", "first\n"),
        ("display_data", "<b>bold</b>"),
        ("stream", "last\n"),
    ],
    "import asyncio\nawait asyncio.sleep(0)\n'waited'": [("execute_result", "'waited'")],
    "x = 1;": [],
}

UNFIT = {
    "%time 1 + 1": "commands of IPython",
    "!true": "commands of IPython",
    "1 / 0": "ZeroDivisionError",
    "syntax error": "SyntaxError",
    "import threading, time\nthreading.Thread(target=time.sleep, args=(60,), daemon=True, name='sleeper').start()": "sleeper",
    "kept = open('notes.txt', 'w')": "notes.txt",
    "import socket\nkept = socket.socket()": "socket",
    "import sqlite3\nkept = sqlite3.connect('other.db'); kept.execute('create table if not exists t (a)')": "other.db",
    "import random\nrandom.random()": "random",
    "import numpy\nnumpy.random.seed(1)": "random",
    "import numpy\nkept = numpy.random.default_rng()": "random",
    "import subprocess\nkept = subprocess.Popen(['sleep', '60'])": "process",
    "import asyncio\nkept = asyncio.ensure_future(asyncio.sleep(60))": "task",
    "import ipywidgets\nout = ipywidgets.Output()\nwith out: print('lost')": "Output",
    "from IPython.display import display\ndisplay(1, display_id='x')": "display",
    "from IPython.display import clear_output\nclear_output()": "clear_output",
}


@pytest.mark.parametrize("source", FIT)
def test_what_a_cell_shows_is_kept_in_its_order(warm, source):
    kernel = warm.start(source)
    seen = [
        (
            sent["msg_type"],
            content.get("text") or content["data"].get("text/html") or content["data"]["text/plain"],
        )
        for sent in warm.shown(kernel)[0]
        for content in [sent["content"]]
    ]
    assert seen == FIT[source]
    warm.end(kernel)


@pytest.mark.parametrize("source", UNFIT)
def test_what_kernels_could_not_share_they_run_themselves(warm, source):
    kernel = warm.start(source)
    assert warm.shown(kernel) is None
    assert UNFIT[source] in warm.parent().said.result()["unfit"]
    assert warm.run(kernel, "print('x' in globals(), 6 * 7)") == "False 42"
    warm.end(kernel)


def test_what_is_left_for_later_is_done_once_where_nobody_waits(warm):
    name = warm.write("later.ipynb", LATER)
    hurried = warm.begin(name)
    assert warm.run(hurried, "print(4 in done, 0 in done)") == "True False"
    rested = warm.begin(name, waited_for=False)  # made anew: nobody waits
    assert warm.run(rested, "print(done)") == "[4, 3, 2, 1, 0]"
    parent = warm.parent(name)
    again = warm.begin(name)
    assert warm.run(again, "print(done)") == "[4, 3, 2, 1, 0]"
    assert warm.parent(name) is parent
    for kernel in (hurried, rested, again):
        warm.end(kernel)


def test_a_timer_that_goes_on_for_ever_is_no_parents(warm, monkeypatch):
    tick = "import asyncio\ndef tick(): asyncio.get_running_loop().call_later(0.1, tick)\ntick()"
    monkeypatch.setattr("workbench.serve.warm.parents.REST", 0.5)
    kernel = warm.begin(warm.write("tick.ipynb", tick), waited_for=False)
    assert "timer" in warm.parent("tick.ipynb").said.result()["unfit"]
    warm.end(kernel)


def test_a_forked_kernel_goes_on_where_the_cells_ended(warm):
    kernel = warm.start(
        "import os\nos.environ['OF_THE_CELL'] = 'kept'\nos.environ.pop('WORKBENCH_SERVED')\ncount = 1",
        "def more():\n    global count\n    count += 1\n    return count",
    )
    assert warm.run(kernel, "print(more(), more(), count)") == "2 3 3"
    told = "print(os.environ['OF_THE_CELL'], 'WORKBENCH_SERVED' in os.environ, os.environ['WORKBENCH_WORKSPACE'])"
    assert warm.run(kernel, told) == f"kept False {warm.workspace}"
    assert warm.run(kernel, "print(os.getcwd())") == str(warm.folder)
    warm.end(kernel)


def test_a_forked_kernel_collects_its_garbage_and_keeps_no_history(warm):
    kernel = warm.start("x = 1")
    assert (
        warm.run(kernel, "import gc; print(gc.isenabled(), get_ipython().history_manager.enabled)")
        == "True False"
    )
    warm.end(kernel)


def test_what_prints_later_is_sent_by_the_kernel(warm):
    kernel = warm.start("def speak(): print('spoken')")
    assert warm.run(kernel, "speak()") == "spoken"
    assert warm.run(
        kernel, "from IPython.display import display; display(1); print(get_ipython().kernel is not None)"
    ).endswith("True")
    warm.end(kernel)
