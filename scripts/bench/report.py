# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures as tables in Markdown."""
from bench.figures import table


def _ratio(value, other):
    return value / other if value and other else None


def building(found):
    rows, ours = [], found["building"]["crisis-search"]
    for name, one in found["building"].items():
        rate = found["articles"] / one["seconds"]
        rows.append([name, one["seconds"], one["cpu"], int(rate), _ratio(found["articles"] / ours["seconds"], rate),
                     int(one["mb"]), one["mb"] / found["text_mb"], _ratio(ours["mb"], one["mb"]),
                     one["peak_mb"] and int(one["peak_mb"])])
    head = ["Building", "s", "CPU s", "articles/s", "ours to this", "index MB", "× text", "ours to this", "peak MB"]
    return table(head, rows)


def queries(found):
    rows = []
    for kind, one in found["queries"].items():
        if not one["figures"]:
            rows.append([kind, f"`{one['query']}`", "not served"] + [""] * 5)
            continue
        took, trip = one["figures"]["took"], one["figures"]["trip"]
        rows.append([kind, f"`{one['query']}`", one["figures"]["articles"], took["p50"], took["p99"],
                     _ratio(took["p99"], took["p50"]), trip["p50"], trip["p99"]])
    return table(["Kind", "Query", "articles", "daemon p50", "p99", "p99/p50", "round trip p50", "p99"], rows)


def compared(found):
    names = list(next(iter(found["compared"].values()))["others"])
    rows = []
    for kind, one in found["compared"].items():
        row = [kind, one["ours"]["p50"]]
        for name in names:
            other = one["others"][name]["p50"]
            row += [other, _ratio(one["ours"]["p50"], other)]
        rows.append(row)
    return table(["Query in the process", "crisis-searchd"] + [cell for name in names for cell in (name, "ours to this")], rows)


def processes(found):
    rows = []
    for kind, times in found["processes"].items():
        ours = times["crisis-search"]["p50"]
        rows += [[kind, name, one["p50"], one["p90"], one["p99"], _ratio(ours, one["p50"])] for name, one in times.items()]
    return table(["Query as a process", "Program", "p50", "p90", "p99", "ours to this"], rows)


def freshness(found):
    return table(["Change", "p50", "p90", "p99", "worst"],
                 [[kind, one["p50"], one["p90"], one["p99"], one["worst"]] for kind, one in found["freshness"].items()])


def service(found):
    rows = [[name, value] for name, value in found["service"].items()]
    if "load" in found:
        load = found["load"]
        rows.append([f"{load['clients']} clients at once, indexing going on: queries", load["trip"]["count"]])
        rows += [["of these, errors", load["errors"]]]
        rows += [[f"round trip {name}, ms", load["trip"][name]] for name in ("p50", "p99", "worst")]
    return table(["Service", ""], rows)


SECTIONS = {"building": building, "queries": queries, "compared": compared, "processes": processes,
            "freshness": freshness, "service": service}


def report(found):
    head = "; ".join(f"{name} {value}" for name, value in found["machine"].items())
    corpus = f"{found['articles']:,} articles, {found['text_mb']:.0f} MB of text; times in ms where nothing else is said"
    tables = [make(found) for name, make in SECTIONS.items() if found.get(name)]
    versions = "; ".join(f"{name}: {version}" for name, version in found.get("versions", {}).items())
    return "\n".join([head, "", corpus, "", versions, ""] + tables)
