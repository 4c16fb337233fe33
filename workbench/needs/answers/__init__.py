"""Kano answers of any usual shape, read into one, with a report of what was understood."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.columns import Floats
from workbench.language.numbers import number
from workbench.language.words import count
from workbench.needs.answers.scale import Scale, scale_of
from workbench.needs.answers.shapes import Asked, asked
from workbench.needs.answers.wordings import NAMES

__all__ = ["Report", "read"]

_SIDES = ("functional", "dysfunctional")


@dataclass(frozen=True)
class Report:
    """What was understood of a file of answers."""

    shape: str
    """"long", or "wide": two columns a feature."""
    respondents: int
    features: tuple[str, ...]
    answers: int
    """Pairs of answers that count."""
    scale: str
    """How answers are written: "words", "1 to 5", "0 to 4", "5 to 1", or words and one of these."""
    wordings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The words that were taken for like, must-be, neutral, live-with and dislike."""
    columns: dict[str, str] = field(default_factory=dict)
    """Which column was taken for respondent, customer and segment."""
    not_used: tuple[str, ...] = ()
    """Columns that were not read."""
    left_out: dict[str, int] = field(default_factory=dict)
    """Why pairs of answers were left out, and how many."""
    remarks: tuple[str, ...] = ()
    """What was guessed and should be looked at."""

    @property
    def sentences(self) -> tuple[str, ...]:
        """What was understood, for people."""
        shape = "two columns a feature" if self.shape == "wide" else "a row an answer"
        who = f"{count(self.respondents, 'respondent')} and {count(len(self.features), 'feature')}"
        said = [
            f"{who}, {shape}: {count(self.answers, 'pair')} of answers.",
            f"Answers are written as {self.scale}.",
        ]
        if self.wordings:
            phrases = (
                f"{name}: {' / '.join(repr(phrase) for phrase in there)}"
                for name, there in self.wordings.items()
            )
            said.append(f"The words were taken so: {'; '.join(phrases)}.")
        said += [f"The column {column!r} is the {role}." for role, column in self.columns.items()]
        said += [f"Left out, because {why}: {number(many)}." for why, many in self.left_out.items()]
        if self.not_used:
            said.append(f"Not read: {', '.join(self.not_used)}.")
        return (*said, *self.remarks)


def read(frame: pd.DataFrame, *, reverse: bool = False) -> tuple[pd.DataFrame, Report]:
    """Return answers in the shape that ``kano.evaluate`` reads, and what was understood.

    Parameters
    ----------
    frame : DataFrame of text or numbers, as a file has it
        Long: columns for respondent, feature and both answers, or for respondent, feature, which of the two questions
        and the answer. Wide: a row a respondent, two columns a feature, such as "SSO (functional)" and "SSO
        (dysfunctional)", "f1_func" and "f1_dys", "SSO present" and "SSO absent", "1a" and "1b", or two questions in
        words that stand side by side. Answers: 1 to 5, 0 to 4, or the five phrases in English, German or French, mixed
        as they come. Columns of respondent, customer, segment and a feature's importance are found by their names.
    reverse : bool
        Numbers run from 5 like to 1 dislike.

    Returns
    -------
    responses : DataFrame
        respondent, feature, functional and dysfunctional (1..5), and customer, segment, importance where they are
        there. Half-filled pairs are left out; of a respondent who answered twice the last answer counts.
    report : Report

    Raises
    ------
    ValueError
        One sentence: no two columns ask about one feature, or an answer is not understood: the row (as a spreadsheet
        counts, the headings being row 1), the column, the value, and how to mend it.

    Examples
    --------
    >>> responses, report = read(pd.DataFrame({"id": ["a", "b"], "SSO_func": ["I like it", "I expect it"], "SSO_dys": ["5", ""]}))
    >>> responses.values.tolist()
    [['a', 'SSO', 1, 5]]
    >>> report.left_out
    {'one of the two answers is blank': 1}
    """
    table = frame.set_axis([str(column).strip("\ufeff \t\r\n") for column in frame.columns], axis=1)
    if not len(table):
        raise ValueError("there are headings but no row of answers under them: export the answers, too")
    found = asked(table)
    scale = scale_of([found.functional, found.dysfunctional], reverse=reverse)
    both = [scale.read(answers) for answers in (found.functional, found.dysfunctional)]
    used, left_out = _used(found, both)
    columns: dict[str, npt.NDArray[np.generic] | pd.Series] = {
        "respondent": found.respondent[used].to_numpy(),
        "feature": found.feature[used].to_numpy(),
    }
    for side, answer in zip(_SIDES, both, strict=True):
        columns[side] = answer[used].astype(np.int64)
    for name, extra in found.extras.items():
        columns[name] = extra[used].to_numpy(dtype=float if name == "importance" else object)
    responses = pd.DataFrame(columns)
    return responses, _report(found, scale, responses, left_out)


def _used(found: Asked, both: list[Floats]) -> tuple[npt.NDArray[np.bool_], dict[str, int]]:
    """Return which pairs count, and how many do not for each reason."""
    blank = np.isnan(np.array(both))
    answered = ~blank.any(axis=0)
    unnamed = answered & found.feature.isna().to_numpy()
    used = answered & ~unnamed
    key = pd.DataFrame({"respondent": found.respondent, "feature": found.feature})[used]
    again = key.duplicated(keep="last").to_numpy() & key["respondent"].notna().to_numpy()
    used[np.flatnonzero(used)[again]] = False
    left_out = {
        "one of the two answers is blank": int((blank.any(axis=0) & ~blank.all(axis=0)).sum()),
        "both answers are blank": int(blank.all(axis=0).sum()),
        "no feature is named": int(unnamed.sum()),
        "the same respondent answered again further down": int(again.sum()),
    }
    return used, {why: many for why, many in left_out.items() if many}


def _report(found: Asked, scale: Scale, responses: pd.DataFrame, left_out: dict[str, int]) -> Report:
    features = found.feature.dropna().unique().tolist()
    remarks = list(found.remarks)
    answered = set(responses["feature"].unique())
    never = [str(feature) for feature in features if feature not in answered]
    if never:
        remarks.append(f"Nobody answered both questions about {', '.join(never)}.")
    return Report(
        shape=found.shape,
        respondents=int(responses["respondent"].nunique()),
        features=tuple(str(feature) for feature in features),
        answers=len(responses),
        scale=scale.name,
        wordings={NAMES[code - 1]: phrases for code, phrases in sorted(scale.wordings.items())},
        columns=found.columns,
        not_used=found.not_used,
        left_out=left_out,
        remarks=(*remarks, *scale.remarks),
    )
