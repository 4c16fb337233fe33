"""How the Kano category counts in every method: not at all, as a multiplier, or as a gate; and by which numbers."""

from workbench.opportunities.methods.kano_rule import CHANCES, WAYS, KanoRule
from workbench.ui.choice import Choice
from workbench.ui.dialog import prose
from workbench.ui.fields import stack
from workbench.ui.model import BoardModel
from workbench.ui.page import Page
from workbench.ui.setting_field import SettingField

__all__ = ["KanoPanel"]

FACTORS = tuple(name.replace("kano_", "kano.") for name in CHANCES)
SURE = "kano.sure"


class KanoPanel:
    """A chip, the sentence of what it does, and a field for each number that it takes."""

    def __init__(self, model: BoardModel, page: Page) -> None:
        self._model = model
        self.choice = Choice(
            WAYS,
            lambda way: WAYS.get(way, way),
            lambda way: model.change_setting("opportunities.kano", way or None),
            "Whether what customers expect counts",
        )
        self.fields = {name: SettingField(model, page, name).control for name in (*FACTORS, SURE)}
        self._about = prose("")
        self.box = stack(
            self._about, stack(*self.fields.values(), name="wb-kano-fields"), name="wb-kano-rule"
        )

    def show(self) -> None:
        """Show the settings as the draft has them."""
        rule = KanoRule.of(self._model.setting)
        self.choice.show(rule.way)
        self.box.layout.display = "" if rule.way else "none"
        self._about.value = str(prose(rule.about).value)
        shown = {"multiplier": FACTORS, "gate": (SURE,)}.get(rule.way, ())
        for name, control in self.fields.items():
            control.layout.display = "" if name in shown else "none"
