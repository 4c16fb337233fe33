"""What a person can put right, told in one sentence and without a traceback."""

__all__ = ["Mistake", "sentence"]


class Mistake(Exception):  # noqa: N818 - it is the person's, not the program's
    """Something that a person can put right, with one sentence that says how."""


def sentence(error: Exception) -> str:
    """Return the sentence of what a person can put right; nothing for a fault of ours."""
    from sqlalchemy.exc import OperationalError

    from workbench.exchange import ImportProblem
    from workbench.workspace.errors import Conflict, StoreError, TableError

    if isinstance(error, OSError):
        return f"{error.filename}: {error.strerror}." if error.filename else str(error)
    if isinstance(error, OperationalError):
        return f"The workspace cannot be read or written: {error.orig}."
    return (
        str(error) if isinstance(error, Mistake | ImportProblem | Conflict | StoreError | TableError) else ""
    )
