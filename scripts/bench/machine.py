# SPDX-License-Identifier: GPL-3.0-or-later
"""On what was measured."""
import os
import platform
import subprocess


def _first(path, key):
    with open(path) as lines:
        return next((line.split(":", 1)[1].strip() for line in lines if line.startswith(key)), "unknown")


def _output(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True).stdout.strip()
    except OSError:
        return ""


def machine(root):
    """The processor, the memory, the system and the commit."""
    dirty = "+" if _output("git", "-C", root, "status", "--porcelain", "--untracked-files=no") else ""
    return {
        "processor": _first("/proc/cpuinfo", "model name"),
        "cores": os.cpu_count(),
        "memory": f"{int(_first('/proc/meminfo', 'MemTotal').split()[0]) / 2**20:.0f} GiB",
        "system": _first_pretty_name(),
        "kernel": platform.release(),
        "libxapian": _output("dpkg-query", "--show", "--showformat=${Version}", "libxapian30"),
        "commit": _output("git", "-C", root, "rev-parse", "--short", "HEAD") + dirty,
        "load before": f"{os.getloadavg()[0]:.2f}",
    }


def _first_pretty_name():
    with open("/etc/os-release") as lines:
        return next((line.split("=", 1)[1].strip().strip('"') for line in lines if line.startswith("PRETTY_NAME")), "")
