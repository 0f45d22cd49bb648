#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What reading files costs, one by one and by format, and what bad input costs.

measure-reading.py FOLDER           every file: read, or why not; time and memory of the worst; speed by format
measure-reading.py --hostile        a truncated PDF, bombs, a line of 2 GB, deep nesting, a lying mail, a JSON line cut in half
Options: --bin DIR (the programs), --reasons (lists every file that is not read).

Times are processor time of the daemon program and its reader together, memory the larger peak of either; wall time is
given where a bound on it is promised. Each is taken from /proc every few milliseconds, for the reader is ended with its work.
"""
import argparse, collections, json, os, re, subprocess, sys, tempfile, time, zlib

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
TICK = os.sysconf("SC_CLK_TCK")


def descendants(pid):
    found, pending = [], [pid]
    while pending:
        pid = pending.pop()
        found.append(pid)
        try:
            for task in os.listdir(f"/proc/{pid}/task"):
                with open(f"/proc/{pid}/task/{task}/children") as file:
                    pending += [int(child) for child in file.read().split()]
        except OSError:
            pass
    return found


def measured(command):
    """Output, wall seconds, processor seconds and the largest peak of memory (MB) of a command and its children."""
    start = time.monotonic()
    output = tempfile.TemporaryFile()
    process = subprocess.Popen(command, stdout=output, stderr=subprocess.DEVNULL)
    spent, peak = {}, 0
    while process.poll() is None:
        for pid in descendants(process.pid):
            try:
                with open(f"/proc/{pid}/stat") as file:
                    fields = file.read().rsplit(")", 1)[1].split()
                spent[pid] = (int(fields[11]) + int(fields[12])) / TICK
                with open(f"/proc/{pid}/status") as file:
                    found = re.search(r"VmHWM:\s+(\d+)", file.read())
                peak = max(peak, int(found[1]) / 1024 if found else 0)
            except OSError:
                pass
        time.sleep(0.004)
    wall = time.monotonic() - start
    output.seek(0)
    return output.read(), wall, sum(spent.values()), peak


def records(output):
    return [json.loads(line) for line in output.splitlines() if line.strip()]


def files_of(folder):
    return sorted(os.path.join(at, name) for at, _, names in os.walk(folder) for name in names)


def by_file(program, folder, lists_reasons):
    formats, rows, listed = collections.defaultdict(list), [], []
    for path in files_of(folder):
        output, wall, cpu, peak = measured([program, "extract", path])
        found = records(output)
        articles = [record for record in found if "error" not in record]
        errors = [record["error"] for record in found if "error" in record]
        rows.append((wall, peak, path))
        kind = articles[0]["format"] if articles else os.path.splitext(path)[1].lstrip(".").lower()
        formats[kind].append((path, len(articles)))
        if not found:
            listed.append((path, "NOTHING WAS SAID OF IT"))
        if not articles and errors:
            listed.append((path, errors[0]))
    print(f"{len(rows)} files: {len(rows) - len(listed)} read, {len(listed)} listed with a reason")
    wall, _, path = max(rows)
    print(f"longest: {wall:.2f} s, {os.path.basename(path)}")
    peak, _, path = max((peak, wall, path) for wall, peak, path in rows)
    print(f"most memory: {peak:.0f} MB, {os.path.basename(path)}")
    for (reason, count) in collections.Counter(re.sub(r"\(.*?\)", "(…)", reason) for _, reason in listed).most_common():
        print(f"{count:5}  {reason}")
    if lists_reasons:
        for path, reason in listed:
            print(f"{os.path.relpath(path, folder)}: {reason}")
    return formats


def by_format(program, formats):
    """Each format's files again in one process, as often as it takes for some seconds of work."""
    with tempfile.NamedTemporaryFile(suffix=".txt") as nothing:
        nothing.write(b"One line of text that is read at once.\n")
        nothing.flush()
        start = min(measured([program, "extract", nothing.name])[2] for _ in range(3))
    print(f"\n{'format':8} {'files':>6} {'articles':>8} {'MB':>7} {'CPU s':>7} {'articles/s':>10} {'MB/s':>7}")
    for kind, found in sorted(formats.items()):
        found = [(path, count) for path, count in found if count]
        if not found:
            continue
        size = sum(os.path.getsize(path) for path, _ in found)
        rounds = max(1, min(50, 3000 // len(found), (30 << 20) // max(1, size)))
        cpu = measured([program, "extract"] + [path for path, _ in found] * rounds)[2] - start
        articles = rounds * sum(count for _, count in found)
        cpu = max(cpu, 1 / TICK)
        print(f"{kind:8} {len(found):6} {articles // rounds:8} {size / 1e6:7.2f} {cpu:7.2f} {articles / cpu:10.0f}"
              f" {size * rounds / 1e6 / cpu:7.1f}")


def zip_bomb(path, size):
    import zipfile
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("word/document.xml", "w", force_zip64=True) as member:
            for _ in range(size >> 20):
                member.write(b" " * (1 << 20))


def gzip_bomb(path, size):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    with open(path, "wb") as out:
        for _ in range(size >> 20):
            out.write(packer.compress(b" " * (1 << 20)))
        out.write(packer.flush())


def line(word):
    text = f"A clerk wrote {word} on the notice board of the harbour, and the ferries waited for the noon tide."
    return json.dumps({"title": f"Ferry talks, {word}", "text": text}).encode()


def hostile(program):
    with tempfile.TemporaryDirectory(prefix="measure-reading-") as folder:
        def path(name):
            return os.path.join(folder, name)

        def put(name, *parts):
            with open(path(name), "wb") as out:
                for part in parts:
                    out.write(part)

        pages = b"".join(b"%d 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj\n" % n for n in range(3, 20_000))
        put("truncated.pdf", b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n", pages)
        zip_bomb(path("bomb-1GB.docx"), 1 << 30)
        gzip_bomb(path("bomb-8GB.txt.gz"), 8 << 30)
        with open(path("line-2GB.txt"), "wb") as out:
            out.write(b"The ferry left. ")
            out.truncate(2 << 30)
        with open(path("line-2GB.jsonl"), "wb") as out:
            out.write(line("alpha") + b'\n{"title":"long","text":"')
            out.seek(2 << 30)
            out.write(b'"}\n' + line("bravo") + b"\n")
        put("nested.html", b"<title>Ferry talks</title>", b"<div>" * 100_000, b"<p>A clerk wrote charlie on the board.")
        put("unclosed.html", b"<title>Ferry talks</title>", b"<font a=1><b>" * 500_000, b"<p>A clerk wrote delta.")
        put("lying.eml", b"From: a@b.example\nSubject: Ferries\nContent-Type: text/plain; charset=us-ascii\n\n",
            ("Körsund wrote señor and mañana. " * 20_000).encode("latin-1"))
        put("cut.jsonl", line("alpha"), b"\n", line("bravo")[:50], b"\n", line("charlie"), b"\n")
        print(f"{'input':18} {'size MB':>9} {'wall s':>7} {'CPU s':>6} {'peak MB':>8}  articles and reason")
        for name in sorted(os.listdir(folder)):
            output, wall, cpu, peak = measured([program, "extract", path(name)])
            found = records(output)
            errors = [record["error"] for record in found if "error" in record]
            size = os.path.getsize(path(name)) / 1e6
            print(f"{name:18} {size:9.1f} {wall:7.2f} {cpu:6.2f} {peak:8.0f}  {len(found) - len(errors)} read"
                  + "".join(f"; {error[:150]}" for error in errors))


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", nargs="?")
    options.add_argument("--hostile", action="store_true")
    options.add_argument("--reasons", action="store_true")
    options.add_argument("--bin", default=os.path.join(ROOT, ".build/release"), help="where the two programs are")
    chosen = options.parse_args()
    program = os.path.join(chosen.bin, "crisis-searchd")
    if chosen.hostile:
        hostile(program)
    elif chosen.folder:
        by_format(program, by_file(program, chosen.folder, chosen.reasons))
    else:
        options.error("a folder, or --hostile")


if __name__ == "__main__":
    main()
