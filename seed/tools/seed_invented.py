"""Invented clusters: they fill what the register lacks of the letter's 45 and of the 55 of March 2025.

Nothing here exists. Codes 24-901 and up, names "minh họa 01" and up; the communes are real, so that districts with
few published clusters are not empty.
"""
from seed_facts import alias, state, version

FIRM = "b-minh-hoa-ht"
REAL_NOTE = "Cụm không có thật: "


def iv(start, recorded, area=None, investor=None, firm=None):
    return version(start, "day", recorded, "minh-hoa", area, investor, firm=firm)


def ist(name, start, recorded, to=None):
    return state(name, start, "day", recorded, "minh-hoa", to)


# The three with a story of their own: (code, name, commune of 2023, doubt, facts)
STORIES = [
    ("24-901", "minh họa 01", "c-07792", "Cụm không có thật: diện tích được điều chỉnh từ 01/06/2024.", [
        iv("2023-01-02", "2023-01-05", None, "none"),
        iv("2023-03-01", "2023-03-06", "40.00", "enterprise", FIRM),
        iv("2024-06-01", "2024-06-05", "50.00", "enterprise", FIRM),
        ist("planned", "2023-01-02", "2023-01-05", "2023-03-01"),
        ist("established", "2023-03-01", "2023-03-06"),
        ist("clearing", "2023-06-01", "2023-06-05", "2024-03-01"),
        ist("building", "2024-03-01", "2024-03-05", "2025-06-01"),
        ist("operating", "2025-03-01", "2025-03-05"),
        alias("Minh Họa Một", "2023-03-01", "2023-03-06", "minh-hoa")]),
    ("24-902", "minh họa 02", "c-07579", "Cụm không có thật: diện tích ghi nhận ban đầu 30 ha, đính chính thành 32 ha ngày 15/09/2023.", [
        iv("2023-02-01", "2023-02-06", None, "none"),
        iv("2023-04-03", "2023-04-10", "30.00", "enterprise", FIRM),
        iv("2023-04-03", "2023-09-15", "32.00", "enterprise", FIRM),
        ist("planned", "2023-02-01", "2023-02-06", "2023-04-03"),
        ist("established", "2023-04-03", "2023-04-10"),
        ist("clearing", "2023-10-02", "2023-10-05", "2025-02-03"),
        ist("building", "2025-02-03", "2025-02-10")]),
    ("24-903", "minh họa 03", "c-07843", "Cụm không có thật: hạ tầng do UBND cấp huyện làm chủ đầu tư, từ 01/07/2025 là UBND cấp xã.", [
        iv("2023-01-02", "2023-01-05", "20.00", "district_committee"),
        iv("2025-07-01", "2025-07-04", "20.00", "commune_committee"),
        ist("established", "2023-01-02", "2023-01-05"),
        ist("building", "2023-05-02", "2023-05-08", "2024-05-02"),
        ist("operating", "2024-02-01", "2024-02-05")]),
]

# code, commune, area, who builds the infrastructure, established, recorded, operating since, row of the plan
#   district: UBND cấp huyện; handed: from it to an enterprise in June 2024
FILLING = [
    ("24-904", "c-07282", "62.95", "enterprise", "2017-05-15", "2017-05-22", "2018-09-03", "kept"),
    ("24-905", "c-07420", "75.00", "enterprise", "2020-06-08", "2020-06-15", "2024-09-16", "kept"),
    ("24-906", "c-07717", "35.00", "district", "2012-04-10", "2012-04-17", "2013-06-03", "enlarged"),
    ("24-907", "c-07759", "40.00", "district", "2011-09-05", "2011-09-12", "2012-10-01", "enlarged"),
    ("24-908", "c-07576", "45.00", "district", "2013-03-18", "2013-03-25", "2014-08-04", "enlarged"),
    ("24-909", "c-07690", "34.20", "district", "2010-08-16", "2010-08-23", "2011-07-04", "withdrawn"),
    ("24-910", "c-07561", "30.00", "district", "2011-02-21", "2011-02-28", "2012-03-05", "withdrawn"),
    ("24-911", "c-07648", "25.50", "district", "2014-05-12", "2014-05-19", "2015-09-07", "withdrawn"),
    ("24-912", "c-07261", "20.00", "handed", "2010-11-08", "2010-11-15", "2011-12-05", "withdrawn"),
    ("24-913", "c-07777", "16.00", "handed", "2010-06-14", "2010-06-21", "2011-04-04", "withdrawn"),
    ("24-914", "c-07672", "75.00", "enterprise", "2019-04-22", "2019-04-29", None, "withdrawn"),
    ("24-915", "c-07594", "74.00", "enterprise", "2019-10-14", "2019-10-21", None, "withdrawn"),
    ("24-916", "c-07260", "70.30", "enterprise", "2020-03-16", "2020-03-23", None, "withdrawn"),
    # established after August 2022; the register learns of the first four only after the letter
    ("24-917", "c-07393", "75.00", "enterprise", "2022-11-15", "2024-08-20", "2024-11-04", "new"),
    ("24-918", "c-07738", "75.00", "enterprise", "2023-05-22", "2024-08-20", "2024-12-02", "new"),
    ("24-919", "c-07771", "60.00", "enterprise", "2023-09-11", "2024-09-10", "2025-01-13", "new"),
    ("24-920", "c-07603", "75.00", "enterprise", "2023-12-04", "2024-09-10", None, "new"),
    ("24-921", "c-07651", "58.00", "enterprise", "2024-06-03", "2024-06-10", "2025-02-10", "new"),
    ("24-922", "c-07408", "75.00", "enterprise", "2024-07-15", "2024-07-22", None, "new"),
    ("24-923", "c-07291", "75.00", "enterprise", "2024-10-07", "2024-10-14", None, "new"),
]


def later(day, recorded, days_after):
    """The day a fact from `day` is recorded: a week on, but not before the cluster itself."""
    return max(recorded, days_after(day, 7))


def filling(days_after):
    """The clusters of FILLING in the form of STORIES."""
    out = []
    for code, unit, area, builder, start, recorded, opened, row in FILLING:
        nr = code[-2:]
        kind = "enterprise" if builder == "enterprise" else "district_committee"
        facts = [iv(start, recorded, area, kind)]
        if builder == "handed":
            facts.append(iv("2024-06-17", "2024-06-24", area, "enterprise"))
        if builder == "district":
            facts.append(iv("2025-07-01", "2025-07-04", area, "commune_committee"))
        facts.append(ist("established", start, recorded))
        drawn = days_after(start, 120)
        facts.append(ist("detailed_plan", drawn, later(drawn, recorded, days_after)))
        begun = days_after(start, 200)
        facts.append(ist("clearing" if not opened else "building", begun, later(begun, recorded, days_after),
                         days_after(opened, 180) if opened else None))
        if opened:
            facts.append(ist("operating", opened, later(opened, recorded, days_after)))
        doubt = REAL_NOTE + {
            "kept": "thay cho một cụm của danh sách 45 cụm mà bản mẫu chưa biết tên.",
            "enlarged": "thay cho một trong ba cụm được mở rộng trong quy hoạch.",
            "withdrawn": "thay cho một trong tám cụm rút khỏi quy hoạch.",
            "new": "thay cho một cụm thành lập sau tháng 8/2022 mà bản mẫu chưa biết tên."}[row]
        out.append((code, f"minh họa {nr}", unit, doubt, facts))
    return out
