//! How large features are.

use crate::PolygonSet;

impl PolygonSet {
    /// The area of a valid feature in square grid units; of one whose rings are not valid, what its rings add up to.
    #[must_use]
    pub fn area(&self, feature: usize) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "2^-53 of the area, as any area in f64")]
        let twice = self.twice_area(feature) as f64;
        twice / 2.0
    }
}
