"""What the frozen programs start: the same as `python -m planeditor`."""

import sys

from planeditor.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
