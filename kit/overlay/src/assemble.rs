//! From simple rings to polygons: each shell with its holes, as the Simple Features standard (OGC 06-103r4) wants them.

use std::ops::Range;

/// Polygons with coordinates that may have fractions, packed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Parts {
    pub points: Vec<[f64; 2]>,
    /// End of each ring in `points`.
    pub rings: Vec<u32>,
    /// End of each part in `rings`.
    pub ends: Vec<u32>,
}

impl Parts {
    pub fn ring(&self, ring: usize) -> &[[f64; 2]] {
        let begin = if ring == 0 { 0 } else { self.rings[ring - 1] };
        &self.points[begin as usize..self.rings[ring] as usize]
    }

    /// The rings of a part.
    pub fn rings_of(&self, part: usize) -> Range<usize> {
        let begin = if part == 0 { 0 } else { self.ends[part - 1] };
        begin as usize..self.ends[part] as usize
    }

    /// The length of all rings from a part on.
    pub fn perimeter(&self, first_part: usize) -> f64 {
        let first = first_part.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        let length = |from: [f64; 2], to: [f64; 2]| {
            let [x, y] = [to[0] - from[0], to[1] - from[1]];
            (x * x + y * y).sqrt()
        };
        let ring = |ring: &[[f64; 2]]| -> f64 {
            let closing = ring.first().zip(ring.last()).map_or(0.0, |(first, last)| length(*last, *first));
            closing + ring.windows(2).map(|pair| length(pair[0], pair[1])).sum::<f64>()
        };
        (first..self.rings.len()).map(|number| ring(self.ring(number))).sum()
    }

    /// Adds a ring to the part that is being put together.
    fn push_ring(&mut self, ring: impl Iterator<Item = [f64; 2]>) {
        self.points.extend(ring);
        self.rings.push(u32::try_from(self.points.len()).expect("fewer than 2^32 points for each thread"));
    }

    /// Adds a part of one ring.
    pub fn push_shell(&mut self, ring: &[[f64; 2]]) {
        self.push_ring(ring.iter().copied());
        self.close_part();
    }

    fn close_part(&mut self) {
        self.ends.push(u32::try_from(self.rings.len()).expect("fewer than 2^32 rings"));
    }
}

/// Work space.
#[derive(Debug, Default)]
pub(crate) struct Assembler {
    shells: Vec<Ring>,
    holes: Vec<Ring>,
    /// For each hole the shell it lies in, and the hole.
    placed: Vec<(usize, usize)>,
}

#[derive(Debug, Clone)]
struct Ring {
    range: Range<usize>,
    /// The loop it was split from.
    number: u32,
    area: f64,
}

impl Assembler {
    /// Puts together polygons from simple rings with the inside on their left: point ranges, with the number of the loop each
    /// was split from. Holes of a loop with a shell lie in that shell.
    pub fn assemble<'a>(
        &mut self,
        rings: impl Iterator<Item = (Range<usize>, u32)>,
        points: impl Fn(usize) -> &'a [f64; 2] + Copy,
        parts: &mut Parts,
    ) {
        self.shells.clear();
        self.holes.clear();
        self.placed.clear();
        for (range, number) in rings {
            let area = twice_area(range.clone().map(|at| *points(at)));
            let into = if area > 0.0 { &mut self.shells } else { &mut self.holes };
            into.push(Ring { range, number, area });
        }
        for (number, hole) in self.holes.iter().enumerate() {
            if let Some(shell) = self.shell_of(hole, points) {
                self.placed.push((shell, number));
            }
        }
        self.placed.sort_unstable();
        let mut placed = self.placed.iter().peekable();
        for (number, shell) in self.shells.iter().enumerate() {
            parts.push_ring(shell.range.clone().map(|at| *points(at)));
            while let Some((_, hole)) = placed.next_if(|(shell, _)| *shell == number) {
                parts.push_ring(self.holes[*hole].range.clone().map(|at| *points(at)));
            }
            parts.close_part();
        }
    }

    /// The shell of the same loop, or else the smallest around it.
    fn shell_of<'a>(&self, hole: &Ring, points: impl Fn(usize) -> &'a [f64; 2] + Copy) -> Option<usize> {
        if let [_] = self.shells[..] {
            return Some(0);
        }
        let of_loop = self.shells.iter().position(|shell| shell.number == hole.number);
        of_loop.or_else(|| {
            let at = points(hole.range.start);
            (0..self.shells.len())
                .filter(|&shell| contains(self.shells[shell].range.clone().map(|at| *points(at)), *at))
                .min_by(|&one, &other| self.shells[one].area.total_cmp(&self.shells[other].area))
        })
    }
}

/// Twice the signed area, measured from the first point.
pub(crate) fn twice_area(ring: impl Iterator<Item = [f64; 2]> + Clone) -> f64 {
    let Some(origin) = ring.clone().next() else { return 0.0 };
    let local = ring.map(|at| [at[0] - origin[0], at[1] - origin[1]]);
    local.clone().zip(local.skip(1)).map(|(p, q)| p[0] * q[1] - p[1] * q[0]).sum()
}

/// Whether a point that does not lie on a ring lies in it.
fn contains(ring: impl Iterator<Item = [f64; 2]> + Clone, at: [f64; 2]) -> bool {
    let Some(first) = ring.clone().next() else { return false };
    let mut inside = false;
    for (from, to) in ring.clone().zip(ring.skip(1).chain([first])) {
        if (from[1] > at[1]) != (to[1] > at[1]) {
            let side = (to[0] - from[0]) * (at[1] - from[1]) - (to[1] - from[1]) * (at[0] - from[0]);
            inside ^= (side > 0.0) == (to[1] > from[1]);
        }
    }
    inside
}
