"""What a person can do with the workspace's own score methods: all of it in the draft, until Save."""

import secrets
from typing import Any

import pandas as pd

from workbench.opportunities.methods import catalogue
from workbench.opportunities.methods.locking import LOCKED
from workbench.ui.model import BoardModel
from workbench.workspace.schema import Column

__all__ = ["MethodActs"]

FRESH = {
    "formula": {"name": "New formula", "formula": "reach * impact / effort"},
    "weighted": {"name": "New criteria"},
}
WEIGHT = Column("weight", "number", required=True)


class MethodActs:
    """The verbs. What cannot be done raises ValueError with a sentence, and changes nothing."""

    def __init__(self, model: BoardModel) -> None:
        self._model = model

    def add(self, kind: str) -> str:
        """Add a method and return its id."""
        name = f"method-{secrets.token_hex(4)}"
        self._put("methods", name, {"kind": kind, **FRESH[kind]})
        return name

    def describe(self, name: str, column: str, text: str) -> None:
        """Change a method's name or description."""
        if column == "name" and not text.strip():
            raise ValueError("A method needs a name.")
        self._put("methods", name, {column: text.strip() or None})

    def write(self, name: str, text: str) -> None:
        """Change a method's formula, where it can be read."""
        self._refuse_locked(name)
        wrong = catalogue.wrong_formula(text, self._model.table)
        if wrong:
            raise ValueError(wrong)
        self._put("methods", name, {"formula": text.strip()})

    def weigh(self, name: str, criterion: str, text: str) -> None:
        """Set the weight of a criterion, which is added where it is new."""
        self._refuse_locked(name)
        weight = WEIGHT.read(text)
        if weight is None:
            raise ValueError("A weight is needed: 0 leaves the criterion out.")
        rows = self.weights(name)
        known = rows.index[rows["criterion"] == criterion]
        cells = {"method": name, "criterion": criterion, "weight": weight}
        if len(known):
            self._put("weights", str(known[0]), {"weight": weight})
        else:
            self._put("weights", f"{name}:{criterion}", cells)

    def drop(self, name: str, criterion: str) -> None:
        """Take a criterion out."""
        self._refuse_locked(name)
        rows = self.weights(name)
        with self._model.together():
            for row in rows.index[rows["criterion"] == criterion]:
                self._model.remove("weights", str(row))

    def delete(self, name: str) -> None:
        """Take a method out, with its weights."""
        self._refuse_locked(name)
        self._model.remove("methods", name)

    def lock(self, name: str, reason: str) -> None:
        """Lock a method, or unlock a locked one; either way with a reason."""
        locked, reason = self.locked(name), reason.strip()
        if not reason:
            raise ValueError(f"Say why it is {'unlocked' if locked else 'locked'}.")
        if locked and reason == self.reason(name):
            raise ValueError("That is why it was locked; say why it is unlocked.")
        if not locked and self._changed_under_a_lock(name):
            raise ValueError("Save what you changed first, then lock it again.")
        self._put("methods", name, {"locked": not locked, "lock_reason": reason})

    def locked(self, name: str) -> bool:
        """Whether a method is locked, as the draft has it."""
        value = self._model.table("methods")["locked"].get(name)
        return bool(pd.notna(value) and value)

    def reason(self, name: str) -> str:
        """Why it was locked or unlocked last."""
        value = self._model.table("methods")["lock_reason"].get(name)
        return value if isinstance(value, str) else ""

    def weights(self, name: str) -> pd.DataFrame:
        """Return the criteria of a method, in the order of their ids."""
        rows: pd.DataFrame = self._model.table("weights")
        return rows[(rows["method"] == name).fillna(value=False).to_numpy(dtype=bool)].sort_index()

    def _put(self, table: str, row: str, cells: dict[str, Any]) -> None:
        self._model.edit({(table, row, column): value for column, value in cells.items()})

    def _refuse_locked(self, name: str) -> None:
        if self.locked(name):
            why = f" (“{self.reason(name)}”)" if self.reason(name) else ""
            raise ValueError(f"It is locked{why}: unlock it first, and say why.")

    def _changed_under_a_lock(self, name: str) -> bool:
        """Whether the draft changes what the saved lock holds: locked again before a save, it would be refused."""
        model = self._model
        saved = model.workspace.frame("methods")["locked"].get(name)
        if not (pd.notna(saved) and saved):
            return False
        mine = model.draft.touched("methods").get(name, set())
        old = model.workspace.frame("weights")["method"]
        own = {*old.index[old == name], *self.weights(name).index}
        return bool(mine & {*LOCKED}) or bool(own & model.draft.touched("weights").keys())
