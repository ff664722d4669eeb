"""Land of the clusters by their detailed plans, and what else the newer tables of the clusters' files hold.

Industrial land of two clusters is published; the rest is illustrative and neutral: some 70 to 72 % of the area.
"""
import random
from decimal import Decimal as D

LETTER_INDUSTRIAL, LETTER_LEASABLE = D("695.00"), D("553.00")
MARCH_INDUSTRIAL, MARCH_LEASABLE = D("308.50"), D("231.00")
HOP_THINH, HUONG_SON, POWER = "24-040", "24-018", "24-026"
# the clusters with an area that operate on the letter's day, and the seven more of March 2025
LETTER = ["24-001", "24-002", "24-004", "24-005", "24-006", "24-015", "24-022", "24-023", "24-024", "24-026", "24-032",
          "24-038", "24-039", "24-040", "24-041", "24-042", "24-043", "24-903", "24-904", "24-906", "24-907", "24-908",
          "24-909", "24-910", "24-911", "24-912", "24-913"]
MARCH = ["24-033", "24-901", "24-905", "24-917", "24-918", "24-919", "24-921"]
OTHERS = ["24-902", "24-914", "24-915", "24-916", "24-920", "24-922", "24-923"]
FULL = {"24-001", "24-002", "24-004", "24-005", "24-006", "24-022", "24-023", "24-024", "24-038", "24-039"}
# how far leasable land is filled: called full in 2023, or "over 80 %"
FILLED = {**{code: 0.99 for code in FULL}, "24-041": 0.90, "24-042": 0.90, "24-043": 0.90, "24-904": 0.88}


def spread(codes, weights, total):
    """Hectares in proportion, to two decimals, with exactly this sum."""
    whole = sum(weights)
    parts = [int(total * 100 * w / whole) for w in weights]
    for i in range(int(total * 100) - sum(parts)):
        parts[i % len(parts)] += 1
    return {c: D(p) / 100 for c, p in zip(codes, parts)}


def lands(areas):
    """code -> {"industrial", "leasable"} in ha; areas: code -> area at the day the cluster counts."""
    out = {}

    def give(codes, industrial, leasable):
        weights = [areas[c] * D(str(round(random.Random("land " + c).uniform(.99, 1.015), 4))) for c in codes]
        got = spread(codes, weights, industrial)
        ready = [c for c in codes if c != POWER]
        part = [got[c] * (1 if c in FULL else D(".93")) for c in ready]
        scarce = [c for c in ready if c not in FULL]
        fixed = sum(got[c] for c in ready if c in FULL)
        open_ = spread(scarce, [p for c, p in zip(ready, part) if c not in FULL], leasable - fixed)
        for c in codes:
            out[c] = {"industrial": got[c], "leasable": None if c == POWER else got[c] if c in FULL else open_[c]}
            assert out[c]["leasable"] is None or out[c]["leasable"] <= got[c], c

    rest = [c for c in LETTER if c != HOP_THINH]
    give(rest, LETTER_INDUSTRIAL - D("52.38"), LETTER_LEASABLE)
    out[HOP_THINH] = {"industrial": D("52.38"), "leasable": None}         # published, and no more is
    give(MARCH, MARCH_INDUSTRIAL, MARCH_LEASABLE)
    for land in out.values():
        land["room"] = land["leasable"] or (D("50.00") if land["industrial"] == D("52.38") else D(0))
    for code in OTHERS:
        out[code] = {"industrial": (areas[code] * D(".71")).quantize(D("0.01")), "leasable": None, "room": D(0)}
    return out


def whole(area, industrial):
    """The balance of an invented cluster: what is not industrial land adds up to its area."""
    part = {name: (area * share).quantize(D("0.01")) for name, share in
            (("service", D(".022")), ("road", D(".118")), ("technical", D(".014")))}
    rest = area - industrial - sum(part.values())
    part["green"] = (rest * D(".92")).quantize(D("0.01"))
    part["other"] = rest - part["green"]
    assert min(part.values()) > 0, (area, part)
    return part


def entries(code, area, first, got):
    """The [[cluster.land]] of a cluster as lines of its file."""
    real = code < "24-901"
    start = max("2022-08-31", first["start"])
    recorded = max(start, first["recorded"])
    if code in MARCH:                             # their detailed plans came into the register with the first projects
        recorded = max(recorded, "2024-10-28")
    origin, source, precision = "illustrative", "minh-hoa", "by"
    if code == HOP_THINH:
        start, recorded, origin, source, precision = "2011-01-01", "2011-12-31", "published", "t-batdongsan-hop-thinh", "year"
    fields = {"industrial": got["industrial"], "leasable": got["leasable"]}
    if not real:
        fields |= whole(area, got["industrial"])
    told = lines("land", start, precision, recorded, origin, source,
                 **{f"{name}_ha": f'"{value:.2f}"' for name, value in fields.items() if value is not None})
    return told if real else told + works(code, area, first)


def works(code, area, first):
    """The infrastructure project and the wastewater works of an invented cluster."""
    since, recorded = first["start"], first["recorded"]
    if first["investor"] == "none":               # a project comes with its investor
        since, recorded = "2023-09-04", "2023-09-11"
    cost = int(area * 17 / 2) * 1_000_000_000     # some 8.5 billion đồng a hectare
    told = lines("project", since, "day", recorded, "illustrative", "minh-hoa", investment=cost)
    begun = max("2020-01-06", since)
    state, more = '"investing"', {}
    if code in LETTER:
        state, more = '"to_standard"', {"capacity_m3_day": int(area) * 20}
    return told + lines("wastewater", begun, "day", max(begun, recorded), "illustrative", "minh-hoa", status=state, **more)


def lines(table, start, precision, recorded, origin, source, **fields):
    head = ["", f"  [[cluster.{table}]]", f"  from = {start}", f'  precision = "{precision}"', f"  recorded = {recorded}"]
    return head + [f"  {name} = {value}" for name, value in fields.items()] + [
        f'  origin = "{origin}"', f'  source = "{source}"']


# what pages say of land and works of real clusters
PUBLISHED = {
    HUONG_SON: lines("land", "2018-06-29", "day", "2018-07-15", "published", "qd-398-2018", industrial_ha='"59.34"')
    + lines("project", "2018-06-29", "day", "2018-07-15", "published", "qd-398-2018", investment=636_700_000_000),
    "24-015": lines("wastewater", "2022-05-31", "by", "2022-05-31", "published", "t-daibieunhandan-2022", status='"running"'),
    "24-017": lines("part", "2024-08-10", "by", "2024-08-10", "published", "t-xetoday-2024-08", part='"PN"',
                    name='"khu phía Nam"'),
    "24-021": lines("project", "2023-03-01", "month", "2023-03-18", "published", "t-kinhtetieudung-2023",
                    investment=576_235_000_000),
    "24-025": lines("project", "2020-10-23", "day", "2020-10-31", "published", "t-iip-lan-son-2", investment=667_300_000_000),
    "24-057": lines("project", "2022-01-01", "year", "2022-12-31", "published", "t-goldenlotus-thanh-son",
                    investment=488_181_000_000),
}
