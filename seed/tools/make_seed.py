#!/usr/bin/env python3
"""Write the demo data of Bắc Giang from the collected tables.

Usage: make_seed.py SOURCE_FOLDER OUT_FOLDER

SOURCE_FOLDER holds units.csv, clusters.csv and boundaries/ (only the commune
points and properties are used, never a polygon). OUT_FOLDER is seed/bac-giang.
The same input gives the same bytes. Needs shapely >= 2.1 and pyproj >= 3.4.
"""
import csv
import datetime
import io
import json
import re
import sys
import unicodedata
from decimal import Decimal as D
from pathlib import Path

import shapely
import shapely.geometry

import check_seed
import seed_facts as facts
import seed_invented as invented
import seed_land as land
import seed_plan as plan
import seed_projects as projects
import seed_shapes as shapes
import seed_statements as statements

START, VIET_YEN, JAN_2025, JUL_2025, OPEN = "2023-01-01", "2024-02-01", "2025-01-01", "2025-07-01", "9999-12-31"
DEPARTMENTS_2025 = "2025-03-01"
VIET_YEN_WARDS = {"Bích Động", "Nếnh", "Hồng Thái", "Ninh Sơn", "Quang Châu", "Quảng Minh", "Tăng Tiến", "Tự Lạn", "Vân Trung"}
WORDS = ("Tỉnh ", "Thành phố ", "Thị xã ", "Thị trấn ", "Huyện ", "Phường ", "Xã ")
VERIFY, INVENTED = "cần xác minh", "minh họa"


def nfc(text):
    return unicodedata.normalize("NFC", text)


def bare(name):
    for word in WORDS:
        if name.startswith(word):
            return name[len(word):]
    return name


def days_after(day, days):
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days)).isoformat()


def slug(name):
    plain = "".join(c for c in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("đ", "d")).strip("-")


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(nfc(text).encode())


def write_csv(path, header, rows):
    out = io.StringIO()
    w = csv.writer(out, lineterminator="\n")
    w.writerow(header)
    w.writerows(rows)
    write(path, out.getvalue())


# --- units -------------------------------------------------------------------------

def district_key(name):
    return "d-" + slug(bare(name))


def make_units(source, others):
    """Rows of units.csv and unit_successions.csv, and the forward map to July 2025."""
    P_BG, P_BN, P_NEW = "p-bac-giang", "p-bac-ninh", "p-bac-ninh-2025"
    rows, successions = [], []
    rows += [(P_BG, START, JUL_2025, "24", "province", "Tỉnh Bắc Giang", "", "dvhc"),
             (P_BN, START, JUL_2025, "27", "province", "Tỉnh Bắc Ninh", "", "dvhc"),
             (P_NEW, JUL_2025, OPEN, "24", "province", "Tỉnh Bắc Ninh", "", "nq-202-2025")]
    successions += [(P_BG, P_NEW, JUL_2025, "merged"), (P_BN, P_NEW, JUL_2025, "merged")]

    # districts
    codes_2023 = {u["district_2023"]: u["district_2023_code"] for u in source}
    codes_2025 = {u["district_2025_01"]: u["district_2025_01_code"] for u in source}
    for name, code in codes_2023.items():
        key = district_key(name)
        if key == "d-viet-yen":
            rows += [(key, START, VIET_YEN, code, "district", name, P_BG, "dvhc"),
                     (key, VIET_YEN, JUL_2025, code, "district", "Thị xã Việt Yên", P_BG, "nq-938-2024")]
        else:
            rows.append((key, START, JUL_2025 if name in codes_2025 else JAN_2025, code, "district", name, P_BG, "dvhc"))
    rows.append(("d-chu", JAN_2025, JUL_2025, codes_2025["Thị xã Chũ"], "district", "Thị xã Chũ", P_BG, "sx-2025-01"))
    successions += [("d-yen-dung", "d-bac-giang", JAN_2025, "merged"), ("d-luc-ngan", "d-chu", JAN_2025, "split")]
    successions += [(district_key(n), P_NEW, JUL_2025, "abolished") for n in codes_2025]

    # communes
    groups_2025, groups_new = {}, {}
    for u in source:
        groups_2025.setdefault((u["district_2025_01"], u["commune_2025_01"]), []).append(u)
        groups_new.setdefault(u["new_commune_code"], []).append(u)
    forward = {}
    for (district, name), members in groups_2025.items():
        after = members[0]["new_commune_code"]
        assert {m["new_commune_code"] for m in members} == {after}, name
        kept = len(groups_new[after]) == 1          # nothing joined it in July 2025: the same unit
        later = f"c-{members[0]['commune_code']}" if kept else f"n-{after}"
        merged = len(members) > 1
        for m in members:
            key, old = f"c-{m['commune_code']}", m["commune_2023"]
            states = [(START, old, m["district_2023"], "dvhc")]
            if m["district_2023"] == "Huyện Việt Yên" and bare(old) in VIET_YEN_WARDS:
                states.append((VIET_YEN, "Phường " + bare(old), m["district_2023"], "nq-938-2024"))
            if not merged and (states[-1][1] != name or district_key(m["district_2023"]) != district_key(district)):
                states.append((JAN_2025, name, district, "sx-2025-01"))
            end = JAN_2025 if merged else JUL_2025
            for i, (day, n, d, src) in enumerate(states):
                until = states[i + 1][0] if i + 1 < len(states) else end
                rows.append((key, day, until, m["commune_code"], "commune", n, district_key(d), src))
            if kept:
                rows.append((key, JUL_2025, OPEN, after, "commune", m["new_commune"], P_NEW, "sx-2025-07"))
            forward[key] = later
        if merged:                                   # formed from two or more: a new unit
            code = [m["commune_code"] for m in members if not m["remark"]]
            assert len(code) == 1, members
            key = f"m-{code[0]}"
            rows.append((key, JAN_2025, JUL_2025, code[0], "commune", name, district_key(district), "sx-2025-01"))
            successions += [(f"c-{m['commune_code']}", key, JAN_2025, "merged") for m in members]
        else:
            key = f"c-{members[0]['commune_code']}"
        if not kept:
            successions.append((key, later, JUL_2025, "merged"))
    new = {u["new_commune_code"]: u["new_commune"] for u in source if forward[f"c-{u['commune_code']}"].startswith("n-")}
    new.update({o["code"]: o["name"] for o in others})
    rows += [(f"n-{c}", JUL_2025, OPEN, c, "commune", n, P_NEW, "sx-2025-07") for c, n in new.items()]

    order = {"province": 0, "district": 1, "commune": 2}
    rows.sort(key=lambda r: (order[r[4]], r[0][0], r[0], r[1]))
    successions.sort(key=lambda s: (s[2], s[0], s[1]))
    return rows, successions, forward


# --- bodies -------------------------------------------------------------------------

def lower_word(name):
    for word in WORDS:
        if name.startswith(word):
            return word.lower() + name[len(word):]
    return name


def make_bodies(units, source, forward):
    rows, successions = [], []
    letter = "t-xetoday-2024-04"
    BG, BN = ("bac-giang", "p-bac-giang", "tỉnh Bắc Giang"), ("bac-ninh-2025", "p-bac-ninh-2025", "tỉnh Bắc Ninh")
    # stem, name, kind, from, to, source: province bodies of Bắc Giang
    province = [("ubnd-tinh", "UBND", "committee", START, JUL_2025, "dvhc"),
                ("vp", "Văn phòng UBND", "office", START, JUL_2025, VERIFY),
                ("sct", "Sở Công Thương", "department", START, JUL_2025, letter),
                ("skhdt", "Sở Kế hoạch và Đầu tư", "department", START, DEPARTMENTS_2025, letter),
                ("stc", "Sở Tài chính", "department", START, JUL_2025, letter),
                ("stnmt", "Sở Tài nguyên và Môi trường", "department", START, DEPARTMENTS_2025, letter),
                ("snnptnt", "Sở Nông nghiệp và Phát triển nông thôn", "department", START, DEPARTMENTS_2025, VERIFY),
                ("snnmt", "Sở Nông nghiệp và Môi trường", "department", DEPARTMENTS_2025, JUL_2025, VERIFY),
                ("sxd", "Sở Xây dựng", "department", START, JUL_2025, letter),
                ("ca", "Công an", "police", START, JUL_2025, letter)]
    for stem, name, kind, a, b, src in province:
        rows.append((f"b-{stem}-{BG[0]}", a, b, f"{name} {BG[2]}", kind, BG[1], src))
        if b == JUL_2025:
            rows.append((f"b-{stem}-{BN[0]}", JUL_2025, OPEN, f"{name} {BN[2]}", kind, BN[1], "nq-202-2025"))
            successions.append((f"b-{stem}-{BG[0]}", f"b-{stem}-{BN[0]}", JUL_2025, "merged"))
    successions += [(f"b-{a}-bac-giang", f"b-{b}-bac-giang", DEPARTMENTS_2025, "merged")
                    for a, b in (("skhdt", "stc"), ("stnmt", "snnmt"), ("snnptnt", "snnmt"))]

    # committees of districts, and of the communes from July 2025
    for key, a, b, _, kind, name, _, src in units:
        if kind == "district" or (kind == "commune" and a == JUL_2025):
            rows.append((f"b-ubnd-{key}", a, b, f"UBND {lower_word(name)}", "committee", key, src))
    successions += [("b-ubnd-d-yen-dung", "b-ubnd-d-bac-giang", JAN_2025, "merged"),
                    ("b-ubnd-d-luc-ngan", "b-ubnd-d-chu", JAN_2025, "split")]
    pairs = {(district_key(u["district_2025_01"]), forward[f"c-{u['commune_code']}"]) for u in source}
    successions += [(f"b-ubnd-{d}", f"b-ubnd-{c}", JUL_2025, "split") for d, c in pairs]

    # invented firms
    for key, name, kind in (("b-minh-hoa-ht", "Công ty CP Hạ tầng Minh Họa", "infrastructure_investor"),
                            ("b-minh-hoa-dn", "Công ty TNHH Sản xuất Minh Họa", "tenant")):
        rows += [(key, START, JUL_2025, name, kind, BG[1], INVENTED), (key, JUL_2025, OPEN, name, kind, BN[1], INVENTED)]
    order = ("committee", "office", "department", "police", "infrastructure_investor", "tenant")
    rows.sort(key=lambda r: (order.index(r[4]), r[5][0] != "p", r[0], r[1]))
    successions.sort(key=lambda s: (s[2], s[0], s[1]))
    return rows, successions


# --- clusters ------------------------------------------------------------------------

def quoted(text):
    return json.dumps(nfc(text), ensure_ascii=False)


def cluster_toml(code, doubt, name, entries, units, origin, more=()):
    lines = ["[[cluster]]", f"code = {quoted(code)}"]
    if doubt:
        lines.append(f"doubt = {quoted(doubt)}")

    def tail(e):
        return [f"  recorded = {e['recorded']}", f'  origin = "{origin}"', f"  source = {quoted(e['source'])}"]

    versions = sorted((e for e in entries if e["kind"] == "version"), key=lambda e: (e["start"], e["recorded"]))
    states = sorted((e for e in entries if e["kind"] == "state"), key=lambda e: (e["start"], e["recorded"]))
    for e in versions:
        lines += ["", "  [[cluster.version]]", f"  from = {e['start']}", f'  precision = "{e["precision"]}"',
                  f"  recorded = {e['recorded']}", f"  name = {quoted(e.get('name') or name)}"]
        if e["area"]:
            lines.append(f'  area_ha = "{e["area"]}"')
        if e["investor"]:
            lines.append(f'  investor_kind = "{e["investor"]}"')
        if e.get("firm"):
            lines.append(f'  investor = "{e["firm"]}"')
        lines += [f'  origin = "{origin}"', f"  source = {quoted(e['source'])}"]
    for e in states:
        lines += ["", "  [[cluster.state]]", f'  state = "{e["state"]}"', f"  from = {e['start']}"]
        if e["to"]:
            lines.append(f"  to = {e['to']}")
        lines.append(f'  precision = "{e["precision"]}"')
        lines += tail(e)
    first = versions[0]
    for unit in units:
        start = max(first["start"], START)          # older units are not held
        lines += ["", "  [[cluster.unit]]", f'  unit = "{unit}"', f"  from = {start}"]
        lines += tail({"recorded": max(first["recorded"], start), "source": first["source"]})
    for e in entries:
        if e["kind"] == "alias":
            lines += ["", "  [[cluster.alias]]", f"  name = {quoted(e['name'])}", f"  from = {e['start']}"] + tail(e)
    lines += more
    return "\n".join(lines) + "\n"


def last_area(entries):
    versions = sorted((e for e in entries if e["kind"] == "version"), key=lambda e: (e["start"], e["recorded"]))
    return versions[-1]["area"]


def known_clusters(source):
    """code -> name, communes and facts of every cluster, real and invented."""
    known = {}
    for i, r in enumerate(source, 1):
        entry = facts.CLUSTERS[r["ccn"]]
        units = [f"c-{c.strip()}" for c in r["commune_code_old"].split(";") if c.strip()]
        known[f"24-{i:03d}"] = dict(name=entry[2] if len(entry) > 2 else r["ccn"], units=units, entries=entry[1])
    for code, name, unit, _, entries in invented.STORIES + invented.filling(days_after):
        known[code] = dict(name=name, units=[unit], entries=entries)
    for c in known.values():
        versions = sorted((e for e in c["entries"] if e["kind"] == "version"), key=lambda e: (e["start"], e["recorded"]))
        opened = [e["start"] for e in c["entries"] if e["kind"] == "state" and e["state"] == "operating"]
        c |= {"from": versions[0]["start"], "recorded": min(e["recorded"] for e in versions), "first": versions[0],
              "kind": versions[0]["investor"] or versions[-1]["investor"], "opened": opened[0] if opened else None,
              "area": last_area(c["entries"])}
    return known


def make_clusters(source, out, known, lands):
    files, placed = {}, []
    more = lambda code: land.PUBLISHED.get(code, []) + (
        land.entries(code, D(known[code]["area"]), known[code]["first"], lands[code]) if code in lands else [])
    listed = [r["ccn"] for r in source]
    assert listed == [n for n in listed if n in facts.CLUSTERS] and len(listed) == len(facts.CLUSTERS), "names differ"
    for i, r in enumerate(source, 1):
        entry = facts.CLUSTERS[r["ccn"]]
        doubt, entries, name = entry[0], entry[1], entry[2] if len(entry) > 2 else r["ccn"]
        code = f"24-{i:03d}"
        area = last_area(entries)
        # the source list's study area and derived area are left out on purpose
        expected = None if name in ("Bãi Ổi", "Hương Sơn 2") else (float(r["area_ha"]) if r["area_ha"] else None)
        assert (float(area) if area else None) == expected, (name, area, r["area_ha"])
        units = [f"c-{c.strip()}" for c in r["commune_code_old"].split(";") if c.strip()]
        district = r["district_2023"].split(" / ")[0]
        files.setdefault(district, []).append(cluster_toml(code, doubt, name, entries, units, "published", more(code)))
        if units:
            placed.append({"code": code, "cells": units, "area_ha": float(area) if area else None})
    for district, texts in files.items():
        file = slug(bare(district)) if district else "chua-ro"
        if district.startswith("Thành phố"):
            file = slug(district)
        head = f"# {district} (cũ)\n\n" if district else "# Chưa rõ huyện\n\n"
        write(out / "clusters" / f"{file}.toml", head + "\n".join(texts))
    texts = {"minh-hoa": [], "minh-hoa-bo-sung": []}
    for code, name, unit, doubt, entries in invented.STORIES + invented.filling(days_after):
        texts["minh-hoa" if code <= "24-903" else "minh-hoa-bo-sung"].append(cluster_toml(code, doubt, name, entries, [unit], "illustrative", more(code)))
        placed.append({"code": code, "cells": [unit], "area_ha": float(last_area(entries))})
    for file, parts in texts.items():
        write(out / "clusters" / f"{file}.toml", "# Cụm không có thật, để minh họa\n\n" + "\n".join(parts))
    return placed


# --- shapes ----------------------------------------------------------------------------

def feature(properties, coordinates):
    return json.dumps({"type": "Feature", "properties": properties,
                       "geometry": {"type": "Polygon", "coordinates": coordinates}}, ensure_ascii=False, separators=(",", ":"))


def collection(features):
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(features) + "\n]}\n"


def make_shapes(source, others, forward, placed, out):
    cells = {}
    for u in source:
        key = f"c-{u['commune_code']}"
        good = u["centroid_quality"] == "ok"
        cells[key] = {"commune": forward[key], "area_km2": float(u["new_commune_area_km2"]),
                      "centre": (float(u["new_commune_lon"]), float(u["new_commune_lat"])),
                      "point": (float(u["commune_centroid_lon"]), float(u["commune_centroid_lat"])) if good else None,
                      "units": [forward[key], district_key(u["district_2023"]) + "@2023",
                                district_key(u["district_2025_01"]) + "@2025", "p-bac-giang", "p-bac-ninh-2025"]}
    for o in others:
        key = f"n-{o['code']}"
        cells[key] = {"commune": key, "area_km2": o["area_km2_listed"], "centre": o["point"], "point": o["point"],
                      "units": [key, "p-bac-ninh", "p-bac-ninh-2025"]}
    drawn = shapes.draw(shapes.connected_cells(cells))
    members = {}
    for key, c in cells.items():
        for unit in c["units"]:
            members.setdefault(unit, []).append(key)
    unions = {unit: shapes.union([drawn[k] for k in keys]) for unit, keys in members.items()}

    features = []

    def add(key, kind, a, b, shape):
        features.append(feature({"key": key, "kind": kind, "valid_from": a, "valid_to": b, "quality": "illustrative"},
                                shapes.ring(shape, 5)))

    for key, a, b in (("p-bac-giang", START, JUL_2025), ("p-bac-ninh", START, JUL_2025), ("p-bac-ninh-2025", JUL_2025, OPEN)):
        add(key, "province", a, b, unions[key])
    for key in sorted({u.split("@")[0] for u in unions if "@" in u}):
        old, new = unions.get(key + "@2023"), unions.get(key + "@2025")
        if old is not None and new is not None and set(members[key + "@2023"]) == set(members[key + "@2025"]):
            add(key, "district", START, JUL_2025, old)
            continue
        if old is not None:
            add(key, "district", START, JAN_2025, old)
        if new is not None:
            add(key, "district", JAN_2025, JUL_2025, new)
    communes = sorted({c["commune"] for c in cells.values()}, key=lambda k: k[2:])
    for key in communes:
        add(key, "commune", JUL_2025, OPEN, unions[key])
    write(out / "shapes" / "units.geojson", collection(features))

    commune_of = {k: unions[c["commune"]] for k, c in cells.items()}
    features = []
    for code, known, area, coordinates in shapes.place(placed, drawn, commune_of):
        features.append(feature({"code": code, "area_ha": area, "area_known": known, "quality": "illustrative"}, coordinates))
    write(out / "shapes" / "clusters.geojson", collection(features))
    return drawn, cells

# --- projects, plan, statements ------------------------------------------------------------
TAIL = ["from", "to", "precision", "recorded", "origin", "source"]


def make_figures(known, lands, out):
    for name, rows in zip(("enterprises", "projects", "project_states", "leases", "workers"), projects.rows(known, lands)):
        write_csv(out / "enterprises" / f"{name}.csv", projects.HEADS[name].split(",") + TAIL, rows)
    rows = plan.rows(*({code: c[what] for code, c in known.items()} for what in ("name", "area", "units", "recorded")))
    for name, rows in (("plans", plan.plans()), ("rows", rows)):
        write_csv(out / "plans" / f"{name}.csv", plan.HEADS[name].split(",") + TAIL, rows)
    for name, rows in (("statements", statements.statements()), ("notes", statements.notes())):
        write_csv(out / "statements" / f"{name}.csv", statements.HEADS[name].split(","), rows)


def main():
    src, out = Path(sys.argv[1]), Path(sys.argv[2])
    units_src = list(csv.DictReader(open(src / "units.csv", encoding="utf-8", newline="")))
    clusters_src = list(csv.DictReader(open(src / "clusters.csv", encoding="utf-8", newline="")))
    others = []
    for f in json.load(open(src / "boundaries" / "bacninh_communes_2025_99.geojson", encoding="utf-8"))["features"]:
        if f["properties"]["old_province"] == "Tỉnh Bắc Ninh":
            c = shapely.geometry.shape(f["geometry"]).centroid
            others.append({**f["properties"], "point": (round(c.x, 2), round(c.y, 2))})    # only a rough point

    units, unit_successions, forward = make_units(units_src, others)
    write_csv(out / "units.csv", "key,valid_from,valid_to,code,kind,name,parent_key,source".split(","), units)
    write_csv(out / "unit_successions.csv", "from_key,to_key,on,kind".split(","), unit_successions)
    bodies, body_successions = make_bodies(units, units_src, forward)
    write_csv(out / "bodies.csv", "key,valid_from,valid_to,name,kind,unit_key,source".split(","), bodies)
    write_csv(out / "body_successions.csv", "from_key,to_key,on,kind".split(","), body_successions)
    write_csv(out / "documents.csv", "key,kind,number,issued_on,issuer,title,url,precision,origin,note".split(","), facts.DOCUMENTS)
    known = known_clusters(clusters_src)
    lands = land.lands({code: D(c["area"]) for code, c in known.items() if c["area"]})
    placed = make_clusters(clusters_src, out, known, lands)
    make_figures(known, lands, out)
    make_shapes(units_src, others, forward, placed, out)
    check_seed.main(out)


if __name__ == "__main__":
    main()
