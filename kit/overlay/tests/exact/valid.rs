//! Whether polygons are valid by the Simple Features standard; all orientations exact (`robust`). Plain and quadratic.

pub type Ring = Vec<[f64; 2]>;
/// Shell and holes.
pub type Polygon = Vec<Ring>;

fn turn(a: [f64; 2], b: [f64; 2], c: [f64; 2]) -> i8 {
    let coord = |[x, y]: [f64; 2]| robust::Coord { x, y };
    let value = robust::orient2d(coord(a), coord(b), coord(c));
    i8::from(value > 0.0) - i8::from(value < 0.0)
}

fn in_box(a: [f64; 2], b: [f64; 2], at: [f64; 2]) -> bool {
    [0, 1].iter().all(|&axis| a[axis].min(b[axis]) <= at[axis] && at[axis] <= a[axis].max(b[axis]))
}

fn on(a: [f64; 2], b: [f64; 2], at: [f64; 2]) -> bool {
    turn(a, b, at) == 0 && in_box(a, b, at)
}

fn edges(ring: &Ring) -> impl Iterator<Item = ([f64; 2], [f64; 2])> + Clone {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

fn area(ring: &Ring) -> f64 {
    edges(ring)
        .map(|(p, q)| (p[0] - ring[0][0]) * (q[1] - ring[0][1]) - (p[1] - ring[0][1]) * (q[0] - ring[0][0]))
        .sum()
}

/// 1 inside, 0 on the ring, −1 outside.
fn place(ring: &Ring, at: [f64; 2]) -> i8 {
    let mut inside = false;
    for (p, q) in edges(ring) {
        if on(p, q, at) {
            return 0;
        }
        if (p[1] > at[1]) != (q[1] > at[1]) {
            inside ^= (turn(p, q, at) > 0) == (q[1] > p[1]);
        }
    }
    if inside { 1 } else { -1 }
}

/// Points that two edges share: none, one, or a stretch (an error).
fn shared(a: ([f64; 2], [f64; 2]), b: ([f64; 2], [f64; 2])) -> Result<Option<[f64; 2]>, String> {
    let mut ends: Vec<[f64; 2]> = [a.0, a.1].into_iter().filter(|&at| on(b.0, b.1, at)).collect();
    ends.extend([b.0, b.1].into_iter().filter(|&at| on(a.0, a.1, at)));
    ends.sort_by(|p, q| p[0].total_cmp(&q[0]).then(p[1].total_cmp(&q[1])));
    ends.dedup();
    match ends[..] {
        [] => {
            let crosses = turn(a.0, a.1, b.0) * turn(a.0, a.1, b.1) < 0
                && turn(b.0, b.1, a.0) * turn(b.0, b.1, a.1) < 0;
            if crosses { Err(format!("{a:?} crosses {b:?}")) } else { Ok(None) }
        }
        [one] => Ok(Some(one)),
        _ => Err(format!("{a:?} lies on {b:?}")),
    }
}

fn check_ring(ring: &Ring, shell: bool) -> Result<(), String> {
    if ring.len() < 3 {
        return Err("fewer than three points".into());
    }
    if (area(ring) > 0.0) != shell {
        return Err(format!("turned the wrong way: {}", area(ring)));
    }
    let all: Vec<_> = edges(ring).collect();
    for (i, &one) in all.iter().enumerate() {
        for (j, &other) in all.iter().enumerate().skip(i + 1) {
            let next = j == i + 1 || (i == 0 && j + 1 == all.len());
            match shared(one, other)? {
                None if next => return Err("cannot be".into()),
                Some(_) if next => {}
                None => {}
                Some(at) => return Err(format!("touches itself at {at:?}")),
            }
        }
    }
    Ok(())
}

/// Points where two rings touch; an error where they cross or share a stretch, or one passes to the other's other side.
fn touches(one: &Ring, other: &Ring) -> Result<Vec<[f64; 2]>, String> {
    let mut points = Vec::new();
    for a in edges(one) {
        for b in edges(other) {
            points.extend(shared(a, b)?);
        }
    }
    points.sort_by(|p, q| p[0].total_cmp(&q[0]).then(p[1].total_cmp(&q[1])));
    points.dedup();
    Ok(points)
}

/// Whether all of `inner` lies in `outer` (1), outside (−1); they may touch.
fn side(inner: &Ring, outer: &Ring) -> Result<i8, String> {
    let mut known = 0;
    for edge in edges(inner) {
        // The middles of what lies between points where the edge touches.
        let mut stops = vec![edge.0, edge.1];
        for other in edges(outer) {
            stops.extend(shared(edge, other)?);
        }
        stops.sort_by(|p, q| p[0].total_cmp(&q[0]).then(p[1].total_cmp(&q[1])));
        stops.dedup();
        for pair in stops.windows(2) {
            let at = [0, 1].map(|axis| f64::midpoint(pair[0][axis], pair[1][axis]));
            let here = place(outer, at);
            if here * known < 0 {
                return Err(format!("passes through a ring at {at:?}"));
            }
            if here != 0 {
                known = here;
            }
        }
    }
    Ok(known)
}

fn check_polygon(polygon: &Polygon) -> Result<(), String> {
    // Rings and points where they touch, as a graph: a cycle in it cuts the interior in two.
    let mut group: Vec<usize> = (0..polygon.len()).collect();
    let mut met: Vec<([f64; 2], usize)> = Vec::new();
    for (number, ring) in polygon.iter().enumerate() {
        check_ring(ring, number == 0)?;
        for (before, other) in polygon[..number].iter().enumerate() {
            let wanted = if before == 0 { 1 } else { -1 };
            if side(ring, other)? != wanted || (before > 0 && side(other, ring)? != -1) {
                return Err(format!("ring {number} lies wrong to ring {before}"));
            }
            for at in touches(ring, other)? {
                // Only the first meeting of a ring with a group at a point joins them.
                if met.contains(&(at, number)) {
                    continue;
                }
                met.push((at, number));
                if !met.contains(&(at, before)) {
                    met.push((at, before));
                }
                let (one, two) = (group[number], group[before]);
                if one == two {
                    return Err(format!("the interior is cut in two at {at:?}"));
                }
                group.iter_mut().filter(|group| **group == one).for_each(|group| *group = two);
            }
        }
    }
    Ok(())
}

/// What is wrong with a multipolygon; nothing, when it is valid.
pub fn check(polygons: &[Polygon]) -> Result<(), String> {
    for polygon in polygons {
        check_polygon(polygon)?;
    }
    for (number, one) in polygons.iter().enumerate() {
        for other in &polygons[..number] {
            for a in one {
                for b in other {
                    touches(a, b)?;
                }
            }
            for (inner, outer) in [(one, other), (other, one)] {
                let in_shell = side(&inner[0], &outer[0])? == 1;
                let in_hole =
                    outer[1..].iter().map(|hole| side(&inner[0], hole)).collect::<Result<Vec<_>, _>>()?;
                if in_shell && !in_hole.contains(&1) {
                    return Err("a part lies in another".into());
                }
            }
        }
    }
    Ok(())
}
