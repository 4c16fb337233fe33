"""The words of many tools in five categories."""

import pytest

from workbench.exchange.status import category


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ("Backlog; To Do; TODO; Open; New; Triage; Ready for development; Under consideration; Not started; À faire", "open"),
        ("Icebox; Later; Someday; Not now; Parking lot; On hold; Reporté; Plus tard", "later"),
        ("In Progress; in_progress; Doing; In Review; Code review; Deploy; QA; Blocked; En cours; En test; Bloqué", "doing"),
        ("Done; Closed; Resolved; Shipped 🚀; Released; Terminé; Fait (à livrer); Validé; closed (completed)", "done"),
        ("Won't do; Won\u2019t fix; wontfix; Cancelled; Canceled; Duplicate; closed (not planned); Done (Duplicate); Annulé", "dropped"),
    ],
)  # fmt: skip
def test_states_of_many_tools(states, expected):
    assert {state: category(state) for state in states.split("; ")} == dict.fromkeys(
        states.split("; "), expected
    )


@pytest.mark.parametrize("state", ["", "Zzz", "Renewal", "Knowing", "42"])
def test_other_words_are_not_known(state):
    assert category(state) is None
