"""A page that does not hear all states of its widgets in time asks again, and the board comes."""

import pytest

pytestmark = pytest.mark.browser


def test_the_board_comes_though_its_question_is_lost_and_the_kernel_is_idle_before_it_answers(
    visit, server, board_at
):
    lost, held, answered = [], [], []

    def carry(socket):
        kernel = socket.connect_to_server()

        def ask(frame):
            if b"request_states" in frame and not lost:
                lost.append(frame)
            else:
                kernel.send(frame)

        def answer(frame):
            if b"kernel_info_reply" in frame:
                held.append(frame)
                return
            socket.send(frame)
            if b'"idle"' in frame and held:
                answered.append(held.pop())
                socket.send(answered[-1])

        socket.on_message(ask)
        kernel.on_message(answer)

    page = visit()
    page.route_web_socket("**/channels*", carry)
    board = board_at(page, server.url).open()
    assert lost
    assert answered
    board.select("EG-15")
    board.field("Reach").fill("800")
    board.field("Reach").press("Enter")
    board.says("Reach 675 → 800")
