from workbench.language.words import count, in_a_row, ordinal


def test_places_are_written_as_people_say_them():
    places = (1, 2, 3, 10, 11, 12, 13, 21, 111, 122)
    said = ["1st", "2nd", "3rd", "10th", "11th", "12th", "13th", "21st", "111th", "122nd"]
    assert [ordinal(place) for place in places] == said


def test_one_is_not_many():
    assert [count(many, "need") for many in (0, 1, 2, 1200)] == [
        "0 needs",
        "1 need",
        "2 needs",
        "1,200 needs",
    ]
    assert count(0, "opportunity", "opportunities") == "0 opportunities"


def test_names_stand_in_a_row():
    assert [in_a_row(things) for things in ([], ["a"], ["a", "b"], ("a", "b", "c"))] == [
        "", "a", "a and b", "a, b and c",
    ]  # fmt: skip
