"""Every verb of the Weights screen, gathered from the modules that do them."""

from __future__ import annotations

from tierdesk.ui.weights.aids import Aids
from tierdesk.ui.weights.choices import Choices
from tierdesk.ui.weights.gates import Gates
from tierdesk.ui.weights.learning import Learning
from tierdesk.ui.weights.parts import Parts
from tierdesk.ui.weights.sheets import Sheets
from tierdesk.ui.weights.sifting import Sifting
from tierdesk.ui.weights.steps import Stepping
from tierdesk.ui.weights.versions import Versions


class WeightsVerbs(Stepping, Versions, Sheets, Parts, Gates, Choices, Aids, Learning, Sifting):
    """Mixed into the place."""
