"""What a field is called on a screen: English sources that the catalogue translates."""

from collections.abc import Mapping

from tierdesk.i18n.message import N_, Message, Verbatim

FIELDS: Mapping[str, str] = {
    "name": N_("name"), "code": N_("code"), "aliases": N_("also known as"), "kind": N_("kind"),
    "industry": N_("industry"), "company_nature": N_("company nature"),
    "founded_on": N_("founded on"), "main_business": N_("main business"),
    "employees": N_("employees"), "annual_revenue": N_("annual revenue"),
    "market_share": N_("market share"), "industry_position": N_("position in the industry"),
    "country": N_("country"), "city": N_("city"), "address": N_("address"),
    "timezone": N_("time zone"), "language": N_("language"), "currency": N_("currency"),
    "source": N_("source"), "owner": N_("owner"), "tags": N_("tags"),
    "key_account": N_("key account"), "needs": N_("needs"), "habits": N_("habits"),
    "decision_structure": N_("decision structure"), "purchase_traits": N_("purchase traits"),
    "regional_notes": N_("regional notes"), "interest": N_("interest 0–5"),
    "budget": N_("budget"), "decision_by": N_("decision by"),
    "willingness": N_("willingness 0–5"), "preferred_channel": N_("preferred channel"),
    "do_not_contact": N_("do not contact"), "out_of_market": N_("out of market"),
    "bad_debt": N_("bad debt"), "credit_limit": N_("credit limit"),
    "tier_override": N_("tier set by hand"), "parked": N_("parked"), "notes": N_("notes"),
    "verified_on": N_("verified on"), "tier": N_("tier"), "stood": N_("tier reached by points"),
    "contact.name": N_("contact's name"), "contact.phones": N_("phones"),
    "contact.emails": N_("e-mail addresses"), "contact.title": N_("job title"),
    "contact.role": N_("role"), "contact.wechat": N_("WeChat"),
    "contact.birthday": N_("birthday"), "deal.title": N_("deal"),
    "deal.amount": N_("amount"), "deal.expected_profit": N_("expected profit"),
    "deal.expected_sign_on": N_("expected signing"), "deal.products": N_("products"),
    "deal.stage": N_("stage"),
    "content": N_("content"), "title": N_("title"), "stage": N_("stage"),
    "stage_since": N_("in the stage since"), "amount": N_("amount"),
    "expected_profit": N_("expected profit"), "expected_sign_on": N_("expected signing"),
    "original_due": N_("first planned for"), "due_at": N_("planned for"),
    "promised": N_("promised"), "phones": N_("phones"), "emails": N_("e-mail addresses"),
    "wechat": N_("WeChat"), "birthday": N_("birthday"), "role": N_("role"),
    "status": N_("status"), "lost_reason": N_("reason of the loss"), "custom": N_("own fields"),
    "at": N_("when"), "channel": N_("channel"), "direction": N_("direction"),
    "result": N_("result"), "month": N_("month"), "day": N_("day"), "products": N_("products"),
    "opened_on": N_("opened on"), "closed_on": N_("closed on"), "on": N_("day"),
    "next_on": N_("next contact"), "calendar": N_("calendar"), "zone": N_("time zone"),
    "text": N_("text"), "strength": N_("strength"), "reason": N_("reason"), "until": N_("until"),
    "since": N_("since"), "matched_product": N_("matching product"),
    "note": N_("note"), "snoozed_until": N_("put off to"), "snooze_count": N_("times put off"),
    "snooze_reason": N_("why it was put off"), "referrer_id": N_("referred by"),
    "probability_override": N_("probability"), "probability": N_("probability"),
    "first_name": N_("first name"), "last_name": N_("last name"), "minutes": N_("minutes"),
    "cost": N_("cost"), "next_step": N_("next step"), "by": N_("by whom"),
    "profit": N_("profit"), "quantity": N_("quantity"), "price": N_("price"),
    "series": N_("series"), "manager": N_("manager"), "office": N_("office"),
    "base": N_("base currency"), "rate": N_("rate"), "tierdesk_id": N_("number in tierdesk"),
    "version": N_("version"), "author": N_("author"), "groups": N_("groups"), "gates": N_("gates"),
    "scheme": N_("tier scheme"), "industries": N_("industries"),
    "ideal_days": N_("open deals: days between contacts"), "max_days": N_("open deals: days at most"),
    "signed_ideal_days": N_("signed: days between contacts"),
    "signed_max_days": N_("signed: days at most"), "reply_hours": N_("reply within hours"),
    "capacity_share": N_("share of the day in per cent"),
    "discount_limit": N_("discount in per cent at most"), "treatment": N_("treatment"),
    "signed_on": N_("signed on"), "first_payment_amount": N_("first payment"),
    "instalments": N_("instalments"), "deal_id": N_("belongs to deal"), "terms": N_("terms"),
    "ends_on": N_("ends on"), "paid_on": N_("paid on"), "contract_id": N_("on contract"),
    "method": N_("way of payment"), "discount": N_("discount in per cent"),
    "discount_reason": N_("reason of the discount"), "lost_kind": N_("kind of loss"),
    "lost_cause": N_("root cause"), "lost_stage": N_("lost in stage"),
    "label": N_("name"), "rot_days": N_("rots after days"), "gate": N_("gate"), "goal": N_("goal"),
    "tasks": N_("tasks"), "exit_criteria": N_("exit criteria"), "subject": N_("subject"),
    "body": N_("text"), "occasion": N_("occasion"), "type": N_("kind of event"), "tasks_done": N_("tasks done"),
}  # fmt: skip

_OF_PEOPLE: Mapping[str, str] = {"name": N_("full name"), "title": N_("job title")}
"""Where a person's field is called otherwise than that of a firm or a deal."""

TABLES: Mapping[str, str] = {
    "customers": N_("customers"), "contacts": N_("contacts"), "deals": N_("deals"),
    "touches": N_("touches"), "follow_ups": N_("follow-ups"), "orders": N_("orders"),
    "contracts": N_("contracts"), "payments": N_("payments"), "products": N_("products"),
    "people": N_("people"), "fx_rates": N_("exchange rates"), "settings": N_("settings"),
    "changes": N_("changes"), "imports": N_("imports"), "feedback": N_("feedback"),
    "templates": N_("templates"), "events": N_("events"),
    "survey_responses": N_("survey responses"), "sources": N_("sources"),
    "views": N_("saved views"), "scoring_models": N_("scoring models"),
    "tier_policies": N_("tier policies"), "stages": N_("stages"),
    "lost_reasons": N_("reasons of losses"), "not_duplicates": N_("pairs that are two"),
    "groups": N_("groups"),
    "custom_fields": N_("own fields"),
}  # fmt: skip


def table_name(table: str) -> Message:
    """What a table is called; its own name when a newer version brought it."""
    return Message(TABLES.get(table, table))


def label(field: str, table: str = "") -> str:
    """The marked label of a field of the table, the field itself when it has none (a custom field)."""
    if table == "contacts" and field in _OF_PEOPLE:
        return _OF_PEOPLE[field]
    return FIELDS[field] if field in FIELDS else Verbatim(field.removeprefix("custom."))
