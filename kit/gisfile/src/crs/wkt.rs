//! What can be said of a system from its well-known text (OGC 01-009 and ISO 19162) without understanding all of it.

use super::CrsKind;

/// The outermost name, number and kind.
#[derive(Debug, PartialEq)]
pub(super) struct Said {
    pub(super) name: Option<String>,
    pub(super) code: Option<(String, String)>,
    pub(super) kind: CrsKind,
}

/// Words that begin a plane system, in either dialect.
const PROJECTED: [&str; 3] = ["PROJCS", "PROJCRS", "PROJECTEDCRS"];
/// Words that begin one in degrees.
const GEOGRAPHIC: [&str; 5] = ["GEOGCS", "GEOGCRS", "GEOGRAPHICCRS", "GEODCRS", "GEODETICCRS"];

pub(super) fn scan(text: &str) -> Said {
    let nodes = nodes(text);
    // In a compound system (plane and height) the plane is what counts.
    let is = |words: &[&str], node: &Node| words.contains(&node.word.as_str());
    let root = nodes.iter().position(|node| is(&PROJECTED, node));
    let (root, plane) = match (root, nodes.iter().position(|node| is(&GEOGRAPHIC, node))) {
        (Some(root), _) => (root, true),
        (None, Some(root)) => (root, false),
        (None, None) => {
            return Said {
                name: nodes.first().and_then(|node| node.values.first()).cloned(),
                code: None,
                kind: CrsKind::Unknown,
            };
        }
    };
    let depth = nodes[root].depth;
    let inside = || nodes[root + 1..].iter().take_while(|node| depth < node.depth);
    let children = || inside().filter(|node| node.depth == depth + 1);
    let code = children().find(|node| node.word == "AUTHORITY" || node.word == "ID");
    // WKT 2 may name the unit at each axis instead.
    let unit = children().chain(inside()).filter(|node| node.word == "UNIT" || node.word == "LENGTHUNIT");
    let metre = unit
        .filter_map(|node| node.values.get(1)?.parse::<f64>().ok())
        .find(|factor| !plane || DEGREES_AT_MOST < *factor)
        .map(|factor| (factor - 1.0).abs() < 1e-9);
    Said {
        name: nodes[root].values.first().cloned(),
        code: code.and_then(|node| Some((node.values.first()?.clone(), node.values.get(1)?.clone()))),
        kind: match (plane, metre) {
            (false, _) => CrsKind::Geographic,
            (true, Some(false)) => CrsKind::OtherUnit,
            (true, _) => CrsKind::Metres,
        },
    }
}

/// A unit of angle is a degree in radians or less, every unit of length on a map more.
const DEGREES_AT_MOST: f64 = 0.02;

/// `WORD[values, …]`, with how many brackets it stands in.
struct Node {
    word: String,
    depth: usize,
    values: Vec<String>,
}

fn nodes(text: &str) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut token = String::new();
    let mut quoted = false;
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            '[' | '(' if !quoted => {
                let word = std::mem::take(&mut token).to_uppercase();
                nodes.push(Node { word, depth: open.len(), values: Vec::new() });
                open.push(nodes.len() - 1);
            }
            ',' | ']' | ')' if !quoted => {
                if let (false, Some(&node)) = (token.is_empty(), open.last()) {
                    nodes[node].values.push(std::mem::take(&mut token));
                }
                if c != ',' {
                    open.pop();
                }
            }
            c if c.is_whitespace() && !quoted => {}
            c => token.push(c),
        }
    }
    nodes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outermost_number_counts_and_not_that_of_the_ellipsoid() {
        let text = r#"PROJCS["a (b), c",GEOGCS["g",DATUM["d",SPHEROID["s",1,2,AUTHORITY["EPSG","7030"]]],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]],UNIT["metre",1],AUTHORITY["EPSG","32648"]]"#;
        check(text, Some("a (b), c"), Some(("EPSG", "32648")), CrsKind::Metres);
    }

    #[test]
    fn the_second_dialect_is_read() {
        let text = r#"PROJCRS["p",BASEGEOGCRS["g",ANGLEUNIT["degree",0.017]],CS[Cartesian,2],AXIS["x",east,LENGTHUNIT["metre",1]],ID["EPSG",9214]]"#;
        check(text, Some("p"), Some(("EPSG", "9214")), CrsKind::Metres);
    }

    #[test]
    fn of_a_compound_system_the_plane_counts() {
        let text = r#"COMPD_CS["c",PROJCS["p",GEOGCS["g",UNIT["degree",0.017]],UNIT["US survey foot",0.3048006096]],VERT_CS["v"],AUTHORITY["X","1"]]"#;
        check(text, Some("p"), None, CrsKind::OtherUnit);
    }

    #[test]
    fn a_text_that_is_none_says_nothing() {
        check("", None, None, CrsKind::Unknown);
        check("]]],((", None, None, CrsKind::Unknown);
        check(r#"LOCAL_CS["site"]"#, Some("site"), None, CrsKind::Unknown);
    }

    #[track_caller]
    fn check(text: &str, name: Option<&str>, code: Option<(&str, &str)>, kind: CrsKind) {
        let said = scan(text);
        let code = code.map(|(a, b)| (a.to_owned(), b.to_owned()));
        assert_eq!(said, Said { name: name.map(str::to_owned), code, kind });
    }
}
