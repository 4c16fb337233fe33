"""What is committed is what the sources build, and what the wheel of plotly expects."""

import gzip
import re
import shutil
import subprocess
from pathlib import Path

import plotly
import pytest

from workbench.serve.assets import STATIC

JS = Path(__file__).parents[2] / "js"


def test_the_sources_build_what_is_committed(tmp_path):
    if not shutil.which("node"):
        pytest.skip("no node on this machine: CI builds and compares")
    if not (JS / "node_modules").is_dir():
        pytest.skip("js/node_modules is missing: run npm ci in js")
    subprocess.run(["node", "build.mjs", str(tmp_path)], cwd=JS, check=True, timeout=120)
    built = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    kept = {path.name: path.read_bytes() for path in STATIC.iterdir()}
    assert sorted(built) == sorted(kept)
    assert [name for name in built if built[name] != kept[name]] == []


def test_each_compressed_file_holds_the_file_itself():
    names = [path.name for path in STATIC.iterdir() if path.suffix in {".js", ".css"}]
    assert {"workbench.js", "workbench.css", "widgets.js", "plotly.min.js", "home.js", "first.js"} <= set(
        names
    )
    for name in names:
        assert gzip.decompress((STATIC / f"{name}.gz").read_bytes()) == (STATIC / name).read_bytes()
        assert (STATIC / f"{name}.br").stat().st_size < (STATIC / f"{name}.gz").stat().st_size


def test_plotly_js_is_of_the_release_that_the_wheel_draws_for():
    def release(path):
        return re.search(rb"plotly\.js (?:\(basic[^)]*\) )?v(\d+\.\d+)", path.read_bytes()[:400]).group(1)

    wheel = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    assert release(STATIC / "plotly.min.js") == release(wheel)


def test_the_style_sheet_asks_no_other_host():
    for name in ("workbench.css", "widgets.js"):
        text = (STATIC / name).read_text(encoding="utf-8")
        assert re.findall(r"url\(\s*[\"']?(?:https?:)?//", text) == []
    for font in re.findall(
        r"url\(\"?\./?([\w.-]+\.woff2)", (STATIC / "workbench.css").read_text(encoding="utf-8")
    ):
        assert (STATIC / font).is_file()


def test_every_bundled_package_has_its_licence():
    text = (STATIC / "LICENSES.txt").read_text(encoding="utf-8")
    for name in (
        "anywidget",
        "tabulator-tables",
        "nouislider",
        "plotly.js-basic-dist-min",
        "@lumino/widgets",
    ):
        assert re.search(rf"^{re.escape(name)} [\d.]+ \(.+\)$", text, re.MULTILINE)
    assert "SIL OPEN FONT LICENSE" in text
