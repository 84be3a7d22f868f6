"""The words that make a quantity a goal or not: verbs of doing, frames of aiming, and what is no goal.

One rule: words are chosen by what they do in a sentence (make, count, delimit), never by one document.
"""

import re
from typing import Literal

Governor = Literal["doing", "scope", ""]


def any_of(words: str) -> str:
    """Return a pattern for any of the words, the longest first."""
    return "|".join(sorted(words.split(), key=len, reverse=True))


_DOING = """
    建成 建设 建立 建好 建有 建库 建档 创建 创成 新增 增加 增设 增配 增派 增补 净增 新设 设立 设置 开设 开办 开通
    开放 开展 开发 开工 举办 举行 承办 主办 协办 召开 组织 组建 实施 推进 推动 推出 推广 推荐 推选 推送 完成 打造
    培育 培养 培训 轮训 研训 评选 评定 评审 评出 评估 评比 认定 命名 表彰 奖励 遴选 选拔 选派 选树 选聘 选送 选配
    招聘 招录 招收 招生 招募 补充 引进 引入 录用 录取 配备 配置 配齐 购置 购买 采购 更新 更换 改造 改建 扩建 迁建
    维修 修缮 修订 编制 编写 编印 出版 制作 制定 出台 录制 拍摄 立项 申报 争创 争取 争获 获评 获批 获得 荣获 取得
    达到 突破 投入 投资 投用 投放 安排 安置 筹措 筹集 资助 发放 补助 支持 扶持 帮扶 结对 覆盖 惠及 服务 吸引 发展
    扩大 扩充 提供 供给 储备 输送 派出 交流 轮岗 孵化 征集 收集 汇聚 上线 接入 接收 整治 排查 整改 整合 化解 撤并
    撤销 关停 取缔 查处 淘汰 压减 压缩 减少 清理 清退 处置 办理 办结 答复 督导 督查 督办 检查 复评 验收 抽检 抽测
    监测 巡查 巡讲 宣讲 走访 家访 调研 听课 授课 讲授 研究 报送 报告 发布 发表 刊发 印发 报道 签约 签订 签署 缔结
    共建 合作 落地 竣工 交付 启用 启动 试点 构建 成立 筹建 进行 确保 保证 保持 保障 力争 计划 做好 抓好 办好 建好
    加快 升级 创作 编排 演练 参加 参与 参训 学习 阅读 种植 晋升 创优 聘请 聘任 调配 支教 送教 下派 挂职 入选 入围
    通过 建档 直播 添置 改善 铺设 安装 实现 落实 巩固 受理 承担 派遣 流转 盘活 解决 消除 拆除 加固 绿化 新认定 转为
    转公 回购 租赁 腾退 晒课 推优 辐射 带动 托管 掌握 拥有 配足 选取 推介 培植 孵育
    取消 精简 下放 扩招 增招 研发 撰写 兑现 减免 拨付 下达 巡演 巡展 展播 捐赠 开辟 打通 摸排 约谈 达标 达成
    新装 加装 梳理 公布 公示 汇编 编发 印制 修建 翻建 翻新 架设 增购 添购 观摩 慰问 救助 返聘 义诊 复核 挖掘 转化 募集
    抽查 复查 做强 做优 做大 做精 建强 筛查 体检 出动 移交 配套 联系 包联 核查 吸纳 接纳 吸收
    """
_SCOPE = """
    聚焦 围绕 针对 面向 涉及 尤其是 特别是 依托 利用 发挥 结合 按照 根据 依据 已有 共有 原有 既有 目前 存在
    剩余 其余 坚持 增强 坚定 贯彻 遵循 突出 抓住 紧扣 对接 会同 涵盖 做到 严禁 禁止 对照 参照 采取 擦亮 弘扬 秉持
    牢记 树牢 连续 提出 分解 发现
    """
_BUILDING = "新建 续建 重建 配建 兴建 增建 翻建 创办 募集 建） 建) ）建 )建"  # 新(扩)建, 新改（扩、建）
_LAST = frozenset("建办开设增招达聘评育派送获请造为含配")  # single characters that govern what follows them at once
_TOWARDS = re.compile(
    r"(?<![绝相应面针核校比])对(?![口接外标比应于等象策手话称])|(?<![方定走面意导倾动趋])向(?![上下前])|按(?![期时])"
)
_GOVERNORS: dict[str, Governor] = dict.fromkeys((word[:2] for word in f"{_DOING} {_BUILDING}".split()), "doing")
_GOVERNORS.update(dict.fromkeys((word[:2] for word in _SCOPE.split()), "scope"))


def governor(left: str) -> Governor:
    """Return what the last governing word before a quantity makes of it: 打造 "doing", 面向 "scope", "" without one."""
    if left and left[-1] in _LAST:
        return "doing"
    for index in range(len(left) - 1, -1, -1):
        found = _GOVERNORS.get(left[index : index + 2])
        if found:
            return found
        if left[index] in "对向按" and _TOWARDS.match(left, index) and left[index - 1 : index + 1] not in _GOVERNORS:
            return "scope"
    return ""


NAMES_OF_WORK = re.compile(
    "培训|轮训|竞赛|比赛|活动|讲座|宣讲|督查|督导|检查|演练|展演|研讨|会议|推进会|现场会|调研|评估|巡讲|招生|招聘|项目|工程|资金|经费|"
    "投资|总投资|预算|补助|学位|人数|总数|数量|规模|课时|时间|培养|建设|改造|创建|金牌|奖项|工作室|示范校|实验校|校区|校舍|面积|占地|公寓|宿舍"
)
PREDICATE = re.compile(
    "完成(?!情况|率|度|时[限间])|达到|达标|通过|建成|竣工|开工|投用|投入使用|成为|创成|获评|创建|挂牌|启用|招生|开学|纳入|参加|参与|接受|开通|实行|落成|交付|"
    "列入|改造|建设|升级|配备|完工|动工|办结|销号|入选|转为|实现|建立|接入|验收"
)
MODALITY = re.compile(
    "(?=[力争确保努原计预拟基务鼓必严控])(?:力争|争取|确保|保证|力保|努力|原则上|(?:(?<![\u4e00-\u9fff])|(?<=[年市区县省校]))计划(?![的》])|预计|拟|基本实现|基本达到|务必|鼓励|必须|严格控制|保持|控制在)"
)
# Nouns that name a part of a scheme (五个方面, 三个坚持): counting them sets no goal.
PARTS_OF_A_SCHEME = re.compile(
    r"\s*(?:重点|主要|关键|核心|具体|薄弱|突出|工作|整治){0,3}"
    '(?:方面|环节|领域|维度|层面|层次|板块|部分|步骤|阶段|原则|问题|难题|难点|内容|类别|要素|精准|一律|必须|不准|不得|严禁|不[变减漏低少]|管理(?!制度|办法|规定|规范|措施|人员|岗位|干部)|[“"]?100[%％])'
)
PARTS_IN_WORDS = re.compile(
    r"\s*(?:\d|(?:重点|主要|关键|核心|具体|薄弱|突出|工作)?(?:方面|环节|领域|维度|层面|层次|板块|部分|步骤|阶段|原则|重点|关键|问题|难题|难点|精准|"
    "坚持|到位|转变|提高|提升|确保|一律|注重|结合|意识|自信|维护|机制|制度|体系|模式|格局|责任|关系|必须|不|严禁|突破|突出|办法|措施|举措|规定|"
    "要求|文件|名片|指标|大|类|要素|统一|统筹|融合|衔接|覆盖|抓手|中心|基本|导向|优先|倍增|只增|一批|一流|率先|全面|进一步|更加))"
)
PROGRAMME = re.compile(
    r"\s*(?:[\u4e00-\u9fff]{0,6}(?:工程|行动|计划|战略|攻坚战|专项行动)(?!项目)|[\u4e00-\u9fff]{0,2}(?:机制|模式|体系|制度))"
)
CHANGE_UP = "提高|提升|增加|增长|上升|扩大|上浮|上调|提|增"
CHANGE_DOWN = "缩短|降低|下降|减少|压减|压缩|缩小|缩减|下浮|下调|降|减"
