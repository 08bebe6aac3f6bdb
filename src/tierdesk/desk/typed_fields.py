"""Texts of fields that only people type, read by the readings of the import: contracts and payments come
in no table. It must not know forms.
"""

from tierdesk.desk.plan_texts import read_plan
from tierdesk.domain.dates import parse_day
from tierdesk.errors import Invalid
from tierdesk.exchange import day_cells
from tierdesk.exchange.cells import LONGEST, READINGS, TEXTUAL, Setting, amount
from tierdesk.i18n.message import say
from tierdesk.pipeline.lost_reasons import kind_in

_PLAN = 20 * LONGEST


def read_typed(reading: str, text: str, setting: Setting) -> object:
    """The value as it is stored. Raises Invalid."""
    most = _PLAN if reading == "plan" else LONGEST
    if reading not in TEXTUAL and len(text) > most:
        raise Invalid(say("A text of %(n)s characters is too long here.", n=len(text)))
    if reading == "plan":
        today, order = setting.now.date(), setting.date_order or "ymd"
        return read_plan(
            text, setting.currency, lambda day: parse_day(day, today, date_order=order)
        )
    if reading == "money":
        return amount(negative=False)(text, setting.currency)
    if reading == "loss_kind":
        return kind_in(text)
    if reading in day_cells.READINGS:
        return day_cells.day_reader(reading, setting)(text, setting.currency)
    return READINGS[reading](text, setting.currency)
