"""Which chapter of the manual belongs to what has the focus.

One rule: the innermost part that the table knows decides; a part can also say its chapter itself, by the property
"manual". A chapter is a page of docs/manual, perhaps with the heading to go to.
"""

from PySide6.QtWidgets import QWidget

FIRST_PAGE = "README.md"
PROPERTY = "manual"

# Names of classes, so that nothing is loaded for them.
PAGES = {
    "TreeView": "editing.md",
    "EditorPanel": "editing.md#修改",
    "FieldCard": "targets-and-owners.md#栏目",
    "FindBar": "finding.md",
    "FilterBar": "finding.md#筛选",
    "ReplaceDialog": "finding.md#替换（Ctrl+H）",
    "GoToDialog": "editing.md#查找和定位",
    "TargetsPanel": "targets-and-owners.md#目标",
    "TargetsTable": "tables.md#目标总表",
    "OwnersPanel": "targets-and-owners.md#责任科室",
    "OwnersMatrix": "tables.md#责任矩阵",
    "DepartmentsDialog": "targets-and-owners.md#科室名录",
    "DepartmentsImport": "targets-and-owners.md#科室名录",
    "LedgerView": "tables.md#台账",
    "BoardView": "board.md",
    "ChecksPanel": "checks.md",
    "ImportWizard": "import-and-export.md",
    "ExportDialog": "word.md",
    "PageSetup": "import-and-export.md#打印",
    "PrintPreview": "import-and-export.md#打印",
    "DifferencesDialog": "revisions.md",
    "VersionsDialog": "revisions.md#版本",
    "VersionNameDialog": "revisions.md#版本",
    "RulesDialog": "checks.md",
    "DismissedDialog": "checks.md#怎样校核",
    "UnplacedDialog": "import-and-export.md",
    "PlanPropertiesDialog": "editing.md#编号",
    "RecoveryDialog": "files.md#断电、死机、拔掉 U 盘",
    "ProgressPanel": "progress.md#进展窗格",
    "ProgressDialog": "progress.md#填报",
    "ProgressTable": "progress.md#进展填报表",
    "MilestonesDialog": "progress.md#序时进度和亮灯规则",
    "PaceDialog": "progress.md#序时进度和亮灯规则",
    "LightDialog": "progress.md#序时进度和亮灯规则",
    "ReportDialog": "reports.md#生成初稿",
    "SourcesDialog": "reports.md#数据来源",
    "RefreshDialog": "reports.md#刷新数据",
    "RolloverWizard": "next-year.md",
    "ContinuedDialog": "next-year.md#第三步：查看结果",
    "YearsWindow": "next-year.md#历年指标对比",
    "HandoutDialog": "handing.md#下发",
    "HandoutRegister": "handing.md#下发台账和催办",
    "CollectDialog": "handing.md#收集",
    "WelcomeWindow": "start.md",
    "TemplatesDialog": "start.md#模板",
    "SaveTemplateDialog": "start.md#模板",
    "SettingsDialog": "settings.md",
    "KeysDialog": "settings.md#自定义快捷键",
    "WordCountDialog": "editing.md#字数统计",
}


def page_of(focused: QWidget | None) -> str:
    """Return the chapter on a part of a window, the first page where there is none."""
    part = focused
    while part is not None:
        own = part.property(PROPERTY)
        if isinstance(own, str) and own:
            return own
        for kind in type(part).__mro__:
            if kind.__name__ in PAGES:
                return PAGES[kind.__name__]
        part = part.parentWidget()
    return FIRST_PAGE
