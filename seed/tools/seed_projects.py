"""Projects, leases and workers of the demo: invented, and so many that the letter's figures hold.

Sizes are drawn with a fixed seed and then set right to the exact sums. Two projects are published as to their
existence (a thermal power plant, a board plant); their firms are not named. All other firms are invented and are
named so. On a real cluster the numbers are neutral: nothing is late, idle or unlawful there.
"""
import datetime
import random
from decimal import Decimal as D

import seed_land as land

LETTER, MARCH = "2024-04-22", "2025-03-31"
OPEN = "9999-12-31"
HEADS = {"enterprises": "code,name,kind,tax_code,country,body", "project_states": "project,state",
         "projects": "code,name,enterprise,cluster,part,vsic,capital_registered,capital_realised,foreign,tenure",
         "leases": "code,project,cluster,area_ha,kind", "workers": "project,series,count"}
BN = 1_000_000_000
POWER, BOARD = "24-026", "24-055"
UNLEASED = {"24-017", "24-016", "24-052"}         # area not known: projects, but no lease
# how many projects of the 232 (published where a page says so)
COUNTS = {POWER: 1, BOARD: 1, "24-022": 2, "24-023": 5, "24-038": 4, "24-039": 5, "24-040": 10, "24-032": 12,
          "24-017": 8, "24-016": 6, "24-052": 4, "24-001": 4, "24-002": 8, "24-004": 6, "24-005": 5, "24-006": 9,
          "24-042": 11, "24-043": 12, "24-041": 14, "24-015": 12, "24-024": 15,
          "24-903": 5, "24-904": 13, "24-906": 9, "24-907": 10, "24-908": 11, "24-909": 8, "24-910": 7,
          "24-911": 6, "24-912": 5, "24-913": 4}
# the 65 more of March 2025: (land leases, workshop rentals)
MORE = {"24-901": (2, 1), "24-033": (1, 0), "24-905": (3, 3), "24-917": (3, 2), "24-918": (2, 2), "24-919": (2, 1),
        "24-921": (1, 2), "24-904": (1, 6), "24-906": (0, 4), "24-907": (1, 4), "24-908": (1, 4), "24-909": (0, 3),
        "24-910": (0, 3), "24-911": (0, 2), "24-912": (0, 1), "24-913": (0, 1), "24-903": (0, 1), "24-015": (0, 2),
        "24-032": (0, 3), "24-041": (0, 2), "24-043": (0, 1)}
LEASED, LEASED_MORE = D("567.12"), D("44.88")
REGISTERED, REGISTERED_MORE, POWER_CAPITAL = 32_765 * BN, 2_635 * BN, 23_600 * BN
REALISED, REALISED_MORE = 9_000 * BN, 1_300 * BN
ENDED = (("24-909", "2012-03-05", "2021-06-14", "1.20"), ("24-910", "2013-05-13", "2020-10-05", "0.85"))
CORRECTED, CORRECTION = 10 * BN, "2024-10-15"     # one capital is put right after the letter
EMPLOYED, EMPLOYED_MORE, CONTRACT, CONTRACT_2025 = 65_432, 1_950, 45_128, 45_184
PUBLISHED_WORKERS = {"24-038": 2_200, "24-039": 7_200, "24-040": 1_000}
# what is made there: class of VSIC 2025, words, workers per billion of capital (a rough weight)
TRADES = {"garment": ("1410", "may mặc", 9), "shoes": ("1520", "giày dép", 8), "textile": ("1311", "dệt", 4),
          "electronics": ("2610", "linh kiện điện tử", 4), "plastics": ("2220", "nhựa", 2),
          "paper": ("1702", "bao bì giấy", 2), "food": ("1079", "thực phẩm", 2), "fruit": ("1030", "rau quả", 3),
          "metal": ("2592", "cơ khí", 2), "frames": ("2511", "kết cấu kim loại", 2), "wood": ("1629", "chế biến gỗ", 3),
          "board": ("1621", "ván MDF", 1), "beer": ("1103", "bia", 1), "medical": ("3250", "thiết bị y tế", 3),
          "concrete": ("2395", "bê tông", 1), "furniture": ("3100", "đồ gỗ", 4), "power": ("3511", "nhiệt điện", 1)}
MIXED = ("garment", "electronics", "plastics", "paper", "food", "metal", "frames", "wood", "concrete")
SECTORS = {"24-022": ("garment", "medical"), "24-023": ("plastics", "paper"), "24-024": ("plastics", "paper"),
           "24-038": ("garment", "metal", "beer"), "24-039": ("garment",), "24-041": ("textile", "garment"),
           "24-040": ("garment", "electronics", "food", "metal", "shoes", "concrete"),
           "24-032": ("electronics", "garment", "metal", "food", "concrete"),
           "24-015": ("food", "metal", "electronics", "paper"), "24-033": ("electronics", "metal", "medical"),
           "24-043": ("metal", "electronics", "garment", "medical"), "24-006": ("food", "furniture"),
           "24-017": ("concrete", "fruit", "metal", "garment"), POWER: ("power",), BOARD: ("board",)}
COUNTRIES = ("CN", "CN", "KR", "KR", "KR", "JP", "TW", "HK", "SG")


def plus(day, days):
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days)).isoformat()


def shares(weights, total, least):
    """Whole numbers in proportion to the weights, none below `least`, with exactly this sum."""
    whole = sum(weights)
    parts = [max(least, int(total * w / whole)) for w in weights]
    order = sorted(range(len(parts)), key=lambda i: (-weights[i], i))
    step = 0
    while (gap := total - sum(parts)):
        i = order[step % len(order)]
        move = max(1, abs(gap) // len(parts))
        change = move if gap > 0 else -min(move, parts[i] - least)
        parts[i] += change
        step += 1
    return parts


def between(rnd, first, last):
    a, b = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
    day = a + datetime.timedelta(rnd.randrange(max(1, (b - a).days)))
    while day.weekday() > 4:
        day -= datetime.timedelta(1)
    return max(first, day.isoformat())


def draw(clusters):
    """All projects as dicts. `clusters`: code -> {"from", "recorded", "kind", "opened"}."""
    projects = []

    def add(cluster, tenure, when, recorded, batch):
        rnd = random.Random(f"project {cluster} {batch} {len(projects)}")
        names = SECTORS.get(cluster, MIXED)
        projects.append(dict(nr=len(projects) + 1, cluster=cluster, tenure=tenure, day=when, batch=batch, rnd=rnd,
                             recorded=recorded, trade=rnd.choice(names), size=rnd.lognormvariate(0, 0.9)))
        return projects[-1]

    for cluster, n in COUNTS.items():
        c = clusters[cluster]
        leases = "sublease" if c["kind"] == "enterprise" else "land_lease"
        for i in range(n):
            rnd = random.Random(f"day {cluster} {i}")
            begin = plus(max(c["from"], "2010-01-04"), 90)
            last = "2024-03-08" if cluster == "24-903" else "2022-07-15"
            day = between(rnd, begin, last) if begin < last else begin
            if cluster == BOARD:
                day = c["from"]
            tenure = "factory_rental" if i % 9 == 7 else leases
            p = add(cluster, tenure, day, max(plus(day, 12), plus(c["recorded"], 1)), "letter")
            if cluster in (POWER, BOARD):
                p.update(day="2022-08-31", recorded="2022-09-01", tenure="none")
    late = {"24-909": 1, "24-910": 1}             # registered in 2023, entered in September 2024
    for cluster, (leased, rented) in MORE.items():
        c = clusters[cluster]
        for i in range(leased + rented):
            rnd = random.Random(f"more {cluster} {i}")
            begin = max("2024-04-25", plus(c["from"], 60), plus(c["recorded"], 14) if "2024" < c["recorded"] else "",
                        plus(c["opened"], -40) if c["opened"] and "2024-04" < c["opened"] else "")
            day = between(rnd, min(begin, "2025-03-03"), "2025-03-14")
            tenure = ("sublease" if c["kind"] == "enterprise" else "land_lease") if i < leased else "factory_rental"
            recorded = plus(day, 7)
            if late.get(cluster) and i == leased + rented - 1:
                day, recorded = f"2023-0{late.pop(cluster) + 5}-14", "2024-09-16"
            add(cluster, tenure, day, recorded, "more")
    return projects


def set_states(projects):
    """223 producing and 9 being built on the letter's day; 240 producing of 297 in March 2025."""
    letter = [p for p in projects if p["batch"] == "letter"]
    young = sorted((p for p in letter if p["cluster"] >= "24-901" and p["cluster"] != "24-903"),
                   key=lambda p: p["day"])[-7:]
    built = {p["nr"] for p in young} | {p["nr"] for p in letter if p["cluster"] in (POWER, BOARD)}
    more = sorted((p for p in projects if p["batch"] == "more"), key=lambda p: (p["tenure"] != "factory_rental", p["day"], p["nr"]))
    soon = {next(p["nr"] for p in more if p["cluster"] == code) for code in ("24-905", "24-917", "24-918", "24-919")}
    soon |= {p["nr"] for p in [p for p in more if p["nr"] not in soon][:17 - len(soon)]}
    for p in projects:
        rnd, end = p["rnd"], MARCH if p["batch"] == "more" else LETTER
        if p["nr"] in built or p["cluster"] in (POWER, BOARD):
            steps = [("registered", p["day"])]
            building = plus(p["day"], 120)
            if p["cluster"] in (POWER, BOARD):
                steps = [("building", p["day"])]
            else:
                steps.append(("building", building))
        elif p["batch"] == "letter" or p["nr"] in soon:
            short = p["tenure"] == "factory_rental"
            start = plus(p["day"], rnd.randrange(20, 45) if short else rnd.randrange(240, 420))
            limit = "2022-08-20" if p["cluster"] != "24-903" and p["batch"] == "letter" else plus(end, -10)
            start = min(start, limit)
            steps = [("registered", p["day"])]
            if not short and plus(p["day"], 90) < start:
                steps.append(("building", plus(p["day"], 80)))
            steps.append(("producing", max(start, plus(p["day"], 5))))
        else:
            steps = [("registered", p["day"])]
            if p["tenure"] != "factory_rental" and plus(p["day"], 90) < MARCH:
                steps.append(("building", plus(p["day"], 80)))
        p["steps"] = steps
        p["producing"] = steps[-1][0] == "producing"


def set_money(projects):
    def give(some, total, field):
        for p, part in zip(some, shares([p["size"] for p in some], total // (BN // 10), 15)):
            p[field] = part * (BN // 10)

    letter = [p for p in projects if p["batch"] == "letter"]
    more = [p for p in projects if p["batch"] == "more"]
    for p in letter:
        p["size"] *= 0.45 if p["tenure"] == "factory_rental" else 1
        if not p["producing"]:
            p["size"] = max(0.9, p["size"])
    for p in more:
        p["size"] = p["size"] ** 0.7 * (0.5 if p["tenure"] == "factory_rental" else 2.2)
    power = next(p for p in letter if p["cluster"] == POWER)
    power["capital"], power["realised"] = POWER_CAPITAL, None
    rest = [p for p in letter if p is not power]
    give(rest, REGISTERED - POWER_CAPITAL, "capital")
    give(more, REGISTERED_MORE - CORRECTED, "capital")
    for group, total in ((rest, REALISED), (more, REALISED_MORE)):
        done = [p for p in group if p["producing"]]
        open_ = [p for p in group if not p["producing"] and p["cluster"] != BOARD]
        for p in group:
            p["realised"] = None if p["cluster"] == BOARD else 0
        for p in done:
            p["realised"] = p["capital"]
        left = total - sum(p["realised"] or 0 for p in group)
        if left < 0:                              # some are not quite done
            for p, cut in zip(done, shares([p["capital"] for p in done], -left // (BN // 10), 0)):
                p["realised"] -= cut * (BN // 10)
            left = 0
        for p, part in zip(open_, shares([p["capital"] for p in open_], left // (BN // 10), 0)):
            p["realised"] = part * (BN // 10)
        assert all((p["realised"] or 0) <= p["capital"] for p in group)
    wrong = max((p for p in letter if p["cluster"] == "24-906" and p["producing"]), key=lambda p: p["capital"])
    wrong["corrected"] = wrong["capital"] + CORRECTED


def set_leases(projects, lands):
    """Leased land: each cluster's leasable land is filled so far that the sums are exact."""
    by = {}
    for p in projects:
        if p["tenure"] in ("land_lease", "sublease") and p["cluster"] not in UNLEASED:
            by.setdefault((p["batch"], p["cluster"]), []).append(p)
    codes = [c for b, c in by if b == "letter"]
    total = shares([float(lands[c]["room"]) * land.FILLED.get(c, 0.93) for c in codes], int(LEASED * 100), 100)
    leased = {}
    for code, part in zip(codes, total):
        assert part <= lands[code]["room"] * 100, (code, part, lands[code])
        leased[code] = part
    more = [(c, p) for (b, c), ps in by.items() if b == "more" for p in ps]
    part_more = shares([1.6 if COUNTS.get(c) is None else 0.6 for c, _ in more], int(LEASED_MORE * 100), 50)
    for (code, p), part in zip(more, part_more):
        p["leased"] = part
        leased[code] = leased.get(code, 0) + part
        assert leased[code] <= lands[code]["room"] * 100, (code, leased[code], lands[code])
    for code in codes:
        some = by["letter", code]
        first = total[codes.index(code)]
        for p, part in zip(some, shares([p["size"] ** 0.6 for p in some], first, 10)):
            p["leased"] = part


def set_workers(projects):
    letter = [p for p in projects if p["batch"] == "letter" and p["producing"]]
    weight = lambda p: TRADES[p["trade"]][2] * (p["capital"] / BN) ** 0.75
    left, free = EMPLOYED, []
    for code, n in PUBLISHED_WORKERS.items():
        some = [p for p in letter if p["cluster"] == code]
        for p, part in zip(some, shares([weight(p) for p in some], n, 8)):
            p["employed"] = part
        left -= n
    free = [p for p in letter if p["cluster"] not in PUBLISHED_WORKERS]
    for p, part in zip(free, shares([weight(p) for p in free], left, 8)):
        p["employed"] = part
    new = [p for p in projects if p["batch"] == "more" and p["producing"]]
    for p, part in zip(new, shares([weight(p) for p in new], EMPLOYED_MORE, 8)):
        p["employed"] = part
    for p, part in zip(letter, shares([p["employed"] for p in letter], CONTRACT, 5)):
        p["contract"] = part
    # the report of 2024 takes the new ones in and counts fewer in the invented clusters
    same = [p for p in letter if p["cluster"] < "24-901"]
    other = [p for p in letter if "24-901" <= p["cluster"]] + new
    kept = sum(p["contract"] for p in same)
    for p, part in zip(other, shares([p["employed"] for p in other], CONTRACT_2025 - kept, 5)):
        p["contract_2025"] = part


def tail(start, end, precision, recorded, origin="illustrative", source="minh-hoa"):
    return [start, end, precision, recorded, origin, source]


def rows(clusters, lands):
    """The five tables: enterprises, projects, states, leases, workers."""
    projects = draw(clusters)
    assert [sum(p["batch"] == b for p in projects) for b in ("letter", "more")] == [232, 65]
    set_states(projects)
    set_money(projects)
    set_leases(projects, lands)
    set_workers(projects)
    enterprises, out, states, leases, workers, seen = [], [], [], [], [], {}
    foreign = set(random.Random("foreign").sample([p["nr"] for p in projects if p["cluster"] not in (POWER, BOARD)
                                                   and p["trade"] in ("garment", "electronics", "plastics", "metal", "textile", "shoes")], 45))
    tenant = next(nr for nr, p in enumerate(projects, 1) if p["cluster"] == "24-903")
    for nr, p in enumerate(projects, 1):
        dn, da = f"DN-{nr:04d}", f"DA-{nr:04d}"
        published = p["cluster"] in (POWER, BOARD)
        vsic, word, _ = TRADES[p["trade"]]
        seen[word] = seen.get(word, 0) + 1
        kind, firm, project = "enterprise", f"Công ty TNHH Minh Họa {nr:03d}", f"Dự án {word} minh họa {seen[word]:03d}"
        if p["cluster"] == "24-006" and nr % 3 == 0:
            kind, firm = "cooperative", f"Hợp tác xã Minh Họa {nr:03d}"
        elif p["cluster"] == "24-006" and nr % 3 == 1:
            kind, firm = "household", f"Hộ kinh doanh Minh Họa {nr:03d}"
        if published:
            firm = f"Doanh nghiệp của dự án {word} (không nêu tên)"
            project = "Dự án nhà máy nhiệt điện" if p["cluster"] == POWER else "Dự án nhà máy ván MDF"
        body = ""
        if nr == tenant:                          # the firm of one of the demo's people
            kind, firm, body = "enterprise", "Công ty TNHH Sản xuất Minh Họa", "b-minh-hoa-dn"
        is_foreign = nr in foreign
        country = p["rnd"].choice(COUNTRIES) if is_foreign else ""
        day, recorded = p["day"], p["recorded"]
        source = ("published", "t-thuvienbds-2022") if published else ("illustrative", "minh-hoa")
        precision = "by" if published else "day"
        enterprises.append([dn, firm, kind, "", country, body] + tail(day, OPEN, precision, max(day, plus(recorded, -1)), *source))

        def version(capital, when, origin="illustrative", source="minh-hoa"):
            realised = "" if p["realised"] is None else p["realised"]
            out.append([da, project, dn, p["cluster"], "", vsic, capital, realised, "true" if is_foreign else "false",
                        p["tenure"]] + tail(day, OPEN, precision, when, origin, source))

        version(p["capital"], recorded)
        if p.get("corrected"):
            version(p["corrected"], CORRECTION)
        if p["cluster"] == POWER:                 # the capital is told by a page of August 2025
            version(p["capital"], "2025-08-31", "published", "t-vietnamnet-2025-08")
        for i, (state, start) in enumerate(p["steps"]):
            end = p["steps"][i + 1][1] if i + 1 < len(p["steps"]) else OPEN
            states.append([da, state] + tail(start, end, precision, max(recorded, plus(start, 0 if published else 7)), *source))
        if p.get("leased"):
            start = plus(day, 3)
            leases.append([f"HD-{len(leases) + 1:04d}", da, p["cluster"], f"{D(p['leased']) / 100:.2f}", p["tenure"]]
                          + tail(start, str(int(start[:4]) + 43) + start[4:].replace("02-29", "02-28"), "day", max(recorded, plus(start, 5))))
        if p.get("contract"):
            first = max("2022-06-30", p["steps"][-1][1])
            workers.append([da, "contract", p["contract"]] + tail(first, OPEN, "by", max("2022-08-25", recorded, plus(first, 5))))
        if p.get("employed"):
            first = max("2023-12-31", p["steps"][-1][1]) if p["batch"] == "letter" else p["steps"][-1][1]
            workers.append([da, "employed", p["employed"]] + tail(first, OPEN, "by", max("2024-01-22", recorded, plus(first, 5))))
        if p.get("contract_2025"):
            first = max("2024-12-31", p["steps"][-1][1])
            workers.append([da, "contract", p["contract_2025"]] + tail(first, OPEN, "by", max("2025-01-20", recorded, plus(first, 10))))
    for i, (cluster, first, last, hectares) in enumerate(ENDED, len(projects) + 1):
        dn, da = f"DN-{i:04d}", f"DA-{i:04d}"     # over before the letter: in no sum
        enterprises.append([dn, f"Công ty TNHH Minh Họa {i:03d}", "enterprise", "", "", ""] + tail(first, OPEN, "day", plus(first, 5)))
        out.append([da, f"Dự án cơ khí minh họa {i:03d}", dn, cluster, "", "2592", 18 * BN, 18 * BN, "false", "land_lease"]
                   + tail(first, OPEN, "day", plus(first, 7)))
        states.append([da, "producing"] + tail(plus(first, 200), last, "day", plus(first, 207)))
        states.append([da, "ended"] + tail(last, OPEN, "day", plus(last, 7)))
        leases.append([f"HD-{len(leases) + 1:04d}", da, cluster, hectares, "land_lease"] + tail(first, last, "day", plus(first, 7)))
    return enterprises, out, states, leases, workers
