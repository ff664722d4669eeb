"""`cotmoc overlay` against other engines on the same job, and a table of it.

Usage: bench.py --program PATH [--data data/bench-overlay] [--clusters 63 1500] [--peers geopandas duckdb …] [--runs 3]

The job: every pair of a cluster and a feature of a made-up province that overlap, with geometry and area. Compared are
processor seconds after both inputs lie in memory, which other work on the machine disturbs least; each figure is the median
of the runs, a ratio that of a peer's run to one of ours just before it. Then every area of ours is held against that of each peer.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pyarrow.csv
import pyarrow.parquet

HERE = Path(__file__).resolve().parent
PEERS = ("postgis", "duckdb", "sedona", "geopandas", "gpd_overlay")
# gpd.overlay takes minutes beyond this, and the quicker way of GeoPandas is measured anyway.
MOST_CLUSTERS = {"gpd_overlay": 63}


def run(command, **options):
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, **options)
    if done.returncode:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}")
    return done.stdout


@contextmanager
def postgres():
    """A server in a folder that is gone afterwards, on a socket in it and nowhere else. PostgreSQL refuses to run as root."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not installed:
        raise RuntimeError("PostgreSQL is not installed")
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    call = lambda *words: run([*as_user, *map(str, words)], stderr=subprocess.STDOUT, cwd="/")
    binaries = installed[-1].parent
    # The path of a socket may have 107 bytes: not below a deep TMPDIR.
    folder = Path(tempfile.mkdtemp(prefix="overlay-pg-", dir="/tmp"))
    try:
        if as_user:
            shutil.chown(folder, "postgres")
        call(binaries / "initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust", "--no-sync", "--encoding=UTF8")
        options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off -c shared_buffers=1GB \
            -c work_mem=256MB -c maintenance_work_mem=512MB"
        call(binaries / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log", "-o", options, "start")
        try:
            yield folder
        finally:
            call(binaries / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def ours(program, files, pairs, threads):
    """Figures of a run without output, and once the pairs."""
    command = [program, "overlay"] if Path(program).name == "cotmoc" else [program]
    command += [*map(str, files), "--id-column", "id", "--threads", str(threads)]
    if pairs:
        run([*command, "--out", str(pairs)], stderr=subprocess.DEVNULL)
    told = json.loads(run([*command, "--stats", "json"], stderr=subprocess.DEVNULL))
    return {"engine": "overlay", **told}


def peer(name, files, pairs, threads, server):
    command = [sys.executable, HERE / "peers.py", name, *files, pairs, "--threads", threads]
    command += ["--server", server] if server else []
    return json.loads(run([str(word) for word in command]).splitlines()[-1])


def disagreement(mine, theirs):
    """Pairs that only one has, and the largest difference of an area, absolute and by the larger of both."""
    mine = {(a, b): area for a, b, area in zip(*(mine[name].to_pylist() for name in ("a_id", "b_id", "area_m2")))}
    theirs = {(a, b): area for a, b, area in zip(*(theirs[name].to_pylist() for name in ("a", "b", "area")))}
    # Engines that round crossings find specks of nothing where two areas only touch.
    speck = 1e-6
    alone = lambda some, other: sum(1 for pair, area in some.items() if pair not in other and area > speck)
    both = mine.keys() & theirs.keys()
    difference = [(abs(mine[pair] - theirs[pair]), max(mine[pair], theirs[pair])) for pair in both]
    return {
        "only_ours": alone(mine, theirs),
        "only_theirs": alone(theirs, mine),
        "most_m2": max((amount for amount, _ in difference), default=0.0),
        # Of pairs above a square metre: below it digits of coordinates, not of engines, are compared.
        "most_relative": max((amount / area for amount, area in difference if area > 1), default=0.0),
    }


def median(runs):
    """The run figures, each number the median of its own."""
    first = dict(runs[0])
    for name, value in first.items():
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            first[name] = statistics.median(run[name] for run in runs)
    return first


def measure(wanted, count, server):
    files = [wanted.data / f"clusters{count}.parquet", wanted.data / "features.parquet"]
    mine = wanted.data / f"pairs{count}-overlay.csv"
    own = [ours(wanted.program, files, mine, wanted.threads)]
    rows = []
    table = pyarrow.csv.read_csv(mine)
    for name in wanted.peers:
        if count > MOST_CLUSTERS.get(name, count):
            continue
        theirs = wanted.data / f"pairs{count}-{name}.parquet"
        host = server if name == "postgis" else None
        runs = []
        for _ in range(wanted.runs):
            # One of ours beside each of theirs: a machine that others use is not equally fast from minute to minute.
            beside = ours(wanted.program, files, None, wanted.threads)
            run_of_theirs = peer(name, files, theirs, wanted.threads, host)
            runs.append({**run_of_theirs, "ratio": run_of_theirs["compute_cpu_s"] / beside["compute_cpu_s"]})
            own.append(beside)
        rows.append((median(runs), disagreement(table, pyarrow.parquet.read_table(theirs))))
    return [({**median(own), "ratio": 1.0}, None), *rows]


def show(count, rows):
    print(f"\n{count:,} clusters: {rows[0][0]['candidates']:,.0f} candidates, {rows[0][0]['pairs']:,.0f} pairs\n")
    print("| engine | compute, CPU s | ratio | load, CPU s | memory, MB | pairs | only ours / theirs | largest difference |")
    print("|---|---|---|---|---|---|---|---|")
    for figures, apart in rows:
        differs = f"{apart['only_ours']} / {apart['only_theirs']} | {apart['most_m2']:.1e} m², {apart['most_relative']:.0e}" \
            if apart else "– | –"
        memory = figures["peak_rss_mb"]
        print(f"| {figures['engine']} | {figures['compute_cpu_s']:.3f} | {figures['ratio']:.1f} | "
              f"{figures['load_cpu_s']:.2f} | {memory:,.0f} | {figures['pairs']:,.0f} | {differs} |", flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--program", required=True, help="cotmoc, or the command overlay on its own")
    arguments.add_argument("--data", type=Path, default=Path("data/bench-overlay"))
    arguments.add_argument("--clusters", type=int, nargs="+", default=[63, 1500], choices=[63, 1500, 20000])
    arguments.add_argument("--peers", nargs="*", default=PEERS, choices=PEERS)
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--threads", type=int, default=1)
    wanted = arguments.parse_args()
    if not (wanted.data / "features.parquet").exists():
        run([sys.executable, str(HERE / "province.py"), str(wanted.data)], stderr=None)
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"{os.cpu_count()} processors, load average {load}; {wanted.threads} thread(s), median of {wanted.runs}")
    with postgres() if "postgis" in wanted.peers else nullcontext() as server:
        for count in wanted.clusters:
            show(count, measure(wanted, count, server))


if __name__ == "__main__":
    main()
