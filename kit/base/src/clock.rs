//! Where the time and fresh ids come from. Nothing else reads the system clock or chance.

use std::sync::{
    Arc,
    atomic::{AtomicI64, AtomicU64, Ordering},
};

use crate::{Day, Id, Instant, hex};

/// Tells the time and makes ids. The seed and the tests set it; a server runs on the system's.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    System,
    Set { micros: Arc<AtomicI64>, ids: Arc<AtomicU64> },
}

impl Clock {
    /// The clock of the machine.
    #[must_use]
    pub const fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands still until it is set, with the same ids on every run. Clones share their time.
    #[must_use]
    pub fn standing_at(instant: Instant) -> Self {
        Self(Source::Set {
            micros: Arc::new(AtomicI64::new(instant.micros())),
            ids: Arc::new(AtomicU64::new(0)),
        })
    }

    /// Moves a standing clock; a system clock stays as it is.
    pub fn set(&self, instant: Instant) {
        if let Source::Set { micros, .. } = &self.0 {
            micros.store(instant.micros(), Ordering::SeqCst);
        }
    }

    /// The present moment.
    #[must_use]
    pub fn now(&self) -> Instant {
        match &self.0 {
            #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
            Source::System => Instant::from_micros(chrono::Utc::now().timestamp_micros()),
            Source::Set { micros, .. } => Instant::from_micros(micros.load(Ordering::SeqCst)),
        }
    }

    /// Today in Viet Nam.
    #[must_use]
    pub fn today(&self) -> Day {
        self.now().day()
    }

    /// A fresh id, ordered by time (`UUIDv7`).
    #[must_use]
    pub fn id<K>(&self) -> Id<K> {
        let millis = u64::try_from(self.now().micros() / 1000).unwrap_or(0);
        let tail: [u8; 10] = match &self.0 {
            Source::System => random(),
            Source::Set { ids, .. } => {
                let count = ids.fetch_add(1, Ordering::SeqCst).to_be_bytes();
                std::array::from_fn(|i| if i < 2 { 0 } else { count[i - 2] })
            }
        };
        Id::new(uuid::Builder::from_unix_timestamp_millis(millis, &tail).into_uuid())
    }
}

/// A secret no one can guess: 256 bits as 64 hexadecimal digits, for sessions and forms.
#[must_use]
pub fn secret() -> String {
    hex(&random::<32>())
}

fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    #[expect(clippy::disallowed_methods, reason = "the one place that draws chance")]
    let drawn = getrandom::fill(&mut bytes);
    // A machine without chance cannot keep a session secret: to go on would be worse than to stop.
    assert!(drawn.is_ok(), "the operating system gives no random bytes");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_standing_clock_gives_the_same_ids_on_every_run() {
        let ids = |_| {
            let clock = Clock::standing_at(Instant::from_micros(1_700_000_000_000_000));
            [clock.id::<()>(), clock.id()]
        };
        assert_eq!(ids(1), ids(2));
        assert_ne!(ids(1)[0], ids(1)[1]);
    }

    #[test]
    fn ids_of_a_later_moment_sort_after_earlier_ones() {
        let clock = Clock::standing_at(Instant::from_micros(1_700_000_000_000_000));
        let early: Id<()> = clock.id();
        clock.set(clock.now().plus_seconds(1));
        assert!(early < clock.id());
    }
}
