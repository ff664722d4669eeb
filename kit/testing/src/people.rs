//! The fixed people: the same in tests, seed and demo. All names are invented.

use kit_base::{Actor, Grant, Via};

/// One of the fixed people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person {
    /// How they sign in, and how tests call them.
    pub login: &'static str,
    /// Their name.
    pub name: &'static str,
    /// Position and office, as the audit shows them.
    pub position: &'static str,
}

impl Person {
    /// The person with these actions for every subject, for example `["cluster.*"]`.
    #[must_use]
    pub fn may_everywhere(&self, actions: &[&str]) -> Actor {
        self.with(
            actions.iter().map(|a| Grant { action: (*a).to_owned(), body: None, units: None }).collect(),
        )
    }

    /// The person with these grants. Their id is their login.
    #[must_use]
    pub fn with(&self, grants: Vec<Grant>) -> Actor {
        Actor {
            person: Some(self.login.to_owned()),
            name: self.name.to_owned(),
            position: self.position.to_owned(),
            on_behalf: None,
            grants,
            via: Via::Web,
        }
    }
}

const fn person(login: &'static str, name: &'static str, position: &'static str) -> Person {
    Person { login, name, position }
}

/// Owns the register.
pub const LAN: Person = person("lan", "Nguyễn Thị Lan", "Chuyên viên, Sở Công Thương");
/// Investors' capacity, late projects, budget support.
pub const TUAN: Person = person("tuan", "Vũ Đình Tuấn", "Chuyên viên, Sở Tài chính");
/// Fire profiles and inspections.
pub const HUNG: Person = person("hung", "Tạ Quang Hùng", "Cán bộ phòng cháy, chữa cháy, Công an tỉnh");
/// Site clearance and first-line oversight.
pub const AN: Person = person("an", "Hoàng Văn An", "Công chức, Ủy ban nhân dân cấp xã");
/// The infrastructure investor's man.
pub const MINH: Person = person("minh", "Trần Quang Minh", "Phụ trách dự án, chủ đầu tư hạ tầng");
/// A tenant enterprise's woman.
pub const HOA: Person = person("hoa", "Đỗ Thị Hoa", "Phụ trách môi trường, doanh nghiệp thứ cấp");
/// Directives and the meeting.
pub const BINH: Person = person("binh", "Đặng Hòa Bình", "Phó Chủ tịch Ủy ban nhân dân tỉnh");
/// Types, tracks and closes the duties.
pub const VANPHONG: Person = person("vanphong", "Phan Thu Hà", "Chuyên viên, Văn phòng Ủy ban nhân dân tỉnh");
/// Approves and signs at the Department of Industry and Trade.
pub const GIAMDOC: Person = person("giamdoc", "Đặng Quốc Việt", "Giám đốc, Sở Công Thương");
/// Wastewater and waste.
pub const MOITRUONG: Person =
    person("moitruong", "Bùi Thanh Mai", "Chuyên viên, Sở Nông nghiệp và Môi trường");
/// Building law.
pub const XAYDUNG: Person = person("xaydung", "Ngô Đức Thành", "Chuyên viên, Sở Xây dựng");
/// Numbers, dates, stamps, incoming register.
pub const VANTHU: Person = person("vanthu", "Dương Thị Nga", "Văn thư, Sở Công Thương");
/// People, rights, backups, layers.
pub const QUANTRI: Person = person("quantri", "Lý Hải Nam", "Quản trị hệ thống");

/// All of them.
pub const ALL: [Person; 13] =
    [LAN, TUAN, HUNG, AN, MINH, HOA, BINH, VANPHONG, GIAMDOC, MOITRUONG, XAYDUNG, VANTHU, QUANTRI];
