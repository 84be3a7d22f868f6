"""Unit words of Chinese: which characters after a number count things, and of what kind they are.

One rule: a measure word is one only where the next character does not make another word of it (人才, 名师, 所有).
"""

import re
from typing import Literal

QuantityKind = Literal["percent", "points", "times", "money", "count", "event", "time"]

PERCENT = "[%％‰]|个百分点|百分点"
_WORDS = re.findall(
    r"\S+",
    r"""
    人次 人\(次\) 人（次） 场次 轮次 批次 班次 门次 校次 课时 学时 学分 个学时 个课时 个小时 个工作日 个月 个学期
    个学年 个年级 个学位 小时 分钟 平方米 平米 ㎡ 公顷 公里 千米 美元 元 兆 Mbps Gbps MB M(?![A-Za-z]) 千瓦
    G(?![A-Za-z+网技应基时智信]) 所(?![有在属需得谓长]|以(?![上内下])) 个(?![性体别]|人[^才])
    场(?![所地景合馆面域次均内外]) 人(?![才民员大工均机文口生格事社]) 校(?![园长外内本车级区舍训企际家服])
    名(?![园额单称牌优著城家班]|校(?!长)|师(?![范资生])) 次(?![要序日年生数元]) 项(?!目) 门(?![类户口诊槛])
    支(?![持部教撑付出援]) 期(?![间末初刊待望满]|工程|项目|中(?!小)) 届(?![时满中别业期]) 套(?![餐路近])
    台(?![账湾阶风式州]) 辆 间(?![隔接断谍])
    件 份(?!额) 本(?![科地土市省级校区县年届质人职色领]) 册 节(?![点能约水日假目气俭庆奏])
    家(?![庭长园校教国访属乡委]) 座(?![谈位右]) 处(?![理室长置分罚境级于]) 条(?![件例款令]) 户(?![籍外口])
    对(?![口外接象标应于照]) 篇 部(?![分门长署队委级属位落件]) 轮 例 起(?![到来步草点]) 栋 幢 亩 块(?![状链]) 张 枚
    堂 集(?![中团体成]) 幅 位(?![置于列]) 组(?![织建团长成合装件]) 批(?![准评复量示改次]) 盏 棵 片(?![区段面刻中组])
    株 吨 年(?=以上|[，,。；;、]|\Z) 米 倍(?![增速受]) 分(?![之钟别类层期批工校园行流享析级组子科部段局为成])
    笔(?![记试者画法迹]) 副(?![校园局书主县市区省院处科厅部职研总组高食]) 款(?![项待]) 趟 遍(?!布) 户次 节次
    架(?![构空子势设]) 字(?=以[上内]|左右|[，,。；;、）)]|\Z) 成(?=以上|左右|[，,。；;、])
    天(?![府津然]) 周(?![边岁年末期密报]) 日(?![常期前起])
    """,
)  # fmt: skip

PERS = (  # what a rate is per: 每学期, 元/生
    "半年|学年|学期|季度|两周|两年|两个?月|年|月|周|天|日|季|生|人|师|校|园|班|县[（(]市、区[）)]|县区|区县|区域|乡镇|镇街|镇|乡|县|市|区|街道|"
    "社区|学校|中小学|幼儿园|学生|教师|班级|学科|支部|党员|百名学生|万人|万名学生|单位|节课(?!间)|次|科"
)


def _length(pattern: str) -> int:
    return len(pattern.partition("(?")[0])


MEASURES = "|".join(sorted(_WORDS, key=_length, reverse=True))
FIRST = "".join(sorted({re.sub(r"\\", "", word)[0] for word in _WORDS} | set("%％‰百")))

PLAIN = {
    "％": "%", "百分点": "个百分点", "㎡": "平方米", "平米": "平方米", "个学时": "学时", "个课时": "课时",
    "个小时": "小时", "个学位": "个", "人(次)": "人次", "人（次）": "人次",
}  # fmt: skip
TIMES = frozenset(("小时", "分钟", "课时", "学时", "学分", "天", "周", "日", "个月", "个工作日", "个学期", "个学年"))
NEVER = frozenset(("个年级", "日"))  # grades and days of the month are names, not amounts
EVENTS = frozenset(("次", "期", "届", "场", "场次", "轮", "轮次", "批次", "班次"))


def unit_kind(unit: str) -> QuantityKind:
    """Return of what kind an amount in that unit is."""
    if unit in ("%", "‰"):
        return "percent"
    if unit == "个百分点":
        return "points"
    if unit in ("倍", ":1"):
        return "times"
    if unit.endswith("元"):
        return "money"
    return "time" if unit in TIMES else "event" if unit in EVENTS else "count"
