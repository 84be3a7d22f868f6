"""Backups: what is kept, for how long, and which one is offered."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from planeditor.plan.entities import Snapshot
from planeditor.store import backups_of, open_document, read_plan
from planeditor.store.backups import KEPT, KEPT_DAYS, TIME_FORMAT, folder_of, newest_good, time_of


def age(backup: Path, by: timedelta) -> Path:
    """Rename a backup as if it had been made earlier."""
    return backup.rename(backup.with_name((time_of(backup) - by).strftime(TIME_FORMAT) + ".plan"))


def fill(path: Path, *ages: timedelta) -> None:
    """Make backups of these ages out of the file itself."""
    folder = folder_of(path)
    folder.mkdir(exist_ok=True)
    for old in ages:
        (folder / f"{(datetime.now() - old).strftime(TIME_FORMAT)}.plan").write_bytes(path.read_bytes())


def publish_an_edit(path: Path, title: str) -> None:
    document = open_document(path)
    document.insert("section", None, title=title)
    document.publish()
    document.close()


def test_a_file_is_kept_as_it_was_opened(file: Path, plan: Snapshot) -> None:
    publish_an_edit(file, "甲")
    (backup,) = backups_of(file)
    assert read_plan(backup) == plan
    assert backup.name[:8] == f"{datetime.now():%Y%m%d}"


def test_the_same_file_is_kept_once(file: Path) -> None:
    for _time in range(3):
        open_document(file).close()
    assert len(backups_of(file)) == 1


def test_a_publication_is_kept_once_the_last_backup_is_ten_minutes_old(file: Path) -> None:
    document = open_document(file)
    document.insert("section", None, title="甲")
    document.publish()
    assert len(backups_of(file)) == 1
    age(backups_of(file)[0], timedelta(minutes=11))
    document.insert("section", None, title="乙")
    document.publish()
    assert read_plan(backups_of(file)[0]) == document.snapshot()
    document.insert("section", None, title="丙")
    document.publish()
    assert len(backups_of(file)) == 2
    document.close()


def test_a_clock_that_was_set_back_does_not_end_the_backups(file: Path) -> None:
    document = open_document(file)
    age(backups_of(file)[0], timedelta(days=-400))
    document.insert("section", None, title="甲")
    document.publish()
    assert len(backups_of(file)) == 2
    document.close()


def test_the_last_ones_stay_however_old_they_are(file: Path) -> None:
    fill(file, *(timedelta(days=365 + number) for number in range(KEPT - 1)))
    publish_an_edit(file, "甲")
    open_document(file).close()
    assert len(backups_of(file)) >= KEPT


def test_beyond_the_last_ones_a_backup_of_every_day_stays_for_a_month(file: Path) -> None:
    noon = datetime.now() - datetime.now().replace(hour=12, minute=0, second=0)
    fill(file, *(timedelta(minutes=number) for number in range(1, KEPT + 1)))
    fill(file, *(noon + timedelta(days=day, minutes=15 * part) for day in range(2, KEPT_DAYS + 9) for part in range(3)))
    publish_an_edit(file, "甲")
    publish_an_edit(file, "乙")
    kept = backups_of(file)
    days = [time_of(backup).date() for backup in kept[KEPT + 1 :]]
    assert len(days) == len(set(days))
    assert KEPT_DAYS - 3 <= len(days) <= KEPT_DAYS
    assert (datetime.now().date() - min(days)).days <= KEPT_DAYS


def test_the_newest_good_backup_is_the_newest_that_is_whole(file: Path) -> None:
    fill(file, timedelta(hours=3), timedelta(hours=2), timedelta(hours=1))
    newest, middle, _oldest = backups_of(file)
    newest.write_bytes(newest.read_bytes()[:10_000])
    assert newest_good(file) == middle


def test_backups_of_two_files_of_one_name_are_kept_apart(file: Path, tmp_path: Path) -> None:
    other = tmp_path / file.name
    other.write_bytes(file.read_bytes())
    publish_an_edit(file, "甲")
    assert backups_of(other) == []
    assert len(backups_of(file)) == 1


def test_two_backups_in_one_second_are_two_files(file: Path) -> None:
    for title in "甲乙丙":
        publish_an_edit(file, title)
    backups = backups_of(file)
    assert len(backups) == 3
    assert [len(read_plan(backup).nodes) for backup in backups] == [4, 3, 2]


@pytest.mark.parametrize("name", ["x", "2026", "a-b-c"])
def test_a_strange_name_among_the_backups_is_the_oldest(tmp_path: Path, name: str) -> None:
    assert time_of(tmp_path / f"{name}.plan") == datetime.min
