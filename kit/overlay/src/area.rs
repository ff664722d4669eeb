//! How large features are.

use crate::PolygonSet;

impl PolygonSet {
    /// The area of a valid feature in square grid units; of one whose rings are not valid, what its rings add up to.
    ///
    /// # Panics
    /// When there is no such feature.
    #[must_use]
    pub fn area(&self, feature: usize) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "2^-53 of the area, as any area in f64")]
        let twice = self.head(feature).twice_area as f64;
        twice / 2.0
    }
}

#[cfg(test)]
mod tests {
    use crate::{Frame, PolygonSetBuilder};

    #[test]
    fn each_feature_has_its_own_area_wherever_it_lies() {
        let mut builder = PolygonSetBuilder::new(Frame { origin: [0.0; 2], scale: 1.0 });
        for size in 1..100 {
            builder.begin_feature();
            builder.begin_part();
            // To and fro, so that the order of features is not that along a curve.
            let [x, y] = [size * 1237 % 1000, size * 7919 % 1000];
            builder.ring([[x, y], [x + size, y], [x + size, y + 1], [x, y + 1]]);
        }
        let set = builder.finish();
        for size in 1..100_u32 {
            assert_eq!(set.area(size as usize - 1).to_bits(), f64::from(size).to_bits());
        }
    }
}
