"""The page that a board's tabs stand on: the card over it, its downloads, its import, and what shows settings."""

from typing import TYPE_CHECKING, Any, Protocol

from workbench.ui import help_texts
from workbench.ui.dialog import Dialog, prose
from workbench.ui.model import BoardModel
from workbench.ui.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.ui.import_panel import Importer

__all__ = ["Page", "Shows"]


class Shows(Protocol):
    """What shows a setting."""

    def show(self, value: Any) -> None:
        """Show a value; nothing is written."""


class Page:
    """What a tab may ask of its page.

    Parameters
    ----------
    model : BoardModel
    session : Session
    importer : function() -> Importer, optional
        What reads files, where the board takes some.

    Attributes
    ----------
    dialog : Dialog
        The card over the board.
    """

    def __init__(
        self, model: BoardModel, session: Session, importer: "Callable[[], Importer] | None" = None
    ) -> None:
        self._model, self._session, self._importer = model, session, importer
        self._settings: dict[str, Shows] = {}
        self.dialog = Dialog()

    @property
    def imports(self) -> bool:
        """Whether the board reads files."""
        return self._importer is not None

    def open_import(self, block: str | None = None) -> None:
        """Open the import, with a pasted block where there is one."""
        if self._importer is not None:
            self.import_with(self._importer(), "Import", block)

    def import_with(self, importer: "Importer", title: str, block: str | None = None) -> None:
        """Open the import of one kind of file."""
        from workbench.ui.import_panel import ImportPanel

        self.dialog.show(title, [ImportPanel(importer, self._imported, block)])

    def download(self, name: str, text: str) -> None:
        """Let the browser save a file."""
        self._session.download(name, text)

    def show_keys(self) -> None:
        """List the keys."""
        self.dialog.show("Keys", [prose(help_texts.KEYS)])

    def show_setting(self, name: str, control: Shows) -> None:
        """Let a control show a setting whenever the board is laid out."""
        self._settings[name] = control

    def show_settings(self) -> None:
        """Show all of them."""
        for name, control in self._settings.items():
            control.show(self._model.setting(name))

    def _imported(self, sentence: str) -> None:
        self.dialog.close_card()
        self._model.wrote(sentence)
