"""The parameters of verbs that do the same with several customers: named one by one or found by
a filter. One Change either way.
"""

from tierdesk.commands.spec import Param
from tierdesk.i18n.message import N_

CUSTOMERS = Param(
    "customers", N_("number, name or filter of one customer; may be repeated"), "argument",
    metavar=N_("CUSTOMER"), many=True, complete="customer",
)  # fmt: skip
WHERE = Param(
    "where", N_("all customers that this filter finds, instead of naming them"), metavar=N_("QUERY")
)
DRY_RUN = Param("dry_run", N_("say which customers would change; change nothing"), "flag")
