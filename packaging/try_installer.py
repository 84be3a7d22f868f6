"""Install, use, upgrade and remove the Windows program, and check each step: `python3 dev.py test-installer`.

One rule: every check is one line of the log, and one that fails makes the exit code 1. On Linux it is wine 8 with a
profile of a Chinese name; on Windows the user's own profile, so run it only where that may be thrown away.
"""

import hashlib
import json
import shutil
import sys
import time
from pathlib import Path

import bundle_checks
import bundling
import machines
import make_installer

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from planeditor.store.disk import long_path  # noqa: E402
from planeditor.store.locking import lock_path  # noqa: E402

UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\planeditor"
CLASSES = r"Software\Classes"
FORMER = "0.0.1"
WINDOW_S = 90  # a first start under wine, on a busy machine
CLOSED_S = 60
SEED = ROOT / "tests" / "files" / "seeds" / "003_76472159ee41bb53.txt"
TOO_OLD, RUNNING = 3, 4


class Trial:
    """One installation from beginning to end."""

    def __init__(self, machine: machines.Machine, setup: Path, bundle: Path, pictures: Path | None) -> None:
        """Take what is tried, and where its pictures go."""
        self.machine, self.setup, self.bundle, self.pictures = machine, setup, bundle, pictures
        if pictures:
            pictures.mkdir(parents=True, exist_ok=True)
        self.version = bundling.program_version(ROOT)
        self.home = machine.local / "Programs" / "planeditor"
        self.program, self.cli = self.home / "planeditor.exe", self.home / "planeditor-cli.exe"
        self.shortcut = machine.start_menu / "计划编辑器.lnk"
        self.documents = machine.profile / "我的 文件"
        self.plan = self.documents / "2020年 工作要点（印发稿）.plan"
        self.locks: list[Path] = []
        self.count = self.failed = 0
        self.started = time.monotonic()

    def check(self, what: str, holds: object, detail: object = "") -> None:
        """Log a check."""
        self.count += 1
        self.failed += not holds
        word, more = ("ok", "") if holds else ("FAILED", f": {detail}")
        print(f"{self.count:2} {word:6} {time.monotonic() - self.started:6.1f} s  {what}{more}", flush=True)

    # the steps

    def run(self) -> int:
        """Go through all steps; return the exit code."""
        self.documents.mkdir(parents=True, exist_ok=True)
        self.refuse_an_old_windows()
        self.install_a_former_version()
        self.upgrade()
        self.look_at_files()
        self.look_at_registry()
        self.try_the_program()
        self.try_the_command_line()
        self.open_files()
        self.refuse_while_running()
        self.uninstall()
        print(f"{self.count} checks on {self.machine.name}, {self.failed} failed")
        return 1 if self.failed else 0

    def refuse_an_old_windows(self) -> None:
        """Windows 7 is told no."""
        if isinstance(self.machine, machines.WineMachine):
            with self.machine.be_windows_7():
                code = self.install(self.setup)
            self.check("Windows 7 is refused with exit code 3", code == TOO_OLD, code)
            self.check("nothing was installed there", not self.home.exists())

    def install_a_former_version(self) -> None:
        """A small former version, with a library that this one does not have, and a file of the user's beside it."""
        folder = ROOT / "build" / "former"
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "bundle" / "_internal" / "old").mkdir(parents=True)
        (folder / "bundle" / "_internal" / "old" / "library.dll").write_bytes(b"old")
        for name in ("planeditor.exe", "planeditor-cli.exe"):
            (folder / "bundle" / name).write_bytes(b"old")
        setup = make_installer.make_setup(folder / "bundle", FORMER, folder)
        code = self.install(setup)
        self.check("a silent installation ends with 0", code == 0, code)
        shown = machines.read_registry(self.machine, UNINSTALL).get(("", "DisplayVersion"))
        self.check("Apps & Features shows its version", shown == FORMER, shown)
        (self.home / "用户的文件.txt").write_text("我的", encoding="utf-8")

    def upgrade(self) -> None:
        """This version over the former one."""
        code = self.install(self.setup)
        self.check("an upgrade in place ends with 0", code == 0, code)
        shown = machines.read_registry(self.machine, UNINSTALL).get(("", "DisplayVersion"))
        self.check("Apps & Features shows the new version", shown == self.version, shown)
        self.check("the former version's library is gone", not (self.home / "_internal" / "old").exists())
        self.check("a file of the user's beside the program stays", (self.home / "用户的文件.txt").exists())

    def look_at_files(self) -> None:
        """Every file of the bundle, and no other."""
        wanted, found = hashes(self.bundle), hashes(self.home)
        own = {"uninstall.exe", "用户的文件.txt"}
        wrong = [name for name in wanted if found.get(name) != wanted[name]]
        self.check(f"all {len(wanted)} files are there with the same bytes", not wrong, wrong[:5])
        self.check("there are no others", not found.keys() - wanted.keys() - own, found.keys() - wanted.keys())
        size = bundle_checks.size_of(self.home)
        self.check(f"it takes {size / 1e6:.1f} MB, at most 110", size <= bundle_checks.LARGEST["windows"])
        size = self.setup.stat().st_size
        self.check(f"setup.exe has {size / 1e6:.1f} MB, at most 40", size <= bundle_checks.LARGEST_SETUP)

    def look_at_registry(self) -> None:
        """The file type, Apps & Features, the shortcut."""
        program = self.machine.path(self.program)
        kind = machines.read_registry(self.machine, rf"{CLASSES}\planeditor.plan")
        suffix = machines.read_registry(self.machine, rf"{CLASSES}\.plan")
        self.check(".plan belongs to planeditor", suffix.get(("", "")) == "planeditor.plan", suffix)
        offered = ("OpenWithProgids", "planeditor.plan") in suffix
        self.check(".plan offers planeditor under “Open with”", offered, suffix)
        command = kind.get((r"shell\open\command", ""))
        self.check("a double click gives the program the file", command == f'"{program}" "%1"', command)
        icon = kind.get(("DefaultIcon", ""))
        self.check(".plan files have our icon", icon == f'"{program}",0', icon)
        entry = {name: text for (_key, name), text in machines.read_registry(self.machine, UNINSTALL).items()}
        named = entry.get("DisplayName") in {"计划编辑器", "Plan Editor"} and entry.get("Publisher") == "planeditor"
        self.check("Apps & Features has name and publisher", named, entry)
        quiet = f'"{self.machine.path(self.home / "uninstall.exe")}" /S'
        self.check("and a quiet way to uninstall", entry.get("QuietUninstallString") == quiet, entry)
        link = self.shortcut.read_bytes() if self.shortcut.exists() else b""
        points = "planeditor.exe".encode("utf-16-le") in link or b"planeditor.exe" in link
        self.check("the Start menu has a shortcut to the program", points)

    def try_the_program(self) -> None:
        """The installed program's own test."""
        report, picture = self.documents / "自检.json", self.documents / "自检.png"
        arguments = ["--self-test", self.machine.path(report), "--screenshot", self.machine.path(picture)]
        code, output = self.machine.run(self.program, *arguments, timeout=300)
        result = json.loads(report.read_text(encoding="utf-8")) if report.exists() else {"checks": {}, "screen": ""}
        failed = {name: one["detail"] for name, one in result["checks"].items() if not one["ok"]}
        names = ", ".join(result["checks"])
        self.check(f"the program's self-test passes: {names}", code == 0 and not failed, failed or output)
        self.check("it ran on a real screen, not offscreen", result["screen"] == "windows", result["screen"])
        if self.pictures and picture.exists():
            shutil.copy(picture, self.pictures / "windows-self-test.png")

    def try_the_command_line(self) -> None:
        """A real document in, a real document out, by the console program."""
        source, target = self.documents / "达州市教育局2020年工作要点.txt", self.documents / "导出 工作要点.docx"
        shutil.copy(SEED, source)
        code, output = self.cli_run("import", source, "-o", self.plan)
        self.check("the command line imports a document into a plan with blanks in its name", code == 0, output)
        code, output = self.cli_run("info", self.plan)
        self.check("it tells in UTF-8 what is in the plan", code == 0 and "2020" in output and "教育" in output, output)
        code, output = self.cli_run("export", self.plan, target)
        self.check("it exports a Word document", code == 0 and target.read_bytes()[:2] == b"PK", output)
        code, _output = self.cli_run("info", self.documents / "没有.plan")
        self.check("a missing file is exit code 3", code == 3, code)

    def cli_run(self, command: str, *arguments: Path | str) -> tuple[int, str]:
        """Run a subcommand."""
        words = [self.machine.path(word) if isinstance(word, Path) else word for word in arguments]
        return self.machine.run(self.cli, command, *words)

    def open_files(self) -> None:
        """By argument, by double click into the running program, from a long path, from a share."""
        self.machine.start(self.program, self.machine.path(self.plan))
        first = self.wait_until_open(self.plan, "a path with Chinese and blanks as the argument opens")
        if self.pictures:
            time.sleep(8)  # until all is painted
            take_picture(self.pictures / "windows-window.png")
        second = self.documents / "第二个 计划.plan"
        shutil.copy(self.plan, second)
        code, output = self.machine.double_click(self.machine.path(second))
        self.check("a double click finds the program", code == 0, output)
        pid = self.wait_until_open(second, "the double click opens the file")
        self.check("in the program that runs already", pid and pid == first, (first, pid))
        deep = self.documents.joinpath(*(["很长的文件夹名字" * 4] * 8), "长路径 计划.plan")
        Path(long_path(deep)).parent.mkdir(parents=True)
        shutil.copy(self.plan, long_path(deep))
        length = len(self.machine.path(deep))
        self.machine.start(self.program, self.machine.path(deep))
        pid = self.wait_until_open(deep, f"a path of {length} characters opens")
        self.check("in the program that runs already", pid and pid == first, (first, pid))
        with self.machine.share() as (folder, name):
            shutil.copy(self.plan, folder / "共享 计划.plan")
            self.machine.start(self.program, rf"{name}\共享 计划.plan")
            self.wait_until_open(folder / "共享 计划.plan", rf"a network path ({name}\…) opens")
        self.pid = first

    def wait_until_open(self, path: Path, what: str) -> int:
        """Check that a plan is opened soon; return the process that has it, 0 if none."""
        self.locks.append(lock_path(path))
        place = Path(long_path(self.locks[-1]))
        machines.wait_for(lambda: read_pid(place) != 0, WINDOW_S)
        pid = read_pid(place)
        self.check(what, pid)
        return pid

    def refuse_while_running(self) -> None:
        """Neither installer nor uninstaller touches a program that runs."""
        before = hashes(self.home)
        code = self.install(self.setup)
        self.check("an upgrade while it runs is refused with exit code 4", code == RUNNING, code)
        code, _output = self.machine.run(self.home / "uninstall.exe", "/S", f"_?={self.machine.path(self.home)}")
        self.check("so is removing it", code == RUNNING, code)
        self.check("nothing was changed", hashes(self.home) == before)
        closed = machines.wait_for(self.tell_to_close, CLOSED_S)
        self.check("the windows close when they are told to, and the locks are gone", closed)
        self.check("the program ends", machines.wait_for(self.has_ended, CLOSED_S))

    def tell_to_close(self) -> bool:
        """Tell whether every document is closed; a window that was still on its way is told once more."""
        if not any(Path(long_path(place)).exists() for place in self.locks):
            return True
        self.machine.run("taskkill", "/PID", str(self.pid))
        return False

    def has_ended(self) -> bool:
        """Tell whether the program has ended: Windows lets nobody write into one that runs."""
        code, output = self.machine.run("cmd", "/c", "type", "nul", ">>", self.machine.path(self.program))
        return code == 0 and not output.strip()

    def uninstall(self) -> None:
        """All of ours goes, nothing else."""
        kept = {path: hashes(path) for path in (self.documents, self.machine.local / "planeditor")}
        code, output = self.machine.run(self.home / "uninstall.exe", "/S", f"_?={self.machine.path(self.home)}")
        self.check("uninstalling ends with 0", code == 0, (code, output))
        left = sorted(path.name for path in self.home.iterdir()) if self.home.exists() else []
        # An uninstaller that is waited for (_?=) runs from its own place and cannot remove itself.
        strange = set(left) - {"用户的文件.txt", "uninstall.exe"}
        self.check("the program's files are gone", not strange and not self.program.exists(), left)
        self.check("the file of the user's beside it stays", "用户的文件.txt" in left)
        self.check("the shortcut is gone", not self.shortcut.exists())
        keys = [UNINSTALL, rf"{CLASSES}\planeditor.plan", rf"{CLASSES}\.plan"]
        found = {key: machines.read_registry(self.machine, key) for key in keys}
        self.check("the registry is as before", not any(found.values()), found)
        self.check("plans, backups and working copies are untouched", kept == {path: hashes(path) for path in kept})

    def install(self, setup: Path) -> int:
        """Install silently; return the exit code."""
        return self.machine.run(setup, "/S", timeout=300)[0]


def hashes(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below a folder."""
    root = Path(long_path(folder))
    files = [path for path in root.rglob("*") if path.is_file()]
    return {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def read_pid(place: Path) -> int:
    """Return the process that a lock file names, 0 while there is none."""
    try:
        return int(json.loads(place.read_bytes())["pid"])
    except (OSError, ValueError, KeyError):
        return 0


def take_picture(path: Path) -> None:
    """Save what the screen shows, where ImageMagick is at hand."""
    if shutil.which("import"):
        machines.run_checked(["import", "-window", "root", str(path)])


def main(arguments: list[str]) -> int:
    """Try the installer in dist; an argument names a folder for pictures."""
    setup = make_installer.DIST / f"planeditor-{bundling.program_version(ROOT)}-setup.exe"
    bundle = make_installer.BUNDLES / "planeditor"
    if not setup.exists() or not bundle.exists():
        sys.exit("There is no installer to try; make one first: python3 dev.py installer")
    with machines.screen():
        machine = machines.this_machine()
        try:
            return Trial(machine, setup, bundle, Path(arguments[0]) if arguments else None).run()
        finally:
            machine.stop()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
