import io
import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.needs import answers, kano
from workbench.needs.answers.pairs import pairs, side
from workbench.needs.answers.wordings import meaning

ENGLISH = ("I like it", "I expect it", "I am neutral", "I can tolerate it", "I dislike it")
SPOKEN = {
    1: ["I enjoy it that way", "Like", "1 - I like it", "5 = I like it very much", "Das würde mich sehr freuen.",
        "Das wuerde mich sehr freuen", "Das gefällt mir", "Cela me ferait très plaisir", "J'aime ça", "Ça me plaît"],
    2: ["It must be that way", "I must be that way", "must-be", "It is a basic necessity or I expect it that way",
        "Das setze ich voraus", "Das muss so sein", "Je m'y attends", "C'est indispensable", "2. I expect it"],
    3: ["Neutral", "I don't care", "Das ist mir egal", "Cela m'est égal", "Neutre"],
    4: ["I can live with it that way", "live-with", "I dislike it, but I can live with it that way",
        "Das könnte ich in Kauf nehmen", "Das nehme ich gerade noch hin", "Je peux m'en accommoder", "Je l'accepte"],
    5: ["I dislike it that way", "I dislike it, and I can\u2019t accept it", "I don't like it", "I can't live with it",
        "Das würde mich sehr stören", "Das stoert mich", "Ich mag das nicht", "Je n'aime pas ça", "Cela me dérange"],
}  # fmt: skip


def wide(rows, columns=("id", "SSO (functional)", "SSO (dysfunctional)")):
    return pd.DataFrame(rows, columns=list(columns))


def told(frame, **options):
    """Answers as rows of respondent, feature, functional, dysfunctional, and the report."""
    responses, report = answers.read(frame, **options)
    return responses[["respondent", "feature", "functional", "dysfunctional"]].to_numpy().tolist(), report


@pytest.mark.parametrize(
    ("code", "phrase"), [(code, phrase) for code, said in SPOKEN.items() for phrase in said]
)
def test_the_five_phrases_in_several_wordings(code, phrase):
    assert (meaning(phrase).kind, meaning(phrase).value) == ("words", code)
    assert meaning(phrase.upper()).value == code


def test_the_words_of_blauth():
    # Robert Blauth's team in Berger et al. 1993: answers that do not sound like a scale.
    said = ("This would be very helpful to me", "This is a basic requirement for me", "This would not affect me",
            "This would be a minor inconvenience", "This would be a major problem for me")  # fmt: skip
    assert [meaning(phrase).value for phrase in said] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("cell", ["perhaps", "I don't expect it", "blue", "I like it " * 30])
def test_what_is_no_answer_is_not_guessed(cell):
    assert meaning(cell).kind == "unknown"


@pytest.mark.parametrize(
    "cell", ["", "  ", None, np.nan, pd.NA, "n/a", "-", "Prefer not to answer", "keine Angabe", "\ufeff"]
)
def test_blanks(cell):
    assert meaning(cell).kind == "blank"


@pytest.mark.parametrize(
    ("functional", "dysfunctional", "feature"),
    [
        ("Feature A (functional)", "Feature A - dysfunctional", "Feature A"),
        ("f1_func", "f1_dys", "f1"),
        ("F1Functional", "F1Dysfunctional", "F1"),
        ("Export present", "Export absent", "Export"),
        ("Export: if present", "Export: if not present", "Export"),
        ("Export - functional question", "Export - dysfunctional question", "Export"),
        ("Export with filters (functional)", "Export with filters (dysfunctional)", "Export with filters"),
        ("SSO vorhanden", "SSO nicht vorhanden", "SSO"),
        ("fonctionnel: export", "dysfonctionnel: export", "export"),
        ("SSO_positive", "SSO_negative", "SSO"),
        ("mit SSO", "ohne SSO", "SSO"),
        ("1a", "1b", "1"),
        ("Q1 (a)", "Q1 (b)", "Q1"),
        ("Q1.1", "Q1.2", "Q1"),
        ("SSO_f", "SSO_d", "SSO"),
        ("f1", "d1", "f1"),
        ("SSO +", "SSO -", "SSO"),
    ],
)
def test_two_columns_a_feature_however_they_are_named(functional, dysfunctional, feature):
    rows, report = told(wide([("a", 1, 5), ("b", 3, 4)], ["id", functional, dysfunctional]))
    assert rows == [["a", feature, 1, 5], ["b", feature, 3, 4]]
    assert report.shape == "wide"
    assert told(wide([("a", 5, 1)], ["id", dysfunctional, functional]))[0] == [["a", feature, 1, 5]]


def test_words_for_the_two_questions():
    assert [side(word) for word in ("Functional", "dysfunctional", "Absent", "with", "SSO")] == [
        True, False, False, True, None
    ]  # fmt: skip


def test_long_answers_keep_customer_segment_and_importance():
    frame = pd.DataFrame({
        "Response ID": [1.0, 2.0], "Feature": ["SSO", "SSO"], "Functional answer": ["1", "2"], "Dysfunctional answer": ["5", "5"],
        "Company": ["Acme", None], "Segment": ["food", "water"], "Importance": ["9 - Extremely important", "6"], "E-mail": "x",
    })  # fmt: skip
    responses, report = answers.read(frame)
    assert responses.columns.tolist() == [
        "respondent", "feature", "functional", "dysfunctional", "customer", "segment", "importance"
    ]  # fmt: skip
    assert responses["importance"].tolist() == [9, 6]
    assert responses["respondent"].tolist() == ["1", "2"]
    assert report.columns == {"respondent": "Response ID", "customer": "Company", "segment": "Segment"}
    assert report.not_used == ("E-mail",)
    assert kano.evaluate(responses).loc["SSO", ["M", "O"]].tolist() == [1, 1]


def test_a_row_a_question():
    frame = pd.DataFrame(
        [("a", "SSO", "dysfunctional", "5"), ("a", "SSO", "functional", "1"), ("b", "SSO", "functional", "2"),
         ("a", "API", "functional", "3"), ("a", "API", "dysfunctional", "3")],
        columns=["respondent", "feature", "question", "answer"],
    )  # fmt: skip
    rows, report = told(frame)
    assert rows == [["a", "SSO", 1, 5], ["a", "API", 3, 3]]
    assert report.left_out == {"one of the two answers is blank": 1}
    frame.loc[0, "answer"] = "perhaps"
    with pytest.raises(ValueError, match="row 2, column answer: 'perhaps' is not understood"):
        answers.read(frame)


def test_questions_in_words_that_stand_side_by_side():
    columns = ["Timestamp", "How do you feel if you can export?", "How do you feel if you cannot?"]
    rows, report = told(
        wide([("9:00", "I like it", "I dislike it"), ("9:05", "I expect it", "I dislike it")], columns)
    )
    assert rows == [["row 2", columns[1], 1, 5], ["row 3", columns[1], 2, 5]]
    assert report.not_used == ("Timestamp",)
    assert any("was taken as if it is there" in remark for remark in report.remarks)
    assert any("No column names the respondent" in remark for remark in report.remarks)


def test_numbers_from_0_to_4_are_moved_and_5_to_1_only_when_told():
    rows, report = told(wide([("a", "0", "4"), ("b", "2", "3")]))
    assert rows == [["a", "SSO", 1, 5], ["b", "SSO", 3, 4]]
    assert report.scale == "0 to 4"
    assert "Numbers run from 0 to 4, so each was taken as one more." in report.sentences
    rows, report = told(wide([("a", 5, 1)]), reverse=True)
    assert (rows, report.scale) == ([["a", "SSO", 1, 5]], "5 to 1")
    assert told(wide([("a", 4, 0)]), reverse=True)[0] == [["a", "SSO", 1, 5]]
    assert any("Nobody answered 5" in remark for remark in told(wide([("a", 1, 4)]))[1].remarks)


def test_mixed_wordings_are_reported():
    frame = wide([("a", "I like it", "5"), ("b", "Das freut mich", "I dislike it"), ("c", "2", "n/a")])
    rows, report = told(frame)
    assert rows == [["a", "SSO", 1, 5], ["b", "SSO", 1, 5]]
    assert report.scale == "words and 1 to 5"
    assert set(report.wordings["like"]) == {"I like it", "Das freut mich"}
    assert report.left_out == {"one of the two answers is blank": 1}


def test_whoever_answered_twice_counts_once():
    rows, report = told(wide([("a", 1, 5), ("b", 3, 3), ("a", 2, 5), ("a", None, 5)]))
    assert rows == [["b", "SSO", 3, 3], ["a", "SSO", 2, 5]]
    assert report.left_out == {
        "one of the two answers is blank": 1, "the same respondent answered again further down": 1
    }  # fmt: skip
    assert report.respondents == 2


def test_half_a_pair_is_told_and_not_read():
    frame = wide([("a", 1, 5, 3)], ["id", "SSO_functional", "SSO_dysfunctional", "API_functional"])
    rows, report = told(frame)
    assert rows == [["a", "SSO", 1, 5]]
    assert report.not_used == ("API_functional",)
    assert "The column 'API_functional' has no other half, so it was not read." in report.remarks


def test_a_byte_order_mark_and_blanks_around_names_do_not_matter():
    rows, report = told(wide([(" a ", " I like it ", "\ufeff5")], ["\ufeffid", " SSO_func", "SSO_dys "]))
    assert rows == [["a", "SSO", 1, 5]]
    assert report.columns == {"respondent": "id"}


def test_semicolons_and_another_encoding_are_the_readers_business():
    text = "id;SSO funktional;SSO dysfunktional\n1;Das würde mich freuen;Das würde mich stören\n".encode(
        "cp1252"
    )
    frame = pd.read_csv(io.BytesIO(text), sep=";", encoding="cp1252", dtype=str)
    assert told(frame)[0] == [["1", "SSO", 1, 5]]


@pytest.mark.parametrize(
    ("frame", "sentence"),
    [
        (wide([("a", "7", "5")]), r"row 2, column SSO \(functional\): '7' is not on a scale of five"),
        (wide([("a", "0", "5")]), r"row 2, column SSO \(functional\): '0' is not on a scale of five"),
        (wide([("a", "1", "2.5")]), r"row 2, column SSO \(dysfunctional\): '2\.5' is not on a scale"),
        (
            wide([("a", "1", "5"), ("b", "perhaps", "5")]),
            r"row 3, column SSO \(functional\): 'perhaps' is not understood",
        ),
        (
            wide([(i, "so so", "5") for i in range(9)]),
            r"row 4, column SSO \(functional\): 'so so' and 6 more is not",
        ),
        (
            wide([("a", 1, 5)], ["id", "x", "y"]),
            "no two columns ask about one feature: name them like .* There are: x, y",
        ),
        (wide([("a", 1, 5)], ["id", "SSO_f", "SSO_f"]), "column 'SSO_f' is there twice"),
        (
            wide([("a", 1, 5, 1)], ["id", "SSO_func", "SSO_dys", "sso functional"]),
            "both ask about 'sso' if it is there",
        ),
        (wide([]), "no row of answers"),
        (pd.DataFrame(), "no row of answers"),
    ],
)
def test_what_is_not_understood_is_one_sentence(frame, sentence):
    with pytest.raises(ValueError, match=sentence) as refused:
        answers.read(frame)
    assert "\n" not in str(refused.value)


def test_pairs_keep_the_order_of_the_columns():
    found, halves = pairs(["b_dys", "a_func", "a_dys", "b_func", "c_func"], lambda _: True)
    assert [pair.feature for pair in found] == ["b", "a"]
    assert halves == ["c_func"]


cells = st.one_of(
    st.sampled_from([*ENGLISH, "1", "2", "3", "4", "5", "0", "", "n/a", "3.0", "7", "perhaps", "I like it that way"]),
    st.integers(-1, 6), st.none(), st.floats(), st.text(max_size=6),
)  # fmt: skip
names = st.sampled_from(
    ["id", "SSO_func", "SSO_dys", "API present", "API absent", "customer", "1a", "1b", "x", "feature"]
)


@given(st.lists(names, max_size=6), st.data())
def test_any_file_gives_a_right_result_or_one_sentence(columns, data):
    many = data.draw(st.integers(0, 5))
    frame = pd.DataFrame(
        {i: data.draw(st.lists(cells, min_size=many, max_size=many)) for i in range(len(columns))}
    )
    frame.columns = columns
    try:
        responses, report = answers.read(frame)
    except ValueError as refused:
        assert "\n" not in str(refused)  # noqa: PT017
        assert len(str(refused)) < 600  # noqa: PT017
        return
    assert responses[["functional", "dysfunctional"]].isin(range(1, 6)).all().all()
    assert report.answers == len(responses)
    assert report.answers + sum(report.left_out.values()) == many * len(report.features)
    assert kano.evaluate(responses, trials=1).attrs["left_out"] == 0


pair = st.tuples(st.integers(1, 5), st.integers(1, 5))


@given(st.lists(pair, min_size=1, max_size=8), st.lists(st.booleans(), min_size=16, max_size=16))
def test_words_and_numbers_say_the_same_in_any_mixture(given_pairs, worded):
    cells_ = iter(worded)
    frame = wide([
        (who, *(ENGLISH[code - 1] if next(cells_) else str(code) for code in both)) for who, both in enumerate(given_pairs)
    ])  # fmt: skip
    assert [row[2:] for row in told(frame)[0]] == [list(both) for both in given_pairs]


half = st.one_of(st.none(), st.integers(1, 5))


@given(st.lists(st.tuples(st.integers(0, 4), half, half, half, half), min_size=1, max_size=10), st.booleans())
def test_half_filled_rows_and_people_who_answer_twice(rows, long):
    columns = ["id", "API_func", "API_dys", "SSO_func", "SSO_dys"]
    frame = wide([(f"p{who}", *cells_) for who, *cells_ in rows], columns)
    if long:
        parts = [frame[["id", f"{name}_func", f"{name}_dys"]].set_axis(["id", "functional", "dysfunctional"], axis=1)
                 .assign(feature=name) for name in ("API", "SSO")]  # fmt: skip
        frame = pd.concat(parts, ignore_index=True)
    last = {
        (f"p{who}", name): (row[at], row[at + 1])
        for name, at in (("API", 0), ("SSO", 2))
        for who, *row in rows
        if row[at] and row[at + 1]
    }
    found, report = told(frame)
    assert {(who, feature): (one, other) for who, feature, one, other in found} == last
    assert report.answers == len(last) == len(found)
    assert sum(report.left_out.values()) == 2 * len(rows) - len(last)
    assert report.shape == ("long" if long else "wide")


@pytest.fixture(scope="module")
def real():
    folder = os.environ.get("WORKBENCH_REAL_DATA")
    if not folder:
        pytest.skip("WORKBENCH_REAL_DATA does not say where the real answer files are")
    return Path(folder) / "kano"


@pytest.mark.parametrize(
    ("file", "respondents", "must_be"),
    [
        ("storage--cohort1-clean.csv", 91, "I must be that way"),
        ("storage--cohort2-clean.csv", 97, "It is a basic necessity or I expect it that way"),
        ("transfers--all_cohorts-clean.csv", 358, "I expect it"),
    ],
)
def test_the_real_answer_files(real, file, respondents, must_be):
    responses, report = answers.read(pd.read_csv(real / file, dtype=str))
    assert (report.shape, report.respondents, report.scale) == ("wide", respondents, "words")
    assert report.answers == respondents * len(report.features) == len(responses)
    assert report.wordings["must-be"] == (must_be,)
    assert [len(phrases) for phrases in report.wordings.values()] == [1] * 5
    assert report.not_used == ("Income_us", "Gender", "Age", "Employment", "Education")
    assert report.left_out == {}
    assert responses["importance"].between(1, 9).all()
    expected = pd.read_csv(real / "kano_counts_recomputed.csv")
    expected = expected[expected["file"] == file].set_index("feature").sort_index()
    ours = kano.evaluate(responses)
    columns = [*"MOAIRQ", "better", "worse"]
    pd.testing.assert_frame_equal(ours[columns].round(4), expected[columns], check_names=False)


def test_the_real_people_by_income(real):
    frame = pd.read_csv(real / "transfers--all_cohorts-clean.csv", dtype=str).rename(
        columns={"Gender": "Segment"}
    )
    responses, _ = answers.read(frame)
    result = kano.segments(responses, trials=500)
    assert set(result.columns) > {"p_value", "p_adjusted", "different", "category_female", "category_male"}
    assert (result["p_adjusted"] >= result["p_value"]).all()
