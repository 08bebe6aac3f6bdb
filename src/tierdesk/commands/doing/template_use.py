"""A template put to use with customers: filled for each of them, whom it goes to, what stands in the way,
and the contact that it is logged as.

The command and the screen share it. It must not know files.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tierdesk.commands.doing.dates_given import local_now
from tierdesk.commands.doing.log import numbered
from tierdesk.commands.doing.selection import named
from tierdesk.domain.book import Book, Case, Row
from tierdesk.domain.change import Change, Edit
from tierdesk.domain.document import EMPTY, Doc, flag, text, texts
from tierdesk.domain.languages import code_of
from tierdesk.domain.moment import Moment
from tierdesk.exchange.mail_out import address_of
from tierdesk.i18n.message import N_, Message, say
from tierdesk.pipeline import templates
from tierdesk.pipeline.template_places import (
    PLACES,
    About,
    occasion_of,
    people_of,
    person_meant,
    values_of,
)
from tierdesk.pipeline.templates import Saying, Template, Where
from tierdesk.triage.contact import Contact, log
from tierdesk.triage.overview import Entry, Overview

_FIELD_OF: Mapping[str, str] = {
    "email": "emails",
    "phone": "phones",
    "sms": "phones",
    "wechat": "wechat",
}
"""Where the address of a channel stands in a contact."""
_UNREACHABLE: Mapping[str, str] = {
    "email": N_("has no mail address that can be used"), "phone": N_("has no telephone number"),
    "sms": N_("has no telephone number"), "wechat": N_("has no name on WeChat"),
}  # fmt: skip


class Use(NamedTuple):
    """A template filled for a customer. `person` is the contact it goes to, None for none; `address`
    its mail address, number or name on the channel, "" for none that can be used."""

    customer_id: int
    name: str
    saying: Saying
    person: Row | None
    channel: str
    address: str
    do_not_contact: bool

    @property
    def lacks(self) -> Message | None:
        """The places without a value in one sentence, None when there are none."""
        if not self.saying.lacking:
            return None
        places = [Message("{%(name)s} (%(what)s)", {"name": one, "what": Message(PLACES[one][1])})
                  for one in self.saying.lacking]  # fmt: skip
        return say("nothing is known for %(places)s", places=places)

    def hindrance(self, channel: str) -> Message | None:
        """Why it cannot be sent over the channel as it is; None when nothing is in the way."""
        if self.saying.fault is not None:
            return self.saying.fault
        if self.do_not_contact:
            return say("is not to be contacted")
        if self.lacks is not None:
            return self.lacks
        if channel in _UNREACHABLE and not self.address:
            return Message(_UNREACHABLE[channel])
        return None


def fits(book: Book, entry: Entry, occasion: str = "", channel: str = "") -> tuple[Template, ...]:
    """The templates that fit a customer, the best first."""
    language = templates.language_of(entry.case)
    where = Where(entry.stage, entry.tier, language, occasion_of(occasion), channel)
    return templates.ranked(templates.templates_of(book), where)


def used(
    entry: Entry,
    template: Template,
    moment: Moment,
    by: str,
    *,
    contact: str = "",
    occasion: str = "",
    channel: str = "",
) -> Use:
    """The template filled for a customer; `contact` names whom it goes to, else whoever decides of those
    who can be reached over the `channel`, else over the template's own. Raises Refused for a contact that
    is not there."""
    case = entry.case
    over = channel or template.channel
    field = _FIELD_OF.get(over, "")
    people = people_of(case, field)
    person = person_meant(case, contact) if contact else (people[0] if people else None)
    language = code_of(template.language) or templates.language_of(case)
    about = About(
        entry.stage, entry.tier, occasion_of(occasion or template.occasion), language, by, person
    )
    saying = templates.said(template, values_of(case, entry.standing.deal, moment, about))
    return Use(case.id, entry.name, saying, person, over, _address(person, over),
               flag(case.customer, "do_not_contact"))  # fmt: skip


def address_on(case: Case, channel: str, person: Row | None) -> str:
    """The address of the contact over a channel, "" for none."""
    return _address(
        person or next(iter(people_of(case, _FIELD_OF.get(channel, ""))), None), channel
    )


def _address(person: Row | None, channel: str) -> str:
    doc: Doc = person[1] if person else EMPTY
    if channel == "email":
        return next((found for one in texts(doc, "emails") if (found := address_of(one))), "")
    if channel == "wechat":
        return text(doc, "wechat").strip()
    if channel in _FIELD_OF:
        return next((one.strip() for one in texts(doc, "phones") if one.strip()), "")
    return ""


def logged(book: Book, uses: Sequence[Use], moment: Moment, by: str, channel: str = "") -> Change:
    """A contact with each of the customers that says what was sent, as one Change."""
    args = {**named(book, [use.customer_id for use in uses]), "result": ""}
    edits: list[Edit] = []
    for place, use in enumerate(uses):
        contact = Contact(_touch(book, use, channel), local_now(moment))
        edits += numbered(log(book.case(use.customer_id), contact, moment, by), place)
    return Change("touch.log", args, tuple(edits))


def _touch(book: Book, use: Use, channel: str) -> dict[str, object]:
    template, saying = use.saying.template, use.saying
    found: dict[str, object] = {
        "channel": channel or use.channel or "other",
        "content": "\n".join(part for part in (saying.subject, saying.body) if part),
    }  # fmt: skip
    if template.number and book.get(templates.TABLE, template.number):
        found["template_id"] = template.number
    if use.person is not None and book.get("contacts", use.person[0]):
        found["contact_id"] = use.person[0]
    return found


def entry_and_fits(
    book: Book, customer_id: int, moment: Moment, occasion: str = "", channel: str = ""
) -> tuple[Entry, tuple[Template, ...]]:
    """A customer graded, and what fits it."""
    entry = Overview(book, moment).entry_of(customer_id)
    return entry, fits(book, entry, occasion, channel)
