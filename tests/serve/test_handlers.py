"""What the handlers promise beside their answers."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from workbench.serve.app import Server
from workbench.serve.handlers import Channels


def test_a_socket_is_closed_only_after_several_pings_went_unanswered(tmp_path):
    async def channels():
        handler = object.__new__(Channels)
        handler.application = Server("product.db", tmp_path)._application()
        return handler.ping_interval, handler.ping_timeout

    with ThreadPoolExecutor(1) as thread:  # a browser test may have left its loop in this one
        interval, timeout = thread.submit(asyncio.run, channels()).result()
    assert 0 < 2 * interval < timeout
