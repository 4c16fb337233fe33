from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.opportunities.moves.shapley import counted, drawn


def by_definition(worth, players):
    """Let the players come in every order, and see what each one adds."""
    parts, orders = np.zeros(players), list(permutations(range(players)))
    for order in orders:
        who = 0
        for player in order:
            parts[player] += (worth[who | 1 << player] - worth[who]) / len(orders)
            who |= 1 << player
    return parts


def test_the_glove_game():
    # Shapley value of a left glove and two right ones: 2/3, 1/6, 1/6 (Peters, "Game Theory", 2008, chapter 9).
    worth = [float(bool(who & 1 and who & 6)) for who in range(8)]
    assert counted(np.array(worth)).tolist() == pytest.approx([2 / 3, 1 / 6, 1 / 6])


@given(st.integers(0, 2**32 - 1), st.integers(0, 5))
def test_counting_is_the_mean_over_all_orders(seed, players):
    worth = np.random.default_rng(seed).integers(-9, 10, 2**players).astype(float)
    parts = counted(worth)
    np.testing.assert_allclose(parts, by_definition(worth, players), atol=1e-12)
    assert parts.sum() == pytest.approx(worth[-1] - worth[0])


@given(st.integers(0, 2**32 - 1), st.integers(1, 6))
def test_drawing_comes_near_and_adds_up(seed, players):
    worth = np.random.default_rng(seed).integers(-9, 10, 2**players).astype(float)
    bits = 1 << np.arange(players)
    parts = drawn(lambda who: worth[int(bits @ who)], players, orders=400)
    assert parts.sum() == pytest.approx(worth[-1] - worth[0])
    np.testing.assert_allclose(parts, counted(worth), atol=2.5)
    np.testing.assert_array_equal(parts, drawn(lambda who: worth[int(bits @ who)], players, orders=400))
