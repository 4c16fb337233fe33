import json

import numpy as np
import pytest

from workbench.bench import report


def test_a_ratio_is_of_the_statistics_and_the_limit_is_on_it():
    row = report.compare("slider", "press", [90, 100, 500], [50, 50, 60], limit=1.8)
    assert (row.ours, row.reference, row.ratio) == (100, 50, 2)
    assert row.passed is False
    assert report.compare("slider", "press", [90, 90, 500], [50, 50, 60], limit=1.8).passed is True
    tail = report.compare("slider", "press", [90, 100, 500], [50, 50, 60], limit=1.8, of=report.p95)
    assert tail.ratio == pytest.approx((100 + 0.9 * 400) / (50 + 0.9 * 10))


def test_without_a_reference_the_limit_is_on_the_value_itself():
    assert report.measure("wire", "requests", [16], limit=15).passed is False
    assert report.measure("wire", "requests", [15], limit=15).passed is True
    assert report.measure("wire", "bytes", [15]).passed is None


def test_the_table_says_each_verdict_in_equal_columns():
    rows = [
        report.compare("slider", "press", [90.0, 110.0], [80.0], limit=1.8),
        report.measure("wire", "requests", [1600], unit="", limit=15),
        report.measure("wire", "long name of a thing", [0.1234], unit="kB"),
    ]
    lines = report.table(rows).splitlines()
    assert lines[1].split() == [
        "slider",
        "press",
        "100",
        "ms",
        "90-110",
        "80",
        "ms",
        "1.25",
        "<=",
        "1.80",
        "PASS",
        "2",
    ]
    assert lines[2].split() == ["wire", "requests", "1,600", "<=", "15", "over", "1"]
    assert lines[3].split() == ["wire", "long", "name", "of", "a", "thing", "0.12", "kB", "1"]
    assert len({len(line) for line in lines}) == 1


def test_json_has_every_sample_verdict_and_the_machine(tmp_path):
    rows = [report.compare("slider", "press", list(np.array([90.0, 110.0])), [80.0], limit=1.0)]
    report.write(tmp_path / "out.json", rows, report.machine())
    told = json.loads((tmp_path / "out.json").read_text())
    assert told["rows"][0]["samples"] == [90, 110]
    assert told["rows"][0]["reference_samples"] == [80]
    assert told["rows"][0]["passed"] is False
    assert told["machine"]["cores"] >= 1
    assert told["machine"]["packages"]["numpy"] == np.__version__
