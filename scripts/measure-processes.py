#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Wall time of whole processes, taken in turns so that a busy machine is busy for all of them.

usage: measure-processes.py COUNT COMMAND...

Each COMMAND is one argument, split as a shell does; its output goes to /dev/null. Prints median, p10 and p90 in ms and
the ratio of each median to the first one's. Every command runs five times before the clock does.

For instance: measure-processes.py 200 "crisis-search 'red line'" "recollq '\\"red line\\"'" "quest -d INDEX '\\"red line\\"'"
"""
import shlex
import shutil
import sys

from bench import processes


def main(count, lines):
    commands = [shlex.split(line) for line in lines]
    for command in commands:
        found = shutil.which(command[0])
        if not found:
            sys.exit(f"there is no program {command[0]}")
        command[0] = found
    times = processes.in_turns(count, commands)
    print(f"{'median':>8} {'p10':>8} {'p90':>8} {'ratio':>6}   of {count} runs, ms")
    for line, row in zip(lines, times):
        ratio = row["p50"] / times[0]["p50"]
        print(f"{row['p50']:8.2f} {row['p10']:8.2f} {row['p90']:8.2f} {ratio:6.2f}   {line}")


if __name__ == "__main__":
    if len(sys.argv) < 3 or not sys.argv[1].isdigit():
        sys.exit(__doc__)
    main(int(sys.argv[1]), sys.argv[2:])
