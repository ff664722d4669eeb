"""Schematic shapes of the demo: units and clusters. A drawing, not a survey.

One Voronoi partition of jittered commune points inside a rough hull; borders
get a small wobble; every larger unit is the union of its cells, so that shared
borders are identical. No boundary file is copied: the only things taken from
outside are commune points, rounded.
"""
import math
import random

import shapely
import shapely.affinity
import shapely.ops
from pyproj import Transformer
from shapely import MultiPoint, Point, Polygon
from shapely.geometry import LineString
from shapely.geometry.polygon import orient

GRID = 1e-5                                     # five decimals, about one metre
TO_PLANE = Transformer.from_crs("EPSG:4326", "EPSG:9214", always_xy=True)
TO_DEGREES = Transformer.from_crs("EPSG:9214", "EPSG:4326", always_xy=True)


# --- cells ---------------------------------------------------------------------

def start_points(cells):
    """A point per cell, drawn towards the centre of its new commune.

    Points marked bad (missing, doubled, outside) are set in a ring around it.
    """
    groups = {}
    for key, c in cells.items():
        groups.setdefault(c["commune"], []).append(key)
    points = {}
    for commune, keys in groups.items():
        centre = cells[keys[0]]["centre"]
        for i, key in enumerate(keys):
            rnd = random.Random("point " + key)
            point = cells[key]["point"]
            if point is None:
                angle = 2 * math.pi * (i / len(keys)) + rnd.uniform(-0.3, 0.3)
                reach = 0.45 * math.sqrt(cells[key]["area_km2"] / math.pi) / 110
                x, y = centre[0] + reach * math.cos(angle), centre[1] + reach * math.sin(angle)
            else:
                x = centre[0] + 0.8 * (point[0] - centre[0])
                y = centre[1] + 0.8 * (point[1] - centre[1])
            points[key] = (x + rnd.uniform(-.003, .003), y + rnd.uniform(-.003, .003))
    return points


def rough_hull(points):
    hull = shapely.concave_hull(MultiPoint(list(points.values())), 0.25).buffer(0.045).buffer(-0.015)
    hull = hull.simplify(0.012)
    ring = list(hull.exterior.coords)[:-1]
    for _ in range(3):                          # round the corners (Chaikin)
        ring = [q for a, b in zip(ring, ring[1:] + ring[:1])
                for q in ((.75 * a[0] + .25 * b[0], .75 * a[1] + .25 * b[1]),
                          (.25 * a[0] + .75 * b[0], .25 * a[1] + .75 * b[1]))]
    return Polygon(ring).buffer(0).simplify(0.0008)


def voronoi(points, hull):
    keys = list(points)
    faces = shapely.voronoi_polygons(MultiPoint([points[k] for k in keys]), extend_to=hull.buffer(0.5), ordered=True)
    return {k: f.intersection(hull) for k, f in zip(keys, faces.geoms)}


def parts(geom):
    return sorted(geom.geoms, key=lambda g: -g.area) if geom.geom_type == "MultiPolygon" else [geom]


def connected_cells(cells, hull_of=rough_hull):
    """Move points until every cell, commune, district and province is one piece."""
    points = start_points(cells)
    hull = hull_of(points)
    members = {}
    for key, c in cells.items():
        for unit in c["units"]:
            members.setdefault(unit, []).append(key)
    for step in range(600):
        faces = voronoi(points, hull)
        rnd = random.Random(f"step {step}")
        broken = 0
        for unit, keys in members.items():
            pieces = parts(shapely.unary_union([faces[k] for k in keys], grid_size=1e-7))
            if len(pieces) == 1:
                continue
            broken += 1
            centre = pieces[0]
            for k in keys:
                if not pieces[0].buffer(1e-6).covers(faces[k].representative_point()):
                    goal = shapely.ops.nearest_points(centre, Point(points[k]))[0]
                    goal = shapely.ops.nearest_points(centre.centroid, Point(goal))[0] if len(keys) < 8 else goal
                    f = rnd.uniform(.15, .45)
                    x, y = points[k]
                    points[k] = (x + f * (goal.x - x) + rnd.uniform(-.002, .002),
                                 y + f * (goal.y - y) + rnd.uniform(-.002, .002))
        for k, f in faces.items():
            if f.geom_type != "Polygon":
                broken += 1
                c = parts(f)[0].centroid
                points[k] = (c.x, c.y)
        if not broken:
            return faces
        if step % 40 == 39:
            hull = hull_of(points)
    raise SystemExit(f"shapes: {broken} units still in pieces")


def wobble(arc, amplitude):
    """A border drawn by hand: each straight piece broken by midpoint displacement."""
    coords = [tuple(round(v, 5) for v in c[:2]) for c in arc.coords]
    flip = coords[0] > coords[-1]
    if flip:
        coords.reverse()
    rnd = random.Random(repr(coords))

    def broken(a, b, depth):
        length = math.dist(a, b)
        if depth == 0 or length < 0.006:
            return [b]
        d = rnd.gauss(0, amplitude) * length
        d = max(-2 * amplitude * length, min(2 * amplitude * length, d))
        m = ((a[0] + b[0]) / 2 - d * (b[1] - a[1]) / length, (a[1] + b[1]) / 2 + d * (b[0] - a[0]) / length)
        return broken(a, m, depth - 1) + broken(m, b, depth - 1)

    out = [coords[0]]
    for a, b in zip(coords, coords[1:]):
        out += broken(a, b, 3)
    out = [(round(x, 5), round(y, 5)) for x, y in out]
    out = [p for i, p in enumerate(out) if i == 0 or p != out[i - 1]]
    return LineString(out[::-1] if flip else out)


def draw(faces):
    """The same partition on the five-decimal grid with wobbly borders."""
    lines = shapely.unary_union([f.exterior for f in faces.values()], grid_size=GRID)
    arcs = [a for a in shapely.line_merge(lines).geoms]
    old = list(shapely.polygonize(arcs).geoms)
    owner = {}
    for i, face in enumerate(old):
        best = max(faces, key=lambda k: faces[k].intersection(face).area if faces[k].intersects(face) else 0)
        owner[i] = best
    if sorted(owner.values()) != sorted(faces):
        raise SystemExit("shapes: the grid changed the cells")
    for amplitude in (.09, .07, .05, .03, 0):
        new_arcs = [wobble(a, amplitude) for a in arcs]
        nodes = shapely.unary_union(new_arcs)
        new = list(shapely.polygonize(new_arcs).geoms)
        if len(new) != len(old) or len(nodes.geoms) < 1 or not all(f.is_valid for f in new):
            continue
        crossing = shapely.line_merge(nodes)
        if len(crossing.geoms) != len(arcs):
            continue
        drawn = {}
        for f in new:
            i = max(range(len(old)), key=lambda i: old[i].intersection(f).area if old[i].intersects(f) else 0)
            drawn[owner[i]] = f
        if len(drawn) == len(faces):
            return drawn
    raise SystemExit("shapes: borders cross")


def union(faces):
    g = shapely.coverage_union_all(faces)
    if g.geom_type != "Polygon" or len(g.interiors):
        raise SystemExit(f"shapes: a unit is {g.geom_type} with {len(getattr(g, 'interiors', []))} holes")
    return orient(shapely.normalize(g))


def ring(polygon, decimals):
    return [[[round(x, decimals), round(y, decimals)] for x, y in polygon.exterior.coords]]


# --- clusters -------------------------------------------------------------------

def to_plane(geom):
    return shapely.transform(geom, lambda xy: [TO_PLANE.transform(*p) for p in xy])


def plane_area_ha(coordinates):
    return Polygon([TO_PLANE.transform(*p) for p in coordinates[0]]).area / 1e4


def block(rnd):
    """A plausible block of land around the origin, five to seven corners, about unit area."""
    w = math.sqrt(rnd.uniform(.7, 1.7))
    h = 1 / w
    kind = rnd.randrange(3)
    if kind == 0:                               # cut corner
        c = [(0, 0), (w * rnd.uniform(.6, .75), h * rnd.uniform(-.06, .04)), (w, h * rnd.uniform(.15, .3)),
             (w * rnd.uniform(.92, 1.04), h), (w * rnd.uniform(-.04, .06), h * rnd.uniform(.86, .98))]
    elif kind == 1:                             # bent front
        c = [(0, 0), (w * rnd.uniform(.45, .6), h * rnd.uniform(-.08, -.02)), (w, h * rnd.uniform(.02, .12)),
             (w * rnd.uniform(.9, 1.04), h * rnd.uniform(.92, 1)), (w * rnd.uniform(.35, .55), h * rnd.uniform(1, 1.09)),
             (w * rnd.uniform(-.05, .04), h * rnd.uniform(.8, .95))]
    else:                                       # step
        s, t = rnd.uniform(.55, .7), rnd.uniform(.6, .75)
        c = [(0, 0), (w * .5, h * rnd.uniform(-.06, 0)), (w, h * rnd.uniform(0, .06)), (w * rnd.uniform(.97, 1.03), h * t),
             (w * s, h * rnd.uniform(t - .02, t + .05)), (w * (s - .03), h), (w * rnd.uniform(-.03, .05), h * rnd.uniform(.93, 1))]
    return Polygon(c)


def place(clusters, cell_of, commune_of):
    """Schematic cluster blocks.

    clusters: list of {code, cells, area_ha or None}; cell_of: key of 2023 -> cell;
    commune_of: key of 2023 -> commune polygon of July 2025.
    """
    taken, out = [], []
    # Big ones first; what was added later comes last, so that the others stay where they were.
    order = sorted(clusters, key=lambda c: (c["code"] > "24-903", -(c["area_ha"] or 30), c["code"]))
    for c in order:
        area = c["area_ha"] or 30.0
        rnd = random.Random("block " + c["code"])
        own = shapely.union_all([to_plane(cell_of[k]) for k in c["cells"]])
        communes = {id(commune_of[k]): to_plane(commune_of[k]) for k in c["cells"]}
        wide = shapely.union_all(list(communes.values()))
        start = own.centroid if own.contains(own.centroid) else own.representative_point()
        if len(c["cells"]) > 1:                 # near the common border of its communes
            border = shapely.intersection_all([to_plane(cell_of[k]) for k in c["cells"]])
            if border.length > 0:
                start = border.interpolate(.5, normalized=True) if border.geom_type == "LineString" else border.centroid
        found = None
        for attempt in range(3000):
            home = own if attempt < 1500 else wide
            reach = 150 + attempt % 1500 * (2.2 if attempt < 1500 else 5)
            angle = rnd.uniform(0, 2 * math.pi)
            r = reach * math.sqrt(rnd.random())
            shape = block(rnd)
            shape = shapely.affinity.rotate(shape, rnd.uniform(-40, 40), origin="centroid")
            k = math.sqrt(area * 1e4 / shape.area)
            m = shape.centroid
            at = (start.x + r * math.cos(angle), start.y + r * math.sin(angle))
            moved = shapely.affinity.translate(shapely.affinity.scale(shape, k, k, origin=m), at[0] - m.x, at[1] - m.y)
            if not home.buffer(-120).covers(moved):
                continue
            if len(communes) > 1 and attempt < 1500 and not all(g.intersection(moved).area > .15 * moved.area for g in communes.values()):
                continue
            if any(t.distance(moved) < 250 for t in taken):
                continue
            found = moved
            break
        if found is None:
            raise SystemExit(f"shapes: no room for {c['code']}")
        taken.append(found)
        degrees = [list(TO_DEGREES.transform(x, y)) for x, y in orient(found).exterior.coords]
        degrees = [[round(x, 7), round(y, 7)] for x, y in degrees]
        degrees[-1] = degrees[0]
        out.append((c["code"], c["area_ha"] is not None, area, [degrees]))
    return sorted(out)
