"""What the letter and four pages state, and notes on how a figure is to be read. In our own words.

`source` is the document; a page that gives only a month stands for its last day.
"""
LETTER, PAGE_2022, PAGE_2023 = "cv-ubnd-2024-04-22", "t-thuvienbds-2022", "t-baobacgiang-2023"
PAGE_08_2024, PAGE_2025, MERGER = "t-xetoday-2024-08", "t-vietnamnews-2025", "nq-202-2025"
SINCE_2023 = "Hồ sơ minh họa chỉ đủ 45 cụm và 232 dự án từ cuối năm 2023: một số được ghi, hoặc có, sau tháng 8/2022."
HEADS = {"statements": "key,measure,as_of,qualifier,value,unit,source,recorded,note",
         "notes": "key,measure,from,to,text_vi,text_en,source,recorded"}

# source, day, recorded: measure, qualifier, value, unit, note
STATED = {
    (LETTER, "2024-04-22", "2024-04-22"): [
        ("clusters.count", "exact", "45", "cluster", ""),
        ("clusters.area_ha", "exact", "1728", "ha", ""),
        ("clusters.operating.count", "exact", "31", "cluster", ""),
        ("clusters.operating.area_ha", "exact", "969", "ha", ""),
        ("land.industrial_ha", "exact", "695", "ha", "Văn bản gọi là đất công nghiệp theo quy hoạch chi tiết có thể cho thuê."),
        ("occupancy.pct", "exact", "81.6", "percent", ""),
        ("projects.count", "exact", "232", "project", ""),
        ("projects.capital_bn_vnd", "over", "32765", "bn_vnd", ""),
        ("workers.count", "over", "65000", "person", ""),
        ("plan.parks.count", "exact", "29", "park", ""),
        ("plan.parks.area_ha", "about", "7000", "ha", ""),
        ("plan.clusters.count", "exact", "63", "cluster", ""),
        ("plan.clusters.area_ha", "over", "3000", "ha", "")],
    (PAGE_2022, "2022-08-31", "2022-08-31"): [
        ("clusters.count", "exact", "45", "cluster", SINCE_2023),
        ("clusters.area_ha", "exact", "1728", "ha", SINCE_2023),
        ("clusters.operating.count", "exact", "31", "cluster", SINCE_2023),
        ("clusters.operating.area_ha", "exact", "969", "ha", ""),
        ("land.leased_ha", "exact", "557", "ha", ""),
        ("projects.count", "exact", "232", "project", SINCE_2023),
        ("projects.producing.count", "exact", "223", "project", ""),
        ("projects.capital_bn_vnd", "over", "32700", "bn_vnd", ""),
        ("projects.realised_bn_vnd", "over", "9000", "bn_vnd", ""),
        ("workers.contract.count", "over", "45000", "person", "")],
    (PAGE_2023, "2023-12-31", "2023-12-31"): [
        ("clusters.count", "exact", "54", "cluster", "Nguồn ghi năm 2023, không rõ ngày. Hồ sơ khi đó theo danh sách 45 cụm.")],
    (PAGE_08_2024, "2024-08-10", "2024-08-10"): [
        ("clusters.count", "exact", "55", "cluster", "Một số cụm thành lập trước ngày này được ghi vào hồ sơ từ 20/08/2024 trở đi, khi rà soát. Nguồn nêu 14 cụm do UBND "
         "cấp huyện, 41 cụm do doanh nghiệp làm chủ đầu tư hạ tầng.")],
    (PAGE_2025, "2025-03-31", "2025-03-31"): [
        ("clusters.count", "exact", "55", "cluster", ""),
        ("clusters.area_ha", "exact", "2327", "ha", ""),
        ("clusters.operating.count", "exact", "38", "cluster", ""),
        ("clusters.operating.area_ha", "about", "1400", "ha", ""),
        ("land.leased_ha", "exact", "612", "ha", ""),
        ("projects.count", "exact", "297", "project", ""),
        ("projects.producing.count", "exact", "240", "project", ""),
        ("projects.capital_bn_vnd", "about", "35400", "bn_vnd", ""),
        ("projects.realised_bn_vnd", "about", "10300", "bn_vnd", ""),
        ("workers.contract.count", "about", "45000", "person", "")],
}

# source, measure, from, to, recorded, Vietnamese, English
NOTES = [
    (LETTER, "clusters.count", "2024-04-22", "2024-04-23", "2024-08-20",
     "Văn bản lặp lại số liệu tháng 8/2022. Bốn cụm đã thành lập trước ngày văn bản nhưng không nằm trong số 45: Phượng Sơn, "
     "Thanh Sơn, Phương Sơn - Đại Lâm, Danh Thắng - Đoan Bái. Theo thời gian có hiệu lực, số cụm ngày 22/04/2024 là 54 trở lên.",
     "The letter repeats the figures of August 2022. Four clusters had been established before its day and are not among the 45: "
     "Phượng Sơn, Thanh Sơn, Phương Sơn - Đại Lâm, Danh Thắng - Đoan Bái. By the days on which decisions took effect there were "
     "54 or more on 22 April 2024."),
    (PAGE_2025, "clusters.count", "2025-03-31", "2025-07-01", "2025-03-31",
     "Từ 45 lên 55 cụm: văn bản cách nhau 11 tháng, nhưng số 45 là của tháng 8/2022, nên thực tế là 31 tháng.",
     "From 45 to 55 clusters: the documents are 11 months apart, but the 45 is of August 2022, so it took 31 months."),
    (PAGE_2025, "clusters.operating.count", "2025-03-31", "2025-07-01", "2025-03-31",
     "Từ 31 lên 38 cụm kể từ tháng 8/2022 (31 tháng), không phải từ tháng 4/2024.",
     "From 31 to 38 clusters since August 2022 (31 months), not since April 2024."),
    (LETTER, "clusters.operating.count", "2022-08-31", "2025-07-01", "2024-04-22",
     "Theo Biểu 04, cụm hoạt động là cụm có ít nhất một dự án đầu tư: kể cả Vũ Xá và Mỹ An, nơi dự án đã đăng ký còn mặt bằng đang "
     "giải phóng. Chỉ tính cụm có dự án đang sản xuất thì ít hơn hai cụm; hai cách tính đứng cạnh nhau.",
     "By form 04 a cluster operates when it has at least one project: that includes Vũ Xá and Mỹ An, where a project is registered "
     "while land is being cleared. Counting only clusters with a project in production gives two fewer; both are shown."),
    (LETTER, "clusters.producing.count", "2022-08-31", "2025-07-01", "2024-04-22",
     "Ít hơn số cụm hoạt động theo Biểu 04 vì có cụm mới có dự án đăng ký, chưa có dự án sản xuất.",
     "Fewer than the operating clusters of form 04, since some clusters have registered projects and none in production yet."),
    (PAGE_2025, "projects.count", "2025-03-31", "2025-07-01", "2025-03-31",
     "Từ 232 lên 297 dự án mà đất cho thuê chỉ tăng khoảng 45 ha: phần lớn dự án tăng thêm thuê nhà xưởng, không thuê đất. "
     "Khoảng cách thực là 31 tháng, kể từ tháng 8/2022.",
     "From 232 to 297 projects with only some 45 ha more leased: most of the added projects rent workshops and lease no land. The "
     "true interval is 31 months, from August 2022."),
    (PAGE_2025, "land.leased_ha", "2025-03-31", "2025-07-01", "2025-03-31",
     "Dự án thuê nhà xưởng không làm tăng đất đã cho thuê.",
     "Projects that rent workshops add nothing to leased land."),
    (LETTER, "occupancy.pct", "2024-04-22", "2024-04-23", "2024-04-22",
     "Mẫu số là toàn bộ đất công nghiệp theo quy hoạch chi tiết của các cụm hoạt động (695 ha). Tháng 8/2022 có nguồn nêu 591,6 ha "
     "đất đã có hạ tầng, đã cho thuê 557 ha: theo mẫu số đó tỷ lệ khoảng 94 %. Hai cách tính không thay thế nhau.",
     "The denominator is all industrial land by detailed plans of the operating clusters (695 ha). In August 2022 a source gave "
     "591.6 ha with infrastructure and 557 ha leased, some 94 % of it. The two do not replace each other."),
    (PAGE_2025, "occupancy.pct", "2025-03-31", "2025-07-01", "2025-03-31",
     "Giảm khoảng 20 điểm so với 81,6 % không phải vì trả lại đất: bảy cụm lớn mới hoạt động đưa khoảng 308 ha đất công nghiệp vào "
     "mẫu số, còn đất đã cho thuê tăng 45 ha. Riêng 31 cụm của tháng 4/2024 thì tỷ lệ không giảm.",
     "Some 20 points below 81.6 %, and not because land was given back: seven large clusters that newly operate bring some 308 ha of "
     "industrial land into the denominator, while leased land grew by 45 ha. For the 31 clusters of April 2024 the rate did not fall."),
    (PAGE_2022, "projects.capital_bn_vnd", "2022-08-31", "2025-07-01", "2022-08-31",
     "Một dự án nhiệt điện (hơn 23.600 tỷ đồng) chiếm khoảng 72 % vốn đăng ký. Suất đầu tư trên ha hay bình quân một dự án phải "
     "tính riêng không kể dự án này.",
     "One thermal power project (over 23,600 billion đồng) is some 72 % of registered capital. Capital per hectare or per project has "
     "to be read without it."),
    (PAGE_2025, "projects.realised_bn_vnd", "2025-03-31", "2025-07-01", "2025-03-31",
     "Khoảng 29 % vốn đăng ký; dự án nhiệt điện chiếm phần lớn vốn chưa thực hiện.",
     "Some 29 % of registered capital; the thermal power project is most of what is not realised."),
    (LETTER, "workers.count", "2022-08-31", "2025-07-01", "2024-04-22",
     "65.000 là số việc làm theo báo cáo; 45.000 ở các nguồn năm 2022 và 2025 là lao động có hợp đồng. Hai dãy số khác nhau, không "
     "trừ cho nhau và không nối thành một đường.",
     "65,000 is employment as reported; the 45,000 of sources of 2022 and 2025 is workers with a contract. They are two series: neither "
     "is subtracted from the other, and no line joins them."),
    (PAGE_2025, "workers.contract.count", "2022-08-31", "2025-07-01", "2025-03-31",
     "Lao động có hợp đồng; không so với số 65.000 việc làm của văn bản ngày 22/04/2024.",
     "Workers with a contract; not to be compared with the 65,000 employed of the letter of 22 April 2024."),
    (PAGE_08_2024, "clusters.by_enterprise.count", "2022-08-31", "2025-07-01", "2024-08-10",
     "Nguồn nêu 29 cụm do doanh nghiệp và 16 do UBND cấp huyện làm chủ đầu tư (8/2022), rồi 41 và 14 (8/2024). Hồ sơ ít hơn vì chỉ ghi "
     "loại chủ đầu tư ở nơi có nguồn nói.",
     "Sources give 29 clusters of enterprises and 16 of district committees (August 2022), then 41 and 14 (August 2024). The records have "
     "fewer, since the kind is recorded only where a source tells it."),
    (PAGE_2025, "plan.clusters.count", "2022-02-17", "2025-07-01", "2025-03-31",
     "63 là số cụm của quy hoạch đến năm 2030, sau khi rút tám cụm trong số 45. Nguồn tháng 3/2025 nói còn thành lập thêm tám cụm: "
     "55 cộng 8 bằng 63 chỉ đúng nếu tám cụm đã rút không còn trong số 55.",
     "63 is the number of clusters planned to 2030, after eight of the 45 leave the plan. A source of March 2025 says that eight more are to "
     "be established: 55 plus 8 makes 63 only if the eight that left are no longer among the 55."),
    (PAGE_2025, "plan.clusters.withdrawn.count", "2022-02-17", "2025-07-01", "2025-03-31",
     "Tám cụm rút khỏi quy hoạch, tên chưa tìm thấy. Rút khỏi quy hoạch không có nghĩa là cụm ngừng hoạt động.",
     "Eight clusters leave the plan; their names were not found. Leaving the plan does not mean that a cluster stops operating."),
    (MERGER, "clusters.count", "2025-07-01", "", "2025-07-01",
     "Từ 01/07/2025 tỉnh là Bắc Ninh mới. Hồ sơ chưa có các cụm của tỉnh Bắc Ninh cũ (33 cụm thành lập, 1.057,26 ha theo nguồn tháng "
     "3/2022): con số này chưa phải của cả tỉnh.",
     "From 1 July 2025 the province is the new Bắc Ninh. The clusters of old Bắc Ninh are not in the records (33 established, 1,057.26 ha "
     "by a source of March 2022): this figure is not yet of the whole province."),
    (MERGER, "clusters.area_ha", "2025-07-01", "", "2025-07-01",
     "Hồ sơ chưa có các cụm của tỉnh Bắc Ninh cũ (1.057,26 ha theo nguồn tháng 3/2022).",
     "The clusters of old Bắc Ninh are not in the records (1,057.26 ha by a source of March 2022)."),
]


def statements():
    return [[f"{source}.{measure}.{day}", measure, day, qualifier, value, unit, source, recorded, note]
            for (source, day, recorded), rows in STATED.items() for measure, qualifier, value, unit, note in rows]


def notes():
    return [[f"{source}.{measure}.{start}", measure, start, end, vi, en, source, recorded]
            for source, measure, start, end, recorded, vi, en in NOTES]
