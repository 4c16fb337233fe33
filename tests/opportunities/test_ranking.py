import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from workbench.language.numbers import tenths
from workbench.opportunities import ranking

scores = st.lists(st.one_of(st.integers(0, 5).map(float), st.just(float("nan"))), max_size=12)


def table_of(values, must=()):
    index = [f"i{i:02}" for i in range(len(values))]
    return pd.DataFrame({"must_do": [i in must for i in range(len(values))]}, index=index), pd.Series(
        values, index=index, dtype=float
    )


@given(scores, st.sets(st.integers(0, 11)), st.integers(0, 12))
def test_places_above_the_line_are_filled_and_no_more(values, must, line):
    table, score = table_of(values, must)
    placed = ranking.place(table, score, line)
    musts = int(table["must_do"].sum())
    scored = int((~table["must_do"] & score.notna()).sum())
    assert placed["chosen"].sum() == musts + min(scored, max(line - musts, 0))
    assert placed.loc[placed["must_do"], "chosen"].all()
    assert sorted(placed.index) == sorted(table.index)


@given(scores, st.integers(0, 12))
def test_a_better_score_never_stands_lower(values, line):
    table, score = table_of(values)
    placed = ranking.place(table, score, line)
    ranked = placed[placed["rank"].notna()]
    assert (np.diff(ranked["score"]) <= 0).all()
    assert ranked["rank"].is_monotonic_increasing
    assert (placed["rank"].isna() == placed["score"].isna()).all()


def test_a_tie_at_the_line_is_said_and_shares_its_rank():
    table, score = table_of([9.0, 5.0, 5.0, 1.0])
    placed = ranking.place(table, score, 2)
    assert placed["rank"].tolist() == [1, 2, 2, 4]
    assert placed["tied"].tolist() == [False, True, True, False]
    assert placed["chosen"].tolist() == [True, True, False, False]


def test_a_tie_away_from_the_line_is_no_news():
    table, score = table_of([9.0, 9.0, 5.0])
    assert not ranking.place(table, score, 2)["tied"].any()


def test_only_open_ones_are_candidates_and_must_dos_do_not_contend():
    table = pd.DataFrame(
        {"status_category": ["open", "later", np.nan, "done"], "must_do": [True, False, False, True]},
        index=list("abcd"),
    )
    assert ranking.candidates(table).index.tolist() == ["a", "c"]
    assert ranking.contenders(table).index.tolist() == ["c"]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=10))
def test_bands_agree_with_what_is_said(chances):
    table, score = table_of([1.0] * len(chances))
    p_top = pd.Series(chances, index=table.index)
    placed = ranking.place(table, score, 3)
    bands = ranking.band(placed, p_top[placed.index].to_numpy())
    for id_, band in zip(placed.index, bands, strict=True):
        said = tenths(p_top[id_])
        assert band == ("In" if said >= ranking.IN else "Out" if said <= ranking.OUT else "Too close to call")
