#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: raw_bytes.py SOCKET SECONDS SEED SEEDS FOUND: sends a daemon what is no HTTP, or hardly.

Takes the requests in the folder SEEDS, breaks them in random ways, cuts them, sends them in pieces, several ahead, and hangs
up in the middle. After each hundred, the daemon must answer a plain question rightly and within ten seconds. What it answers must
be HTTP, and no answer may be a 500. Bytes that broke one of this are written to the folder FOUND; put them into SEEDS as a
regression test.
"""

import os
import random
import re
import socket
import sys
import time

path, seconds, seed, seeds, found = sys.argv[1], float(sys.argv[2]), int(sys.argv[3]), sys.argv[4], sys.argv[5]
rng = random.Random(seed)
corpus = [open(os.path.join(seeds, name), "rb").read() for name in sorted(os.listdir(seeds))]
pieces = [
    b"\r\n", b"\n", b"\r", b"\0", b" ", b"\t", b": ", b"Content-Length: 5\r\n", b"Content-Length: -1\r\n",
    b"Content-Length: 99999999999999999999\r\n", b"Transfer-Encoding: chunked\r\n", b"Transfer-Encoding: gzip, chunked\r\n",
    b"Expect: 100-continue\r\n", b"Connection: close\r\n", b"Connection: upgrade\r\nUpgrade: h2c\r\n", b"HTTP/1.0", b"HTTP/2.0",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"%00", b"%ff", b"%", b"../", b"\xff\xfe", b"\xc3(", b"ffffffffffffffff\r\n",
    b"0\r\n\r\n", b"-1\r\n", b"a" * 20000, b"GET ", b"POST ", b"\x16\x03\x01\x02\x00\x01\x00", b"?q=", b"&limit=", b"#", b"*",
]


def mutated():
    data = bytearray(rng.choice(corpus))
    for _ in range(rng.randint(0, 12)):
        at = rng.randint(0, len(data))
        match rng.randint(0, 6):
            case 0 if data:
                data[min(at, len(data) - 1)] = rng.randrange(256)
            case 1:
                data[at:at] = rng.choice(pieces)
            case 2:
                del data[at : at + rng.randint(1, 20)]
            case 3:
                data[at:at] = rng.choice(corpus)[: rng.randint(1, 200)]
            case 4:
                data[at:at] = bytes(rng.randrange(256) for _ in range(rng.randint(1, 30)))
            case 5:
                data = data[:at]
            case _:
                data += rng.choice(corpus)
    return bytes(data)


def exchange(data):
    """Sends bytes, in pieces and perhaps not all, and returns what comes within a moment."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(10)
        connection.connect(path)
        try:
            at = 0
            while at < len(data):
                size = rng.choice([1, 7, 100, 4096, 1 << 20])
                connection.sendall(data[at : at + size])
                at += size
                if rng.random() < 0.002:
                    return b""
            connection.shutdown(socket.SHUT_WR)
            answer = b""
            while len(answer) < 1 << 20 and (more := connection.recv(65536)):
                answer += more
            return answer
        except (BrokenPipeError, ConnectionResetError):
            return b""
        # Who hangs up in the middle hears nothing; a daemon that holds a connection for ten seconds is told of.


def is_well():
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(10)
        connection.connect(path)
        connection.sendall(b"GET /v1/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        answer = b""
        while more := connection.recv(65536):
            answer += more
        return answer.startswith(b"HTTP/1.1 200 ") and b'"status":"ok"' in answer


def complain(what, data):
    os.makedirs(found, exist_ok=True)
    name = os.path.join(found, f"http-{seed}-{tried}")
    with open(name, "wb") as file:
        file.write(data)
    print(f"raw bytes: {what}: {name}; repeat with the seed {seed}")
    sys.exit(1)


tried = 0
end = time.monotonic() + seconds
while time.monotonic() < end:
    data = mutated() if tried >= len(corpus) else corpus[tried]
    tried += 1
    try:
        answer = exchange(data)
    except TimeoutError:
        complain("no answer and no end within ten seconds", data)
    if answer and not answer.startswith(b"HTTP/1."):
        complain("the answer is no HTTP", data)
    if re.match(rb"HTTP/1\.[01] 500 ", answer):
        complain("the daemon fails", data)
    if tried % 100 == 0 and not is_well():
        complain("the daemon is not well after it", data)
if not is_well():
    complain("the daemon is not well at the end", b"")
print(f"raw bytes: {tried} tried with the seed {seed}, nothing found")
