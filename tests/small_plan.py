"""A small plan with every kind of part, for tests."""

from planeditor.plan.entities import (
    Department,
    Field,
    Milestone,
    Node,
    Owner,
    Plan,
    Progress,
    Snapshot,
    Span,
    Target,
)
from planeditor.plan.identity import new_id

BODY = "计划新改扩建各级各类学校42所，其中幼儿园17所。强化监督管理。"


def small_plan() -> Snapshot:
    """Return two sections with three items and a sub-item, three departments, a target with a part, progress."""
    basic = Department(new_id(), "基教科", ("基础教育科",))
    finance = Department(new_id(), "计财科")
    everyone = Department(new_id(), "机关各科室", (), (basic.id, finance.id))
    plan = Plan(new_id(), "2026年全市教育工作要点", issuer="云泽市教育局", year=2026, preamble="总体思路。")
    first = Node(new_id(), "section", "扩大优质资源供给", children=(_schools(basic, finance), _fields(everyone)))
    second = Node(new_id(), "section", "加强队伍建设", children=(Node(new_id(), "item", body="做好教师节表彰。"),))
    return Snapshot(plan, (basic, finance, everyone), (first, second), ("打印此页", "打印此页"))


def _schools(basic: Department, finance: Department) -> Node:
    whole = Target(
        new_id(), indicator="新改扩建学校", value=42, unit="所", deadline="2026-11", span=Span("body", 2, 15)
    )
    part = Target(new_id(), indicator="幼儿园", value=17, unit="所", parent_id=whole.id, span=Span("body", 18, 24))
    return Node(
        new_id(), "item", "加快推进教育重大项目", BODY, due="2026-11", mark="1.",
        owners=(Owner(new_id(), finance.id, "lead", "计财科"), Owner(new_id(), basic.id, "support", "基教科")),
        targets=(whole, part),
        progress=(Progress(new_id(), "2026-06-30", "滞后", 35.0, whole.id, 15.0, "已开工15所"),),
        milestones=(Milestone(new_id(), "2026Q2", "全部开工", whole.id, 42.0),),
        children=(Node(new_id(), "item", "中心城区学校建设"),),
    )  # fmt: skip


def _fields(everyone: Department) -> Node:
    texts = (("问题描述", "投入不足。"), ("问题描述", "结构不优。"), ("工作措施", "加大投入。"))
    fields = tuple(Field(new_id(), label, text) for label, text in texts)
    return Node(
        new_id(), "item", "健全经费保障机制", fields=fields, owners=(Owner(new_id(), everyone.id, "lead", "各科室"),)
    )
