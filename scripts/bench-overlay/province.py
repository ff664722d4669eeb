"""Makes a province that is none: layers of polygons on a millimetre grid, the same for the same seed.

Usage: province.py FOLDER [--features 300000] [--seed 42]

Writes features.parquet (all layers, numbered through) and clusters63, clusters1500 and clusters20000.parquet. Land use is a
Voronoi partition whose edges are broken lines shared to the last digit by both neighbours; forests and zones are blobs with
holes; roads and rivers are buffered lines. Every second cluster is the union of cells, so that its boundary runs along
theirs: the hardest case, and the usual one.
"""

import argparse
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from scipy.spatial import Voronoi, cKDTree

SIDE = 62_450.0  # metres: some 3,900 km², a middling province
ORIGIN = np.array([520_000.0, 2_290_000.0])  # as coordinates of VN-2000 look
CLUSTERS = (63, 1_500, 20_000)


def to_grid(points):
    return np.round(points, 3)


def seeds(rng, count):
    """Half of them anywhere, half in villages; none closer than four metres to another."""
    villages = 260
    anywhere = rng.uniform(0, SIDE, (count // 2, 2))
    centre = rng.uniform(0, SIDE, (villages, 2))
    spread = rng.lognormal(np.log(1500), 0.5, villages)
    village = rng.choice(villages, count - count // 2, p=rng.dirichlet(np.full(villages, 1.5)))
    crowded = centre[village] + rng.standard_normal((len(village), 2)) * spread[village, None]
    points = np.concatenate([anywhere, crowded])
    points = points[((0 < points) & (points < SIDE)).all(axis=1)]
    too_close = cKDTree(points).query_pairs(4.0, output_type="ndarray")
    return np.delete(points, np.unique(too_close[:, 1]), axis=0)


def broken_edges(rng, points):
    """The edges of the Voronoi cells as broken lines.

    A point of a broken line is drawn from the straight edge towards the seed of one of its two cells, at most 0.6 of the way.
    So it stays in the two triangles over the edge, which no other edge enters, and lines meet at their ends only.
    """
    cells = Voronoi(points)
    ends = np.array(cells.ridge_vertices)
    finite = (ends >= 0).all(axis=1)
    ends, beside = cells.vertices[ends[finite]], points[cells.ridge_points[finite]]
    inside = ((0 <= ends) & (ends <= SIDE)).all(axis=(1, 2))
    ends, beside = ends[inside], beside[inside]
    length = np.linalg.norm(ends[:, 1] - ends[:, 0], axis=1)
    levels = np.clip(np.round(np.log2(np.maximum(length, 1e-9) / rng.uniform(4, 14, len(length)))), 0, 5).astype(int)
    # Where the foot of the seed lies off the edge, only one side of it belongs to the two triangles.
    direction = ends[:, 1] - ends[:, 0]
    foot = ((beside[:, 0] - ends[:, 0]) * direction).sum(axis=1) / np.maximum(length**2, 1e-12)
    both_sides = (0.02 < foot) & (foot < 0.98)
    lines = []
    for level in range(6):
        chosen = np.flatnonzero(levels == level)
        steps = 2**level
        drawn = np.zeros((len(chosen), steps + 1))
        reach, step = 0.22, steps
        while step > 1:  # midpoint displacement
            half = step // 2
            at = np.arange(half, steps, step)
            middle = (drawn[:, at - half] + drawn[:, at + half]) / 2
            drawn[:, at] = middle + rng.uniform(-reach, reach, middle.shape)
            reach, step = reach / 2, half
        drawn = np.clip(drawn, -0.6, 0.6)
        drawn[~both_sides[chosen]] = np.abs(drawn[~both_sides[chosen]])
        share = np.linspace(0, 1, steps + 1)[None, :, None]
        straight = ends[chosen, None, 0] * (1 - share) + ends[chosen, None, 1] * share
        towards = np.where(drawn[:, :, None] > 0, beside[chosen, None, 0], beside[chosen, None, 1])
        path = to_grid(straight + np.abs(drawn)[:, :, None] * (towards - straight) + ORIGIN)
        lines.extend(shapely.linestrings(path) if len(chosen) else [])
    return lines


def land_use(rng, count):
    cells = shapely.get_parts(shapely.polygonize(broken_edges(rng, seeds(rng, count))))
    return cells[shapely.is_valid(cells)]


def blob(rng, centre, radius, corners, roughness):
    """A closed curve around a centre whose radius is a sum of waves, faint where they are short."""
    angle = np.arange(corners) * 2 * np.pi / corners
    waves = np.arange(1, 28)
    height, phase = rng.normal(size=27) / waves**1.4, rng.uniform(0, 2 * np.pi, 27)
    wave = (height[:, None] * np.cos(waves[:, None] * angle + phase[:, None])).sum(axis=0)
    away = radius * (1 + roughness * wave / np.abs(wave).max())
    return to_grid(centre + away[:, None] * np.column_stack([np.cos(angle), np.sin(angle)]))


def anywhere(rng):
    return ORIGIN + rng.uniform(0, SIDE, 2)


def with_holes(rng, radius, corners, most_holes):
    """A blob with holes that do not touch."""
    centre, roughness = anywhere(rng), 0.35
    shell = blob(rng, centre, radius, corners, roughness)
    room, holes = radius * (1 - roughness) * 0.9, []
    for _ in range(3 * most_holes):
        size, turn = room * rng.uniform(0.03, 0.15), rng.uniform(0, 2 * np.pi)
        at = centre + rng.uniform(0, room - 1.5 * size) * np.array([np.cos(turn), np.sin(turn)])
        if len(holes) < most_holes and all(np.hypot(*(at - other)) > 1.5 * (size + near) for other, near in holes):
            holes.append((at, size))
    rings = [blob(rng, at, size, int(rng.integers(16, 80)), 0.3) for at, size in holes]
    return shapely.Polygon(shell, rings)


def strip(rng, corners, step, turn, width):
    """A line that winds, with a width."""
    heading = rng.uniform(0, 2 * np.pi) + np.cumsum(rng.normal(0, turn, corners))
    stride = step * rng.uniform(0.5, 1.5, (corners, 1))
    path = anywhere(rng) + np.cumsum(np.column_stack([np.cos(heading), np.sin(heading)]) * stride, axis=0)
    return shapely.set_precision(shapely.buffer(shapely.LineString(path), width), 0.001)


def valid_polygons(shapes):
    """Of each shape its largest valid polygon."""
    mended = shapely.buffer(shapes, 0)
    shapes = np.where(shapely.is_valid(shapes), shapes, mended)
    largest = [max(shapely.get_parts(shape), key=lambda part: part.area) for shape in shapes if not shape.is_empty]
    return np.array(largest, dtype=object)


def clusters(rng, count, cells):
    middles = shapely.get_coordinates(shapely.point_on_surface(cells))
    tree, made = cKDTree(middles), []
    while len(made) < count:
        radius = np.sqrt(rng.uniform(10, 75) * 1e4 / np.pi)
        centre = ORIGIN + rng.uniform(1500, SIDE - 1500, 2)
        shape = shapely.Polygon(blob(rng, centre, radius, int(rng.integers(8, 60)), 0.3))
        if len(made) % 2 == 0:
            near = np.array(tree.query_ball_point(centre, 1.35 * radius), dtype=int)
            near = near[shapely.contains_xy(shape, middles[near])] if len(near) else near
            if len(near) < 2:
                continue
            shape = max(shapely.get_parts(shapely.coverage_union_all(cells[near])), key=lambda part: part.area)
        if shape.is_valid and 1e5 <= shape.area <= 7.5e5:
            made.append(shape)
    return np.array(made, dtype=object)


def write(folder, name, shapes):
    table = gpd.GeoDataFrame({"id": np.arange(len(shapes), dtype=np.int64)}, geometry=shapes, crs=None)
    table.to_parquet(folder / f"{name}.parquet", compression="zstd")
    print(f"{name}: {len(shapes):,} features, {shapely.get_num_coordinates(shapes).sum():,} vertices", flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--features", type=int, default=300_000, help="cells of land use")
    arguments.add_argument("--seed", type=int, default=42)
    wanted = arguments.parse_args()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(wanted.seed)
    part = wanted.features / 300_000
    several = lambda count, make: np.array([make() for _ in range(max(1, int(count * part)))], dtype=object)
    cells = land_use(rng, int(wanted.features * 1.03))
    layers = [
        cells,
        several(20_000, lambda: with_holes(rng, rng.lognormal(np.log(180), 0.6), int(rng.integers(60, 400)),
                                           int(rng.integers(1, 4)) if rng.random() < 0.15 else 0)),
        several(5_000, lambda: strip(rng, int(rng.integers(20, 120)), 60, 0.08, float(rng.choice([12, 20, 35, 60])))),
        several(2_000, lambda: strip(rng, int(rng.integers(80, 400)), 40, 0.18, rng.uniform(8, 90))),
        several(500, lambda: with_holes(rng, rng.lognormal(np.log(1800), 0.5), int(rng.integers(800, 6000)),
                                        int(rng.integers(3, 40)))),
    ]
    write(wanted.folder, "features", np.concatenate([cells, *(valid_polygons(layer) for layer in layers[1:])]))
    for count in CLUSTERS:
        write(wanted.folder, f"clusters{count}", clusters(rng, count, cells))


if __name__ == "__main__":
    main()
