"""Demand for effort, on the sample's own findings."""

import pandas as pd

from workbench.opportunities import demand_effort, register
from workbench.opportunities.evidence.voices import Voices
from workbench.opportunities.known import known
from workbench.opportunities.standing import stand


def test_what_was_asked_for_by_nobody_or_costs_nothing_is_not_ranked():
    table = pd.DataFrame(
        {"demand": [6.0, None, 4.0, 0.0], "effort": [3.0, 1.0, 0.0, 2.0]}, index=list("abcd")
    )
    assert demand_effort.score(table).fillna(-1).to_dict() == {"a": 2.0, "b": -1.0, "c": -1.0, "d": 0.0}


def test_the_list_by_demand_hangs_on_the_loud_customer(sample_at, tmp_path):
    ws = sample_at(tmp_path / "product.db")

    def setting(name):
        return "demand_effort" if name == "opportunities.method" else ws.setting(name)

    voices = Voices(ws["opportunities"], setting, ws.frame, ws)
    loud = ws["customers"].index[ws["customers"]["name"] == "Valmora Packaging"].item()
    change = voices.without(loud)
    assert change.many == 1
    assert voices.method is register.get("demand_effort")
    standing = stand(ws["opportunities"], setting, lambda: known(ws), ws.frame)
    assert voices.chosen == standing.placed.index[standing.placed["chosen"]].tolist()
    (out,) = change.out
    assert (
        "Rockwell" in ws["opportunities"].at[out, "description"]
        or "EtherNet/IP" in ws["opportunities"].at[out, "title"]
    )
