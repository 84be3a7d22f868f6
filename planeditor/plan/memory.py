"""Python's cycle collector, kept away while many objects without cycles are made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collection() -> Iterator[None]:
    """Keep the cycle collector off: it would look at all that is being made again and again, for nothing."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            if not gc.get_freeze_count():  # what stays frozen is not ours to thaw
                gc.freeze()
                gc.unfreeze()  # all counts as old now: the next collection does not go through it at once
            gc.enable()
