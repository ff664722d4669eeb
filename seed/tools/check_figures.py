"""The figures of the seed, computed a second time and from the files alone, at two dates as known then.

Independent of the program: only the CSV and TOML files are read. What the letter and the page of March 2025 state
must come out; so must that hindsight differs.
"""
import csv
import datetime
import tomllib
from decimal import Decimal as D

ESTABLISHED = {"established", "detailed_plan", "clearing", "building", "operating"}
LIVE, OVER = {"registered", "building", "producing", "suspended"}, {"ended", "withdrawn"}
LETTER, MARCH, NOW = "2024-04-22", "2025-03-31", "2026-11-24"
OPEN = "9999-12-31"


class Seed:
    def __init__(self, out):
        self.clusters = []
        for path in sorted((out / "clusters").glob("*.toml")):
            self.clusters += tomllib.loads(path.read_text(encoding="utf-8"))["cluster"]
        table = lambda name: list(csv.DictReader(open(out / name, encoding="utf-8", newline="")))
        self.projects, self.states = table("enterprises/projects.csv"), table("enterprises/project_states.csv")
        self.leases, self.workers = table("enterprises/leases.csv"), table("enterprises/workers.csv")
        self.enterprises, self.rows = table("enterprises/enterprises.csv"), table("plans/rows.csv")


def standing(rows, key, day, known):
    """Of each key the row that holds on the day: among those known, the later recorded wins."""
    found = {}
    for r in sorted(rows, key=lambda r: str(r["recorded"])):
        if str(r["recorded"]) <= known and str(r["from"]) <= day < str(r.get("to") or OPEN):
            found[key(r)] = r
    return found


def version_of(cluster, day, known):
    some = [v for v in cluster["version"] if str(v["recorded"]) <= known and str(v["from"]) <= day]
    return max(some, key=lambda v: (v["from"], v["recorded"])) if some else None


def figures(seed, day, known):
    established, land = {}, {}
    for c in seed.clusters:
        version = version_of(c, day, known)
        states = set(standing(c["state"], lambda s: s["state"], day, known))
        if version and states & ESTABLISHED and not states & {"repealed", "merged_into_park"}:
            established[c["code"]] = version
        some = standing(c.get("land", []), lambda _: 0, day, known)
        if some:
            land[c["code"]] = some[0]
    states = {}
    for (project, state) in standing(seed.states, lambda s: (s["project"], s["state"]), day, known):
        states.setdefault(project, set()).add(state)
    counted = {code: p for code, p in standing(seed.projects, lambda p: p["code"], day, known).items()
               if states.get(code, set()) & LIVE and not states[code] & OVER}
    producing = {code for code in counted if "producing" in states[code]}
    using = {p["cluster"] for p in counted.values() if p["cluster"] in established}
    leases = standing(seed.leases, lambda l: l["code"], day, known)
    leased = sum((D(l["area_ha"]) for l in leases.values() if l["cluster"] in using), D(0))
    area = lambda codes: sum((D(established[c].get("area_ha") or 0) for c in codes), D(0))
    hectares = lambda name, codes: sum((D(land[c][name]) for c in codes if name in land.get(c, {})), D(0))
    ready = {c for c in using if "leasable_ha" in land.get(c, {})}
    workers = standing(seed.workers, lambda w: (w["project"], w["series"]), day, known)
    plan = list(standing(seed.rows, lambda r: (r["plan"], r["kind"], r["nr"]), day, known).values())
    stay = {k: [r for r in plan if r["kind"] == k and r["change"] not in ("withdrawn", "into_park")] for k in ("cluster", "park")}
    total = lambda field, some: sum(int(p[field] or 0) for p in some)
    industrial = hectares("industrial_ha", using)
    kinds = {}
    for v in established.values():
        kinds[v.get("investor_kind", "")] = kinds.get(v.get("investor_kind", ""), 0) + 1
    return {
        "clusters.count": len(established), "clusters.area_ha": area(established),
        "investor kinds": dict(sorted(kinds.items())),
        "clusters.operating.count": len(using), "clusters.operating.area_ha": area(using),
        "producing clusters": len({counted[p]["cluster"] for p in producing} & set(established)),
        "land.industrial_ha": industrial, "leased_ha": leased,
        "occupancy.pct": round(100 * leased / industrial, 2) if industrial else None,
        "leasable_ha": hectares("leasable_ha", ready),
        "occupancy of leasable": round(100 * sum(D(l["area_ha"]) for l in leases.values() if l["cluster"] in ready)
                                       / hectares("leasable_ha", ready), 2) if ready else None,
        "projects.count": len(counted), "producing projects": len(producing),
        "foreign projects": sum(p["foreign"] == "true" for p in counted.values()),
        "capital_dong": total("capital_registered", counted.values()), "realised_dong": total("capital_realised", counted.values()),
        "employed": sum(int(w["count"]) for (p, s), w in workers.items() if s == "employed" and p in counted),
        "contract": sum(int(w["count"]) for (p, s), w in workers.items() if s == "contract" and p in counted),
        "plan.clusters": len(stay["cluster"]), "plan.clusters.area_ha": sum(D(r["area_ha"] or 0) for r in stay["cluster"]),
        "plan withdrawn": sum(r["change"] == "withdrawn" for r in plan),
        "plan.parks": len(stay["park"]), "plan.parks.area_ha": sum(D(r["area_ha"] or 0) for r in stay["park"]),
    }


def check(out, need):
    """Asserts what the letter and the page of March 2025 state. Gives the figures for printing."""
    seed = Seed(out)
    bn = 1_000_000_000
    letter, march = figures(seed, LETTER, LETTER), figures(seed, MARCH, MARCH)
    later = figures(seed, LETTER, NOW)
    for got, when, expected in ((letter, "letter", {
            "clusters.count": 45, "clusters.area_ha": D("1728.00"), "clusters.operating.count": 31,
            "clusters.operating.area_ha": D("969.00"), "producing clusters": 29, "land.industrial_ha": D("695.00"),
            "leased_ha": D("567.12"), "occupancy.pct": D("81.60"), "projects.count": 232, "producing projects": 223,
            "capital_dong": 32_765 * bn, "realised_dong": 9_000 * bn, "plan.clusters": 63, "plan withdrawn": 8, "plan.parks": 29}),
            (march, "March 2025", {
            "clusters.count": 55, "clusters.area_ha": D("2327.00"), "clusters.operating.count": 38, "leased_ha": D("612.00"),
            "projects.count": 297, "producing projects": 240, "capital_dong": 35_400 * bn, "realised_dong": 10_300 * bn})):
        for name, value in expected.items():
            need(got[name] == value, f"{when}: {name} is {got[name]}, not {value}")
    for got, name, least, most in ((letter, "employed", 65_001, 65_999), (letter, "contract", 45_100, 45_199),
                                   (march, "contract", 45_100, 45_199), (letter, "plan.clusters.area_ha", 3_000, 3_100),
                                   (letter, "plan.parks.area_ha", 6_950, 7_050), (later, "clusters.count", 54, 99),
                                   (letter, "occupancy of leasable", 93.5, 94.5), (march, "clusters.operating.area_ha", 1_372, 1_428),
                                   (march, "land.industrial_ha", 980, 1_020), (letter, "foreign projects", 30, 40)):
        need(least <= got[name] <= most, f"{name} is {got[name]}")
    for name in ("projects.count", "capital_dong", "clusters.count", "employed"):
        need(later[name] != letter[name], f"hindsight does not differ: {name}")

    # every row points to what is there, and is recorded after it
    firsts = {c["code"]: min(str(v["recorded"]) for v in c["version"]) for c in seed.clusters}
    areas = {c["code"]: [D(v["area_ha"]) for v in c["version"] if v.get("area_ha")] for c in seed.clusters}
    firms, projects = {}, {}
    for e in seed.enterprises:
        firms.setdefault(e["code"], e["recorded"])
        need("Minh Họa" in e["name"] or "không nêu tên" in e["name"], f"{e['code']}: a name that could be real")
    for p in seed.projects:
        need(firms.get(p["enterprise"], OPEN) <= p["recorded"], f"{p['code']}: enterprise")
        need(firsts.get(p["cluster"], OPEN) <= p["recorded"], f"{p['code']}: cluster not there")
        need(int(p["capital_realised"] or 0) <= int(p["capital_registered"]), f"{p['code']}: realised")
        projects.setdefault(p["code"], p["recorded"])
    for name, rows in (("state", seed.states), ("lease", seed.leases), ("workers", seed.workers)):
        for r in rows:
            need(projects.get(r["project"], OPEN) <= r["recorded"], f"{name} of {r['project']}: before its project")
            need(r["from"] < r["to"], f"{name} of {r['project']}: empty period")
    for r in seed.rows:
        need(not r["cluster"] or firsts.get(r["cluster"], OPEN) <= r["recorded"], f"plan row {r['nr']}: cluster")
        need(r["change"] != "withdrawn" or r["cluster"] >= "24-901", f"plan row {r['nr']}: a real cluster is withdrawn")
    for rows in (seed.enterprises, seed.projects, seed.states, seed.leases, seed.workers, seed.rows):
        for r in rows:
            need(r["from"] <= r["recorded"] <= NOW, f"{r}: recorded before it holds")
            datetime.date.fromisoformat(r["from"])
    for code, some in areas.items():
        need(code < "24-901" or all(5 <= a <= 75 for a in some), f"{code}: area")
    return {"letter": letter, "March 2025": march, "letter, as known now": later}
