import ipywidgets

from workbench.ui.bind import Bound, bind
from workbench.ui.view import View


def test_a_control_writes_and_follows():
    view, control = View(), ipywidgets.Text()
    bind(control, view, "search")
    control.value = "opc"
    assert view.search == "opc"
    view.search = "mqtt"
    assert control.value == "mqtt"


def test_a_control_that_cannot_show_a_value_does_not_write_its_own_back():
    slider, written = ipywidgets.FloatSlider(min=0, max=5), []
    Bound(slider, written.append).show(7)
    assert slider.value == 5
    assert written == []


def test_showing_is_silent_and_a_person_is_heard():
    control, written = ipywidgets.Text(), []
    bound = Bound(control, written.append)
    bound.show("a")
    control.value = "b"
    assert written == ["b"]
