import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.opportunities import ice, register
from workbench.opportunities.uncertainty import rank_probability

NAN = float("nan")


def table(*rows):
    return pd.DataFrame(list(rows), columns=["impact", "confidence", "ease"], dtype=float)


def test_the_books_example_is_the_mean():
    # Ellis and Brown, "Hacking Growth", 2017, as retold at bite15.com/en/pages/hacking-growth-capitolo-06.
    assert ice.score(table((7, 4, 8)), how="mean").round(2).tolist() == [6.33]


def test_the_worked_example_of_the_product():
    # innerview.co/terms/ice-score: a referral programme, and a faster website.
    assert ice.score(table((8, 7, 5), (6, 9, 8))).tolist() == [280, 432]


def test_a_blank_is_not_ranked_either_way():
    blank = table((NAN, 5, 5), (5, NAN, 5), (5, 5, NAN))
    assert ice.score(blank).isna().all()
    assert ice.score(blank, how="mean").isna().all()


def test_there_are_two_ways():
    with pytest.raises(ValueError, match='how is \'sum\'; it must be "product" or "mean"'):
        ice.score(table((1, 1, 1)), how="sum")
    with pytest.raises(ValueError, match="column 'ease' is missing"):
        ice.score(table((1, 1, 1)).drop(columns="ease"))


ten = st.floats(1, 10)


@given(st.tuples(ten, ten, ten), st.sampled_from(["product", "mean"]))
def test_it_stays_between_its_ends_and_the_order_of_columns_does_not_matter(row, how):
    score = ice.score(table(row), how=how)[0]
    assert 1 - 1e-9 <= score <= (1000 if how == "product" else 10) + 1e-9
    assert ice.score(table(row)[["ease", "impact", "confidence"]], how=how)[0] == score


def test_on_the_list_of_opportunities_it_reads_its_own_columns():
    listed = pd.DataFrame(
        {
            "impact": [3.0, 3.0],
            "confidence": 0.8,
            "ease": [8.0, 2.0],
            "ice_impact": 7.0,
            "ice_confidence": 4.0,
        },
        index=["a", "b"],
    )
    here = register.get("ice").on(listed)
    assert (here.needs, here.bounds["ice_confidence"]) == (("ice_impact", "ice_confidence", "ease"), (1, 10))
    assert here(listed).tolist() == [224, 56]
    assert here == register.get("ice").on(listed)
    assert here.on(listed) is here
    assert rank_probability(listed, "ice", trials=3, top=1)["score_p50"].tolist() == [224, 56]
    with pytest.raises(ValueError, match="'ice_impact' is missing"):
        here(listed.drop(columns="ice_impact"))


def test_elsewhere_it_is_asked_by_the_plain_names_and_bounded():
    plain = table((7, 4, 8)).assign(confidence_low=1.0, confidence_high=10.0)
    odds = rank_probability(plain, ice.score, trials=500)
    assert 7 * 8 * 1 < odds["score_p10"][0] < odds["score_p90"][0] < 7 * 8 * 10
    with pytest.raises(ValueError, match="must be between 1 and 10"):
        rank_probability(plain.assign(confidence_high=11.0), "ice")
    np.testing.assert_array_equal(rank_probability(plain, "ice", trials=500), odds)
