//! `overlay A B`: the pairs.

use std::{io::Write, ops::ControlFlow, path::Path, process::ExitCode};

use kit_base::{Error, Message, Result};
use kit_gisfile::{Crs, Rings, WriteFormat, Writer};
use overlay::{Options, Overlaps};

use crate::{
    Args, FOUND, Terminal,
    args::threads,
    prepare::{self, Input, Invalid},
    progress::Progress,
    refusal,
    stats::{Stats, Watch, peak_rss_mb},
    store, systems,
    table::{Sides, Table, areas, columns},
};

pub(crate) fn run(args: &Args, a: &Path, terminal: &mut Terminal<'_>) -> Result<ExitCode> {
    let mut watch = Watch::start();
    let mut stats = Stats { threads: threads(args.threads), ..Stats::default() };
    let format = format(args)?;
    let (input_a, input_b) = inputs(args, a)?;

    let of = input_b.as_ref().map(|input| input.path.as_path());
    let stored =
        args.store.as_deref().filter(|path| store::is_fresh(path, of)).map(store::read).transpose()?;
    let from_store = stored.is_some();
    let loaded_a = prepare::load(&input_a, stored.as_ref().map(|ready| *ready.set.frame()), terminal)?;
    let frame = *loaded_a.builder.frame();
    let loaded_b = match &input_b {
        Some(input) if !from_store => Some(prepare::load(input, Some(frame), terminal)?),
        _ => None,
    };
    let name_b = input_b.as_ref().map(Input::name).unwrap_or_default();
    let crs_b = stored.as_ref().map(|ready| &ready.crs).or(loaded_b.as_ref().map(|loaded| &loaded.layer.crs));
    let crs_a = &loaded_a.layer.crs;
    let crs = match crs_b {
        Some(crs_b) => systems::compare((&input_a.name(), crs_a), (&name_b, crs_b), args.ignore_crs)?,
        None => crs_a.clone(),
    };
    stats.load_cpu_s = watch.lap();

    let mut ready_a = prepare::index(loaded_a);
    let mut ready_b = stored.or_else(|| loaded_b.map(prepare::index));
    stats.index_cpu_s = watch.lap();
    stats.compute_cpu_s = stats.index_cpu_s;
    let invalid = if args.repair { Invalid::Repaired } else { Invalid::LeftOut };
    if !args.trust {
        // What lies in a store was seen to before it came there.
        let new_b = ready_b.as_mut().filter(|_| !from_store);
        for ready in std::iter::once(&mut ready_a).chain(new_b) {
            prepare::see_to_invalid(ready, invalid, stats.threads);
        }
    }
    prepare::tell(&ready_a, &input_a.name(), terminal);
    if let Some(ready) = &ready_b {
        prepare::tell(ready, &name_b, terminal);
    }
    stats.check_cpu_s = watch.lap();
    if let (Some(path), Some(ready), false) = (&args.store, &ready_b, from_store) {
        store::write(path, ready)?;
        terminal.note(&Message::new("overlay.stored").with("file", path.display()));
    }
    stats.write_cpu_s = watch.lap();

    let sides = Sides { a: &ready_a, b: ready_b.as_ref() };
    stats.a = ready_a.set.len();
    stats.b = sides.b().set.len();
    stats.left_out = ready_a.left_out + ready_b.as_ref().map_or(0, |ready| ready.left_out);
    write(args, format, &crs, &sides, &mut stats, &mut watch, terminal)?;
    stats.wall_s = watch.wall();
    stats.peak_rss_mb = peak_rss_mb();
    tell(args, &stats, terminal)?;
    let found = sides.all().any(|ready| !ready.findings.is_empty());
    Ok(if found { ExitCode::from(FOUND) } else { ExitCode::SUCCESS })
}

fn inputs(args: &Args, a: &Path) -> Result<(Input, Option<Input>)> {
    let input = |path: &Path, layer: Option<&String>, id_column: Option<&String>| {
        let (path, layer) = prepare::with_layer(path, layer.map(String::as_str));
        Input { path, layer, id_column: id_column.cloned(), metres: args.metres }
    };
    let first = input(a, args.layer.as_ref(), args.id_column.as_ref());
    let Some(b) = &args.b else {
        if args.itself || args.store.as_deref().is_some_and(|store| store::is_fresh(store, None)) {
            return Ok((first, None));
        }
        return Err(Error::Refused(Message::new("overlay.one-file").with("file", a.display())));
    };
    let id_column = args.id_column_b.as_ref().or(args.id_column.as_ref());
    let second = input(b, args.layer_b.as_ref(), id_column);
    // The same file twice is a set against itself: each pair once, and nothing with itself.
    let same = first.path == second.path && first.layer == second.layer && args.store.is_none();
    Ok((first, (!same).then_some(second)))
}

/// The format of the pairs; none when only figures are asked for.
fn format(args: &Args) -> Result<Option<WriteFormat>> {
    let asked = args.format.map(WriteFormat::from);
    match (&args.out, asked) {
        (None, None) if args.stats.is_some() => Ok(None),
        (None, None) => Ok(Some(WriteFormat::Csv)),
        (None, Some(format)) if !format.is_text() => {
            Err(Error::Refused(Message::new("overlay.binary-needs-out")))
        }
        (_, Some(format)) => Ok(Some(format)),
        (Some(path), None) => WriteFormat::of(path).map(Some).ok_or_else(|| {
            Error::Refused(Message::new("overlay.unknown-suffix").with("file", path.display()))
        }),
    }
}

fn write(
    args: &Args,
    format: Option<WriteFormat>,
    crs: &Crs,
    sides: &Sides<'_>,
    stats: &mut Stats,
    watch: &mut Watch,
    terminal: &mut Terminal<'_>,
) -> Result<()> {
    let columns = columns(sides);
    let unwritable = |error| refusal::unwritable(args.out.as_deref(), &error);
    let writer = match (format, &args.out) {
        (None, _) => None,
        (Some(format), Some(path)) => Some(Writer::to_file(path, format, &columns, crs, true)),
        (Some(format), None) => {
            let out = terminal.out.take().unwrap_or_else(|| Box::new(std::io::sink()));
            Some(Writer::to_pipe(out, format, &columns, crs, true))
        }
    };
    let (a, b) = (&sides.a.set, &sides.b().set);
    let mut table = Table {
        writer: writer.transpose().map_err(unwritable)?,
        kinds: [columns[0].kind, columns[1].kind],
        geometry: format.is_some_and(WriteFormat::has_geometry),
        areas: [a, b].map(areas),
        frame: *a.frame(),
        rings: Rings::default(),
    };
    let label = terminal.say(&Message::new("overlay.comparing"));
    let mut progress = Progress::new(terminal, label, a.len() as u64);
    // Figures alone are of the whole work, geometry too.
    let options = Options { threads: stats.threads, geometry: table.geometry || args.stats.is_some() };
    let mut failed = None;
    let mut take = |stats: &mut Stats, watch: &mut Watch, done: usize, overlaps: &Overlaps<'_>| {
        stats.compute_cpu_s += watch.lap();
        stats.candidates += overlaps.candidates();
        let written = table.add(args, sides, overlaps, stats);
        stats.write_cpu_s += watch.lap();
        progress.at(done as u64);
        match written {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        }
    };
    stats.write_cpu_s += watch.lap();
    if sides.b.is_some() {
        overlay::intersect_each(a, b, &options, |done, overlaps| take(stats, watch, done.end, &overlaps));
    } else {
        let overlaps = overlay::intersect_self(a, &options);
        let _ = take(stats, watch, a.len(), &overlaps);
    }
    stats.compute_cpu_s += watch.lap();
    drop(progress);
    if let Some(error) = failed {
        return Err(unwritable(error));
    }
    if let Some(writer) = table.writer {
        writer.finish().map_err(unwritable)?;
    }
    stats.write_cpu_s += watch.lap();
    Ok(())
}

/// One line of figures to standard output when pairs went into a file or nowhere, else beside the messages; and how many pairs.
fn tell(args: &Args, stats: &Stats, terminal: &mut Terminal<'_>) -> Result<()> {
    if args.stats.is_some() {
        let line = serde_json::to_string(stats).map_err(|cause| Error::fault("overlay", cause))?;
        // A closed pipe is no fault of ours.
        let _ = match &mut terminal.out {
            Some(out) => writeln!(out, "{line}").and_then(|()| out.flush()),
            None => writeln!(terminal.err, "{line}"),
        };
    }
    if let Some(path) = &args.out {
        terminal.note(&Message::new("overlay.written").with("n", stats.pairs).with("file", path.display()));
    }
    Ok(())
}
