#!/usr/bin/env python3
"""Check the seed: identities, periods, successions, sources, shapes. Prints counts.

Usage: check_seed.py SEED_FOLDER        (exit code 1 and every fault when one is found)
"""
import csv
import datetime
import json
import sys
import tomllib
import unicodedata
from collections import Counter
from pathlib import Path

import shapely
from shapely.geometry import shape

import check_figures
import seed_shapes as shapes

STATES = {"planned", "established", "clearing", "building", "operating", "withdrawn", "merging", "detailed_plan"}
INVESTORS = {"enterprise", "cooperative", "district_committee", "commune_committee", "public_unit", "none"}
PRECISIONS = {"day", "month", "year", "by"}
WORKS = ("land", "area", "part", "flag", "project", "wastewater")
LITERAL_SOURCES = {"cần xác minh", "minh họa"}            # only in bodies.csv


def main(out):
    faults, counts = [], {}

    def need(ok, text):
        if not ok:
            faults.append(text)

    for path in sorted(out.rglob("*")):
        if path.is_file():
            text = path.read_bytes().decode()
            need(unicodedata.normalize("NFC", text) == text, f"{path.name}: not NFC")
            need("\r" not in text and text.endswith("\n"), f"{path.name}: line ends")

    def table(name):
        return list(csv.DictReader(open(out / name, encoding="utf-8", newline="")))

    units, links, bodies = table("units.csv"), table("unit_successions.csv"), table("bodies.csv")
    body_links, documents = table("body_successions.csv"), table("documents.csv")

    # documents
    keys = Counter(d["key"] for d in documents)
    need(max(keys.values()) == 1, "documents: key twice")
    for d in documents:
        need(d["origin"] in ("published", "illustrative"), f"{d['key']}: origin")
        need((d["precision"] in PRECISIONS) == bool(d["issued_on"]), f"{d['key']}: date and precision")
        if d["issued_on"]:
            datetime.date.fromisoformat(d["issued_on"])

    # periods
    def spans(rows, what):
        by = {}
        for r in rows:
            need(r["valid_from"] < r["valid_to"], f"{what} {r['key']}: empty period")
            by.setdefault(r["key"], []).append(r)
        for key, versions in by.items():
            versions.sort(key=lambda r: r["valid_from"])
            for a, b in zip(versions, versions[1:]):
                need(a["valid_to"] == b["valid_from"], f"{what} {key}: versions overlap or leave a gap")
                need(len({r["kind"] for r in versions}) == 1, f"{what} {key}: kind changes")
        return {k: (v[0]["valid_from"], v[-1]["valid_to"]) for k, v in by.items()}

    life, body_life = spans(units, "unit"), spans(bodies, "body")

    def alive(table_, key, a, b):
        return key in table_ and table_[key][0] <= a and b <= table_[key][1]

    kind_of = {u["key"]: u["kind"] for u in units}
    for u in units:
        need(u["source"] in keys, f"unit {u['key']}: source {u['source']}")
        if u["kind"] == "province":
            need(not u["parent_key"], f"unit {u['key']}: a province has no parent")
        else:
            need(alive(life, u["parent_key"], u["valid_from"], u["valid_to"]), f"unit {u['key']}: parent not valid")
    for b in bodies:
        need(b["source"] in keys or b["source"] in LITERAL_SOURCES, f"body {b['key']}: source {b['source']}")
        need(alive(life, b["unit_key"], b["valid_from"], b["valid_to"]), f"body {b['key']}: unit not valid")

    # counts by day
    def on(day, kind, rows=units, **more):
        return [u for u in rows if u["valid_from"] <= day < u["valid_to"] and u["kind"] == kind
                and all(u[k] == v for k, v in more.items())]

    for day, kind, expected in (("2023-01-01", "commune", 209), ("2024-12-31", "commune", 209), ("2025-01-01", "commune", 192),
                                ("2025-06-30", "commune", 192), ("2025-07-01", "commune", 99),
                                ("2023-01-01", "district", 10), ("2024-02-01", "district", 10), ("2025-01-01", "district", 10),
                                ("2025-06-30", "district", 10), ("2025-07-01", "district", 0),
                                ("2025-06-30", "province", 2), ("2025-07-01", "province", 1)):
        n = len(on(day, kind))
        counts[f"{kind} on {day}"] = n
        need(n == expected, f"{n} {kind} on {day}, not {expected}")
    for day, expected in (("2024-01-31", 0), ("2024-02-01", 9), ("2025-01-01", 9)):
        wards = [u for u in on(day, "commune", parent_key="d-viet-yen") if u["name"].startswith("Phường ")]
        counts[f"wards of Việt Yên on {day}"] = len(wards)
        need(len(wards) == expected, f"{len(wards)} wards of Việt Yên on {day}")
    for day in ("2023-01-01", "2024-02-01", "2025-01-01", "2025-07-01"):
        names = Counter((u["parent_key"], u["name"]) for u in on(day, "commune"))
        need(max(names.values()) == 1, f"two communes of one name in one parent on {day}")
        codes = Counter((u["kind"], u["code"]) for u in units if u["valid_from"] <= day < u["valid_to"])
        need(max(codes.values()) == 1, f"a code twice on {day}")

    # successions
    for s in links:
        need(life.get(s["from_key"], ("", ""))[1] == s["on"] or s["kind"] == "split", f"succession {s}: the old one does not end")
        need(s["to_key"] in life and life[s["to_key"]][0] <= s["on"] < life[s["to_key"]][1], f"succession {s}: the new one is not there")
    ended = {k for k, (_, end) in life.items() if end != "9999-12-31"}
    need(ended <= {s["from_key"] for s in links if s["kind"] != "split"}, "a unit ends without successor")
    commune_next = {}
    for s in links:
        if kind_of[s["from_key"]] == "commune":
            need(s["from_key"] not in commune_next, f"{s['from_key']}: two successors")
            commune_next[s["from_key"]] = s["to_key"]

    def forward(key):
        seen = 0
        while key in commune_next and seen < 5:
            key, seen = commune_next[key], seen + 1
        return key

    last = {u["key"] for u in on("2025-07-01", "commune")}
    image = {forward(u["key"]) for u in on("2023-01-01", "commune")}
    need(image <= last, "a commune of 2023 does not reach July 2025")
    counts["communes of July 2025 with old ones"] = len(image)
    need(len(image) == 58, f"{len(image)} communes from Bắc Giang")
    for s in body_links:
        need(s["from_key"] in body_life and s["to_key"] in body_life
             and body_life[s["to_key"]][0] <= s["on"] < body_life[s["to_key"]][1], f"body succession {s}")
    body_ended = {k for k, (_, end) in body_life.items() if end != "9999-12-31"}
    need(body_ended <= {s["from_key"] for s in body_links}, "a body ends without successor")

    # clusters
    codes, area_of, used, facts = [], {}, Counter(), Counter()
    for path in sorted((out / "clusters").glob("*.toml")):
        file_codes = []
        for c in tomllib.loads(path.read_text(encoding="utf-8"))["cluster"]:
            code = c["code"]
            file_codes.append(code)
            invented = path.name.startswith("minh-hoa")
            need(c.get("version") and c.get("state"), f"{code}: no version or no state")
            first = c["version"][0]
            for kind in ("version", "state", "unit", "alias", *WORKS):
                for e in c.get(kind, []):
                    facts[kind] += 1
                    need(e["recorded"] >= e["from"], f"{code} {kind}: recorded before it holds")
                    need(e["from"] >= first["from"] and e["recorded"] >= first["recorded"], f"{code} {kind}: before the cluster")
                    need(e["source"] in keys, f"{code}: source {e['source']}")
                    made_up = invented or (kind == "land" and e["origin"] == "illustrative")   # neutral numbers only
                    need(e["origin"] == ("illustrative" if made_up else "published"), f"{code}: origin")
                    need((e["source"] == "minh-hoa") == made_up, f"{code}: source of the wrong kind")
                    used[e["source"]] += 1
                    if kind in ("version", "state"):
                        need(e["precision"] in PRECISIONS, f"{code}: precision")
                    if kind == "state":
                        need(e["state"] in STATES and e.get("to", datetime.date.max) > e["from"], f"{code}: state")
                    if kind == "unit":
                        day = e["from"].isoformat()
                        need(e["unit"].startswith("c-") and alive(life, e["unit"], day, day), f"{code}: unit {e['unit']} on {day}")
                    if kind == "version":
                        need(e.get("investor_kind", "none") in INVESTORS, f"{code}: investor kind")
                        need("investor" not in e or (invented and e["investor"] in body_life), f"{code}: investor")
            order = [(v["from"], v["recorded"]) for v in c["version"]]
            need(order == sorted(set(order)), f"{code}: versions out of order")
            need([v["recorded"] for v in c["version"]] == sorted(v["recorded"] for v in c["version"]), f"{code}: recorded out of order")
            names = Counter(s["state"] for s in c["state"])
            need(max(names.values()) == 1, f"{code}: a state twice")
            area = c["version"][-1].get("area_ha")
            area_of[code] = (float(area) if area else None, [u["unit"] for u in c.get("unit", [])])
        need(file_codes == sorted(file_codes), f"{path.name}: codes out of order")
        codes += file_codes
        counts[f"clusters in {path.name}"] = len(file_codes)
    need(len(codes) == len(set(codes)), "a cluster code twice")
    counts["clusters"] = len(codes)
    counts["facts"] = dict(facts)
    used.update(u["source"] for u in units)
    used.update(b["source"] for b in bodies if b["source"] in keys)
    counts["documents"] = len(documents)
    counts["documents not cited"] = sorted(set(keys) - set(used))

    # shapes of units
    data = json.load(open(out / "shapes" / "units.geojson", encoding="utf-8"))["features"]
    geom = {}
    for f in data:
        p = f["properties"]
        g = shape(f["geometry"])
        need(g.geom_type == "Polygon" and g.is_valid, f"shape {p['key']}: {shapely.is_valid_reason(g)}")
        need(p["quality"] == "illustrative", f"shape {p['key']}: quality")
        need(alive(life, p["key"], p["valid_from"], p["valid_to"]), f"shape {p['key']}: period")
        geom[p["key"], p["valid_from"]] = g

    def set_of(kind, day):
        return [shape(f["geometry"]) for f in data if f["properties"]["kind"] == kind
                and f["properties"]["valid_from"] <= day < f["properties"]["valid_to"]]

    old_bg, old_bn, new = geom["p-bac-giang", "2023-01-01"], geom["p-bac-ninh", "2023-01-01"], geom["p-bac-ninh-2025", "2025-07-01"]
    for name, pieces, whole, n in (("communes 2025-07", set_of("commune", "2025-07-01"), new, 99),
                                   ("districts 2023", set_of("district", "2023-01-01"), old_bg, 10),
                                   ("districts 2025-01", set_of("district", "2025-01-01"), old_bg, 10),
                                   ("old provinces", [old_bg, old_bn], new, 2)):
        need(len(pieces) == n, f"{name}: {len(pieces)} shapes")
        need(bool(shapely.coverage_is_valid(pieces)), f"{name}: overlap, gap or unequal borders")
        joined = shapely.coverage_union_all(pieces)
        need(joined.equals(whole), f"{name}: the union is not the whole")
        counts[f"shapes, {name}"] = len(pieces)
    commune_shape = {f["properties"]["key"]: shape(f["geometry"]) for f in data if f["properties"]["kind"] == "commune"}
    need(set(commune_shape) == last, "communes without shape")

    # shapes of clusters
    blocks = json.load(open(out / "shapes" / "clusters.geojson", encoding="utf-8"))["features"]
    need({b["properties"]["code"] for b in blocks} == {c for c, (_, u) in area_of.items() if u}, "clusters with a unit and shapes differ")
    plane, worst = [], 0.0
    for b in blocks:
        code, p, g = b["properties"]["code"], b["properties"], shape(b["geometry"])
        area, units_of = area_of[code]
        need(g.is_valid and 5 <= len(g.exterior.coords) - 1 <= 7, f"{code}: shape")
        need(p["area_known"] == (area is not None) and p["quality"] == "illustrative", f"{code}: properties")
        drawn = shapes.plane_area_ha(b["geometry"]["coordinates"])
        worst = max(worst, abs(drawn / (area or 30) - 1))
        home = shapely.union_all([commune_shape[forward(u)] for u in units_of])
        need(home.covers(g), f"{code}: outside its commune")
        plane.append((code, shapes.to_plane(g)))
    need(worst < 1e-3, f"cluster areas off by {worst:.2%}")
    nearest = min((a.distance(b), x, y) for i, (x, a) in enumerate(plane) for y, b in plane[i + 1:])
    need(nearest[0] > 100, f"clusters too close: {nearest}")
    counts["cluster shapes"] = f"{len(blocks)} ({sum(b['properties']['area_known'] for b in blocks)} with a known area)"
    counts["largest area error"] = f"{worst:.1e}"
    counts["smallest distance between clusters (m)"] = round(nearest[0])
    counts["unit rows, units"] = (len(units), len(life))
    counts["unit successions"] = len(links)
    counts["body rows, bodies"] = (len(bodies), len(body_life))
    counts["body successions"] = len(body_links)

    for when, got in check_figures.check(out, need).items():
        for name, value in got.items():
            counts[f"{when}: {name}"] = value
    for name in ("statements", "notes"):
        rows = table(f"statements/{name}.csv")
        counts[f"rows of statements/{name}.csv"] = len(rows)
        need(len({r["key"] for r in rows}) == len(rows), f"{name}: a key twice")
        for r in rows:
            need(r["source"] in keys, f"{name}: source {r['source']}")
            used[r["source"]] += 1
    for folder in ("enterprises", "plans"):
        for path in sorted((out / folder).glob("*.csv")):
            rows = table(f"{folder}/{path.name}")
            counts[f"rows of {folder}/{path.name}"] = len(rows)
            for r in rows:
                need(r["source"] in keys, f"{path.name}: source {r['source']}")
                need(r["origin"] in ("published", "illustrative") and r["precision"] in PRECISIONS, f"{path.name}: {r}")
                need((r["source"] == "minh-hoa") == (r["origin"] == "illustrative"), f"{path.name}: origin of {r}")
                used[r["source"]] += 1
                for unit in r.get("units", "").split():
                    need(unit in life, f"{path.name}: unit {unit}")
    counts["documents not cited"] = sorted(set(keys) - set(used))

    for name, n in counts.items():
        print(f"{name}: {n}")
    for f in faults:
        print("FAULT", f, file=sys.stderr)
    if faults:
        raise SystemExit(1)
    print("seed is sound")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
