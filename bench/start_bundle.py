"""Start to a window on the screen: the bundled program against the same window from source, as whole processes.

    xvfb-run -a .venv/bin/python bench/start_bundle.py [RUNS] [BUNDLE]

The clock runs from starting the process until the X server tells that its window is mapped (xev, from Debian's
x11-utils). Runs are interleaved after one of each that warms the disk's cache; modules are compiled. Medians and their
ratio are printed. BUNDLE is the folder that `python3 dev.py bundle` makes, by default dist/planeditor.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GIVE_UP_S = 30
SMALLEST = 300  # pixels; a window, not a helper of the clipboard


def main(arguments: list[str]) -> int:
    """Measure and print; return 1 if the bundle takes more than 1.3 times as long."""
    runs = int(arguments[0]) if arguments else 11
    bundle = Path(arguments[1]) if len(arguments) > 1 else ROOT / "dist" / "planeditor"
    commands = {"bundle": [str(bundle / "planeditor")], "source": [sys.executable, "-m", "planeditor"]}
    times: dict[str, list[float]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as folder:
        plan = Path(folder, "计划.plan")
        sample = ROOT / "resources" / "samples" / "sample.json"
        subprocess.run([*commands["source"], "import", str(sample), "-o", str(plan)], cwd=ROOT, check=True)
        for run in range(runs + 1):
            for name, command in commands.items():
                data = Path(folder, f"{name}-{run}")  # anew each time: the one before was killed
                seconds = seconds_to_window([*command, str(plan)], data)
                if run and seconds:
                    times[name].append(seconds)
    medians = {name: statistics.median(found) for name, found in times.items()}
    for name, found in times.items():
        print(f"{name}: median {medians[name]:.3f} s of {len(found)} runs, {min(found):.3f} to {max(found):.3f} s")
    ratio = medians["bundle"] / medians["source"]
    print(f"bundle / source: {ratio:.2f}")
    return 1 if ratio > 1.3 else 0


def seconds_to_window(command: list[str], data: Path) -> float:
    """Start a program, wait for its window, end it; 0 where xev told of none in time, as on a very busy machine."""
    environment = os.environ | {"PLANEDITOR_DATA_DIR": str(data), "QT_QPA_PLATFORM": "xcb"}
    watching = ["stdbuf", "-oL", "xev", "-root", "-event", "substructure"]
    with subprocess.Popen(watching, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as watcher:
        assert watcher.stdout is not None
        time.sleep(1)  # until it watches
        threading.Timer(GIVE_UP_S, watcher.kill).start()
        started, seconds = time.monotonic(), 0.0
        with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL) as program:
            sizes: dict[str, int] = {}
            for line in watcher.stdout:
                if _mapped(line, sizes):
                    seconds = time.monotonic() - started
                    break
            program.kill()
        watcher.terminate()
    return seconds


def _mapped(line: str, sizes: dict[str, int]) -> bool:
    """Tell whether a line of xev's reports that a window of some size is mapped; note sizes on the way."""
    words = line.replace(",", " ").split()
    if " event, serial" in line:
        sizes["is mapped"] = int(line.startswith("MapNotify"))
        return False
    if "window" not in words:
        return False
    identity = words[words.index("window") + 1]
    if "width" in words:
        sizes[identity] = int(words[words.index("width") + 1])
    return bool(sizes["is mapped"]) and sizes.get(identity, 0) >= SMALLEST


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
