#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Wall time of whole processes, taken in turns so that a busy machine is busy for all of them.

usage: measure-processes.py COUNT COMMAND...

Each COMMAND is one argument, split as a shell does; its output goes to /dev/null. Prints median, p10 and p90 in ms and
the ratio of each median to the first one's. Every command runs five times before the clock does.

For instance: measure-processes.py 200 "crisis-search 'red line'" "recollq '\\"red line\\"'" "quest -d INDEX '\\"red line\\"'"
"""
import os
import shlex
import shutil
import sys
import time


def run(command):
    begin = time.perf_counter()
    quiet = [(os.POSIX_SPAWN_OPEN, n, "/dev/null", os.O_WRONLY, 0) for n in (1, 2)]
    os.waitpid(os.posix_spawn(command[0], command, os.environ, file_actions=quiet), 0)
    return (time.perf_counter() - begin) * 1000


def main(count, lines):
    commands = [shlex.split(line) for line in lines]
    for command in commands:
        found = shutil.which(command[0])
        if not found:
            sys.exit(f"there is no program {command[0]}")
        command[0] = found
    times = [[] for _ in commands]
    for turn in range(count + 5):
        for command, values in zip(commands, times):
            elapsed = run(command)
            if turn >= 5:
                values.append(elapsed)
    first = None
    print(f"{'median':>8} {'p10':>8} {'p90':>8} {'ratio':>6}   of {count} runs, ms")
    for line, values in zip(lines, times):
        values.sort()
        median = values[count // 2]
        first = first or median
        print(f"{median:8.2f} {values[count // 10]:8.2f} {values[count * 9 // 10]:8.2f} {median / first:6.2f}   {line}")


if __name__ == "__main__":
    if len(sys.argv) < 3 or not sys.argv[1].isdigit():
        sys.exit(__doc__)
    main(int(sys.argv[1]), sys.argv[2:])
