//! A constant rate of requests, whether the answers come or not. Each answer is timed from the moment at which its
//! request was due: a program that stops for a second is not measured by the one request that waited, but by all that
//! should have been sent meanwhile (G. Tene, *How NOT to Measure Latency*, 2015).

use std::{fmt, time::Duration};

use tokio::{task::JoinSet, time::Instant};

use crate::client::Client;

/// What came of the requests.
pub(crate) struct Load {
    /// The times of all answers in milliseconds, in order.
    times: Vec<f64>,
    /// How many were refused or broken off.
    pub(crate) failed: usize,
}

/// Asks for the addresses in turn.
pub(crate) async fn run(client: &Client, paths: &'static [&'static str], rate: u32, time: Duration) -> Load {
    let (begun, step) = (Instant::now(), Duration::from_secs(1) / rate);
    let mut asked = JoinSet::new();
    for (number, path) in (0_u32..).zip(paths.iter().cycle()) {
        let due = begun + step * number;
        if begun + time <= due {
            break;
        }
        tokio::time::sleep_until(due).await;
        let client = client.clone();
        asked.spawn(async move {
            client.get(path, "gzip, br").await?;
            Ok::<_, crate::Failure>(due.elapsed().as_secs_f64() * 1e3)
        });
    }
    let answers = asked.join_all().await;
    let mut load = Load { times: Vec::with_capacity(answers.len()), failed: 0 };
    for answer in answers {
        match answer {
            Ok(time) => load.times.push(time),
            Err(_) => load.failed += 1,
        }
    }
    load.times.sort_by(f64::total_cmp);
    load
}

impl Load {
    /// How many requests there were.
    pub(crate) fn count(&self) -> u32 {
        u32::try_from(self.times.len() + self.failed).unwrap_or(u32::MAX)
    }

    /// So many of a hundred answers came within this time.
    pub(crate) fn percentile(&self, percent: usize) -> f64 {
        let rank = (self.times.len() * percent).div_ceil(100).max(1);
        self.times.get(rank - 1).copied().unwrap_or_default()
    }
}

impl fmt::Display for Load {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = |percent| self.percentile(percent);
        write!(f, "{:.1} | {:.1} | {:.1} | {:.1}", of(50), of(90), of(99), of(100))?;
        if 0 < self.failed { write!(f, " ({} of {} failed)", self.failed, self.count()) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::Load;

    #[test]
    fn a_percentile_is_a_time_that_was_measured() {
        let load = Load { times: (1..=200).map(f64::from).collect(), failed: 0 };
        assert!(
            [(50, 100.0), (99, 198.0), (100, 200.0)]
                .iter()
                .all(|(p, is)| (load.percentile(*p) - is).abs() < 1e-9)
        );
    }
}
