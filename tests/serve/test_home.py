"""The home page's facts, news and products, over HTTP."""

import json

import pytest

from workbench import Workspace


def post(served, wanted):
    token = served.ask("/").headers.get_all("Set-Cookie")
    xsrf = next(value.partition(";")[0] for value in token if value.startswith("_xsrf="))
    return served.ask(
        "/workbench/api/products", "POST", json.dumps(wanted), Cookie=xsrf, X_XSRFToken=xsrf[6:]
    )


@pytest.fixture
def own(launch, tmp_path, folder):
    (tmp_path / "notebooks").symlink_to(folder / "notebooks")
    return launch(tmp_path)


def test_the_page_has_a_card_a_board(served):
    page = served.ask("/").text
    assert 'href="/voila/render/trial.ipynb"' in page
    assert "Does every kind of cell show?" in page
    assert "And the next sentence" not in page


def test_headlines_and_news_follow_the_workspace(own, until):
    first = own.home()
    assert first["empty"]
    ws = Workspace.open(f"sqlite:///{own.folder / 'product.db'}", who="Li")
    row = {"reach": 100, "impact": 1, "confidence": 0.8, "effort": 3}
    seen = ws.add(
        "opportunities", {"dark": {"title": "Dark mode", **row}, "sso": {"title": "Single sign-on", **row}}
    )
    ws.edit("opportunities", "dark", effort=5)
    state = until(lambda: (now := own.home())["version"] == ws.version and now)
    assert not state["empty"]
    assert state["saved"]["who"] == "Li"
    assert {headline["part"] for headline in state["headlines"]} == {"opportunities"}
    news = own.ask(f"/workbench/api/news?since={seen}").json
    assert news == {"count": 1, "who": ["Li"], "sentences": ["Li: Effort of Dark mode 3\xa0→\xa05"]}
    assert own.ask(f"/workbench/api/news?since={ws.version}").json["count"] == 0
    assert own.ask("/workbench/api/news?since=99999").json["count"] == 0
    assert own.ask("/workbench/api/news?since=x").status == 400


def test_an_empty_product_is_made_beside_this_one_and_opened(own, until):
    before = own.home()
    made = post(own, {"name": "Müller & Söhne"})
    assert made.status == 200
    assert made.json == {"opened": "muller-sohne.db"}
    after = until(lambda: (now := own.home())["workspace"] != before["workspace"] and now)
    assert after["product"] == "Müller & Söhne"
    assert after["empty"]
    products = until(lambda: own.ask("/workbench/api/products").json["products"])
    assert products == [{"file": "muller-sohne.db", "name": "Müller & Söhne", "current": True}]
    board = until(lambda: "muller-sohne.db" in (page := own.ask("/voila/render/trial.ipynb").text) and page)
    assert "product.db" not in board


@pytest.mark.parametrize("wanted", [{"name": ""}, {"name": "x" * 81}, {"name": "???"}])
def test_a_name_that_is_no_name_is_refused_with_a_sentence(served, wanted):
    answer = post(served, wanted)
    assert answer.status == 400
    assert answer.json["error"].endswith(".")


@pytest.mark.parametrize("file", ["../product.db", "missing.db", "/etc/passwd", ""])
def test_only_products_of_the_data_folder_can_be_opened(served, file):
    assert post(served, {"open": file}).status == 404


def test_another_site_cannot_make_a_product(served):
    body = json.dumps({"name": "Forged"})
    assert served.ask("/workbench/api/products", "POST", body).status == 403
    assert served.ask("/workbench/api/products", "POST", body, Origin="http://evil.example").status == 403
    assert not list(served.folder.rglob("forged.db"))
