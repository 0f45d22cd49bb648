# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs as processes: how long they take, what they use."""
import os
import threading
import time

from bench.figures import summary

WARM_UP = 5


def run(command):
    """Milliseconds of a whole process; its output goes nowhere."""
    begin = time.perf_counter()
    quiet = [(os.POSIX_SPAWN_OPEN, n, "/dev/null", os.O_WRONLY, 0) for n in (1, 2)]
    os.waitpid(os.posix_spawn(command[0], command, os.environ, file_actions=quiet), 0)
    return (time.perf_counter() - begin) * 1000


def in_turns(count, commands):
    """The times of each of some commands, run in turns so that a busy machine is busy for all of them."""
    times = [[] for _ in commands]
    for turn in range(count + WARM_UP):
        for command, values in zip(commands, times):
            elapsed = run(command)
            if turn >= WARM_UP:
                values.append(elapsed)
    return [summary(values) for values in times]


def _children(pid):
    try:
        with open(f"/proc/{pid}/task/{pid}/children") as line:
            direct = [int(child) for child in line.read().split()]
    except OSError:
        return []
    return direct + [child for one in direct for child in _children(one)]


def _resident(pid):
    try:
        with open(f"/proc/{pid}/statm") as line:
            return int(line.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def measure(command, log, environment=None):
    """Runs a command to its end: seconds, seconds of CPU and the most megabytes that it and its children had at once."""
    peak = 0
    done = threading.Event()

    def watch(pid):
        nonlocal peak
        while not done.is_set():
            peak = max(peak, sum(_resident(one) for one in [pid] + _children(pid)))
            done.wait(0.05)

    begin = time.perf_counter()
    actions = [(os.POSIX_SPAWN_OPEN, 0, "/dev/null", os.O_RDONLY, 0),
               (os.POSIX_SPAWN_OPEN, 1, log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
               (os.POSIX_SPAWN_DUP2, 1, 2)]
    pid = os.posix_spawn(command[0], command, environment or os.environ, file_actions=actions)
    watcher = threading.Thread(target=watch, args=(pid,))
    watcher.start()
    _, status, usage = os.wait4(pid, 0)
    elapsed = time.perf_counter() - begin
    done.set()
    watcher.join()
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise RuntimeError(f"{command[0]} failed: see {log}")
    return {"seconds": elapsed, "cpu": usage.ru_utime + usage.ru_stime, "peak_mb": peak / 2**20}


def settle(folder):
    """Brings a folder's files into memory, and what others have written to the disk.

    Whoever is measured first would pay for the reading, and whoever comes next for the other's writing.
    """
    os.sync()
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                with open(os.path.join(place, name), "rb") as file:
                    while file.read(1 << 20):
                        pass
            except OSError:
                pass


def size(folder):
    """Megabytes that a folder or a file takes on the disk."""
    if os.path.isfile(folder):
        return os.stat(folder).st_blocks * 512 / 2**20
    blocks = 0
    for place, _, names in os.walk(folder):
        blocks += sum(os.lstat(os.path.join(place, name)).st_blocks for name in names)
    return blocks * 512 / 2**20
