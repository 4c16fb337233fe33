"""The server as its users meet it: over HTTP."""

import contextlib
import http.client
import json
import os
import re
import signal
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

BOARD = "/voila/render/trial.ipynb"


def ask_for_socket(served, page):
    """Ask for the websocket of a page's kernel; its answer is not read yet."""
    kernel = kernel_of(page)
    connection = http.client.HTTPConnection("localhost", served.port, timeout=60)
    upgrade = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"}
    upgrade |= {"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}
    connection.request("GET", f"/api/kernels/{kernel}/channels?session_id=trial", headers=upgrade)
    return connection


def connect(served, page):
    """Open the websocket of a page's kernel, and keep it."""
    connection = ask_for_socket(served, page)
    assert connection.sock.recv(4096).startswith(b"HTTP/1.1 101")
    return connection


def kernel_of(page):
    return re.search(r'id="wb-kernel"[^>]*>"([^"]+)"', page).group(1)


def test_a_board_shows_every_kind_of_cell(served):
    page = served.ask(BOARD).text
    assert "<h1" in page
    assert "<b>bold</b>" in page
    assert "&lt;printed&gt;" in page
    assert "&lt;plain&gt; &amp; text" in page
    assert "<strong>strong</strong>" in page
    assert "<svg xmlns" in page
    assert 'data-model-id="' in page
    assert page.count('class="wb-failed"') == 1
    assert "ZeroDivisionError" not in page
    assert "never reached" not in page
    assert page.rstrip().endswith("</html>")


def test_a_kernel_sees_the_workspace_and_no_secret(served):
    page = served.ask(BOARD).text
    assert "TRIAL_PLAIN" in page
    assert "TRIAL_TOKEN" not in page
    assert f"sqlite:///{(served.folder / 'product.db').as_posix()}" in page


@pytest.mark.parametrize(("accepted", "sent"), [("gzip, br", "br"), ("gzip", "gzip"), ("identity", None)])
def test_the_front_end_is_sent_compressed_and_kept_for_ever(served, accepted, sent):
    address = re.search(r'href="(/workbench/static/workbench\.js\?v=\w+)"', served.ask(BOARD).text).group(1)
    answer = served.ask(address, Accept_Encoding=accepted)
    assert answer.status == 200
    assert answer.headers["Content-Encoding"] == sent
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert int(re.search(r"max-age=(\d+)", answer.headers["Cache-Control"]).group(1)) > 30 * 24 * 3600
    assert int(answer.headers["Content-Length"]) == len(answer.body)


def test_nothing_but_boards_and_the_front_end_can_be_fetched(served):
    served.home()
    assert (served.folder / "product.db").exists()
    for path in (
        "/product.db",
        "/../product.db",
        "/files/product.db",
        "/voila/files/product.db",
        "/voila/files/trial.ipynb",
        "/voila/render/../product.db",
        "/voila/render/..%2Fproduct.db",
        "/voila/render/missing.ipynb",
        "/workbench/static/../boards.py",
        "/workbench/static/..%2Fboards.py",
        "/workbench/static/%2e%2e/boards.py",
        "/workbench/static//etc/passwd",
        "/api/contents",
        "/api/kernels",
        "/api/kernels/00000000-0000-0000-0000-000000000000",
        "/voila/tree",
        "/voila/static/voila.js",
    ):
        answer = served.ask(path)
        assert answer.status in {403, 404}, path
        assert b"SQLite format" not in answer.body


def test_a_wrong_address_is_said_in_our_look(served):
    answer = served.ask("/no/such/page")
    assert answer.status == 404
    assert "There is no such page" in answer.text
    assert 'class="wb-header"' in answer.text


def test_the_policy_forbids_other_hosts(served):
    for path in ("/", BOARD, "/workbench/static/workbench.css", "/no/such/page"):
        headers = served.ask(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'self'" in policy
        assert re.search(r"script-src [^;]*'unsafe-inline'", policy) is None
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8866", "localhost.evil.example", "10.0.0.1", ""]
)
def test_a_foreign_name_is_refused(served, host):
    for path in ("/", BOARD, "/workbench/api/home"):
        assert served.ask(path, Host=host).status == 403


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:1", "[::1]:8866", "workbench.example"])
def test_our_own_names_are_answered(served, host):
    assert served.ask("/", Host=host).status == 200


def test_a_foreign_page_is_refused(served):
    own, other = f"http://localhost:{served.port}", f"http://localhost:{served.port + 1}"
    assert served.ask("/workbench/api/home", Origin=own).status == 200
    for origin in (other, "http://evil.example", "null"):
        assert served.ask("/workbench/api/home", Origin=origin).status == 403
        kernel = "/api/kernels/00000000-0000-0000-0000-000000000000/channels"
        assert served.ask(kernel, Origin=origin, Upgrade="websocket", Connection="Upgrade").status == 403


def test_a_socket_to_a_kernel_that_is_no_more_is_refused_in_a_sentence(served):
    said = len(served.log)
    kernel = "/api/kernels/00000000-0000-0000-0000-000000000000/channels"
    answer = served.ask(kernel, Upgrade="websocket", Connection="Upgrade")
    assert answer.status in {400, 404}
    assert answer.text.count("\n") == 1
    assert "Traceback" not in served.log[said:]


def test_a_page_that_leaves_before_its_kernel_answers_is_no_error(served, until):
    import psutil

    page = served.ask(BOARD).text
    server, *processes = map(psutil.Process, [served.process.pid, *served.kernels()])
    kernel = next(one for one in processes if kernel_of(page) in " ".join(one.cmdline()))
    said = len(served.log)
    kernel.suspend()
    leaving = ask_for_socket(served, page)
    port = leaving.sock.getsockname()[1]
    there = lambda: port in {end.raddr.port for end in server.net_connections() if end.raddr}  # noqa: E731
    until(there)
    leaving.close()
    until(lambda: not there())
    kernel.resume()
    until(lambda: not kernel.is_running())
    assert "Traceback" not in served.log[said:]


def test_a_visitor_runs_a_kernel_only_as_long_as_the_page_is_open(served, until):
    page = served.ask(BOARD).text
    before = served.kernels()
    assert before
    connect(served, page).close()
    until(lambda: before - served.kernels())


def test_fifteen_visitors_at_once_all_get_a_page_from_one_parent(served):
    with ThreadPoolExecutor(15) as visitors:
        pages = [
            page.text for page in visitors.map(lambda _: served.ask("/voila/render/widgets.ipynb"), range(15))
        ]
    assert all("data-wb-session" in page for page in pages)
    assert len({kernel_of(page) for page in pages}) == 15
    assert sum("parent of widgets.ipynb" in line for line in served.commands().values()) == 1


def test_kernels_start_anew_where_they_cannot_be_forked_and_who_waits_sees_how_long(stock):
    with ThreadPoolExecutor(6) as visitors:
        pages = [
            page.text for page in visitors.map(lambda _: stock.ask("/voila/render/widgets.ipynb"), range(6))
        ]
    assert all("data-wb-session" in page for page in pages)
    assert not [line for line in stock.commands().values() if line.startswith("workbench: ")]
    waited = [page for page in pages if "wb-wait" in page]
    assert waited
    for page in waited:
        assert re.search(r"about \d+ s", page)
        assert page.index("wb-skeleton") < page.index("wb-wait")


def test_a_spare_kernel_that_dies_is_no_visitors_trouble(launch, folder, until):
    import psutil

    def replaced():
        running = served.kernels()
        return len(running) == 2 and not killed & running

    served = launch(folder)
    killed = until(lambda: len(served.kernels()) == 2 and served.kernels())  # one a notebook
    for pid in killed:
        with contextlib.suppress(psutil.NoSuchProcess):  # one that was just being replaced
            psutil.Process(pid).kill()
    until(replaced)  # noticed within seconds
    page = served.ask(BOARD).text
    assert page.rstrip().endswith("</html>")
    named = kernel_of(page)
    assert any(named in command for pid, command in served.commands().items() if pid not in killed)


@pytest.mark.skipif(
    os.name != "posix" or len(tempfile.gettempdir()) > 30,
    reason="kernels speak over files where paths are short",
)
def test_kernels_speak_over_files(launch, folder, until):
    import psutil

    served = launch(folder)
    for pid in until(served.kernels):
        file = next(one for one in psutil.Process(pid).cmdline() if one.endswith(".json"))
        assert json.loads(Path(file).read_text())["transport"] == "ipc"


def test_a_kernel_that_dies_before_it_speaks_is_followed_by_another(launch, folder, until):
    import psutil

    served = launch(folder)
    said, first = len(served.log), until(served.kernels)
    for pid in first:
        psutil.Process(pid).kill()
    page = served.ask(BOARD).text
    assert page.rstrip().endswith("</html>")
    assert kernel_of(page)
    assert "This board could not be shown" not in page
    assert "Traceback" not in served.log[said:]


def test_with_a_host_a_token_is_asked_for(launch, folder):
    served = launch(folder, "127.0.0.2")
    token = re.search(r"\?token=([\w-]+)$", served.url).group(1)
    asked = lambda path, **headers: _at("127.0.0.2", served.port, path, headers)  # noqa: E731
    assert asked("/")[0] == 302
    assert asked("/workbench/api/home")[0] in {302, 403}
    assert asked("/login?next=/")[0] == 403
    assert "token" in asked("/login?next=/")[2]
    assert 'action="/"' in asked("/login?next=https://evil.example/")[2]
    assert asked("/?token=wrong")[0] == 302
    status, headers, _ = asked(f"/?token={token}")
    assert status == 200
    cookie = "; ".join(value.partition(";")[0] for value in headers.get_all("Set-Cookie"))
    assert asked("/workbench/api/home", Cookie=cookie)[0] == 200
    assert asked("/workbench/api/products", Cookie=cookie)[0] == 403
    assert asked("/", Host="localhost.evil.example")[0] == 403


def _at(host, port, path, headers):
    connection = http.client.HTTPConnection(host, port, timeout=60)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    return response.status, response.headers, response.read().decode()


def test_a_taken_port_is_said_and_the_next_one_is_found(launch, folder, served):
    import subprocess
    import sys

    command = "from workbench.serve.app import serve; import sys; serve(sys.argv[3], sys.argv[1], port=int(sys.argv[2]), browser=False)"
    given = [sys.executable, "-c", command, str(folder / "notebooks"), str(served.port), str(folder / "x.db")]
    done = subprocess.run(given, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert "--port" in done.stderr
    assert launch(folder).port != served.port


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_nothing_is_left_running_when_the_server_ends(launch, folder, until, how):
    import psutil

    served = launch(folder)
    until(served.kernels)
    family = psutil.Process(served.process.pid).children(recursive=True)
    served.process.send_signal(how)
    served.process.wait(timeout=30)
    until(
        lambda: (
            not [child for child in family if child.is_running() and child.status() != psutil.STATUS_ZOMBIE]
        )
    )
