"""Starting this program once more, for work beside the window; the other one talks through its standard streams.

One rule: it ends with its pipe, or is ended, with all that it may have started.
"""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from planeditor import i18n

_DEBUG = "PLANEDITOR_DEBUG"


def start_own(argument: str) -> "subprocess.Popen[bytes]":
    """Start the program with one argument, in our language; OSError if the system starts no more programs."""
    frozen = getattr(sys, "frozen", False)
    command = [sys.executable, argument] if frozen else [sys.executable, "-m", "planeditor", argument]
    # Python looks for modules in the working folder first, which may be a stranger's; so it is our own.
    folder = Path(sys.executable).parent if frozen else Path(__file__).parents[2]
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=None if os.environ.get(_DEBUG) else subprocess.DEVNULL,
        cwd=folder,
        env=os.environ | {"PLANEDITOR_LANGUAGE": i18n.language()},
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def end_own(child: "subprocess.Popen[bytes]") -> None:
    """End the child with all that it may have started; it has answered, or is no longer heard."""
    if sys.platform != "win32":
        with suppress(ProcessLookupError, PermissionError):  # macOS: a child that has ended is no longer ours
            os.killpg(child.pid, signal.SIGKILL)
    child.kill()
    child.wait()
