# SPDX-License-Identifier: GPL-3.0-or-later
"""The programs beside which crisis-search is measured: how each makes an index of a folder, and is asked."""
import os
import shutil
import subprocess
import sys

from bench import processes

HERE = os.path.dirname(os.path.abspath(__file__))


class Omega:
    """omindex of Omega, and quest of the Xapian tools: stock Xapian. quest prints no snippets."""

    name, packages = "omindex / quest", ["xapian-omega", "xapian-tools"]

    def __init__(self, scratch):
        self.database = os.path.join(scratch, "omega")

    def version(self):
        return subprocess.run(["omindex", "--version"], capture_output=True, text=True).stdout.split("\n")[0]

    def build(self, folder, log):
        shutil.rmtree(self.database, ignore_errors=True)
        command = [shutil.which("omindex"), "--db", self.database, "--url", "/", folder]
        return {**processes.measure(command, log), "mb": processes.size(self.database)}

    def command(self, question):
        query = '"' + " ".join(question.words) + '"' if question.is_phrase else " AND ".join(question.words)
        return [shutil.which("quest"), "-d", self.database, query]


class Recoll:
    """recollindex and recollq of Recoll."""

    name, packages = "recollindex / recollq", ["recoll"]

    def __init__(self, scratch):
        self.folder = os.path.join(scratch, "recoll")

    def version(self):
        found = subprocess.run(["dpkg-query", "--show", "recoll"], capture_output=True, text=True)
        return found.stdout.strip().replace("\t", " ")

    def build(self, folder, log):
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(self.folder)
        with open(os.path.join(self.folder, "recoll.conf"), "w") as out:
            out.write(f"topdirs = {folder}\ndbdir = {self.folder}/index\n")
        found = processes.measure([shutil.which("recollindex"), "-c", self.folder], log)
        return {**found, "mb": processes.size(os.path.join(self.folder, "index"))}

    def command(self, question):
        query = '"' + " ".join(question.words) + '"' if question.is_phrase else " ".join(question.words)
        return [shutil.which("recollq"), "-c", self.folder, query]


class Embedded:
    """A library that a Python program has in itself; `program` is a file beside this one, see there."""

    packages = []

    def __init__(self, scratch, name, program, python=sys.executable):
        self.name, self.program, self.python = name, os.path.join(HERE, program), python
        self.database = os.path.join(scratch, program.removesuffix(".py"))

    def version(self):
        return subprocess.run(
            [self.python, self.program, "version"], capture_output=True, text=True).stdout.strip()

    def build(self, folder, log):
        shutil.rmtree(self.database, ignore_errors=True)
        os.makedirs(self.database)
        found = processes.measure([self.python, self.program, "build", self.database, folder], log)
        return {**found, "mb": processes.size(self.database)}

    def serve(self):
        """A process that answers a line, `w` or `p`, a tab and words, with the microseconds of ten hits and snippets."""
        return subprocess.Popen(
            [self.python, self.program, "serve", self.database], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def asked(server, question):
    """Milliseconds that an embedded library took, as it says."""
    server.stdin.write(("p" if question.is_phrase else "w") + "\t" + " ".join(question.words) + "\n")
    server.stdin.flush()
    return int(server.stdout.readline()) / 1000
