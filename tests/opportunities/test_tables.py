import pandas as pd
import pytest

from workbench.opportunities.tables import SETTINGS, TABLES, opportunities
from workbench.workspace.schema import check

NAMES = set(opportunities.by_name)


def test_every_column_that_others_rely_on_is_there():
    plain = {
        "title", "status", "status_category", "source", "key", "owner", "theme", "must_do", "description",
        "reopen_when", "reopen_rule", "created", "due", "size", "story_points", "team",
    }  # fmt: skip
    ranged = {
        "reach", "impact", "confidence", "effort", "ice_impact", "ice_confidence", "ease", "business_value",
        "time_criticality", "risk_reduction", "job_size", "importance", "satisfaction",
    }  # fmt: skip
    assert plain | ranged | {f"{name}_{end}" for name in ranged for end in ("low", "high")} == NAMES


def test_every_column_has_words_and_no_two_share_a_header():
    headers = [header.casefold() for c in opportunities.columns for header in (c.label, *c.aliases)]
    assert len(headers) == len(set(headers))
    assert all(column.help for column in opportunities.columns)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_every_default_is_one_that_the_setting_allows(setting):
    assert setting.column.cell(setting.default) == setting.default
    assert setting.label


def test_defaults_of_columns_are_allowed():
    defaults = {c.name: [c.default] for c in opportunities.columns if c.default is not None}
    assert check(opportunities, pd.DataFrame(defaults, index=["a"])).empty
    assert defaults == {"status_category": ["open"], "must_do": [False]}


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("confidence", "101%"),
        ("reach", "-1"),
        ("ease", "0.5"),
        ("ice_impact_high", "11"),
        ("job_size", "-1"),
        ("importance_low", "10.5"),
        ("size", "XXL"),
        ("status_category", "blocked"),
    ],
)
def test_what_the_methods_cannot_use_is_refused(column, text):
    with pytest.raises(ValueError, match="must be"):
        opportunities.column(column).read(text)


def test_confidence_is_read_in_per_cent():
    assert opportunities.column("confidence").read("80 %") == 0.8
    assert opportunities.column("confidence_low").read("50%") == 0.5


def test_the_tables_are_these():
    assert [table.name for table in TABLES] == ["opportunities", "methods", "weights"]
