"""A kernel's process as the server sees it."""

import os
import resource
import subprocess
import sys

from workbench.serve.warm.process import Forked


def test_its_end_is_seen_also_where_the_server_holds_more_than_a_thousand_files():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard if 0 < hard < 4096 else 4096, hard))
    nowhere = os.open(os.devnull, os.O_RDONLY)
    held = [os.dup(nowhere) for _ in range(1100)]
    try:
        child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
        process = Forked(child.pid)
        assert process._process > 1023
        assert process.poll() is None
        process.kill()
        assert process.wait() == process.poll() == 9
    finally:
        for file in [nowhere, *held]:
            os.close(file)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
