"""Following the plan within a window: what the actions of the menu 落实 do about progress.

One rule: a verb acts on the current item, whose panel it shows; what acts on the whole plan asks for none.
"""

from typing import TYPE_CHECKING

from planeditor.i18n import _, ngettext

if TYPE_CHECKING:
    from planeditor.gui.main_window import MainWindow


def report(window: "MainWindow") -> None:
    """Ask for a report on the current item."""
    window.show_dock(window.progress_dock)
    window.progress.report()


def edit_milestones(window: "MainWindow") -> None:
    """Ask for the milestones of the current item."""
    window.show_dock(window.progress_dock)
    window.progress.edit_milestones()


def set_light(window: "MainWindow") -> None:
    """Ask for the light of the current item."""
    window.show_dock(window.progress_dock)
    window.progress.set_light()


def fill_in(window: "MainWindow") -> None:
    """Show the table in which progress is filled in."""
    from planeditor.gui.progress_table import show_progress_table

    show_progress_table(window)


def change_rule(window: "MainWindow") -> None:
    """Ask for the thresholds of the lights."""
    from planeditor.gui.progress_settings import PaceDialog

    PaceDialog(window.session, window).open()


def forget_files(window: "MainWindow") -> None:
    """Delete the copies of files that no report names any more, after a question: this cannot be undone."""
    from planeditor.gui.errors import ask

    def forget() -> None:
        count = window.session.document.forget_files()
        window.session.publisher.refresh()
        window.session.publish_soon()
        text = ngettext("Deleted {count} file.", "Deleted {count} files.", count)
        window.session.notice.emit(text.format(count=count))

    text = _("Delete the copies of evidence files that no report names any more? This cannot be undone.")
    ask(text, {_("Delete"): forget}, window, cancel=_("Cancel"))
