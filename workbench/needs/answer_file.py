"""A file of Kano answers, of any usual shape, on its way into the workspace: a survey, its questions, the answers."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import pandas as pd

from workbench.columns import as_text
from workbench.exchange.importer import Importer
from workbench.exchange.names import slug
from workbench.exchange.problem import ImportProblem
from workbench.exchange.reading import Reading
from workbench.needs import answers
from workbench.workspace.schema import Table

if TYPE_CHECKING:
    from workbench.workspace.workspace import Workspace

__all__ = ["AnswerImporter", "reading"]

TOOL = "Kano answers"
_CELLS = ("respondent", "customer", "segment", "functional", "dysfunctional")


class AnswerImporter(Importer):
    """What an import of Kano answers needs: as :class:`Importer`, of the table ``responses``."""

    def __init__(self, workspace: "Workspace") -> None:
        super().__init__(workspace, "responses")
        self._tables = workspace.catalogue.tables
        self._titles = workspace.frame("opportunities")["title"]

    def read(self, name: str, content: bytes) -> Reading:
        """Return a file as it is understood; ValueError with a sentence where it cannot be."""
        return reading(super().read(name, content), self._tables, self._titles)


def reading(file: Reading, tables: Mapping[str, Table], titles: "pd.Series[str]") -> Reading:
    """Return the reading of a file of answers; the survey and its questions come along.

    The same file again gives the same ids, so that nothing is there twice. A question asks about the opportunity of
    the same title, where there is one.

    Parameters
    ----------
    file : Reading
        The file's rows, as any table was read.
    tables : mapping
        Declarations by name.
    titles : Series of str
        Of the opportunities, by id.

    Raises
    ------
    ImportProblem
        As ``answers.read`` refuses it, with the file's name.
    """
    try:
        found, report = answers.read(file.rows)
    except ValueError as error:
        raise ImportProblem(f"{file.file}: {error}") from error
    stem = PurePath(file.file).stem
    survey = slug(stem)
    questions = {feature: f"{survey}:{slug(feature)}" for feature in report.features}
    cells = pd.DataFrame(
        {
            "id": [f"{questions[feature]}:{who}" for feature, who in zip(found["feature"], found["respondent"], strict=True)],
            "question": found["feature"].map(questions),
            **{name: found[name].map(as_text) for name in _CELLS if name in found},
        }
    )  # fmt: skip
    known = {str(title).casefold(): str(row) for row, title in titles.dropna().items()}
    asked = pd.DataFrame(
        [
            {"id": row, "survey": survey, "kind": "kano", "title": feature, "opportunity": known.get(feature.casefold(), ""), "position": str(place)}
            for place, (feature, row) in enumerate(questions.items(), 1)
        ]
    )  # fmt: skip
    parts = {"surveys": pd.DataFrame([{"id": survey, "title": stem}]), "questions": asked}
    along = tuple(_part(file.file, tables[name], rows) for name, rows in parts.items())
    return _part(file.file, tables["responses"], cells, remarks=report.sentences, along=along)


def _part(file: str, table: Table, rows: pd.DataFrame, **more: Any) -> Reading:
    numbered = rows.set_axis(pd.RangeIndex(1, len(rows) + 1, name="row"))
    mapping = {str(name): str(name) for name in rows if name != "id"}
    return Reading(tool=TOOL, file=file, target=table, rows=numbered, mapping=mapping, key="id", **more)
