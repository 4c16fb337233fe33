"""A scenario: a named set of edits over the base, with the base's own API."""

from typing import Any, Self

import pandas as pd
import sqlalchemy as sa

from workbench.workspace import rebasing
from workbench.workspace.kept import names
from workbench.workspace.lines import BASE, newest_version
from workbench.workspace.overlay import seen
from workbench.workspace.story import differing
from workbench.workspace.view import View
from workbench.workspace.workspace import Workspace, give_name

__all__ = ["Scenario"]


class Scenario(Workspace):
    """Edits over the base; base edits show through the cells they did not touch.

    Examples
    --------
    >>> lean = ws.scenario("Lean team")                    # doctest: +SKIP
    >>> lean.edit("opportunities", "sso", effort=2)        # doctest: +SKIP
    >>> lean.differences()                                 # doctest: +SKIP
    """

    @classmethod
    def named(cls, ws: Workspace, name: str) -> Self:
        """Return a scenario of a workspace; made where there is none."""
        if ws.scenario_name != BASE:
            raise ValueError(f"A scenario has no scenarios: ask the workspace for {name!r}.")
        if name not in ws.scenarios():
            with ws.store.write() as connection:
                known = sa.select(names).where(names.c.kind == "scenario", names.c.name == name)
                if not connection.execute(known).first():
                    give_name(connection, name, "scenario", newest_version(connection))
        return cls(ws.store, ws.who, name)

    def differences(self) -> pd.DataFrame:
        """Return the cells in which it differs from the base: table, id, column, base, mine; both at this version."""
        found: list[tuple[Any, ...]] = []
        with self.store.read() as connection:
            view = View.of(connection, self.scenario_name, self.version)
            for (table, row), laid in sorted(view.laid.items(), key=lambda item: item[0]):
                base = view.base(table, {row}).get(row)
                cells = differing(base or {}, seen(base, laid) or {})
                found += [(table, row, *cell) for cell in cells]
        return pd.DataFrame(found, columns=["table", "id", "column", "base", "mine"], dtype=object)

    def rebase(self, take: str | None = None) -> pd.DataFrame:
        """Return the cells whose base changed since they were edited here; ``take`` settles them.

        Parameters
        ----------
        take : {"mine", "theirs"}, optional
            "mine": this scenario's values stay, over the base as it is now. "theirs": they follow the base again.
            Either is one version.

        Returns
        -------
        DataFrame
            table, id, column, base_then, base_now, mine: as they were before they were settled.
        """
        if take not in (None, "mine", "theirs"):
            raise ValueError(f'take must be "mine" or "theirs", not {take!r}.')
        if take is None:
            with self.store.read() as connection:
                found = rebasing.moved(View.of(connection, self.scenario_name, self.version))
            return rebasing.frame(found)
        with self.store.write() as connection:
            view = View.of(connection, self.scenario_name)
            found = rebasing.moved(view)
            version = rebasing.settle(view, found, take, self._act(None))
        self._move(version or self.version)
        return rebasing.frame(found)

    def adopt(self, why: str | None = None) -> int:
        """Make this scenario the base: its edits as one version of the base; it is empty then. Return the version.

        Raises
        ------
        Conflict
            While :meth:`rebase` has rows.
        TableError
            Where the base would refuse a value.
        """
        with self.store.write() as connection:
            saved = rebasing.adopt(View.of(connection, self.scenario_name), self._act(why))
        if saved:
            self._move(saved.version)
        return self.version
