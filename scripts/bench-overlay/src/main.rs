//! Intersects the clusters of a made-up province with all else, as often as told: `bench-overlay SIDE CLUSTERS [ROUNDS]`. Under
//! `valgrind --tool=callgrind` the count of instructions does not depend on what else the machine does.

#![expect(clippy::print_stdout, reason = "a tool on the command line")]

use std::time::Instant;

use overlay::Options;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [side, clusters, rounds @ ..] = &words[..] else { return Err("SIDE CLUSTERS [ROUNDS]".into()) };
    let province = bench_overlay::province(42, side.parse()?, clusters.parse()?);
    println!("{} clusters, {} features", province.clusters.len(), province.features.len());
    for _ in 0..rounds.first().map_or(Ok(1), |rounds| rounds.parse())? {
        let start = Instant::now();
        let options = Options { threads: 1, geometry: true };
        let overlaps = overlay::intersect(&province.clusters, &province.features, &options);
        let (seconds, pairs) = (start.elapsed().as_secs_f64(), overlaps.pairs().len());
        println!("{} candidates, {pairs} pairs, {seconds:.4} s", overlaps.candidates());
    }
    Ok(())
}
