import pandas as pd

from workbench.ui.heat import Heat


def made():
    heard = []
    heat = Heat("Demand", lambda row, column: heard.append((row, column)))
    values = pd.DataFrame({"f": [3.0, 1.0], "gone": [9.0, 9.0]}, index=["n1", "other"])
    heat.show(values, {"n2": "Two", "n1": "One"}, {"w": "Water", "f": "Food"}, "n1")
    return heat, heard


def test_rows_and_columns_stand_in_the_labels_order_and_blanks_are_0():
    heat, _ = made()
    assert heat.table["columns"] == [["w", "Water"], ["f", "Food"]]
    assert [(row["label"], row["values"], row["selected"]) for row in heat.table["rows"]] == [
        ("Two", [0, 0], False),
        ("One", [0, 3], True),
    ]


def test_only_a_cell_that_is_there_is_heard():
    heat, heard = made()
    for cell in (["n1", "f"], ["n2", "w"], ["n1", "gone"], ["other", "f"], ["n1"], 5, None):
        heat.receive({"cell": cell})
    heat.receive({})
    assert heard == [("n1", "f"), ("n2", "w")]


def test_nothing_at_all_is_an_empty_table():
    heat, _ = made()
    heat.show(pd.DataFrame(), {}, {})
    assert heat.table == {"columns": [], "rows": []}
