"""Articles whose reading goes wrong: it hangs, ends its process, or takes all memory."""

from __future__ import annotations

import os
import signal
import time

from casebook.press.scan.engines import Task


class Hangs(Task):
    """It never comes to an end."""

    def read(self) -> list[dict]:
        time.sleep(600)
        return []


class Dies(Task):
    """Its process is ended from outside."""

    def read(self) -> list[dict]:
        os.kill(os.getpid(), signal.SIGKILL)
        return []


class TakesAll(Task):
    """It asks for more memory than it may have."""

    def read(self) -> list[dict]:
        return [bytearray(64 * 1024**3)]
