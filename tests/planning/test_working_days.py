from datetime import date, timedelta

import pytest

from workbench.planning.working_days import working_day_after

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(("ahead", "found"), [(0, 1), (3, 4), (4, 7), (5, 7), (6, 7)])
def test_the_next_working_day_is_never_on_a_weekend(ahead, found):
    assert working_day_after(MONDAY + timedelta(ahead)) == MONDAY + timedelta(found)


def test_five_working_days_are_a_week():
    assert [working_day_after(MONDAY, days) for days in (0, 5, 10)] == [
        MONDAY + timedelta(n) for n in (0, 7, 14)
    ]
