//! Valid polygons whose edges almost coincide, on which snapping in floating point goes wrong: GEOS 3.14.1 (the library of
//! PostGIS and shapely) gives the figure named with each. The inputs are from a seeded search of our own; what is right is
//! decided by exact rational arithmetic.

use overlay::boolean::Operation;
use overlay_cases::{Summary, judge, run};

/// Two polygons, and the area of their intersection to six digits.
struct Pair {
    about: &'static str,
    a: &'static str,
    b: &'static str,
    intersection: f64,
}

const PAIRS: [Pair; 7] = [
    Pair {
        about: "a corner a few last digits off an edge: GEOS finds all of the triangle, 20,500, in the diamond \
            beside it",
        a: "POLYGON ((-221 -112, -321 -11.999999999999996, 0 77, -221 -112))",
        b: "POLYGON ((-421 -112, -321 -12, -221 -112, -321 -212, -421 -112))",
        intersection: 0.0,
    },
    Pair {
        about: "another corner, off along the edge: GEOS finds 5,075",
        a: "POLYGON ((68 -73, 17.99999999999999 -23, 212 -14, 68 -73))",
        b: "POLYGON ((-32 -73, 18 -23, 68 -73, 18 -123, -32 -73))",
        intersection: 0.0,
    },
    Pair {
        about: "one in the other along a common edge, one end of it a last digit off: GEOS finds nothing of \
            9,941,183",
        a: "POLYGON ((3973.5083664588606 920.005088157789, 1571.3872571596419 1029.5037053494939, \
            1023.0108607425851 6123.121527731692, 3960.2331832416658 10785.372586723235, 3973.5083664588606 \
            920.005088157789))",
        b: "POLYGON ((1571.3872571596416 1029.5037053494939, 3973.5083664588606 920.005088157789, \
            2989.1968797977843 6027.079810750033, 1811.7449736231376 7323.395102554334, 1571.3872571596416 \
            1029.5037053494939))",
        intersection: 9_941_182.5,
    },
    Pair {
        about: "neighbours with both ends off: GEOS finds all of the second, 248,715, in the first",
        a: "POLYGON ((1113.6370666922692 30.38814620766256, 272.92757256002653 1209.3592585731553, \
            365.11032336242576 812.2497534500486, 467.13097579333123 66.71041996256697, 1113.6370666922692 \
            30.38814620766256))",
        b: "POLYGON ((272.9275725600266 1209.359258573155, 1113.6370666922692 30.388146207662558, \
            1204.3985192913708 366.1109195039, 376.328145353 1231.8903019390755, 272.9275725600266 \
            1209.359258573155))",
        intersection: 0.0,
    },
    Pair {
        about: "a square over a hole thinner than the digits of its coordinates: GEOS finds 8.5e-11 of 400",
        a: "POLYGON ((458400 7432200, 458500 7432220, 458500 7432300, 458400 7432280, 458400 7432200), \
            (458449.1616980058 7432235.820452343, 458446.91737144825 7432237.623743533, 458448.20516502 \
            7432236.589015857, 458449.1616980058 7432235.820452343))",
        b: "POLYGON ((458448 7432237, 458468 7432237, 458468 7432217, 458448 7432217, 458448 7432237))",
        intersection: 400.0,
    },
    Pair {
        about: "another thin hole: GEOS finds nothing of 324",
        a: "POLYGON ((458400 7432200, 458500 7432220, 458500 7432300, 458400 7432280, 458400 7432200), \
            (458467.4952676457 7432239.544778657, 458461.6945067063 7432237.040822108, 458463.79315208405 \
            7432237.946723402, 458467.4952676457 7432239.544778657))",
        b: "POLYGON ((458465 7432238, 458483 7432238, 458483 7432256, 458465 7432256, 458465 7432238))",
        intersection: 324.0,
    },
    Pair {
        about: "a needle along an edge, far from the origin: GEOS finds nothing",
        a: "POLYGON ((33655 6953085, 33670.587764915574 6953098.332180982, 33660.5930872369 \
            6953089.783746663, 33655 6953085))",
        b: "POLYGON ((33654.999999993146 6953085.000000008, 33670.58775333256 6953098.332194525, \
            33668.64078356733 6953094.035302765, 33654.999999993146 6953085.000000008))",
        intersection: 6.645_076e-5,
    },
];

/// What is left between edges a last digit apart is smaller than a millionth of this.
const TINY: f64 = 1e-3;

/// The rings of a polygon in WKT.
fn rings(wkt: &str) -> judge::Rings {
    let inner = wkt.trim_start_matches("POLYGON ((").trim_end_matches("))");
    let number = |text: &str| text.parse::<f64>().expect("a number");
    let point = |point: &str| {
        let (x, y) = point.split_once(' ').expect("x and y");
        [number(x), number(y)]
    };
    inner.split("), (").map(|ring| ring.split(", ").map(point).collect()).collect()
}

#[test]
fn what_edges_that_almost_coincide_enclose_is_known_exactly() {
    for Pair { about, a, b, intersection } in PAIRS {
        let found = judge::area_of(Operation::Intersection, &rings(a), &rings(b));
        assert!((found - intersection).abs() <= 1e-6 * intersection.max(TINY), "{about}: {found}");
    }
}

#[test]
fn edges_that_almost_coincide_do_not_lead_the_engine_astray() {
    for Pair { about, a, b, .. } in PAIRS {
        let line = |op: &str, a: &str, b: &str, expected: &str| {
            format!(
                r#"{{"op":"{op}","a":"{a}","b":"{b}","expected":"{expected}","pattern":null,"scale":null}}"#
            )
        };
        let mut lines = Vec::new();
        for op in ["intersection", "union", "difference", "symdifference"] {
            // Nothing is expected, so that exact arithmetic alone decides.
            lines.extend([line(op, a, b, ""), line(op, b, a, "")]);
        }
        lines.extend([
            line("overlayareatest", a, b, "true"),
            line("isvalid", a, "", "true"),
            line("isvalid", b, "", "true"),
        ]);
        let mut out = Vec::new();
        let summary = run(lines.join("\n").as_bytes(), &mut out).unwrap();
        let told = String::from_utf8_lossy(&out);
        assert_eq!(summary, Summary { pass: 11, corrected: 8, fail: 0 }, "{about}: {told}");
    }
}
