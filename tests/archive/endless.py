"""For the test that kills: a process of one thread, and children that replace a run for ever.

For each line it is given it prints the number of a new child, which is somebody else's to kill.
"""

import os
import signal
import sys
from itertools import count
from pathlib import Path

from small import small_run

if __name__ == "__main__":
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            for number in count():
                small_run(Path(sys.argv[1]), f"run {number} of {os.getpid()}", files=40)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
