"""The Needs board on a small product."""

import pytest
from needs_product import fill

from workbench.needs.board import NeedsBoard


@pytest.fixture
def board(ws):
    """Ana's board; ``ws`` holds the small product then."""
    return NeedsBoard(fill(ws))
