"""A next date in a customer's row is a plan, never a contact that took place."""

import pytest
from intake_steps import counted, docs, imported, open_desk, said

CHINESE = (
    "客户名称,国家,城市,预算,备注,手机,阶段,下次联系\n"
    "上海华东机械有限公司,中国,上海,4万,老客户，常来,13800000000,洽谈,2026-12-01\n"
    '北京龙腾软件,中国,北京,12.5万,"多行\n备注",13900000000,意向,2026年12月3日\n'
    "广州張記茶行,中国,廣州,8000,,,潜在,12月5日\n"
)


@pytest.mark.parametrize("kind", ["", "customers"])
def test_a_list_of_customers_with_a_next_contact_plans_it(kind):
    desk = open_desk()
    made = imported(desk, CHINESE, kind)
    assert (counted(made), said(made)) == ((3, 3, 0, 0, 0), [])
    assert [(d["customer_id"], d["due_at"]) for d in docs(desk, "follow_ups")] == [
        (1, "2026-12-01"), (2, "2026-12-03"), (3, "2026-12-05"),
    ]  # fmt: skip
    assert docs(desk, "touches") == []
    assert imported(desk, CHINESE, kind).change.empty


@pytest.mark.parametrize("heading", ["next contact", "Next call", "下次跟进时间", "touch.next_on"])
def test_a_next_date_alone_is_no_contact_under_any_heading(heading):
    desk = open_desk()
    made = imported(desk, f"name,city,{heading}\nA,Bonn,2026-12-01\nB,Köln,\n", "customers")
    assert counted(made) == (2, 2, 0, 0, 0)
    assert [d["due_at"] for d in docs(desk, "follow_ups")] == ["2026-12-01"]
    assert docs(desk, "touches") == []


def test_the_next_step_is_what_the_plan_is_about():
    desk = open_desk()
    imported(desk, "客户名称,下一步,下次联系\nA,报价,2026-12-01\n", "customers")
    [plan] = docs(desk, "follow_ups")
    assert (plan["due_at"], plan["note"]) == ("2026-12-01", "报价")


def test_a_step_without_a_day_is_kept_and_told():
    desk = open_desk()
    made = imported(desk, "客户名称,城市,下一步\nA,上海,报价\n", "customers")
    assert counted(made) == (1, 1, 0, 0, 0)
    assert docs(desk, "customers")[0]["custom"] == {"下一步": "报价"}
    assert "custom.下一步" in said(made)[0]
    assert docs(desk, "touches") == docs(desk, "follow_ups") == []


def test_a_last_and_a_next_contact_are_a_touch_and_a_plan():
    desk = open_desk()
    text = "客户名称,国家,上次联系,下次联系,下一步\nA,中国,2026-11-20,2026-12-01,报价\n"
    imported(desk, text, "customers")
    [touch], [plan] = docs(desk, "touches"), docs(desk, "follow_ups")
    assert touch["at"].startswith("2026-11-19T16") and touch["next_step"] == "报价"
    assert (plan["due_at"], plan["note"]) == ("2026-12-01", "报价")
    assert imported(desk, text, "customers").change.empty


def test_two_next_dates_in_one_row_are_both_kept():
    desk = open_desk()
    made = imported(desk, "name,follow_up.due_at,touch.next_on\nA,2026-12-01,2026-12-09\n")
    assert [d["due_at"] for d in docs(desk, "follow_ups")] == ["2026-12-01"]
    assert docs(desk, "customers")[0]["custom"] == {"touch.next_on": "2026-12-09"}
    assert len(said(made)) == 1


def test_a_list_of_contacts_still_needs_the_day_of_each_and_says_how():
    desk = open_desk()
    made = imported(desk, "customer,next contact\nA,2026-12-01\n", "touches")
    assert counted(made) == (1, 0, 0, 0, 1)
    assert "--map COLUMN=touch.at" in said(made)[0]
