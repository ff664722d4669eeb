//! Which ring lies in which: holes outside their shell or in each other, parts in parts, and interiors cut apart.

use super::meetings::Meetings;
use super::nodes::Nodes;
use super::{DefectKind, Defects, defect, place};
use crate::Point;
use crate::edges::Edges;
use crate::segment::{float, vector};

/// Tells holes and parts that lie where they must not, and interiors that fall apart.
pub(super) fn report(edges: &Edges, meetings: &Meetings, nodes: &Nodes, defects: &mut Defects) {
    let probes = Probes::new(meetings);
    let mut misplaced = vec![false; edges.rings().len()];
    let mut around = Containers::new(edges);
    for (number, ring) in edges.rings().iter().enumerate() {
        let at = probes.of(edges, nodes, number);
        let containers = around.of(edges, number, at);
        let told = at.map(|doubled| float(doubled.into()) / 2.0);
        if ring.number == 0 {
            for shell in holding_parts(edges, nodes, number, containers) {
                defects.add(defect(edges, DefectKind::NestedParts, told, [number, shell]));
            }
            continue;
        }
        let shell = edges.rings().iter().position(|shell| shell.part == ring.part && shell.number == 0);
        let outside =
            shell.is_none_or(|shell| !containers.contains(&shell) && !nodes.conflicts.between(number, shell));
        if outside {
            defects.add(defect(edges, DefectKind::HoleOutsideShell, told, [number, number]));
        }
        let holes = containers.iter().filter(|other| {
            let container = &edges.rings()[**other];
            container.part == ring.part && 0 < container.number && !nodes.conflicts.between(number, **other)
        });
        for hole in holes.clone() {
            defects.add(defect(edges, DefectKind::NestedHoles, told, [number, *hole]));
        }
        misplaced[number] = outside || holes.count() > 0;
    }
    report_disconnected(edges, nodes, &misplaced, defects);
}

/// Shells around a shell, unless it lies in a hole of theirs or is in conflict with a ring of that part.
fn holding_parts(edges: &Edges, nodes: &Nodes, number: usize, containers: &[usize]) -> Vec<usize> {
    let rings = edges.rings();
    let own = rings[number].part;
    let in_conflict = |part: usize| {
        nodes.conflicts.pairs().iter().any(|[a, b]| {
            (*a == number && rings[*b].part == part) || (*b == number && rings[*a].part == part)
        })
    };
    let shells = containers.iter().copied().filter(|other| rings[*other].number == 0);
    shells
        .filter(|shell| {
            let part = rings[*shell].part;
            let in_hole = containers.iter().any(|hole| rings[*hole].part == part && 0 < rings[*hole].number);
            part != own && !in_hole && !in_conflict(part)
        })
        .collect()
}

/// Rings that touch at points are links. A link between rings that hang together already closes a chain around a piece of the
/// interior. (Links that meet in one point close nothing; each ring of a node is joined to the first one.)
fn report_disconnected(edges: &Edges, nodes: &Nodes, misplaced: &[bool], defects: &mut Defects) {
    let mut left_out = misplaced.to_vec();
    for [a, b] in nodes.conflicts.pairs() {
        if edges.rings()[*a].part == edges.rings()[*b].part {
            left_out[*a] = true;
            left_out[*b] = true;
        }
    }
    let mut chains = Chains((0..edges.rings().len()).collect());
    for node in nodes.contacts.chunk_by(|a, b| a.0 == b.0) {
        let rings = node.iter().map(|(_, ring)| *ring).filter(|ring| !left_out[*ring]);
        // Rings are in the order of their parts.
        let mut first: Option<usize> = None;
        for ring in rings {
            match first {
                Some(first) if edges.rings()[first].part == edges.rings()[ring].part => {
                    if !chains.join(first, ring) {
                        let at = place(node[0].0);
                        defects.add(defect(edges, DefectKind::InteriorDisconnected, at, [ring, first]));
                    }
                }
                _ => first = Some(ring),
            }
        }
    }
}

/// Rings that hang together (union–find).
struct Chains(Vec<usize>);

impl Chains {
    fn root(&mut self, mut ring: usize) -> usize {
        while self.0[ring] != ring {
            self.0[ring] = self.0[self.0[ring]];
            ring = self.0[ring];
        }
        ring
    }

    /// Whether they did not hang together before.
    fn join(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a] = b;
        a != b
    }
}

/// A point of each ring that lies on no other one it is not in conflict with, in doubled coordinates.
struct Probes {
    /// Points at which each edge meets others.
    met: Vec<(usize, Point)>,
}

impl Probes {
    fn new(meetings: &Meetings) -> Self {
        let touches = meetings.touches.iter().flat_map(|touch| touch.edges.map(|edge| (edge, touch.at)));
        let overlaps = meetings.overlaps.iter().flat_map(|overlap| {
            overlap.edges.into_iter().flat_map(|edge| overlap.ends.map(|end| (edge, end)))
        });
        let mut met: Vec<_> = touches.chain(overlaps).collect();
        met.sort_unstable();
        Self { met }
    }

    fn of(&self, edges: &Edges, nodes: &Nodes, ring: usize) -> [i64; 2] {
        let free = edges
            .ring_points(ring)
            .iter()
            .find(|point| nodes.contacts.binary_search(&(**point, ring)).is_err());
        if let Some(point) = free {
            return point.map(|value| 2 * i64::from(value));
        }
        // Every vertex is a point of contact. Between two contacts on an edge there is none.
        let edge = edges.rings()[ring].edges.start;
        let [start, end] = edges.edge(edge);
        let from = self.met.partition_point(|(other, _)| *other < edge);
        let contacts = self.met[from..].iter().take_while(|(other, _)| *other == edge).map(|(_, at)| *at);
        let next = contacts.filter(|at| *at != start).min_by_key(|at| distance(start, *at)).unwrap_or(end);
        [0, 1].map(|axis| i64::from(start[axis]) + i64::from(next[axis]))
    }
}

/// Along one line, farther is farther in this measure too.
fn distance(a: Point, b: Point) -> i64 {
    let [x, y] = vector(a, b);
    x.abs() + y.abs()
}

/// Finds the rings around a point.
struct Containers {
    /// Whether the ray has crossed each ring an odd number of times.
    odd: Vec<bool>,
    crossed: Vec<usize>,
    found: Vec<usize>,
}

impl Containers {
    fn new(edges: &Edges) -> Self {
        Self { odd: vec![false; edges.rings().len()], crossed: Vec::new(), found: Vec::new() }
    }

    /// The rings around a point of ring `own`, in doubled coordinates, by the parity of crossings of the ray to the right.
    fn of(&mut self, edges: &Edges, own: usize, [x, y]: [i64; 2]) -> &[usize] {
        let (odd, crossed) = (&mut self.odd, &mut self.crossed);
        edges.search(
            |rect| {
                let [_, low, right, high] = rect.map(|value| 2 * i64::from(value));
                low <= y && y <= high && x <= right
            },
            |ring, edge| {
                let [[x0, y0], [x1, y1]] =
                    edges.edge(edge).map(|point| point.map(|value| 2 * i64::from(value)));
                if (y0 <= y) != (y1 <= y) && is_left_of(x, y, [x0, y0], [x1, y1]) {
                    odd[ring] = !odd[ring];
                    crossed.push(ring);
                }
            },
        );
        self.found.clear();
        for ring in self.crossed.drain(..) {
            if std::mem::take(&mut self.odd[ring]) && ring != own {
                self.found.push(ring);
            }
        }
        self.found.sort_unstable();
        &self.found
    }
}

/// Whether the ray from a point to the right meets the segment, which spans its height.
fn is_left_of(x: i64, y: i64, from: [i64; 2], to: [i64; 2]) -> bool {
    let side = i128::from(to[0] - from[0]) * i128::from(y - from[1])
        - i128::from(x - from[0]) * i128::from(to[1] - from[1]);
    (0 < side) == (from[1] < to[1])
}
