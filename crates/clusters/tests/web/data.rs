//! What the tests' applications are filled with: the whole demo province, or a few of its units with the invented
//! clusters and those that the tests are about.

/// The texts of the files.
pub struct Data {
    pub units: String,
    pub unit_successions: String,
    pub bodies: String,
    pub body_successions: String,
    pub documents: String,
    pub clusters: Vec<String>,
}

const UNITS: &str = include_str!("../../../../seed/bac-giang/units.csv");
const UNIT_SUCCESSIONS: &str = include_str!("../../../../seed/bac-giang/unit_successions.csv");
const BODIES: &str = include_str!("../../../../seed/bac-giang/bodies.csv");
const BODY_SUCCESSIONS: &str = include_str!("../../../../seed/bac-giang/body_successions.csv");
const DOCUMENTS: &str = include_str!("../../../../seed/bac-giang/documents.csv");
const INVENTED: &str = include_str!("../../../../seed/bac-giang/clusters/minh-hoa.toml");

/// The units of the small world: four communes in three districts, and those that follow.
const FEW: [&str; 16] = [
    "p-bac-giang",
    "p-bac-ninh-2025",
    "d-viet-yen",
    "d-luc-ngan",
    "d-chu",
    "d-hiep-hoa",
    "c-07792",
    "c-07795",
    "c-07579",
    "c-07843",
    "m-07843",
    "c-07612",
    "n-07798",
    "n-07795",
    "n-07525",
    "n-07864",
];
const FIRMS: [&str; 2] = ["b-minh-hoa-ht", "b-minh-hoa-dn"];

const DOCUMENT: &str = "qd-12,decision,12/QĐ-UBND,2023-01-02,UBND tỉnh,Quyết định,,day,published,\n";

/// Clusters that a test speaks of. Days and areas are the tests' own.
const OURS: &str = r#"
cluster = [
  { code = "24-801", version = [{ from = 2023-02-01, recorded = 2023-02-01, name = "Phượng Sơn", area_ha = "10.00", origin = "published", source = "qd-12" }],
    state = [{ state = "established", from = 2023-02-01, recorded = 2023-02-01, origin = "published", source = "qd-12" }],
    unit = [{ unit = "c-07579", from = 2023-02-01, recorded = 2023-02-01, origin = "published", source = "qd-12" }] },
  { code = "24-802", version = [{ from = 2023-02-01, recorded = 2023-02-01, name = "Phương Sơn - Đại Lâm", area_ha = "60.10", origin = "published", source = "qd-12" }],
    state = [{ state = "established", from = 2023-02-01, recorded = 2023-02-01, origin = "published", source = "qd-12" }],
    unit = [{ unit = "c-07579", from = 2023-02-01, recorded = 2023-02-01, origin = "published", source = "qd-12" }] },
  { code = "24-803", version = [{ from = 2023-02-01, recorded = 2023-02-01, name = "Hai Xã", area_ha = "33.333333", origin = "published", source = "qd-12" }],
    state = [{ state = "operating", from = 2023-02-01, recorded = 2023-02-01, origin = "published", source = "qd-12" }],
    unit = [{ unit = "c-07792", from = 2023-02-01, recorded = 2023-02-01, origin = "published", source = "qd-12" },
            { unit = "c-07795", from = 2023-02-01, recorded = 2023-02-01, origin = "published", source = "qd-12" }] },
  { code = "24-804", version = [{ from = 2023-02-01, recorded = 2023-02-01, name = "Nghĩa Hòa", origin = "published", source = "qd-12" }],
    state = [{ state = "building", from = 2023-02-01, recorded = 2023-02-01, origin = "published", source = "qd-12" }],
    unit = [{ unit = "c-07843", from = 2023-02-01, recorded = 2023-02-01, origin = "published", source = "qd-12" }] },
  { code = "24-805", version = [{ from = 2023-02-01, recorded = 2023-02-01, name = "Đồng Đình", area_ha = "12.00", origin = "published", source = "qd-12" }],
    state = [{ state = "established", from = 2023-02-01, recorded = 2023-02-01, origin = "published", source = "qd-12" },
             { state = "withdrawn", from = 2024-01-01, recorded = 2024-01-01, origin = "published", source = "qd-12" },
             { state = "repealed", from = 2024-01-01, recorded = 2024-01-01, origin = "published", source = "qd-12" }],
    unit = [{ unit = "c-07795", from = 2023-02-01, recorded = 2023-02-01, origin = "published", source = "qd-12" }] },
  { code = "24-806", version = [{ from = 2023-02-01, recorded = 2023-02-01, name = "Không Rõ Xã", area_ha = "7.00", origin = "published", source = "qd-12" }],
    state = [{ state = "planned", from = 2023-02-01, recorded = 2023-02-01, origin = "published", source = "qd-12" }] },
]
"#;

impl Data {
    /// The invented clusters and ours, in a few units.
    pub fn small() -> Self {
        let illustrative: String = rows(DOCUMENTS, |row| row.starts_with("minh-hoa,"));
        Self {
            units: rows(UNITS, |row| is_one_of(row, 0, &FEW)),
            unit_successions: rows(UNIT_SUCCESSIONS, |row| {
                is_one_of(row, 0, &FEW) && is_one_of(row, 1, &FEW)
            }),
            bodies: rows(BODIES, |row| is_one_of(row, 0, &FIRMS)),
            body_successions: rows(BODY_SUCCESSIONS, |_| false),
            documents: format!("{illustrative}{DOCUMENT}"),
            clusters: vec![INVENTED.to_owned(), OURS.to_owned()],
        }
    }

    /// All that is known of the province.
    pub fn province() -> Self {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seed/bac-giang/clusters");
        let mut files: Vec<_> =
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        Self {
            units: UNITS.to_owned(),
            unit_successions: UNIT_SUCCESSIONS.to_owned(),
            bodies: BODIES.to_owned(),
            body_successions: BODY_SUCCESSIONS.to_owned(),
            documents: DOCUMENTS.to_owned(),
            clusters: files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect(),
        }
    }
}

/// The head of a table and the rows that are wanted.
fn rows(table: &str, wanted: impl Fn(&str) -> bool) -> String {
    let rows = table.lines().enumerate().filter(|(number, row)| *number == 0 || wanted(row));
    rows.flat_map(|(_, row)| [row, "\n"]).collect()
}

fn is_one_of(row: &str, field: usize, keys: &[&str]) -> bool {
    row.split(',').nth(field).is_some_and(|key| keys.contains(&key))
}
