"""Runs one engine once on the job of the benchmark: every pair that overlaps, its geometry and its area.

Usage: peers.py ENGINE CLUSTERS.parquet FEATURES.parquet PAIRS.parquet [--threads N] [--server HOST]

Prints a line of JSON. Loading is apart; `compute_cpu_s` is everything after both inputs lie in memory (in the server's
tables, for PostGIS), the engine's own index included. Pairs of no area are left out.
"""

import argparse
import json
import resource
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

QUERY = "select c.id as a, f.id as b, ST_Area(ST_Intersection(c.geom, f.geom)) as area \
from clusters c join features f on ST_Intersects(c.geom, f.geom)"


def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def peak_mb():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def geopandas(files, threads, _server):
    """An STRtree and prepared geometry; what is covered needs no intersection. The fastest of its usual ways."""
    import geopandas as gpd
    import shapely

    start = cpu()
    a, b = (np.array(gpd.read_parquet(file).geometry.values) for file in files)
    loaded = cpu()
    first, second = shapely.STRtree(b).query(a, predicate="intersects")
    shapely.prepare(a)
    within = shapely.covers(a[first], b[second])
    shared = b[second].copy()
    shared[~within] = shapely.intersection(a[first[~within]], b[second[~within]])
    area = shapely.area(shared)
    return f"GeoPandas {gpd.__version__}, GEOS {shapely.geos_version_string}", (start, loaded, cpu()), (first, second, area)


def gpd_overlay(files, _threads, _server):
    """What most people write."""
    import geopandas as gpd

    start = cpu()
    a, b = (gpd.read_parquet(file).rename(columns={"id": name}) for file, name in zip(files, "ab"))
    loaded = cpu()
    shared = gpd.overlay(a, b, how="intersection", keep_geom_type=True)
    area = shared.area.to_numpy()
    return f"gpd.overlay {gpd.__version__}", (start, loaded, cpu()), (shared["a"], shared["b"], area)


def duckdb(files, threads, _server):
    import duckdb as db
    import duckdb_extension_spatial

    # The wheel carries the extension, so that nothing is fetched.
    extension = next(Path(duckdb_extension_spatial.__file__).parent.rglob("*.duckdb_extension"))
    con = db.connect(config={"allow_unsigned_extensions": "true", "threads": threads})
    con.execute(f"load '{extension}'")
    start = cpu()
    for name, file in zip(("clusters", "features"), files):
        con.execute(f"create table {name} as select id, geometry as geom from '{file}'")
    loaded = cpu()
    found = con.execute(QUERY).fetchnumpy()
    return f"DuckDB spatial {db.__version__}", (start, loaded, cpu()), (found["a"], found["b"], found["area"])


def sedona(files, threads, _server):
    import sedonadb

    con = sedonadb.connect()
    con.sql(f"set datafusion.execution.target_partitions = {threads}").execute()
    start = cpu()
    for name, file in zip(("clusters", "features"), files):
        con.read_parquet(str(file)).to_view(f"{name}_file", overwrite=True)
        con.sql(f"select id, geometry as geom from {name}_file").to_memtable().to_view(name, overwrite=True)
    loaded = cpu()
    found = con.sql(QUERY).to_arrow_table()
    columns = (found[name].to_numpy() for name in ("a", "b", "area"))
    return f"SedonaDB {sedonadb.__version__}", (start, loaded, cpu()), tuple(columns)


def postgis(files, threads, server):
    """On a server of our own; processor time and memory are those of its process, as the system counts them."""
    import os

    import psycopg

    def of_process(pid):
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    with psycopg.connect(host=server, user="postgres", dbname="postgres", autocommit=True) as con:
        run = lambda sql: con.execute(sql)
        run("create extension if not exists postgis")
        run("set jit = off")
        run(f"set max_parallel_workers_per_gather = {threads - 1}")
        pid = con.info.backend_pid
        start = of_process(pid)
        for name, file in zip(("clusters", "features"), files):
            run(f"drop table if exists {name}")
            run(f"create table {name} (id int, geom geometry)")
            table = pq.read_table(file, columns=["id", "geometry"])
            with con.cursor().copy(f"copy {name} from stdin") as copy:
                for number, shape in zip(table["id"].to_pylist(), table["geometry"].to_pylist()):
                    copy.write_row((number, shape.hex()))
            run(f"create index on {name} using gist (geom)")
            run(f"analyze {name}")
        loaded = of_process(pid)
        run("drop table if exists pairs")
        run(f"create unlogged table pairs as {QUERY}")
        done = of_process(pid)
        status = Path(f"/proc/{pid}/status").read_text()
        peak = int(status.split("VmHWM:")[1].split()[0]) / 1024
        version = run("select postgis_lib_version(), current_setting('server_version')").fetchone()
        found = np.array(run("select a, b, area from pairs").fetchall())
    columns = (found[:, 0].astype(int), found[:, 1].astype(int), found[:, 2])
    return f"PostGIS {version[0]}, PostgreSQL {version[1].split()[0]}", (start, loaded, done), columns, peak


ENGINES = {"geopandas": geopandas, "gpd_overlay": gpd_overlay, "duckdb": duckdb, "sedona": sedona, "postgis": postgis}


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("engine", choices=ENGINES)
    arguments.add_argument("clusters")
    arguments.add_argument("features")
    arguments.add_argument("pairs")
    arguments.add_argument("--threads", type=int, default=1)
    arguments.add_argument("--server")
    wanted = arguments.parse_args()
    done = ENGINES[wanted.engine]((wanted.clusters, wanted.features), wanted.threads, wanted.server)
    name, (start, loaded, end), (a, b, area) = done[:3]
    peak = done[3] if len(done) > 3 else peak_mb()
    area = np.asarray(area, dtype=float)
    some = area > 0
    pairs = {"a": np.asarray(a)[some], "b": np.asarray(b)[some], "area": area[some]}
    pq.write_table(pa.table(pairs), wanted.pairs)
    print(json.dumps({
        "engine": name, "load_cpu_s": loaded - start, "compute_cpu_s": end - loaded, "peak_rss_mb": peak,
        "pairs": int(some.sum()), "area_m2": float(area.sum()),
    }))


if __name__ == "__main__":
    main()
