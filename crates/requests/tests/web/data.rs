//! Four clusters and what goes on in them. All of it is made up by the tests.

pub const UNITS: &str = include_str!("../../../../seed/bac-giang/units.csv");
pub const UNIT_SUCCESSIONS: &str = include_str!("../../../../seed/bac-giang/unit_successions.csv");
pub const BODIES: &str = include_str!("../../../../seed/bac-giang/bodies.csv");
pub const BODY_SUCCESSIONS: &str = include_str!("../../../../seed/bac-giang/body_successions.csv");

/// The units of the small world.
pub const FEW: [&str; 11] = [
    "p-bac-giang",
    "p-bac-ninh-2025",
    "d-viet-yen",
    "d-hiep-hoa",
    "c-07792",
    "c-07795",
    "c-07843",
    "m-07843",
    "n-07798",
    "n-07795",
    "n-07864",
];
pub const FIRMS: [&str; 3] = ["b-minh-hoa-ht", "b-minh-hoa-dn", "b-sct-bac-ninh-2025"];

pub const DOCUMENTS: &str = "key,kind,number,issued_on,issuer,title,url,precision,origin,note\n\
    minh-hoa,sample,,,,Số liệu minh họa,,day,illustrative,\n\
    qd-12,decision,12/QĐ-UBND,2023-01-02,UBND tỉnh,Quyết định,,day,published,\n\
    bc-7,report,7/BC-SCT,2024-03-01,Sở Công Thương,Báo cáo,,day,published,\n";

/// 24-911 is Minh's, 24-912 lies in An's commune, 24-913 is only planned, 24-914 has no project that counts.
pub const CLUSTERS: &str = r#"
cluster = [
  { code = "24-911", version = [{ from = 2023-02-01, recorded = 2023-02-01, name = "Thử Một", area_ha = "50.00", investor_kind = "enterprise", investor = "b-minh-hoa-ht", origin = "published", source = "qd-12" }],
    state = [{ state = "established", from = 2023-02-01, recorded = 2023-02-01, origin = "published", source = "qd-12" }],
    unit = [{ unit = "c-07792", from = 2023-02-01, recorded = 2023-02-01, origin = "published", source = "qd-12" }],
    land = [{ industrial_ha = "40.00", leasable_ha = "30.00", service_ha = "2.00", road_ha = "4.00", green_ha = "3.00", technical_ha = "1.00", other_ha = "0", from = 2023-02-01, recorded = 2023-02-01, origin = "published", source = "qd-12" }] },
  { code = "24-912", version = [{ from = 2023-02-01, recorded = 2023-02-01, name = "Thử Hai", area_ha = "20.00", origin = "published", source = "qd-12" }],
    state = [{ state = "established", from = 2023-02-01, recorded = 2023-02-01, origin = "published", source = "qd-12" }],
    unit = [{ unit = "c-07843", from = 2023-02-01, recorded = 2023-02-01, origin = "published", source = "qd-12" }],
    land = [{ industrial_ha = "15.00", leasable_ha = "10.00", service_ha = "1.00", road_ha = "3.00", green_ha = "1.00", technical_ha = "0.50", other_ha = "0", from = 2023-02-01, recorded = 2023-02-01, origin = "illustrative", source = "minh-hoa" }] },
  { code = "24-913", version = [{ from = 2023-02-01, recorded = 2023-02-01, name = "Thử Ba", area_ha = "12.00", origin = "published", source = "qd-12" }],
    state = [{ state = "planned", from = 2023-02-01, recorded = 2023-02-01, origin = "published", source = "qd-12" }],
    unit = [{ unit = "c-07795", from = 2023-02-01, recorded = 2023-02-01, origin = "published", source = "qd-12" }] },
  { code = "24-914", version = [{ from = 2023-02-01, recorded = 2023-02-01, name = "Thử Bốn", area_ha = "30.00", origin = "published", source = "qd-12" }],
    state = [{ state = "operating", from = 2023-02-01, recorded = 2023-02-01, origin = "published", source = "qd-12" }],
    unit = [{ unit = "c-07795", from = 2023-02-01, recorded = 2023-02-01, origin = "published", source = "qd-12" }],
    land = [{ industrial_ha = "20.00", from = 2023-02-01, recorded = 2023-02-01, origin = "published", source = "qd-12" }] },
]
"#;

/// DN-0001 is Hoa's.
pub const ENTERPRISES: &str = "code,name,kind,tax_code,country,body,from,to,precision,recorded,origin,source\n\
    DN-0001,Công ty Thử Một,enterprise,,,b-minh-hoa-dn,2023-01-10,9999-12-31,day,2023-01-10,illustrative,minh-hoa\n\
    DN-0002,Công ty Thử Hai,enterprise,0100109106,KR,,2023-01-10,9999-12-31,day,2023-01-10,illustrative,minh-hoa\n";

/// DA-0002 rents a workshop in the cluster of DA-0001; DA-0005 has ended.
pub const PROJECTS: &str = "code,name,enterprise,cluster,part,vsic,capital_registered,capital_realised,foreign,tenure,from,to,precision,recorded,origin,source\n\
    DA-0001,Dự án Một,DN-0001,24-911,,2610,100000000000,30000000000,false,sublease,2023-03-01,9999-12-31,day,2023-03-01,illustrative,minh-hoa\n\
    DA-0002,Dự án Hai,DN-0002,24-911,,1410,40000000000,,true,factory_rental,2024-06-01,9999-12-31,day,2024-06-01,published,bc-7\n\
    DA-0003,Dự án Ba,DN-0002,24-912,,2210,60000000000,,false,sublease,2023-09-01,9999-12-31,day,2024-03-10,published,bc-7\n\
    DA-0004,Dự án Bốn,DN-0002,24-913,,,,,false,none,2023-03-01,9999-12-31,day,2023-03-01,illustrative,minh-hoa\n\
    DA-0005,Dự án Năm,DN-0002,24-914,,3100,70000000000,,false,sublease,2023-03-01,9999-12-31,day,2023-03-01,illustrative,minh-hoa\n";

pub const STATES: &str = "project,state,from,to,precision,recorded,origin,source\n\
    DA-0001,registered,2023-03-01,9999-12-31,day,2023-03-01,illustrative,minh-hoa\n\
    DA-0001,producing,2023-08-01,9999-12-31,month,2023-08-05,illustrative,minh-hoa\n\
    DA-0002,building,2024-06-01,9999-12-31,day,2024-06-01,published,bc-7\n\
    DA-0003,registered,2023-09-01,9999-12-31,day,2024-03-10,published,bc-7\n\
    DA-0004,registered,2023-03-01,9999-12-31,day,2023-03-01,illustrative,minh-hoa\n\
    DA-0005,producing,2023-03-01,2024-01-01,day,2023-03-01,illustrative,minh-hoa\n\
    DA-0005,ended,2024-01-01,9999-12-31,day,2024-01-01,illustrative,minh-hoa\n";

pub const LEASES: &str = "code,project,cluster,area_ha,kind,from,to,precision,recorded,origin,source\n\
    HD-0001,DA-0001,24-911,10.00,sublease,2023-03-01,2073-01-01,day,2023-03-01,illustrative,minh-hoa\n\
    HD-0002,DA-0003,24-912,5.00,sublease,2024-01-01,2073-01-01,day,2024-03-10,published,bc-7\n\
    HD-0003,DA-0005,24-914,4.00,sublease,2023-03-01,2024-01-01,day,2023-03-01,illustrative,minh-hoa\n";

pub const WORKERS: &str = "project,series,count,from,to,precision,recorded,origin,source\n\
    DA-0001,employed,120,2023-12-31,9999-12-31,day,2024-01-15,illustrative,minh-hoa\n\
    DA-0001,contract,100,2023-12-31,9999-12-31,day,2024-01-15,illustrative,minh-hoa\n\
    DA-0003,employed,30,2024-03-01,9999-12-31,day,2024-03-10,published,bc-7\n";

/// The head of a table and the rows whose first fields are among `keys`.
pub fn rows(table: &str, fields: usize, keys: &[&str]) -> String {
    let wanted = |row: &str| row.split(',').take(fields).all(|field| keys.contains(&field));
    let rows = table.lines().enumerate().filter(|(number, row)| *number == 0 || wanted(row));
    rows.flat_map(|(_, row)| [row, "\n"]).collect()
}
