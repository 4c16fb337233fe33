import pytest

from workbench.ui.form import Field, Form

FIELDS = (
    Field("quote", "Quote", "long"),
    Field("customer", "Customer", "pick", (("Acme", "Acme"),), keep=True),
    Field("channel", "Heard at", "choice", (("call", "call"), ("review", "review")), "review"),
    Field("date", "Date", value="2026-11-01"),
)


@pytest.fixture
def heard():
    return []


@pytest.fixture
def form(heard):
    def done(texts):
        if not texts["quote"]:
            raise ValueError("Write <b>what</b> was said.")
        heard.append(texts)
        return "Written down."

    return Form(FIELDS, "Add", done)


def test_what_the_fields_hold_is_handed_over_and_the_form_is_empty_but_for_what_stays(form, heard):
    form.fill(quote="It broke", customer="Somebody new", channel="call", date="2026-10-01")
    form.submit()
    assert heard == [
        {"quote": "It broke", "customer": "Somebody new", "channel": "call", "date": "2026-10-01"}
    ]
    assert form.texts == {"quote": "", "customer": "Somebody new", "channel": "review", "date": "2026-11-01"}
    assert "Written down." in form._said.value


def test_what_is_wrong_is_said_as_text_and_nothing_typed_is_lost(form, heard):
    form.fill(customer="Dorn")
    form.submit()
    assert "&lt;b&gt;what" in form._said.value
    assert "wb-bad" in form._said._dom_classes
    assert form.texts["customer"] == "Dorn"
    form.fill(quote="It broke")
    form.submit()
    assert "wb-bad" not in form._said._dom_classes
    assert len(heard) == 1
