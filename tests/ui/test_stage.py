"""A step of a derivation runs where its inputs changed, and never otherwise."""

import pytest

from workbench.ui.stage import Stage


def test_it_runs_once_for_equal_inputs_and_again_for_others():
    given = {"a": 1}
    stage = Stage(lambda: (dict(given),), lambda: sum(given.values()))
    assert [stage.value, stage.value, stage.version] == [1, 1, 1]
    given["b"] = 2
    assert (stage.version, stage.value) == (2, 3)
    del given["b"]
    assert (stage.value, stage.version) == (1, 3)


def test_one_that_follows_another_runs_where_that_one_did():
    given = [1]
    first = Stage(lambda: tuple(given), object)
    second = Stage(lambda: (first.version,), lambda: first.value)
    before = second.value
    assert second.value is before
    given.append(2)
    assert second.value is first.value is not before


def test_one_that_fails_keeps_nothing_and_is_asked_again():
    given = [0]
    stage = Stage(lambda: tuple(given), lambda: 1 / given[0])
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            _ = stage.value
    given[0] = 2
    assert (stage.value, stage.version) == (0.5, 1)
    given[0] = 0
    with pytest.raises(ZeroDivisionError):
        _ = stage.value
    given[0] = 2
    assert stage.value == 0.5
