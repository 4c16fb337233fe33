import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics.pairwise import cosine_similarity

from workbench.needs import suggest

NEEDS = pd.DataFrame(
    {
        "title": ["Update without fear", "Sign in once", "Mount it where it gets wet"],
        "description": ["New firmware must never stop a machine.", None, "Wash-down and rain."],
    },
    index=["n1", "n2", "n3"],
)
QUOTES = pd.Series(
    {
        "q1": "Your last firmware stopped our machine.",
        "q2": "Rain came into the housing.",
        "q3": "We type one more password for you.",
        "q4": "One password for all, please.",
        "q5": "Lovely weather today",
        "q6": None,
    }
)
LINKS = pd.DataFrame({"feedback": ["q3"], "need": ["n2"]})


@pytest.fixture(scope="module")
def sample(tmp_path_factory, sample_at):
    return sample_at(tmp_path_factory.mktemp("suggest") / "sample.db")


def pairs(found, *columns):
    return list(found[list(columns)].itertuples(index=False, name=None))


def test_a_need_is_known_by_its_own_words_and_by_the_quotes_linked_to_it():
    found = suggest.links(QUOTES, NEEDS, LINKS, most=1, least=0.1)
    assert set(pairs(found, "feedback", "need")) == {("q1", "n1"), ("q2", "n3"), ("q4", "n2")}
    assert found["similarity"].is_monotonic_decreasing
    unlearned = suggest.links(QUOTES, NEEDS, LINKS.iloc[:0], most=1, least=0.1)
    assert "n2" not in set(unlearned["need"])  # "password" is no word of the need itself


def test_the_similarity_is_the_cosine_that_scikit_learn_computes():
    titles = NEEDS.drop(columns="description")
    found = suggest.links(QUOTES.iloc[:5], titles, LINKS.iloc[:0], most=3, least=0)
    weights = TfidfVectorizer(sublinear_tf=True).fit_transform([*QUOTES.iloc[:5], *titles["title"]])
    cosine = cosine_similarity(weights[:5], weights[5:])
    expected = {
        (quote, need): cosine[row, column]
        for row, quote in enumerate(QUOTES.index[:5])
        for column, need in enumerate(titles.index)
        if cosine[row, column] > 0
    }
    similarity = {(quote, need): value for quote, need, value in pairs(found, *found.columns)}
    assert similarity == pytest.approx(expected, abs=1e-6)


def test_at_most_so_many_of_a_quote_and_equals_by_their_ids():
    same = pd.DataFrame({"title": ["a box", "a box", "a box"]}, index=["n3", "n1", "n2"])
    found = suggest.links(pd.Series({"b": "the box", "a": "the box"}), same, LINKS, most=2)
    assert pairs(found, "feedback", "need") == [("a", "n1"), ("a", "n2"), ("b", "n1"), ("b", "n2")]


@pytest.mark.parametrize(
    ("quote", "title"),
    [
        ("機器の設定を一度に変えたい", "設定を変える"),
        ("现场的网关断线后数据不见了", "断线时不丢数据"),
        ("Die Anlage darf beim Update nie stehen", "Update ohne Stillstand der Anlage"),
        ("Нам нужен один пароль", "Один пароль для всех"),
    ],
)
def test_any_language_will_do(quote, title):
    needs = pd.DataFrame({"title": ["Something else", title]}, index=["n1", "n2"])
    found = suggest.links(pd.Series({"q": quote}), needs, LINKS)
    assert pairs(found, "feedback", "need") == [("q", "n2")]


def test_nothing_to_compare_is_an_empty_table():
    bare = pd.DataFrame({"title": []}, dtype="str")
    wordless = pd.Series({"a": "!", "b": None})
    for quotes, needs in ((wordless, NEEDS.iloc[:0]), (QUOTES, bare), (QUOTES.iloc[:0], NEEDS)):
        found = suggest.links(quotes, needs, LINKS)
        assert found.columns.tolist() == ["feedback", "need", "similarity"]
        assert found.empty
    assert suggest.links(wordless, pd.DataFrame({"title": ["?"]}, index=["n"]), LINKS).empty


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"most": 0}, "most 0 must be 1 or more"),
        ({"least": 1.5}, "least 1.5 must be between 0 and 1"),
        ({"quotes": pd.Series(["a", "b"], index=["q", "q"])}, "id 'q' is there twice"),
        ({"needs": NEEDS[["description"]]}, "column 'title' is missing"),
        ({"known": LINKS[["need"]]}, "column 'feedback' is missing"),
    ],
)
def test_what_cannot_be_compared_is_one_sentence(change, sentence):
    with pytest.raises(ValueError, match=sentence):
        suggest.links(**{"quotes": QUOTES, "needs": NEEDS, "known": LINKS, **change})


words = st.lists(st.sampled_from(["box", "heat", "update", "stop", "sign in", "箱", "für"]), max_size=5)


@given(
    st.lists(words.map(" ".join), max_size=8),
    st.lists(words.map(" ".join), max_size=4),
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 5)), max_size=6),
    st.integers(1, 3),
    st.floats(0, 1),
    st.randoms(use_true_random=False),
)
def test_only_unlinked_quotes_in_bounds_whatever_the_order(said, titles, linked, most, least, random):
    quotes = pd.Series(said, index=[f"q{at}" for at in range(len(said))], dtype="str")
    needs = pd.DataFrame({"title": pd.Series(titles, dtype="str")})
    needs.index = pd.Index([f"n{at}" for at in range(len(titles))], dtype="str")
    known = pd.DataFrame([(f"q{q}", f"n{n}") for q, n in linked], columns=["feedback", "need"], dtype="str")
    found = suggest.links(quotes, needs, known, most, least)
    assert not set(found["feedback"]) & set(known["feedback"])
    assert (found.groupby("feedback").size() <= most).all()
    assert found["similarity"].between(least, 1).all()
    assert not found.duplicated(["feedback", "need"]).any()
    shuffled = suggest.links(
        quotes.sample(frac=1, random_state=random.randrange(99)),
        needs.sample(frac=1, random_state=random.randrange(99)),
        known.sample(frac=1, random_state=random.randrange(99)),
        most,
        least,
    )
    pd.testing.assert_frame_equal(shuffled, found)


def test_the_sample_suggests_the_need_that_was_linked_and_nothing_for_thanks(sample):
    quotes, needs, known = sample["feedback"]["quote"], sample["needs"], sample["feedback_needs"]
    kind = quotes.index[quotes.str.startswith(("Good documentation", "Please send", "We will be back"))]
    assert len(kind) == 3
    assert not set(suggest.links(quotes, needs, known)["feedback"]) & set(kind)
    hidden = known.iloc[::3]
    found = suggest.links(quotes, needs, known.drop(hidden.index)).drop_duplicates("feedback")
    found = found[found["feedback"].isin(hidden["feedback"])]
    right = found.merge(hidden, on=["feedback", "need"])
    assert len(right) > 0.95 * len(found)
    assert len(found) > 0.85 * len(hidden)


def said(*rows):
    return pd.DataFrame(rows, columns=["id", "quote", "customer", "date"]).set_index("id")


BOX = "The box gets hot in summer, and then it stops."
TWICE = said(
    ("a", BOX, "c1", "2026-05-01"),
    ("b", "I told you: the box gets hot in the summer, and then it stops.", "c1", "2026-05-20"),
    ("c", "the box gets hot  in summer, and then it stops. ", "c1", "2026-12-01"),
    ("d", BOX, "c2", "2026-05-01"),
    ("e", BOX, "c1", None),
    ("f", BOX, None, "2026-05-01"),
    ("g", BOX, None, "2026-05-01"),
    ("h", None, "c1", "2026-05-01"),
    ("i", None, "c1", "2026-05-01"),
)


def test_twice_the_same_of_one_customer():
    found = suggest.duplicates(TWICE, least=0.7)
    assert pairs(found, "first", "second") == [("a", "c"), ("c", "e"), ("a", "b")]
    assert found["similarity"].tolist()[:2] == [1, 1]
    assert 0.7 <= found["similarity"].iloc[2] < 1
    assert pairs(suggest.duplicates(TWICE, least=0.7, days=18), "first", "second") == [("a", "c"), ("c", "e")]
    assert suggest.duplicates(TWICE.iloc[:0]).columns.tolist() == ["first", "second", "similarity"]


def test_what_cannot_be_paired_is_one_sentence():
    with pytest.raises(ValueError, match="days -1 must be 0 or more"):
        suggest.duplicates(TWICE, days=-1)
    with pytest.raises(ValueError, match="'customer' is missing"):
        suggest.duplicates(TWICE[["quote", "date"]])
    with pytest.raises(ValueError, match="id 'a' is there twice"):
        suggest.duplicates(TWICE.rename(index={"b": "a"}))


heard = st.lists(
    st.tuples(
        st.sampled_from([BOX, BOX.upper(), BOX[:-9], "Again: " + BOX, "No.", "?", ""]),
        st.sampled_from(["c1", "c2", None]),
        st.sampled_from(["2026-05-01", "2026-05-31", "2026-06-01", "2027-01-01", None]),
    ),
    max_size=12,
)


@given(heard, st.floats(0.5, 1), st.integers(0, 40), st.randoms(use_true_random=False))
def test_pairs_are_of_one_customer_and_near_or_the_same(rows, least, days, random):
    table = said(*((f"F-{at}", *row) for at, row in enumerate(rows)))
    found = suggest.duplicates(table, least, days)
    date = pd.to_datetime(table["date"])
    for first, second, similarity in pairs(found, "first", "second", "similarity"):
        assert table.at[first, "customer"] == table.at[second, "customer"]
        assert not date[first] > date[second]
        same = table.at[first, "quote"].casefold() == table.at[second, "quote"].casefold()
        assert similarity == 1 if same else (date[second] - date[first]).days <= days
        assert least <= similarity <= 1
    assert not found.duplicated(["first", "second"]).any()
    shuffled = table.iloc[random.sample(range(len(table)), len(table))]
    pd.testing.assert_frame_equal(suggest.duplicates(shuffled, least, days), found)


def test_blocks_do_not_show(monkeypatch, sample):
    whole = suggest.duplicates(sample["feedback"], least=0.4, days=200)
    bare = sample["feedback_needs"].iloc[:0]
    suggested = suggest.links(sample["feedback"]["quote"], sample["needs"], bare)
    monkeypatch.setattr(suggest, "BLOCK", 7)
    pd.testing.assert_frame_equal(suggest.duplicates(sample["feedback"], least=0.4, days=200), whole)
    assert len(whole) > 20
    again = suggest.links(sample["feedback"]["quote"], sample["needs"], bare)
    pd.testing.assert_frame_equal(again, suggested)


def test_the_sample_repeats_three_calls_in_writing_and_nothing_else(sample):
    found = suggest.duplicates(sample["feedback"])
    assert pairs(found, "first", "second") == [("F-178", "F-179"), ("F-339", "F-340"), ("F-263", "F-264")]
    quotes = sample["feedback"]["quote"]
    assert quotes[found["second"]].str.startswith("As I said on the phone: ").all()
