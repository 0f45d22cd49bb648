# SPDX-License-Identifier: GPL-3.0-or-later
"""The bare library as the limit: Benchmarks/bare-libxapian.cpp gives it the documents of an index of ours."""
import json
import os
import shutil
import subprocess


class Limit:
    """Not a program to search with: it says how fast the library alone takes what we give it."""

    name = "libxapian alone, the limit"

    def __init__(self, root, scratch):
        self.source = os.path.join(root, "Benchmarks", "bare-libxapian.cpp")
        self.program, self.database = os.path.join(scratch, "bare-libxapian"), os.path.join(scratch, "limit")

    def build(self, index):
        """Builds from the live generation of `index`; None where the program cannot be made or has no such index."""
        made = None
        for allocator in (["-ljemalloc"], []):
            command = ["g++", "-O2", "-std=c++17", "-o", self.program, self.source, "-lxapian", *allocator, "-lpthread"]
            made = made or shutil.which("g++") and subprocess.run(command, capture_output=True).returncode == 0
        if not made:
            return None
        with open(os.path.join(index, "current")) as line:
            generation = os.path.join(index, line.read().strip())
        shutil.rmtree(self.database, ignore_errors=True)
        run = subprocess.run([self.program, generation, self.database], capture_output=True, text=True)
        shutil.rmtree(self.database, ignore_errors=True)
        if run.returncode != 0:
            return None
        found = json.loads(run.stdout)
        return {"seconds": found["seconds"], "cpu": found["processor_seconds"], "mb": found["bytes"] / 2**20,
                "peak_mb": None}
