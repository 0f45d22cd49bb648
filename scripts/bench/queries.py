# SPDX-License-Identifier: GPL-3.0-or-later
"""How long do queries of each kind take in the daemon, by itself and with many clients while it indexes?"""
import multiprocessing
import os
import random
import shutil
import time

from bench.daemon import UnixConnection, articles, ask
from bench.figures import summary


def measure(connection, targets, rounds):
    """
    For each of some targets, what the daemon says that it took, the round trip, and how many articles there are; None
    for what is not served. They are asked in turns, in an order that changes from round to round.
    """
    rows = {name: {"took": [], "trip": [], "articles": 0} for name in targets}
    known = [(name, path) for name, path in targets.items() if ask(connection, path) is not None]
    for turn in range(rounds):
        random.Random(turn).shuffle(known)
        for name, path in known:
            took, trip, answer = ask(connection, path)
            rows[name]["took"].append(took)
            rows[name]["trip"].append(trip)
            rows[name]["articles"] = articles(answer)
    return {
        name: {"took": summary(row["took"]), "trip": summary(row["trip"]), "articles": row["articles"]}
        if row["took"] else None
        for name, row in rows.items()
    }


def _client(socket, targets, seconds, seed, results):
    connection = UnixConnection(socket)
    order = random.Random(seed)
    end = time.perf_counter() + seconds
    trips, tooks, errors = [], [], 0
    while time.perf_counter() < end:
        try:
            found = ask(connection, order.choice(targets))
        except OSError:
            found, connection = None, UnixConnection(socket)
        if found is None:
            errors += 1
            continue
        tooks.append(found[0])
        trips.append(found[1])
    results.put((trips, tooks, errors))


def under_load(socket, targets, corpus, clients, seconds):
    """Many clients at once, each asking one query after the other, while an article is written every 50 ms."""
    results = multiprocessing.Queue()
    workers = [multiprocessing.Process(target=_client, args=(socket, targets, seconds, seed, results))
               for seed in range(clients)]
    folder = os.path.join(corpus, "measure-load")
    os.makedirs(folder)
    try:
        for worker in workers:
            worker.start()
        end = time.perf_counter() + seconds
        written = 0
        while time.perf_counter() < end:
            with open(os.path.join(folder, f"{written}.txt"), "w", encoding="utf8") as out:
                out.write(f"Harbour notes {written}\n20250304\nThe pilots met again, and nothing was decided.\n")
            written += 1
            time.sleep(0.05)
        found = [results.get() for _ in workers]
        for worker in workers:
            worker.join()
    finally:
        shutil.rmtree(folder)
    trips = [value for one in found for value in one[0]]
    tooks = [value for one in found for value in one[1]]
    return {"trip": summary(trips), "took": summary(tooks), "errors": sum(one[2] for one in found),
            "written": written, "clients": clients, "seconds": seconds}
