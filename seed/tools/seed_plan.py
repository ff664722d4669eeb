"""The plan of Decision 219/QĐ-TTg: its numbers are published, its annex was not obtained.

So the rows are illustrative: they add up to what is published of the plan. Parks: 26 names are published; 17 areas
too; where no area is published, one equal round figure stands for it, and the reason says so.
"""
from decimal import Decimal as D

import seed_invented as invented

PLAN, FROM, RECORDED, REVIEW = "QH-2021-2030", "2022-02-17", "2023-02-15", "2024-10-21"
HEADS = {"plans": "code,name,kind,period_from,period_to,stage",
         "rows": "plan,nr,kind,name,cluster,park,units,area_before_ha,area_ha,change,stage,reason"}
TOTAL = D("3050.00")
ANNEX = ""  # that the annex was not read is said once, by the document
KEPT_REAL = ["24-001", "24-002", "24-003", "24-004", "24-005", "24-006", "24-015", "24-016", "24-017", "24-018", "24-022",
             "24-023", "24-024", "24-025", "24-026", "24-027", "24-032", "24-033", "24-038", "24-039", "24-040", "24-041",
             "24-042", "24-043", "24-044", "24-045", "24-046", "24-052", "24-055"]
# communes for plan rows that are no cluster yet
COMMUNES = ["c-07243", "c-07252", "c-07285", "c-07264", "c-07549", "c-07555", "c-07597", "c-07606", "c-07642", "c-07654",
            "c-07663", "c-07807", "c-07786", "c-07741", "c-07714", "c-07405", "c-07396", "c-07411", "c-07384"]
EQUAL_PARK = "260.00"
WORDS = "Diện tích chưa công bố: lấy chung 260 ha để minh họa."
# name, communes, area or None, source, recorded, change
PARKS = [
    ("Đình Trám", "", "127.40", "t-fntvina-kcn", "2023-02-15", "kept"),
    ("Quang Châu", "c-07807", "426.00", "t-fntvina-kcn", "2023-02-15", "kept"),
    ("Vân Trung", "c-07801", "350.30", "t-fntvina-kcn", "2023-02-15", "kept"),
    ("Song Khê - Nội Hoàng", "c-07705 c-07708", "158.70", "t-fntvina-kcn", "2023-02-15", "kept"),
    ("Hòa Phú", "", "207.45", "t-fntvina-kcn", "2023-02-15", "kept"),
    ("Việt Hàn", "", "197.31", "t-fntvina-kcn", "2023-02-15", "kept"),
    ("Tân Hưng", "c-07417", "105.30", "t-daidoanket-2021", "2023-02-15", "new"),
    ("Yên Lư", "c-07726", "377.00", "t-vietnamplus-2022", "2023-02-15", "new"),
    ("Yên Sơn - Bắc Lũng", "c-07498", "300.00", "t-vccinews-2022", "2023-02-15", "new"),
    ("Phúc Sơn", "", "124.94", "t-vccinews-2022", "2023-02-15", "new"),
    ("Hòa Yên", "", "256.68", "t-emidas-kcn", "2023-12-31", "new"),
    ("Đức Giang", "c-07735", "287.54", "t-baobacninhtv-2023", "2023-12-31", "new"),
    ("Nghĩa Hưng", "c-07381", "151.79", "t-baobacninhtv-2023", "2023-12-31", "new"),
    ("Tiên Sơn - Ninh Sơn", "c-07786 c-07798", "222.98", "t-baobacninhtv-2023", "2023-12-31", "new"),
    ("Xuân Cẩm - Hương Lâm", "c-07876", "224.02", "t-baobacninhtv-2023", "2023-12-31", "new"),
    ("Mỹ Thái - Xuân Hương - Tân Dĩnh", "c-07420 c-07429 c-07432", "200.00", "t-tapchixaydung", "2023-12-31", "new"),
    ("Thái Đào - Tân An", "c-07438 c-07682", "166.90", "t-vietnammoi", "2023-12-31", "new"),
    ("Song Mai - Nghĩa Trung", "c-07765", None, None, "2023-12-31", "new"),
    ("Đồng Phúc", "c-07750", None, None, "2023-12-31", "new"),
    ("Châu Minh - Bắc Lý - Hương Lâm", "c-07870 c-07876", None, None, "2023-12-31", "new"),
    ("Mỹ Hưng", "", None, None, "2023-12-31", "new"),
    ("Nghĩa Thái", "", None, None, "2023-12-31", "new"),
    ("Minh Đức - Thượng Lan - Ngọc Thiện", "c-07768 c-07759", None, None, "2023-12-31", "new"),
    ("Ngọc Thiện", "", None, None, "2023-12-31", "new"),
    ("Ngọc Lý", "c-07363", None, None, "2023-12-31", "new"),
    ("Quế Nham", "", None, None, "2023-12-31", "new"),
    ("minh họa 01", "", None, None, "2023-12-31", "new"),
    ("minh họa 02", "", None, None, "2023-12-31", "new"),
    ("minh họa 03", "", None, None, "2023-12-31", "new"),
]


def tail(recorded, origin="illustrative", source="minh-hoa"):
    return [FROM, "9999-12-31", "day", recorded, origin, source]


def plans():
    return [[PLAN, "Phương án phát triển cụm công nghiệp, khu công nghiệp trong Quy hoạch tỉnh Bắc Giang thời kỳ 2021-2030",
             "both", "2021", "2030", "approved"] + tail("2022-03-01", "published", "qd-219-2022")]


def rows(names, areas, units, firsts):
    """code -> name, area, communes, and first recorded on, of the clusters in the register."""
    out, nr, planned = [], 0, D(0)
    stories = {"24-901": "40.00", "24-902": "32.00", "24-903": "20.00"}      # as they were decided in 2023
    filling = {f[0]: f for f in invented.FILLING}
    kept = KEPT_REAL + list(stories) + [c for c, f in filling.items() if f[7] == "kept"]

    def row(name, cluster, where, before, area, change, stage, reason, recorded=RECORDED):
        out.append([PLAN, nr, "cluster", name, cluster, "", where, before, area, change, stage, reason] + tail(recorded))

    for code in kept:
        nr += 1
        area = stories.get(code) or areas[code]
        planned += D(area or 0)
        told = (" ".join(units[code]), area, area, "kept", "2021-2025", ANNEX)
        if RECORDED < firsts[code]:               # not in the register yet: named first, pointed to later
            row(names[code], "", *told)
        row(names[code], code, *told, max(RECORDED, firsts[code]))
    for code, f in filling.items():
        if f[7] == "enlarged":
            nr += 1
            planned += 75
            row(names[code], code, f[1], f[2], "75.00", "enlarged", "2021-2025", ANNEX)
    late = [f for f in filling.values() if f[7] == "new"]
    free = TOTAL - planned - sum(D(f[2]) for f in late)
    each = [free / len(COMMUNES) + D(i % 5 - 2) * D("3.5") for i in range(len(COMMUNES))]
    each = [a.quantize(D("0.1")) for a in each]
    each[-1] += free - sum(each)
    for i, f in enumerate(late, 1):
        nr += 1
        row(f"minh họa quy hoạch {i:02d}", "", f[1], "", f[2], "new", "2021-2025", ANNEX)
        row(f"minh họa quy hoạch {i:02d}", f[0], f[1], "", f[2], "new", "2021-2025", ANNEX, max(REVIEW, f[5]))
    for i, (commune, area) in enumerate(zip(COMMUNES, each), len(late) + 1):
        nr += 1
        assert 5 <= area <= 75
        row(f"minh họa quy hoạch {i:02d}", "", commune, "", f"{area:.2f}", "new",
            "2021-2025" if i < 14 else "2026-2030", ANNEX)
    assert nr == 63, nr
    for code, f in filling.items():
        if f[7] == "withdrawn":
            nr += 1
            row(names[code], code, f[1], f[2], "", "withdrawn", "2021-2025",
                "Minh họa cho tám cụm rút khỏi quy hoạch, tên thật chưa tìm thấy.")
    for i, (name, where, area, source, recorded, change) in enumerate(PARKS, 1):
        reason = "" if area else WORDS if not name.startswith("minh họa") else "Khu không có thật, bù cho ba tên chưa tìm thấy; 260 ha để minh họa."
        out.append([PLAN, i, "park", name, "", "", where, area if change == "kept" else "", area or EQUAL_PARK, change,
                    "2021-2025", reason] + (tail(recorded, "published", source) if area else tail(recorded)))
    return out
