"""A real server on a folder of small notebooks."""

from functools import partial
from pathlib import Path
from typing import Any

import nbformat
import pytest

EVERY_CELL = [
    (
        "markdown",
        "# Trial\n\nDoes every kind of cell show? And the next sentence does not.\n\nA <em>word</em>.",
    ),
    (
        "code",
        "from IPython.display import HTML, SVG, Markdown, display; display(HTML('<b>bold</b>')); print('<printed>')",
    ),
    ("code", "'<plain> & text'"),
    ("notebook-only", "raise SystemError('a dashboard runs no cell that it does not show')"),
    (
        "code",
        "display(Markdown('**strong**')); display(SVG('<svg xmlns=\"http://www.w3.org/2000/svg\"><rect/></svg>'))",
    ),
    (
        "code",
        "import os; print(sorted(name for name in os.environ if 'TRIAL' in name)); print(os.environ['WORKBENCH_WORKSPACE'])",
    ),
    ("code", "import ipywidgets; ipywidgets.Label('a widget')"),
    ("code", "1 / 0"),
    ("markdown", "never reached"),
]

WIDGETS_CELL = """
import anywidget, traitlets
from ipywidgets import DOMWidget, IntSlider, Label, Output, VBox

class Greeter(anywidget.AnyWidget):
    _esm = "export default { render({ model, el }) { el.textContent = model.get('said'); } }"
    said = traitlets.Unicode("nobody").tag(sync=True)
    def __init__(self):
        super().__init__()
        self.on_msg(lambda _, message, __: setattr(self, "said", repr(sorted(message.get("hello", {}).items()))))

class Board(VBox):
    def _repr_mimebundle_(self, **options):
        return super()._repr_mimebundle_(**options), {"wb_session": greeter.model_id}

class Strange(DOMWidget):
    _view_name = traitlets.Unicode("StrangeView").tag(sync=True)
    _view_module = traitlets.Unicode("strange-widgets").tag(sync=True)
    _model_name = traitlets.Unicode("StrangeModel").tag(sync=True)
    _model_module = traitlets.Unicode("strange-widgets").tag(sync=True)

greeter, slider, shown, out = Greeter(), IntSlider(description="Reach"), Label("0"), Output()

def moved(change):
    shown.value = str(change.new)
    with out:
        print("printed", change.new)

slider.observe(moved, "value")
Board([greeter, slider, shown, out, Strange()])
"""

WIDGETS = [("markdown", "# Widgets"), ("code", WIDGETS_CELL)]


def notebook(cells: list[tuple[str, str]]) -> Any:
    make = {
        "markdown": nbformat.v4.new_markdown_cell,
        "code": nbformat.v4.new_code_cell,
        "notebook-only": partial(nbformat.v4.new_code_cell, metadata={"tags": ["notebook-only"]}),
    }
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nbformat.v4.new_notebook(
        cells=[make[kind](source) for kind, source in cells], metadata={"kernelspec": kernel}
    )


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("served")
    (made / "notebooks").mkdir()
    for name, cells in (("trial", EVERY_CELL), ("widgets", WIDGETS)):
        nbformat.write(notebook(cells), made / "notebooks" / f"{name}.ipynb")
    return made


@pytest.fixture(scope="session")
def served(folder: Path, launch: Any) -> Any:
    return launch(folder, TRIAL_TOKEN="hidden", TRIAL_PLAIN="seen")


@pytest.fixture(scope="session")
def stock(folder: Path, launch: Any) -> Any:
    """A server that forks no kernel, as on a system that cannot."""
    return launch(folder, WORKBENCH_FORK="0")
