"""`template render` and `template merge`: a template filled for one customer or for many, as text, mails
or a table, and logged when that is asked for.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from tierdesk.commands.doing.customer_ref import find_customer
from tierdesk.commands.doing.own_files import refuse_own_file
from tierdesk.commands.doing.permission import must_write
from tierdesk.commands.doing.selection import chosen
from tierdesk.commands.doing.template_use import Use, address_on, fits, logged, used
from tierdesk.commands.spec import Front, Outcome, Values, text_of, texts_of
from tierdesk.domain.document import EMPTY, text
from tierdesk.domain.moment import Moment
from tierdesk.domain.vocabulary import CHANNELS, choose
from tierdesk.errors import Invalid, Refused, Usage
from tierdesk.exchange import mail_out
from tierdesk.exchange.written import write_file
from tierdesk.i18n.message import Message, say, say_n
from tierdesk.pipeline import templates
from tierdesk.pipeline.templates import Template
from tierdesk.triage.overview import Entry, Overview

_BEST = "-"
_HEADERS = (
    "customer_id",
    "customer",
    "contact",
    "email",
    "phone",
    "wechat",
    "language",
    "subject",
    "body",
)
_UNFIT = re.compile(r"[^\w-]+")
_NAMED = 40
_LISTED = 20


def render(front: Front, values: Values) -> Outcome:
    """One template for one customer."""
    words = texts_of(values, "words")
    if len(words) < 2:
        raise Usage(
            say(
                "Say which and for whom: template render TEMPLATE CUSTOMER, - for the best fitting one."
            )
        )
    desk = front.desk
    as_mail = values.get("eml") is not None or bool(values.get("mailto"))
    channel = "email" if as_mail else channel_of(values)
    customer_id = find_customer(desk.book, " ".join(words[1:]), desk.moment)
    entry = Overview(desk.book, desk.moment).entry_of(customer_id)
    use = _use(front, values, words[0], entry, channel)
    if use.saying.fault is not None:
        raise Invalid(use.saying.fault)
    document = _document(use, entry)
    said: list[Message] = []
    if as_mail:
        hindrance = use.hindrance("email")
        if hindrance is not None:
            raise Refused(say("%(name)s: %(why)s.", name=use.name, why=hindrance))
    if values.get("eml") is not None:
        path = Path(text_of(values, "eml"))
        refuse_own_file(front, path)
        written = write_mail(path, use, desk.moment, force=bool(values.get("force")))
        document["file"] = str(path)
        said.append(written)
    if values.get("mailto"):
        document["mailto"] = mail_out.mailto(use.address, use.saying.subject, use.saying.body)
    document |= _logged(front, values, [use], channel, said)
    lacks = () if use.lacks is None else (say("%(name)s: %(why)s.", name=use.name, why=use.lacks),)
    return Outcome(document, tuple(said), talk=lacks, view="rendered")


def merge(front: Front, values: Values) -> Outcome:
    """One template for many customers: a mail each into a folder, or a row each into a table."""
    words = texts_of(values, "words")
    out, sheet = values.get("out"), values.get("csv")
    if len(words) != 1 or values.get("where") is None:
        raise Usage(say("Say which and for whom: template merge TEMPLATE --where QUERY."))
    if (out is None) == (sheet is None):
        raise Usage(
            say("Say whereto: --out FOLDER for mails or --csv FILE for a table, one of them.")
        )
    channel = "email" if out is not None else channel_of(values)
    desk = front.desk
    ids = chosen(front, (), text_of(values, "where"), values).ids
    overview = Overview(desk.book, desk.moment)
    entries = [overview.entry_of(customer_id) for customer_id in ids]
    uses, left = sorted_out(front, values, words[0], entries, channel)
    if not uses:
        raise Refused(say("Nobody can be written to: %(why)s.", why=_left_out(left)))
    target = text_of(values, "out") or text_of(values, "csv")
    if not values.get("dry_run"):
        force = bool(values.get("force"))
        if out is not None:
            refuse_own_file(front, Path(target))
            write_mails(Path(target), uses, desk.moment, force=force)
        else:
            refuse_own_file(front, Path(target))
            write_file(Path(target), _table(front, uses), overwrite=force)
    said = [told(len(uses), target, dry=bool(values.get("dry_run")))]
    document: dict[str, object] = {
        "schema": 1, "written": len(uses), "to": target, "customer_ids": [use.customer_id for use in uses],
        "left_out": [{"customer_id": use.customer_id, "name": use.name, "why": why} for use, why in left],
    }  # fmt: skip
    document |= _logged(front, values, uses, channel, said)
    talk = (say("Left out: %(why)s.", why=_left_out(left)),) if left else ()
    return Outcome(document, tuple(said), talk=talk)


def sorted_out(
    front: Front, values: Values, word: str, entries: Sequence[Entry], channel: str
) -> tuple[list[Use], list[tuple[Use, Message]]]:
    """Who can be written to, and who cannot with the reason why."""
    uses: list[Use] = []
    left: list[tuple[Use, Message]] = []
    for entry in entries:
        use = _use(front, values, word, entry, channel)
        if use.saying.fault is not None:
            raise Invalid(use.saying.fault)
        why = use.hindrance(use.channel)
        if why is None:
            uses.append(use)
        else:
            left.append((use, why))
    return uses, left


def write_mail(path: Path, use: Use, moment: Moment, *, force: bool = False) -> Message:
    """A mail into a file, and what is told of it."""
    write_file(path, _draft(use, moment), overwrite=force)
    return say("The mail to %(name)s is written to %(path)s.", name=use.name, path=str(path))


def write_mails(folder: Path, uses: Sequence[Use], moment: Moment, *, force: bool = False) -> None:
    """A mail for each into the folder, made if it is not there. Raises Refused before anything is
    written when one of the files is there already and may not be replaced."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as failure:
        from tierdesk.errors import system_reason

        raise Refused(
            say("The folder %(folder)s cannot be made (%(why)s); choose another.",
                folder=str(folder), why=system_reason(failure))
        ) from None  # fmt: skip
    named = [(folder / _file_name(use), use) for use in uses]
    there = [path for path, _ in named if path.exists()]
    if there and not force:
        raise Refused(
            say("%(file)s exists already; choose another name or replace it with --force.",
                file=str(there[0]))
        )  # fmt: skip
    for path, use in named:
        write_file(path, _draft(use, moment), overwrite=force)


def told(count: int, target: str, *, dry: bool = False) -> Message:
    """How many were written."""
    if dry:
        return say_n("%(n)s text would be written to %(path)s.", "%(n)s texts would be written to %(path)s.",
                     count, path=target)  # fmt: skip
    return say_n(
        "%(n)s text written to %(path)s.", "%(n)s texts written to %(path)s.", count, path=target
    )


def channel_of(values: Values) -> str:
    """The channel that was asked for, "" for none. Raises Invalid."""
    written = text_of(values, "channel")
    return choose(CHANNELS, written, "channel") if written else ""


def _use(front: Front, values: Values, word: str, entry: Entry, channel: str) -> Use:
    desk, occasion = front.desk, text_of(values, "occasion")
    return used(entry, _template(front, word, entry, occasion, channel_of(values)), desk.moment, desk.by,
                contact=text_of(values, "contact"), occasion=occasion, channel=channel)  # fmt: skip


def _template(front: Front, word: str, entry: Entry, occasion: str, channel: str) -> Template:
    book = front.desk.book
    if word != _BEST:
        return templates.meant(
            templates.templates_of(book), word, templates.language_of(entry.case)
        )
    found = fits(book, entry, occasion, channel)
    if not found:
        raise Refused(
            say("No template fits %(name)s; see tierdesk template list.", name=entry.name)
        )
    return found[0]


def _document(use: Use, entry: Entry) -> dict[str, object]:
    template, saying, person = use.saying.template, use.saying, use.person
    return {
        "schema": 1, "customer_id": use.customer_id, "template_id": template.number or None,
        "contact_id": person[0] if person else None, "channel": use.channel or None,
        "address": use.address or None, "language": template.language or None,
        "subject": saying.subject, "body": saying.body, "lacking": list(saying.lacking),
    }  # fmt: skip


def _draft(use: Use, moment: Moment) -> bytes:
    name = text(use.person[1], "name") if use.person else ""
    at = moment.now.astimezone(moment.zone)
    return mail_out.draft(
        mail_out.Mail(name or use.name, use.address, use.saying.subject, use.saying.body, at)
    )


def _table(front: Front, uses: Sequence[Use]) -> bytes:
    rows = []
    for use in uses:
        case, person = front.desk.book.case(use.customer_id), use.person
        doc = person[1] if person else EMPTY
        addresses = [address_on(case, channel, person) for channel in ("email", "phone", "wechat")]
        language = use.saying.template.language
        rows.append((str(use.customer_id), use.name, text(doc, "name"), *addresses, language,
                     use.saying.subject, use.saying.body))  # fmt: skip
    return mail_out.table(_HEADERS, rows)


def _file_name(use: Use) -> str:
    called = _UNFIT.sub("-", use.name)[:_NAMED].strip("-")
    return f"{use.customer_id:05d}-{called}.eml" if called else f"{use.customer_id:05d}.eml"


def _left_out(left: Sequence[tuple[Use, Message]]) -> list[object]:
    shown: list[object] = [
        say("%(name)s (%(why)s)", name=use.name, why=why) for use, why in left[:_LISTED]
    ]
    rest = len(left) - _LISTED
    return [*shown, say("%(n)s more", n=rest)] if rest > 0 else shown


def _logged(
    front: Front, values: Values, uses: Sequence[Use], channel: str, said: list[Message]
) -> dict[str, object]:
    """Log what was sent, where that is asked for; what the document tells of it."""
    if not values.get("log") or values.get("dry_run"):
        return {}
    must_write(front)
    desk = front.desk
    receipt = desk.perform(lambda book: logged(book, uses, desk.moment, desk.by, channel))
    said.append(say_n("Logged for %(n)s customer.", "Logged for %(n)s customers.", len(uses)))
    return {"change_id": receipt.change_id, "revision": receipt.revision}
