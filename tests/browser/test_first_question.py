"""A page that does not hear all states of its widgets in time asks again, and the board comes."""

import json
import struct
from itertools import pairwise

import pytest

pytestmark = pytest.mark.browser


def parts(frame):
    """Return header, parent's header and content of a message: behind a table of offsets, and the channel."""
    many = struct.unpack_from("<Q", frame)[0]
    places = struct.unpack_from(f"<{many}Q", frame, 8)
    header, parent, _, content = (json.loads(frame[start:end]) for start, end in pairwise(places[1:6]))
    return header, parent, content


class Line:
    """Carries what page and kernel say; loses the first question, and lets an answer wait until "idle" is said of it.

    The kernel says both on sockets of their own, so either may come first.
    """

    def __init__(self, socket):
        self.page, self.kernel = socket, socket.connect_to_server()
        self.lost, self.held, self.idle, self.answered = [], {}, set(), []
        self.page.on_message(self.ask)
        self.kernel.on_message(self.answer)

    def ask(self, frame):
        if b"request_states" in frame and not self.lost:
            self.lost.append(frame)
        else:
            self.kernel.send(frame)

    def answer(self, frame):
        header, parent, content = parts(frame)
        asked = parent.get("msg_id")
        if header["msg_type"] == "kernel_info_reply":
            self.held[asked] = frame
        else:
            self.page.send(frame)
        if header["msg_type"] == "status" and content["execution_state"] == "idle":
            self.idle.add(asked)
        for each in self.held.keys() & self.idle:
            self.page.send(self.held.pop(each))
            self.answered.append(each)


def test_the_board_comes_though_its_question_is_lost_and_the_kernel_is_idle_before_it_answers(
    visit, server, board_at
):
    lines, page = [], visit()
    page.route_web_socket("**/channels*", lambda socket: lines.append(Line(socket)))
    board = board_at(page, server.url).open()
    (line,) = lines
    assert line.lost
    assert line.answered
    board.select("EG-15")
    board.field("Reach").fill("800")
    board.field("Reach").press("Enter")
    board.says("Reach 675 → 800")
