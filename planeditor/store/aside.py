"""A call in a thread of its own. One rule: what it raised is raised again where its result is asked for."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

Result = TypeVar("Result")


class Aside(Generic[Result]):
    """Runs a function at once, beside what the caller does meanwhile; it is always waited for, or never ends late."""

    def __init__(self, function: Callable[[], Result]) -> None:
        """Begin."""
        self._function = function
        self._outcome: list[Result] = []
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._outcome.append(self._function())
        except BaseException as error:
            self._failure = error

    def wait(self) -> None:
        """Wait for the end, however it ends."""
        self._thread.join()

    def result(self) -> Result:
        """Wait for the end and return what the function returned, or raise what it raised."""
        self._thread.join()
        if self._failure is not None:
            raise self._failure
        return self._outcome[0]
