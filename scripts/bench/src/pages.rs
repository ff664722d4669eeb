//! What is asked for. A page that comes is a line here.

/// A kind of page, with one address or several that are asked for in turn.
pub(crate) struct Page {
    pub(crate) name: &'static str,
    pub(crate) paths: &'static [&'static str],
}

pub(crate) const PAGES: &[Page] = &[
    Page { name: "register `/clusters`", paths: &["/clusters"] },
    Page { name: "register `/clusters.json`", paths: &["/clusters.json"] },
    Page { name: "register, narrowed", paths: &["/clusters?q=0012", "/clusters?district=d-hiep-hoa&page=2"] },
    Page { name: "a cluster", paths: &["/clusters/24-1500", "/clusters/24-2777", "/clusters/24-4012"] },
    Page { name: "first page `/`", paths: &["/"] },
    Page { name: "the leader's page `/overview`", paths: &["/overview"] },
    Page { name: "what waits `/work`", paths: &["/work", "/work?page=3"] },
    Page { name: "register, compared", paths: &["/clusters?compare=2024-06-30"] },
    Page { name: "figure `/measures/clusters.count`", paths: &["/measures/clusters.count"] },
    Page { name: "projects `/projects`", paths: &["/projects", "/projects?page=7", "/projects?q=may"] },
    Page { name: "a project", paths: &["/projects/DA-10500", "/projects/DA-20500"] },
    Page { name: "a tile of the whole province", paths: &["/tiles/8/203/112.mvt"] },
    Page { name: "tiles of a session", paths: TILES },
];

/// What a browser of 1440 pixels asks for: the province, closer, a district, a commune.
const TILES: &[&str] = &[
    "/tiles/8/203/112.mvt",
    "/tiles/9/407/224.mvt",
    "/tiles/9/407/225.mvt",
    "/tiles/10/814/448.mvt",
    "/tiles/10/814/449.mvt",
    "/tiles/10/815/448.mvt",
    "/tiles/10/815/449.mvt",
    "/tiles/11/1629/897.mvt",
    "/tiles/11/1630/897.mvt",
    "/tiles/12/3259/1794.mvt",
    "/tiles/12/3260/1795.mvt",
    "/tiles/13/6519/3589.mvt",
    "/tiles/14/13039/7178.mvt",
];

/// Days that are looked at besides today.
pub(crate) const OTHER_DAYS: &[&str] = &["2018-06-30", "2020-12-31", "2022-12-31", "2024-06-30"];
