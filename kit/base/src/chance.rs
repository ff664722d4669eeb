//! Chance that is the same on every run: `SplitMix64` (G. Steele, D. Lea, C. Flood, *Fast splittable pseudorandom number
//! generators*, 2014).

/// A row of numbers that follows from its seed alone.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// The row of a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from `least` to `most`, both included.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        let count = u64::try_from(most - least).unwrap_or(0) + 1;
        least + i64::try_from(self.next() % count).unwrap_or(0)
    }

    /// Whether it falls among `percent` of a hundred.
    pub fn is(&mut self, percent: i64) -> bool {
        self.between(1, 100) <= percent
    }

    /// A place in a list of that length, which is not empty.
    pub fn index(&mut self, length: usize) -> usize {
        let last = i64::try_from(length).unwrap_or(i64::MAX) - 1;
        usize::try_from(self.between(0, last.max(0))).unwrap_or(0)
    }

    /// One of a list that is not empty.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.index(of.len())]
    }
}

#[cfg(test)]
mod tests {
    use super::Chance;

    #[test]
    fn the_same_seed_gives_the_same_numbers_within_their_bounds() {
        let draw = || {
            let mut chance = Chance::new(7);
            (0..1000).map(|_| chance.between(-3, 3)).collect::<Vec<_>>()
        };
        let drawn = draw();
        assert_eq!(drawn, draw());
        assert_eq!((drawn.iter().min(), drawn.iter().max()), (Some(&-3), Some(&3)));
    }

    #[test]
    fn the_numbers_are_those_of_the_paper() {
        // First output for the seed 1234567, as in the reference code.
        assert_eq!(Chance::new(1_234_567).next(), 6_457_827_717_110_365_317);
    }
}
