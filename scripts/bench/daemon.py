# SPDX-License-Identifier: GPL-3.0-or-later
"""Talking to a daemon: HTTP over its Unix socket, on one connection that is kept."""
import http.client
import json
import os
import socket
import subprocess
import time
import urllib.parse


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost")
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.connect(self.path)


def target(query):
    """The path to ask for: `query` itself if it is one, else a search for it."""
    return query if query.startswith("/v1/") else "/v1/search?q=" + urllib.parse.quote(query)


def ask(connection, path):
    """What the daemon says it took and what the round trip took, in ms, and the answer; None if it is no success."""
    begin = time.perf_counter()
    connection.request("GET", path)
    response = connection.getresponse()
    body = response.read()
    elapsed = (time.perf_counter() - begin) * 1000
    if response.status != 200:
        return None
    answer = json.loads(body)
    return answer.get("took_us", 0) / 1000, elapsed, answer


def articles(answer):
    return answer["total"]["articles"] if "total" in answer else answer.get("articles", 0)


class Daemon:
    """A daemon of one's own: started, asked, measured and stopped."""

    def __init__(self, program, client, corpus, index, socket_path):
        self.client, self.corpus, self.index, self.socket = client, corpus, index, socket_path
        self.command = [program, "--corpus", corpus, "--index", index, "--socket", socket_path]
        self.process = None
        self.log = socket_path + ".log"

    def start(self, patience=3600):
        """Starts it; returns the seconds until it answered, and until the index was known to equal the corpus."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith("CRISIS_SEARCH_")}
        begin = time.perf_counter()
        with open(self.log, "w") as log:
            self.process = subprocess.Popen(
                self.command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment)
        answered = None
        while time.perf_counter() - begin < patience:
            if self.process.poll() is not None:
                raise RuntimeError(f"the daemon stopped: see {self.log}")
            try:
                found = ask(self.connection(), "/v1/status")
            except OSError:
                found = None
            if found:
                answered = answered or time.perf_counter() - begin
                if found[2]["state"] == "ready":
                    return answered, time.perf_counter() - begin
            time.sleep(0.002)
        raise RuntimeError(f"the daemon was not ready after {patience} s: see {self.log}")

    def connection(self):
        return UnixConnection(self.socket)

    def memory(self):
        """Megabytes resident now, and at most so far."""
        with open(f"/proc/{self.process.pid}/status") as lines:
            fields = dict(line.split(":", 1) for line in lines)
        return tuple(int(fields[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))

    def cpu(self):
        """Seconds of processor time so far."""
        with open(f"/proc/{self.process.pid}/stat") as line:
            fields = line.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=60)
        self.process = None
