//! What a run cost.

use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};
use serde::Serialize;

/// The figures of one run. Processor seconds are of all threads together.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Stats {
    /// Features of A that were compared.
    pub a: usize,
    /// Features of B that were compared; those of A again when it is compared with itself.
    pub b: usize,
    /// Features of both files that were left out.
    pub left_out: usize,
    /// Pairs whose boxes meet.
    pub candidates: u64,
    /// Pairs that were written.
    pub pairs: u64,
    /// What they share together, in square metres.
    pub area_m2: f64,
    /// Threads asked for.
    pub threads: usize,
    /// Reading both files into memory.
    pub load_cpu_s: f64,
    /// Looking whether all areas are valid.
    pub check_cpu_s: f64,
    /// From both inputs in memory to areas and geometry in memory: index, candidates, overlay.
    pub compute_cpu_s: f64,
    /// The part of it that laying out the sets and their index takes; a store has it behind it.
    pub index_cpu_s: f64,
    /// Writing.
    pub write_cpu_s: f64,
    /// The whole run by the clock on the wall.
    pub wall_s: f64,
    /// The most memory the process ever had, if the system says.
    pub peak_rss_mb: Option<f64>,
}

/// Measures spans of processor time of the whole process.
pub(crate) struct Watch {
    started: Instant,
    last: Duration,
}

impl Watch {
    pub(crate) fn start() -> Self {
        Self { started: Instant::now(), last: cpu() }
    }

    /// Processor seconds since the last lap.
    pub(crate) fn lap(&mut self) -> f64 {
        let now = cpu();
        let spent = now.saturating_sub(self.last);
        self.last = now;
        spent.as_secs_f64()
    }

    /// Seconds by the clock on the wall since the start.
    pub(crate) fn wall(&self) -> f64 {
        self.started.elapsed().as_secs_f64()
    }
}

fn cpu() -> Duration {
    let spent = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(
        u64::try_from(spent.tv_sec).unwrap_or_default(),
        u32::try_from(spent.tv_nsec).unwrap_or_default(),
    )
}

/// The most memory the process ever had, in megabytes: `VmHWM` of Linux.
pub(crate) fn peak_rss_mb() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: f64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kibibytes / 1024.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_costs_processor_time_and_waiting_does_not() {
        let mut watch = Watch::start();
        std::thread::sleep(Duration::from_millis(60));
        // Other tests run in the same process, so only the clock on the wall is sure.
        assert!(0.06 <= watch.wall());
        let mut sum = 0_u64;
        while watch.last + Duration::from_millis(5) > cpu() {
            sum = std::hint::black_box(sum + 1);
        }
        assert!(0.005 <= watch.lap());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_system_tells_how_much_memory_was_used() {
        assert!(peak_rss_mb().is_some_and(|megabytes| 1.0 < megabytes));
    }
}
