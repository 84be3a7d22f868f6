"""See that every dependency has a wheel for 64-bit Windows, for every Python that we support.

One rule: pip decides, offline machines get what it finds; nothing is kept.
"""

import subprocess
import sys
import tempfile

import wine

PYTHONS = ("3.11", "3.12", "3.13")


def main() -> int:
    """Return 1 if a wheel is missing, with pip's own words."""
    missing = 0
    for python in PYTHONS:
        with tempfile.TemporaryDirectory() as folder:
            platform = [python if option == "3.11" else option for option in wine.WINDOWS_WHEELS]
            command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--dry-run"]
            command += ["--ignore-installed", "--target", folder, *platform, *wine.requirements()]
            code = subprocess.run(command, check=False).returncode
        print(f"Windows wheels for Python {python}: {'all there' if code == 0 else 'missing'}", flush=True)
        missing |= code
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
