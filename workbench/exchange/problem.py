"""The one error of this folder: what a person is told when a file cannot be read."""

__all__ = ["ImportProblem"]


class ImportProblem(ValueError):  # noqa: N818 - it is told to people, who have problems, not errors
    """A file that cannot come in, with one sentence that says why and what to do."""
