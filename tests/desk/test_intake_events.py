"""Deals, touches, orders, follow-ups of an import: each once, two like lines stay two."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake_steps import counted, docs, imported, open_desk, planned, said

from tierdesk.domain.change import Change, Edit

PIPELINE = (
    "opportunity_id,account,deal_stage,engage_date,close_date,close_value,sales_agent\n"
    "1,Acme,Won,2026-01-05,2026-02-01,100,Ann\n2,Acme,Lost,2026-01-05,2026-02-01,0,Ann\n"
    "3,,Engaging,2026-03-01,,,Ann\n4,Beta,Prospecting,,,,Bob\n"
)


def test_deals_carry_stage_status_and_dates():
    desk = open_desk()
    made = imported(desk, PIPELINE)
    assert counted(made) == (4, 4, 0, 0, 0)
    won, lost, bare, new = docs(desk, "deals")
    assert (won["stage"], won["status"], won["closed_on"], won["stage_since"]) == (
        "won", "won", "2026-02-01", "2026-02-01T00:00:00Z",
    )  # fmt: skip
    assert (lost["status"], lost["amount"]["minor"]) == ("lost", 0)
    assert "customer_id" not in bare and (bare["stage"], new["stage"]) == ("interested", "prospect")
    assert [(p.row, p.rejected) for p in made.problems] == [(4, False)]


def test_deals_are_found_again_and_get_their_customer_later():
    desk = open_desk()
    imported(desk, PIPELINE)
    assert planned(desk, PIPELINE).change.empty
    made = imported(desk, "opportunity_id,account,deal_stage\n3,Beta,Engaging\n")
    assert counted(made) == (1, 0, 1, 0, 0)
    assert docs(desk, "deals")[2]["customer_id"] == 2


def test_an_imported_stage_moves_the_deal_with_a_step_in_its_history():
    desk = open_desk()
    imported(desk, PIPELINE)
    imported(desk, "opportunity_id,account,deal_stage\n4,Beta,Won\n")
    deal = docs(desk, "deals")[3]
    assert (deal["status"], deal["closed_on"]) == ("won", "2026-11-24")
    assert deal["history"] == [
        {"source": "prospect", "target": "won", "at": "2026-11-24T02:00:00Z", "reason": "import"}
    ]


def test_deals_without_a_code_are_told_apart_by_their_order():
    desk = open_desk()
    text = "customer,deal title,amount\nAcme,Site,5\nAcme,Site,5\nAcme,Shop,7\n"
    assert counted(imported(desk, text, "deals")) == (3, 3, 0, 0, 0)
    assert planned(desk, text, "deals").change.empty
    assert planned(desk, text + "Acme,Site,5\n", "deals").created == 1


def test_a_row_of_a_customer_speaks_of_the_deal_of_that_customer():
    desk = open_desk()
    imported(desk, "name\nAcme\nBeta\n")
    made = imported(desk, "name,deal.title,deal.amount,deal.stage\nAcme,Site,5,洽谈\n")
    assert (counted(made), desk.book.count("deals")) == ((1, 0, 1, 0, 0), 2)
    assert docs(desk, "deals")[0]["stage"] == "negotiation"


def test_a_status_that_is_no_stage_is_kept_as_text_and_a_won_one_closes():
    desk = open_desk()
    made = imported(
        desk, "name,industry,status\nAcme,x,frozen\nBeta,x,won\nGamma,x,active\n", "customers"
    )
    assert counted(made) == (3, 3, 0, 0, 0)
    assert "“frozen” is no stage" in said(made)[0]
    assert docs(desk, "deals")[0]["custom"] == {"status": "frozen"}
    assert sorted(Counter(d.get("status", "open") for d in docs(desk, "deals")).items()) == [
        ("open", 2), ("won", 1),
    ]  # fmt: skip


def test_an_unknown_stage_refuses_the_row_and_lists_the_stages():
    made = planned(open_desk(), "name,deal.stage\nAcme,Bogus\n")
    assert counted(made) == (1, 0, 0, 0, 1)
    assert made.problems[0].field == "deal.stage" and "“Bogus” is no stage" in said(made)[0]


TOUCHES = (
    "name,touch.at,touch.channel,touch.result,touch.content\n"
    "Acme,-3d,电话,未接,\nAcme,-3d,电话,未接,\nAcme,-1d 15:20,wechat,promised,schickt Angebot\n"
)


def test_touches_are_taken_once_and_two_like_ones_stay_two():
    desk = open_desk()
    made = imported(desk, TOUCHES)
    assert counted(made) == (3, 1, 2, 0, 0)
    assert [t["at"] for t in docs(desk, "touches")] == [
        "2026-11-20T16:00:00Z", "2026-11-20T16:00:00Z", "2026-11-23T07:20:00Z",
    ]  # fmt: skip
    assert planned(desk, TOUCHES).change.empty


def test_a_touch_belongs_to_the_contact_of_its_row():
    desk = open_desk()
    imported(desk, "name,contact.name,touch.at,touch.content\nAcme,Li,-2d,hello\n")
    assert docs(desk, "touches")[0]["contact_id"] == 1


def test_a_corrected_touch_is_not_imported_again():
    from tierdesk.domain.change import Change, Edit

    desk = open_desk()
    imported(desk, TOUCHES)
    old = dict(desk.book.get("touches", 3))
    fresh = {
        k: v for k, v in {**old, "content": "sends a quote", "corrects": 3}.items() if k != "rev"
    }
    desk.apply(Change("touch.correct", {}, (Edit("touches", -1, None, fresh),)))
    assert planned(desk, TOUCHES).change.empty


def test_a_new_touch_that_announces_the_next_one_plans_it_once():
    desk = open_desk()
    text = (
        "customer,date,channel,content,next contact,next step\n"
        "Acme,today,phone,x,+3d,send offer\nB,-9d,phone,y,-2d,z\n"
    )
    imported(desk, text, "touches")
    assert docs(desk, "follow_ups") == [
        {
            "customer_id": 1,
            "due_at": "2026-11-27",
            "original_due": "2026-11-27",
            "note": "send offer",
        }
    ]
    assert planned(desk, text, "touches").change.empty


def test_a_follow_up_that_was_put_off_is_not_planned_again():
    from tierdesk.domain.change import Change, Edit

    desk = open_desk()
    text = "name,follow_up.due_at,follow_up.note\nAcme,2026-12-01,call\n"
    imported(desk, text)
    old = desk.book.get("follow_ups", 1)
    later = {**old, "due_at": "2026-12-09"}
    desk.apply(Change("snooze", {}, (Edit("follow_ups", 1, old, later),)))
    assert planned(desk, text).change.empty


ORDERS = (
    "CustomerID,InvoiceNo,InvoiceDate,Description,Quantity,UnitPrice\n"
    "12583,536370,2010-12-01,CLOCK,2,3.75\n12583,536370,2010-12-01,CLOCK,2,3.75\n"
    "12583,536370,2010-12-01,LAMP,1,5\n,536371,2010-12-01,LAMP,1,5\n"
)


def test_order_lines_are_orders_and_two_like_lines_stay_two():
    desk = open_desk()
    made = imported(desk, ORDERS)
    assert counted(made) == (4, 3, 0, 0, 1)
    assert [o["amount"]["minor"] for o in docs(desk, "orders")] == [750, 750, 500]
    assert docs(desk, "customers") == [{"name": "12583", "code": "12583"}]
    assert desk.book.count("deals") == 0
    assert planned(desk, ORDERS).change.empty


def test_an_order_with_a_code_of_its_own_is_updated():
    desk = open_desk()
    imported(desk, "客户名称,订单号,订单日期,订单金额\nAcme,O1,2026-01-02,100\n")
    made = imported(desk, "客户名称,订单号,订单日期,订单金额\nAcme,O1,2026-01-02,120\n")
    assert counted(made) == (1, 0, 1, 0, 0)
    assert [o["amount"]["minor"] for o in docs(desk, "orders")] == [12000]


LINE = st.tuples(
    st.sampled_from("AB"), st.sampled_from(["2026-01-01", "2026-01-02"]), st.integers(1, 2)
)


@settings(max_examples=60, deadline=None)
@given(st.lists(LINE, min_size=1, max_size=8), st.lists(LINE, max_size=4))
def test_any_lines_are_taken_exactly_once(lines, more):
    def text(rows):
        return "name,order.on,order.amount\n" + "".join(f"{n},{on},{a}\n" for n, on, a in rows)

    desk = open_desk()
    assert imported(desk, text(lines), "orders").created == len(lines)
    assert planned(desk, text(lines), "orders").change.empty
    assert planned(desk, text(lines[::-1]), "orders").change.empty
    longer = imported(desk, text(lines + more), "orders")
    assert longer.created == len(more) and desk.book.count("orders") == len(lines + more)


@pytest.mark.parametrize(("kind", "text"), [
    ("touches", "customer,date,content\n,today,x\n"), ("contacts", "company,contact\n,Li\n"),
    ("orders", "customer,order date\nAcme,\n"), ("touches", "customer,date,content\nAcme,,\n"),
])  # fmt: skip
def test_a_row_without_whom_or_when_is_refused(kind, text):
    assert counted(planned(open_desk(), text, kind)) == (1, 0, 0, 0, 1)


def test_the_close_date_of_an_open_deal_is_when_it_is_expected():
    desk = open_desk()
    text = (
        "Account Name,Opportunity Name,Stage,Close Date\n"
        "Acme,Site,Proposal,2026-12-31\nAcme,Shop,Won,2026-10-01\n"
    )
    imported(desk, text)
    site, shop = docs(desk, "deals")
    assert (site["expected_sign_on"], "closed_on" in site) == ("2026-12-31", False)
    assert (shop["closed_on"], "expected_sign_on" in shop) == ("2026-10-01", False)
    assert planned(desk, text).change.empty


def test_customers_that_other_rows_bring_along_are_told():
    made = planned(open_desk(), PIPELINE)
    assert "2 customers that the book did not know" in " ".join(map(str, made.notes))


RELATIVE = "name,touch.at,touch.content,follow_up.due_at\nAcme,-3d,hello,today\nAcme,-1d,again,\n"


def test_a_file_with_relative_dates_creates_nothing_twice_on_another_day():
    desk = open_desk()
    imported(desk, RELATIVE)
    before = docs(desk, "touches"), docs(desk, "follow_ups")
    desk.moment = replace(desk.moment, now=desk.moment.now + timedelta(days=1))
    again = imported(desk, RELATIVE)
    assert counted(again) == (2, 0, 0, 2, 0)
    assert again.change.empty
    assert (docs(desk, "touches"), docs(desk, "follow_ups")) == before


def test_a_plan_that_was_done_since_does_not_come_back_with_its_file():
    desk = open_desk()
    imported(desk, RELATIVE)
    plan_id, plan = next(desk.book.rows("follow_ups"))
    desk.apply(Change("touch.log", {}, (Edit("follow_ups", plan_id, plan, None),)))
    assert imported(desk, RELATIVE).change.empty
    assert docs(desk, "follow_ups") == []


def test_after_an_undo_the_file_can_be_taken_in_again():
    desk = open_desk()
    imported(desk, RELATIVE)
    desk.undo()
    assert imported(desk, RELATIVE).created == 1
    assert len(docs(desk, "touches")) == 2


def test_a_contact_in_the_future_is_refused():
    desk = open_desk()
    made = planned(desk, "name,touch.at,touch.content\nAcme,2099-01-01,soon\nBeta,today,now\n")
    assert counted(made) == (2, 1, 0, 0, 1)
    assert made.problems[0].field == "touch.at"
