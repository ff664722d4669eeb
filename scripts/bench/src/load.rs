//! A constant rate of requests, whether the answers come or not. Each answer is timed from the moment at which its
//! request was due: a program that stops for a second is not measured by the one request that waited, but by all that
//! should have been sent meanwhile (G. Tene, *How NOT to Measure Latency*, 2015).

use std::{fmt, time::Duration};

use tokio::{task::JoinSet, time::Instant};

use crate::{Result, client::Client};

/// The times of all answers in milliseconds, in order.
pub(crate) struct Load(Vec<f64>);

/// Asks for the addresses in turn.
pub(crate) async fn run(
    client: &Client,
    paths: &'static [&'static str],
    rate: u32,
    time: Duration,
) -> Result<Load> {
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
            Ok::<_, Box<dyn std::error::Error + Send + Sync>>(due.elapsed().as_secs_f64() * 1e3)
        });
    }
    let answers = asked.join_all().await.into_iter().collect::<Result<Vec<_>>>();
    let mut times = answers?;
    times.sort_by(f64::total_cmp);
    Ok(Load(times))
}

impl Load {
    /// So many of a hundred answers came within this time.
    pub(crate) fn percentile(&self, percent: usize) -> f64 {
        let rank = (self.0.len() * percent).div_ceil(100).max(1);
        self.0.get(rank - 1).copied().unwrap_or_default()
    }
}

impl fmt::Display for Load {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = |percent| self.percentile(percent);
        write!(f, "{:.1} | {:.1} | {:.1} | {:.1}", of(50), of(90), of(99), of(100))
    }
}

#[cfg(test)]
mod tests {
    use super::Load;

    #[test]
    fn a_percentile_is_a_time_that_was_measured() {
        let load = Load((1..=200).map(f64::from).collect());
        assert!(
            [(50, 100.0), (99, 198.0), (100, 200.0)]
                .iter()
                .all(|(p, is)| (load.percentile(*p) - is).abs() < 1e-9)
        );
    }
}
