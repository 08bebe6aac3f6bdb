"""Every verb of the Weights screen, gathered from the modules that do them."""

from __future__ import annotations

from tierdesk.ui.weights_choices import Choices
from tierdesk.ui.weights_learning import Learning
from tierdesk.ui.weights_publishing import Publishing
from tierdesk.ui.weights_sheets import Sheets
from tierdesk.ui.weights_steps import Stepping


class WeightsVerbs(Stepping, Publishing, Sheets, Choices, Learning):
    """Mixed into the place."""
