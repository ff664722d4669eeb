//! Random numbers that follow from a seed: `SplitMix64` (Steele, Lea & Flood 2014).

/// A stream of them.
pub(crate) struct Chance(u64);

impl Chance {
    /// One of many streams of a seed.
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut chance = Self(seed ^ stream.wrapping_mul(0xd134_2543_de82_ef95));
        chance.next();
        chance
    }

    /// The stream that belongs to a pair of places.
    pub fn at(seed: u64, places: [[i32; 2]; 2]) -> Self {
        let mut stream = 0;
        for value in places.as_flattened() {
            stream = Self(stream ^ u64::from(value.cast_unsigned())).next();
        }
        Self::new(seed, stream)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to below 1.
    pub fn share(&mut self) -> f64 {
        f64::from(u32::try_from(self.next() >> 32).unwrap_or(0)) / (f64::from(u32::MAX) + 1.0)
    }

    /// From −1 to 1.
    pub fn around(&mut self) -> f64 {
        2.0 * self.share() - 1.0
    }

    /// From 0 to below `count`.
    pub fn below(&mut self, count: i32) -> i32 {
        crate::shapes::round((self.share() * f64::from(count)).floor())
    }
}
