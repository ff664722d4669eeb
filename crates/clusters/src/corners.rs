//! The corners of a boundary as a table of text (*bảng tọa độ góc ranh*): one corner a line, the northing X and the
//! easting Y in either order, with or without a number before and a length or height behind. An empty line begins
//! another ring. Pure.

use geo_types::{LineString, MultiPolygon, Polygon};
use kit_base::{Lang, Message, fmt};
use kit_geo::{Coord, Crs, Geometry, Rect, Srid};

/// Viet Nam with its islands, in degrees.
const VIET_NAM: (Coord, Coord) = (Coord { x: 102.0, y: 6.0 }, Coord { x: 118.0, y: 24.0 });

/// A corner with the line it stands on, counted from 1.
#[derive(Clone, Copy, Debug)]
struct Corner {
    line: usize,
    at: Coord,
}

/// Reads a boundary in the system `crs`.
///
/// # Errors
/// What is wrong, on which line.
pub(crate) fn read(text: &str, crs: &Crs) -> Result<Geometry, Message> {
    let mut rings: Vec<Vec<Corner>> = vec![Vec::new()];
    for (i, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() {
            rings.push(Vec::new());
        } else if line.bytes().any(|byte| byte.is_ascii_digit()) {
            let corner = Corner { line: i + 1, at: corner(i + 1, line, crs)? };
            if let Some(ring) = rings.last_mut() {
                ring.push(corner);
            }
        }
    }
    rings.retain(|ring| !ring.is_empty());
    for ring in &mut rings {
        ring.dedup_by(|a, b| a.at == b.at);
        if 1 < ring.len() && ring.first().map(|c| c.at) == ring.last().map(|c| c.at) {
            ring.pop();
        }
    }
    let fewest = rings.iter().map(Vec::len).min().unwrap_or(0);
    if fewest < 3 {
        return Err(Message::new("clusters.corners-few").with("n", fewest));
    }
    uncrossed(&rings)?;
    apart(&rings)?;
    let polygons: Vec<_> = rings.iter().map(|ring| polygon(ring)).collect();
    Ok(match <[_; 1]>::try_from(polygons) {
        Ok([one]) => Geometry::Polygon(one),
        Err(several) => Geometry::MultiPolygon(MultiPolygon(several)),
    })
}

/// The corners as they are read back: X, then Y, in metres.
pub(crate) fn write(geometry: &Geometry, lang: Lang) -> String {
    let rings = outer_rings(geometry).into_iter().map(|ring| {
        let corners = ring.lines().map(|side| {
            format!("{} {}", fmt::number(side.start.y, 3, lang), fmt::number(side.start.x, 3, lang))
        });
        corners.collect::<Vec<_>>().join("\n")
    });
    rings.collect::<Vec<_>>().join("\n\n")
}

/// Whether two boundaries have a corner in common, to the millimetre.
pub(crate) fn share_a_corner(a: &Geometry, b: &Geometry) -> bool {
    let near = |a: &Coord, b: &Coord| (a.x - b.x).hypot(a.y - b.y) < 0.001;
    let of = |geometry| outer_rings(geometry).into_iter().flat_map(|ring| ring.0.clone()).collect::<Vec<_>>();
    let theirs = of(b);
    of(a).iter().any(|corner| theirs.iter().any(|other| near(corner, other)))
}

fn outer_rings(geometry: &Geometry) -> Vec<&LineString> {
    match geometry {
        Geometry::Polygon(polygon) => vec![polygon.exterior()],
        Geometry::MultiPolygon(several) => several.iter().map(Polygon::exterior).collect(),
        _ => Vec::new(),
    }
}

fn polygon(ring: &[Corner]) -> Polygon {
    Polygon::new(ring.iter().map(|corner| corner.at).collect(), Vec::new())
}

fn corner(line: usize, text: &str, crs: &Crs) -> Result<Coord, Message> {
    let unread = || Message::new("clusters.corner-unread").with("line", line).with("text", text);
    let metres = crs.central_meridian().is_some();
    let apart = |c: char| c.is_whitespace() || c == ';';
    let tokens: Vec<&str> = if text.contains(apart) {
        text.split(apart).filter(|token| !token.is_empty()).collect()
    } else {
        text.split(',').collect()
    };
    let numbers = tokens.iter().filter_map(|token| number(token.trim_end_matches(','), metres));
    // In metres a coordinate has at least five digits; what is smaller is the number of the corner, a length, a height.
    let found: Vec<f64> = if metres {
        numbers.filter(|number| 10_000.0 <= *number).collect()
    } else {
        let all: Vec<f64> = numbers.collect();
        all[all.len().saturating_sub(2)..].to_vec()
    };
    let &[a, b] = found.as_slice() else { return Err(unread()) };
    // Northings here are larger than eastings, longitudes larger than latitudes, so that the order tells nothing.
    let (small, large) = (a.min(b), a.max(b));
    let at = if metres { Coord { x: small, y: large } } else { Coord { x: large, y: small } };
    let degrees = kit_geo::transform(&Geometry::Point(at.into()), crs.srid, Srid::WGS84).ok();
    let inside = |point: Rect| {
        let (min, max, at) = (VIET_NAM.0, VIET_NAM.1, point.min());
        (min.x..max.x).contains(&at.x) && (min.y..max.y).contains(&at.y)
    };
    if !degrees.and_then(|point| kit_geo::bounds(&point)).is_some_and(inside) {
        let told = Message::new("clusters.corner-outside").with("line", line).with("text", text);
        return Err(told.with("crs", crs.description()));
    }
    Ok(at)
}

/// A number as people write it: `2345678,12`, `2.345.678,12`, `456 789` is two. In metres `456.789` is thousands, as no
/// place of the country lies within a kilometre of an axis.
fn number(token: &str, metres: bool) -> Option<f64> {
    let marks: Vec<(usize, char)> = token.char_indices().filter(|(_, c)| matches!(c, '.' | ',')).collect();
    let plain = |text: &str| text.replace(['.', ','], "");
    let Some(&(last, mark)) = marks.last() else { return token.parse().ok() };
    let same = marks.iter().filter(|(_, c)| *c == mark).count();
    let thousands = 1 < same || (metres && marks.len() == 1 && last <= 3 && token.len() == last + 4);
    if thousands {
        return plain(token).parse().ok();
    }
    format!("{}.{}", plain(&token[..last]), &token[last + 1..]).parse().ok()
}

type Side = (Corner, Corner);

fn sides(ring: &[Corner]) -> impl Iterator<Item = Side> {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

/// No two sides meet, but neighbours in their common corner.
fn uncrossed(rings: &[Vec<Corner>]) -> Result<(), Message> {
    let all: Vec<Side> = rings.iter().flat_map(|ring| sides(ring)).collect();
    for (i, a) in all.iter().enumerate() {
        for b in &all[i + 1..] {
            // Most are far apart, and a boundary may have ten thousand.
            if a.0.at.x.max(a.1.at.x) < b.0.at.x.min(b.1.at.x)
                || b.0.at.x.max(b.1.at.x) < a.0.at.x.min(a.1.at.x)
            {
                continue;
            }
            let neighbours = a.1.line == b.0.line || b.1.line == a.0.line;
            let meet = if neighbours { folds_back(a, b) } else { meets(a, b) };
            if meet {
                let told = Message::new("clusters.corners-cross").with("a", a.0.line).with("b", a.1.line);
                return Err(told.with("c", b.0.line).with("d", b.1.line));
            }
        }
    }
    Ok(())
}

/// No ring lies within another: holes are not read here.
fn apart(rings: &[Vec<Corner>]) -> Result<(), Message> {
    for (i, inner) in rings.iter().enumerate() {
        for (j, outer) in rings.iter().enumerate() {
            if i != j && contains(outer, inner[0].at) {
                let told = Message::new("clusters.corners-within").with("inner", i + 1);
                return Err(told.with("outer", j + 1));
            }
        }
    }
    Ok(())
}

fn turn(a: Coord, b: Coord, c: Coord) -> f64 {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

fn meets(one: &Side, other: &Side) -> bool {
    let within = |p: Coord, (from, to): &Side| {
        let (left, right) = (from.at.x.min(to.at.x), from.at.x.max(to.at.x));
        let (low, high) = (from.at.y.min(to.at.y), from.at.y.max(to.at.y));
        (left..=right).contains(&p.x) && (low..=high).contains(&p.y)
    };
    // For each end of a side, on which side of the other one it lies.
    let turns =
        |ends: &Side, line: &Side| [ends.0.at, ends.1.at].map(|end| (end, turn(line.0.at, line.1.at, end)));
    let (theirs, ours) = (turns(other, one), turns(one, other));
    let opposite = |ends: &[(Coord, f64); 2]| {
        let (first, second) = (ends[0].1, ends[1].1);
        (first < 0.0 && 0.0 < second) || (second < 0.0 && 0.0 < first)
    };
    let touches =
        |ends: &[(Coord, f64); 2], line| ends.iter().any(|(end, turn)| *turn == 0.0 && within(*end, line));
    (opposite(&theirs) && opposite(&ours)) || touches(&theirs, one) || touches(&ours, other)
}

/// Whether the second of two neighbours runs back along the first.
fn folds_back(a: &Side, b: &Side) -> bool {
    let (a, b) = if a.1.line == b.0.line { (a, b) } else { (b, a) };
    let (from, at, to) = (a.0.at, a.1.at, b.1.at);
    let along = (at.x - from.x) * (to.x - at.x) + (at.y - from.y) * (to.y - at.y);
    turn(from, at, to) == 0.0 && along < 0.0
}

fn contains(ring: &[Corner], point: Coord) -> bool {
    let crossed = sides(ring).filter(|(a, b)| {
        let (a, b) = (a.at, b.at);
        (a.y <= point.y) != (b.y <= point.y) && point.x < a.x + (point.y - a.y) / (b.y - a.y) * (b.x - a.x)
    });
    crossed.count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_in(srid: i32, text: &str) -> Result<Geometry, Message> {
        read(text, Crs::find(Srid(srid)).unwrap())
    }

    fn area(text: &str) -> f64 {
        kit_geo::area_m2(&read_in(9214, text).unwrap())
    }

    fn fault(text: &str) -> String {
        read_in(9214, text).unwrap_err().key.to_owned()
    }

    #[test]
    fn a_table_of_corners_is_read_however_it_is_written() {
        for text in [
            "2345000 456000\n2345000 456100\n2345100 456100\n2345100 456000",
            "STT\tX (m)\tY (m)\n1\t2345000,000\t456000,000\n2\t2345000,000\t456100,000\n3\t2345100,000\t456100,000\n4\t2345100,000\t456000,000\n1\t2345000,000\t456000,000",
            "1; 2.345.000,00; 456.000,00\n2; 2.345.000,00; 456.100,00\n3; 2.345.100,00; 456.100,00\n4; 2.345.100,00; 456.000,00",
            "456.000 2.345.000\n456.100 2.345.000\n456.100 2.345.100\n456.000 2.345.100",
            "2345000.0,456000.0\n2345000.0,456100.0\n2345100.0,456100.0\n2345100.0,456000.0",
            "1 2345000 456000 100.00\n2 2345000 456100 100.00\n3 2345100 456100 100.00\n4 2345100 456000 100.00",
        ] {
            assert!((area(text) - 10_000.0).abs() < 1e-6, "{text}: {}", area(text));
        }
    }

    #[test]
    fn an_empty_line_begins_another_ring() {
        let square = |x: i32| format!("2345000 {x}\n2345000 {}\n2345100 {}\n2345100 {x}", x + 100, x + 100);
        let two = format!("{}\n\n{}\n", square(456_000), square(456_200));
        assert!(matches!(read_in(9214, &two), Ok(Geometry::MultiPolygon(_))));
        assert!((area(&two) - 20_000.0).abs() < 1e-6);
        let inner = "2345010 456010\n2345010 456020\n2345020 456020";
        assert_eq!(fault(&format!("{}\n\n{inner}", square(456_000))), "clusters.corners-within");
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        assert_eq!(fault("2345000 456000\n2345000\n2345100 456100"), "clusters.corner-unread");
        assert_eq!(fault("2345000 456000\n2345000 456100"), "clusters.corners-few");
        assert_eq!(fault("9345000 456000\n2345000 456100\n2345100 456100"), "clusters.corner-outside");
        let bow = "2345000 456000\n2345100 456100\n2345100 456000\n2345000 456100";
        assert_eq!(fault(bow), "clusters.corners-cross");
        let spike = "2345000 456000\n2345000 456100\n2345000 456050\n2345100 456000";
        assert_eq!(fault(spike), "clusters.corners-cross");
        assert_eq!(fault(""), "clusters.corners-few");
    }

    #[test]
    fn degrees_are_read_in_either_order() {
        for text in ["21.35,106.1\n21.36,106.1\n21.36,106.11", "106,1 21,35\n106,1 21,36\n106,11 21,36"] {
            let found = kit_geo::bounds(&read_in(4326, text).unwrap()).unwrap();
            assert!((found.min().x - 106.1).abs() < 1e-9 && (found.max().y - 21.36).abs() < 1e-9, "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let text = "2345000 456000,5\n2345000 456100\n2345100 456100,123";
        let first = read_in(9214, text).unwrap();
        for lang in [Lang::Vi, Lang::En] {
            let again = read_in(9214, &write(&first, lang)).unwrap();
            assert!(share_a_corner(&first, &again) && first == again);
        }
    }
}
