"""Rules on words: what is still to be filled in, what is written twice or wrongly, what a web page slipped in.

One rule: a word is reported only where no reading of it is right.
"""

import re
from collections.abc import Iterator

from planeditor.i18n import _
from planeditor.plan.checks.problems import ERROR, Finding, Mend, Text, around

_COUNTED = "届次中会月日年所个名%％万亿项家场期人市县区校省局"
_BLANK = "待填写?|待定|待补充?|待核实?|待确认|待更新|此处填写?|请填写|请补充|填写|略写|TBD|todo"
_PLACEHOLDER = re.compile(
    r"(?<![A-Za-z0-9+＋])[xX×Ｘｘ](?:[xX×Ｘｘ]|[届次中](?=[xX×Ｘｘ]))*"  # xx市, ××学校, X届X中X会, X月
    rf"(?:(?<=[xX×Ｘｘ]{{2}})|(?=[{_COUNTED}]))(?![A-Za-z])"
    r"|_{2,}|＿{2,}|[○〇◯□■△]{2,}"
    rf"|[〔【（(\[［]\s*(?:{_BLANK}|[…．.。?？]+|\s{{2,}})\s*[〕】）)\]］]"
    r"|[?？]{2,}|(?<![\u4e00-\u9fff])某某|某某(?=[市县区局校科镇乡])|某[市县区](?=教育)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"[二一][〇○]{2}")  # 二〇〇八年

# Slips of the input method and of scanners that are no words, and what was meant; looked for where no other word hides.
_SLIPS = """
    布署→部署 贯切→贯彻 贯撤→贯彻 惯彻→贯彻 部份(?!额)→部分 台帐→台账 帐户→账户 松驰→松弛 震憾→震撼 渲泄→宣泄
    幅射→辐射 追朔→追溯 竟争→竞争 寒喧→寒暄 按装(?![备配修])→安装 名符其实→名副其实 融汇贯通→融会贯通 尤如→犹如
    以身做则→以身作则 一股作气→一鼓作气 编篡→编纂 统酬→统筹 教肓→教育 冶理→治理 整冶→整治 防冶→防治 法冶→法治
    政冶→政治 末成年→未成年 (?<![自知克律])己经→已经 (?<![水公和])平合(?=[和与及、，,。；建])→平台 拨尖→拔尖
    选拨→选拔 (?<!乘)坐阵→坐镇 再接再励→再接再厉 在接再厉→再接再厉 再所不惜→在所不惜 必竟→毕竟 粗旷→粗犷 气慨→气概
    防碍→妨碍 切蹉→切磋 精减人员→精简人员 侯选→候选 侯补→候补 按步就班→按部就班 迫不急待→迫不及待 一愁莫展→一筹莫展
    通迅→通讯 消耗怠尽→消耗殆尽 副导员→辅导员
    """
_MEANT = [(re.compile(wrong), right) for wrong, right in (slip.split("→") for slip in _SLIPS.split())]
_TYPO = re.compile("|".join(wrong.pattern for wrong, _right in _MEANT))

TYPO_SIGNS = tuple(re.sub(r"\(\?.*?\)", "", wrong.pattern) for wrong, _right in _MEANT)
_SIGNS = """
    x X × Ｘ ｘ __ ＿＿ ○ 〇 ◯ □ ■ △ ?? ？？ 某某 某市 某县 某区 待填 待定 待补 待核 待确 待更 填写 （… (… （. (. TBD
    """
BLANK_SIGNS = (*_SIGNS.split(), "（ ", "( ", "〔 ", "【 ")
_STUTTER = re.compile(r"([\u4e00-\u9fff]{3,8})\1")
_PARTICLES = re.compile(r"([的了在与和及将被])\1(?![确美气])")
PARTICLE_SIGNS = tuple(2 * particle for particle in "的了在与和及将被")
_MAKING = "编制|制定|制订|修订|印发|出台|举办|召开|编写|起草|拟定|评选|开展|组织"
MAKING = tuple(_MAKING.split("|"))
_TWICE = re.compile(
    rf"(?:\A|(?<=[，,。；;：:\n]))(?:积极|认真|抓紧|及时|扎实|切实|做好|牵头|组织|全面|统筹|适时|加快)*"
    rf"(?P<first>{_MAKING})(?P<thing>[^，,。；;：:、\n]{{3,30}}?)(?P<second>(?P=first))(?=[，,。；;\n]|\Z)"
)
_SPAM_SAYS = "（中国 (中国 （官方 (官方 （集团 (集团 （股份 官网 网页版 登录 入口 下载 app APP"
SPAM_SIGNS = tuple(_SPAM_SAYS.split())
_SPAM = re.compile(
    r"(?:开云|云开|乐鱼|米兰|华体会|爱游戏|半岛|九游|亚博|博鱼|星空|必一|万博|江南|雷火|开元|皇冠|澳门新?葡京|kaiyun|yabo)"
    r"(?:体育|电竞|运动|棋牌|娱乐|平台|网页版|全站|综合|官方|官网|app|APP|登录|入口|下载)*"
    r"(?:[（(](?:中国|中国大陆|官方|集团|股份)[）)](?:官方网站|官网|有限公司)?|(?<=官网)|(?<=网页版)|(?<=登录)|(?<=入口)|(?<=下载)|(?<=[aA][pP][pP]))",
    re.IGNORECASE,
)


def placeholders(text: Text) -> Iterator[Finding]:
    """Report what is still to be filled in, each kind once in a text."""
    found: dict[str, list[tuple[int, int]]] = {}
    for match in _PLACEHOLDER.finditer(text.words):
        if not _YEAR.match(text.words, max(match.start() - 1, 0)):
            found.setdefault(match.group(), []).append(match.span())
    for words, places in found.items():
        start, end = places[0]
        message = _("“{words}” is still to be filled in.").format(words=words.strip())
        if len(places) > 1:
            message = _("“{words}” is still to be filled in, at {count} places.")
            message = message.format(words=words.strip(), count=len(places))
        yield Finding(start, end, message, f"{text.place}:{words}", ERROR, count=len(places))


def typos(text: Text) -> Iterator[Finding]:
    """Report words that are none."""
    for match in _TYPO.finditer(text.words):
        wrong = match.group()
        right = next(right for pattern, right in _MEANT if pattern.match(text.words, match.start()))
        message = _("“{wrong}” is probably meant to be “{right}”.").format(wrong=wrong, right=right)
        mend = Mend(*match.span(), right, _("Write “{words}”").format(words=right))
        yield Finding(*match.span(), message, around(text.words, *match.span()), mend=mend)


def stutters(text: Text) -> Iterator[Finding]:
    """Report words written twice in a row."""
    words = text.words
    for match in _STUTTER.finditer(words):
        once = match[1]
        message = _("“{words}” stands twice in a row.").format(words=once)
        mend = Mend(*match.span(), once, _("Keep one"))
        yield Finding(*match.span(), message, around(words, *match.span()), mend=mend)


def doubled_particles(text: Text) -> Iterator[Finding]:
    """Report 的的 and the like."""
    words = text.words
    for match in _PARTICLES.finditer(words):
        message = _("“{words}” stands twice in a row.").format(words=match[1])
        mend = Mend(*match.span(), match[1], _("Keep one"))
        yield Finding(*match.span(), message, around(words, *match.span()), mend=mend)


def verbs_twice(text: Text) -> Iterator[Finding]:
    """Report a verb both before and behind its object: 编制规划编制."""
    words = text.words
    for match in _TWICE.finditer(words):
        start, end = match.start("first"), match.end("second")
        message = _("“{word}” stands both before and behind “{thing}”.")
        message = message.format(word=match["first"], thing=match["thing"])
        mend = Mend(match.start("second"), end, "", _("Remove the second"))
        yield Finding(start, end, message, around(words, start, end), mend=mend)


def web_spam(text: Text) -> Iterator[Finding]:
    """Report advertisements that gambling sites plant in copied web pages."""
    for match in _SPAM.finditer(text.words):
        message = _("“{words}” looks like an advertisement that a web page slipped in.").format(words=match.group())
        yield Finding(*match.span(), message, around(text.words, *match.span()), ERROR)
