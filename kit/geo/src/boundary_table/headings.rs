//! Headings and other words of a table of points: what they say of the columns and of the coordinate system.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::Row;

/// What a heading calls a column of coordinates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AxisName {
    /// *X*, which Vietnamese papers mean as north, and other programs as east.
    X,
    /// *Y*.
    Y,
    /// *Bắc*, *vĩ độ*, *northing*: north without doubt.
    North,
    /// *Đông*, *kinh độ*, *easting*.
    East,
}

/// The first two names of axes, in the order of the columns, from the first row that has two.
pub(super) fn axis_names(rows: &[Row]) -> Option<[AxisName; 2]> {
    rows.iter().filter(|row| is_heading(row)).find_map(|row| {
        let names: Vec<AxisName> = row.cells.iter().flat_map(|cell| names_in(cell)).collect();
        match names.as_slice() {
            [first, second] if first != second => Some([*first, *second]),
            _ => None,
        }
    })
}

/// Usually one of a cell; a heading that was pasted with single blanks is one cell with two.
fn names_in(cell: &str) -> Vec<AxisName> {
    let folded = fold(cell);
    let words: Vec<&str> = tokens(&folded).collect();
    let mut names: Vec<(usize, AxisName)> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let name = match (*word, words.get(at + 1)) {
            ("vi", Some(&"do")) => Some(AxisName::North),
            ("kinh", Some(&"do")) => Some(AxisName::East),
            _ => axis_of(word),
        };
        let Some(name) = name else { continue };
        match names.last_mut() {
            // `X (Bắc)` names one column twice: the plain word wins.
            Some((before, sign)) if *before + 1 == at && sign.is_sign() && !name.is_sign() => *sign = name,
            _ => names.push((at, name)),
        }
    }
    names.into_iter().map(|(_, name)| name).collect()
}

impl AxisName {
    fn is_sign(self) -> bool {
        matches!(self, Self::X | Self::Y)
    }
}

fn axis_of(word: &str) -> Option<AxisName> {
    Some(match word {
        "x" => AxisName::X,
        "y" => AxisName::Y,
        "bac" | "northing" | "north" | "latitude" | "lat" | "n" => AxisName::North,
        "dong" | "easting" | "east" | "longitude" | "lon" | "lng" | "e" => AxisName::East,
        _ => return None,
    })
}

/// Words of headings: of points, coordinates, edges and of the coordinate system.
const WORDS: &[&str] = &[
    "stt",
    "tt",
    "so",
    "thu",
    "tu",
    "hieu",
    "ten",
    "ky",
    "diem",
    "dinh",
    "moc",
    "goc",
    "ranh",
    "gioi",
    "toa",
    "do",
    "x",
    "y",
    "m",
    "canh",
    "chieu",
    "dai",
    "khoang",
    "cach",
    "s",
    "l",
    "bac",
    "dong",
    "kinh",
    "vi",
    "tuyen",
    "truc",
    "ktt",
    "mui",
    "he",
    "vn",
    "utm",
    "bang",
    "ke",
    "liet",
    "thong",
    "cac",
    "theo",
    "ghi",
    "chu",
    "point",
    "name",
    "no",
    "id",
    "northing",
    "easting",
    "north",
    "east",
    "n",
    "e",
    "latitude",
    "longitude",
    "lat",
    "lon",
    "lng",
    "length",
    "distance",
    "edge",
    "side",
    "coordinates",
    "tiep",
    "trang",
];

/// Whether a row holds nothing but words of headings, and signs and numbers between them.
pub(super) fn is_heading(row: &Row) -> bool {
    let folded = fold(&row.text());
    let mut words =
        tokens(&folded).filter(|word| word.bytes().any(|byte| byte.is_ascii_alphabetic())).peekable();
    words.peek().is_some() && words.all(|word| WORDS.contains(&word))
}

/// Kinh tuyến trục: degrees and, if they are there, minutes after the words.
pub(super) fn central_meridian(rows: &[Row]) -> Option<f64> {
    rows.iter().find_map(|row| {
        let folded = fold(&row.text());
        let rest = ["kinh tuyen truc", "ktt"].iter().find_map(|words| folded.split_once(words))?.1;
        let mut numbers = rest.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
        let degrees: f64 = numbers.next()?.parse().ok()?;
        let minutes: f64 =
            numbers.next().and_then(|digits| digits.parse().ok()).filter(|m| *m < 60.0).unwrap_or(0.0);
        // Viet Nam with its islands.
        (102.0..=118.0).contains(&degrees).then_some(degrees + minutes / 60.0)
    })
}

/// Lower case without marks, `d` for `đ`.
pub(super) fn fold(text: &str) -> String {
    let plain = text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    plain.map(|c| if c == 'đ' { 'd' } else { c }).collect()
}

fn tokens(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_are_named_in_the_order_of_the_columns() {
        use AxisName::{East, North, X, Y};
        check("STT\tX (m)\tY (m)", Some([X, Y]));
        check("Tên điểm\tTọa độ Y\tTọa độ X", Some([Y, X]));
        check("STT X(m) Y(m) Cạnh (m)", Some([X, Y]));
        check("No\tEasting\tNorthing", Some([East, North]));
        check("TT\tX (Bắc)\tY (Đông)", Some([North, East]));
        check("TT Kinh độ Vĩ độ", Some([East, North]));
        check("Khu X và khu Y", None);
        check("TT\tVĩ độ\tKinh độ", Some([North, East]));
        check("Tên điểm\tTọa độ", None);
    }

    #[test]
    fn headings_are_told_from_titles() {
        for heading in
            ["Số hiệu điểm\tX (m)\tY (m)", "Tọa độ VN-2000", "BẢNG KÊ TỌA ĐỘ RANH GIỚI", "Chiều dài cạnh (m)"]
        {
            assert!(is_heading(&row(heading)), "{heading}");
        }
        for title in ["Khu 1", "Lô A", "CCN Tăng Tiến", "1", "Thửa đất số 5"] {
            assert!(!is_heading(&row(title)), "{title}");
        }
    }

    #[test]
    fn the_central_meridian_is_read_where_it_is_written() {
        let found = |text| central_meridian(&[row(text)]);
        assert_eq!(found("Hệ tọa độ VN-2000, kinh tuyến trục 107°00', múi chiếu 3°"), Some(107.0));
        assert_eq!(found("VN2000 KTT 105 30"), Some(105.5));
        assert_eq!(found("kinh tuyến trục 12"), None);
        assert_eq!(found("múi chiếu 3°"), None);
    }

    #[track_caller]
    fn check(heading: &str, expect: Option<[AxisName; 2]>) {
        assert_eq!(axis_names(&[row(heading)]), expect, "{heading}");
    }

    fn row(text: &str) -> Row {
        super::super::rows::rows(text).remove(0)
    }
}
