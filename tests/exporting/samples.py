"""A small plan that has everything, with ids that stay the same: what the golden files show."""

from itertools import count

from planeditor.plan.entities import (
    LEAD,
    SUPPORT,
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

_BASE = 1 << 60
PARTY = Department(_BASE + 1, "党建办")
BASIC = Department(_BASE + 2, "基教科", ("基础教育科",))
FINANCE = Department(_BASE + 3, "计财科")
ALL = Department(_BASE + 4, "机关各科室", (), (PARTY.id, BASIC.id))


def full_plan() -> Snapshot:
    """Return a plan with sections in two depths, items of every form, and all that can belong to an item."""
    ids = count(_BASE + 100)
    return Snapshot(_plan(), (PARTY, BASIC, FINANCE, ALL), (_first(ids), _second(ids)), ("打印此页 关闭窗口",))


def _plan() -> Plan:
    return Plan(
        id=_BASE,
        title="达州市教育局\n2020年工作要点",
        doc_number="达市教〔2020〕1号",
        issuer="达州市教育局",
        notice_title="关于印发2020年工作要点的通知",
        addressees="各县(市、区)教科局,局机关各科室:",
        notice="现将《2020年工作要点》印发你们，请认真贯彻落实。",
        date="2020-04-02",
        year=2020,
        preamble="2020年全市教育工作的总体思路:坚持以“立德树人”为根本,推进教育公平…\n为“鼎兴之路”贡献力量——",
        closing="各地各校要结合实际抓好落实。",
        signer="达州市教育局",
    )


def _first(ids: "count[int]") -> Node:
    """A section with items: run-in, heading alone, text only."""
    run_in = Node(
        next(ids),
        "item",
        "完善党的领导体制机制",
        "坚持以习近平新时代中国特色社会主义思想为指引,发布IPv6方案(试行)，整改率54.8%，16:57前完成1+X试点。",
        mark="1.",
        due="2020-12",
        owners=(Owner(next(ids), PARTY.id, LEAD, "党建办"), Owner(next(ids), ALL.id, SUPPORT, "机关各科室")),
    )
    with_fields = Node(
        next(ids),
        "item",
        "加快推进教育重大项目实施",
        fields=(
            Field(next(ids), "问题描述", "“村空、乡弱、城镇挤”问题仍然存在。"),
            Field(next(ids), "目标任务", "优化布局结构调整。"),
            Field(next(ids), "工作措施", "新改(扩、建)幼儿园17所。\n力争达标率60%以上。"),
        ),
        due="2020-11-30",
        owners=(Owner(next(ids), FINANCE.id, LEAD, "计财科"), Owner(next(ids), BASIC.id, SUPPORT, "基教科")),
        targets=_targets(ids),
        progress=(Progress(next(ids), "2020-06-30", "滞后", 35.0, narrative="已开工15所。"),),
        milestones=(Milestone(next(ids), "2020Q2", "开工", None, 15.0),),
    )
    text_only = Node(next(ids), "item", body="巩固“不忘初心、牢记使命”主题教育成果。", mark="3.")
    return Node(next(ids), "section", "全面加强党的建设", children=(run_in, with_fields, text_only))


def _targets(ids: "count[int]") -> tuple[Target, ...]:
    whole = Target(
        next(ids),
        indicator="新改（扩、建）各级各类学校",
        value=42.0,
        unit="所",
        deadline="2020",
        span=Span("body", 0, 4),
    )
    part = Target(next(ids), indicator="幼儿园", value=17.0, unit="所", parent_id=whole.id)
    rate = Target(next(ids), "target", "达标率", ">=", 60.0, None, "%", 52.5, "2019", modality="力争")
    done = Target(next(ids), "actual", "已开工", "=", 15.0, unit="所")
    return whole, part, rate, done


def _second(ids: "count[int]") -> Node:
    """A section with text of its own, a section inside, an item inside an item, and troublesome characters."""
    inner = Node(next(ids), "item", "=SUM(A1)", "-1+1=0 <b>&amp; 控制符\x07、表情😀、制表\t位", mark="（1）")
    outer = Node(next(ids), "item", "提高质量！", "全面提高。", children=(inner,))
    sub = Node(next(ids), "section", "促进公平", children=(outer,))
    return Node(next(ids), "section", "提升水平", "本部分为重点。", children=(sub,))
