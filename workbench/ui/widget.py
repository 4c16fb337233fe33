"""The common root of our widgets: a stub in the page finds the shared file that draws them all."""

from pathlib import Path
from typing import Any, ClassVar

import anywidget
import traitlets

_UI = Path(__file__).parent
_STATIC = _UI.parent / "serve" / "static"


class Widget(anywidget.AnyWidget):
    """A widget drawn by ``widgets.js``, which the page, JupyterLab's server or this kernel hands over.

    Subclasses set ``kind``, the name of their drawing in ``js/src/widgets``, and take the page's messages in
    :meth:`receive`.
    """

    _esm = _UI / "loader.js"
    _kind = traitlets.Unicode().tag(sync=True)
    kind: ClassVar[str] = ""
    files: ClassVar[tuple[str, ...]] = ("widgets.js", "plotly.min.js", "picture.js")

    def __init__(self, **traits: Any) -> None:
        super().__init__(_kind=self.kind, **traits)
        self.on_msg(self._take)

    def get_state(self, key: Any = None, drop_defaults: bool = False) -> dict[str, Any]:
        """Return the state for a new view without the last patch: what it changed is in the rest already."""
        state: dict[str, Any] = super().get_state(key, drop_defaults)
        if key is None and "patch_" in state:
            state["patch_"] = {}
        return state

    def _take(self, _: "Widget", message: dict[str, Any], _buffers: list[bytes]) -> None:
        """Hand over a shared file where no server of ours does; everything else is the subclass's."""
        name = message.get("file")
        if name in self.files:
            self.send({"file": name}, buffers=[(_STATIC / name).read_bytes()])
        elif isinstance(message, dict):
            self.receive(message)

    def receive(self, message: dict[str, Any]) -> None:
        """Take a message of the page; any visitor can send any JSON, so subclasses check what they use."""
