"""The pipes of this program where another process of ours started it (see own_process).

One rule: they are there on every system, also where Python has no standard streams.
"""

import os
import sys
from typing import BinaryIO


def own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Return the pipe of requests and that of answers; what a library may print is led elsewhere, not among these."""
    if sys.platform == "win32":
        return _windows_pipes()
    requests, answers = os.dup(0), os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(requests, "rb"), os.fdopen(answers, "wb")


if sys.platform == "win32":

    def _windows_pipes() -> tuple[BinaryIO, BinaryIO]:
        """A program with windows has pipes, but Python there has no sys.stdin and sys.stdout."""
        import ctypes
        import msvcrt
        from ctypes import wintypes

        kernel = ctypes.WinDLL("kernel32")
        kernel.GetStdHandle.restype = wintypes.HANDLE
        requests = msvcrt.open_osfhandle(kernel.GetStdHandle(wintypes.DWORD(-10)), os.O_RDONLY)
        answers = msvcrt.open_osfhandle(kernel.GetStdHandle(wintypes.DWORD(-11)), 0)
        return os.fdopen(requests, "rb"), os.fdopen(answers, "wb")
