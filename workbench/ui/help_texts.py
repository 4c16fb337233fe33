"""What the boards' help says."""

from markupsafe import Markup

__all__ = ["KEYS"]

_KEYS = (
    ("Arrows", "move in the list; on a slider, move it"),
    ("Enter, or typing", "edit the cell; Enter saves it in the draft, Escape gives up"),
    ("Tab", "next cell"),
    ("Delete", "clear the marked cells"),
    ("Shift+arrows, Space, Ctrl+A", "choose several rows; so do Shift+click and Ctrl+click"),
    ("Ctrl+Enter", "change the chosen rows"),
    ("Ctrl+C, Ctrl+V", "copy and paste blocks, also from and to a spreadsheet"),
    ("Ctrl+Z, Ctrl+Shift+Z", "take back, do again"),
    ("Ctrl+S", "save"),
    ("/", "search"),
    ("Escape", "close this card"),
    ("?", "these keys"),
)

KEYS = Markup("<table class='wb-keys'>{}</table>").format(
    Markup("").join(Markup("<tr><th>{}</th><td>{}</td></tr>").format(key, act) for key, act in _KEYS)
)
