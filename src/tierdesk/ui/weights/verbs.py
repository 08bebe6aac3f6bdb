"""Every verb of the Weights screen, gathered from the modules that do them."""

from __future__ import annotations

from tierdesk.ui.weights.choices import Choices
from tierdesk.ui.weights.learning import Learning
from tierdesk.ui.weights.publishing import Publishing
from tierdesk.ui.weights.sheets import Sheets
from tierdesk.ui.weights.steps import Stepping


class WeightsVerbs(Stepping, Publishing, Sheets, Choices, Learning):
    """Mixed into the place."""
