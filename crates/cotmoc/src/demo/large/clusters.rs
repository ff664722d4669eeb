//! Made-up clusters: how each came about, from the plan to its first projects.

use clusters::{
    Basis, ClusterId, Dated, Fact, Flag, InvestorKind, LandUse, Line, Precision, State, Version, Wastewater,
    Work,
};
use documents::Origin;
use kit_base::{Area, Chance, Clock, Day, Money};
use kit_geo::{Coord, Geometry, Rect};

use super::ground::{Commune, Ground, LAST_MONTH, month};

/// A cluster with what is recorded of it.
pub(super) struct Drawn {
    pub(super) id: ClusterId,
    pub(super) code: String,
    pub(super) name: String,
    /// What is recorded at once.
    pub(super) facts: Vec<Dated>,
    /// What is put right later.
    pub(super) corrections: Vec<Dated>,
    /// The month from which projects come, where they do.
    pub(super) open: Option<i64>,
    /// Land that may be leased, in 0.01 m².
    pub(super) leasable: i64,
}

/// The states on the way, each some months after the one before.
const WAY: [(State, i64, i64); 7] = [
    (State::Planned, 0, 0),
    (State::Established, 6, 30),
    (State::DetailedPlan, 2, 10),
    (State::Clearing, 1, 8),
    (State::Building, 4, 20),
    (State::InfrastructureDone, 8, 24),
    (State::Operating, 1, 6),
];
/// A hundredth of a hectare in 0.01 m².
const ARE: i64 = 10_000;

pub(super) fn draw(chance: &mut Chance, ground: &Ground, clock: &Clock, number: usize) -> Drawn {
    let nr = format!("{number:04}");
    let name = ground.names.cluster.replace("{nr}", &nr);
    let mut story = Story { chance, ground, facts: Vec::new() };
    let begun = story.chance.between(0, 150);
    let reached = way(story.chance, begun);
    let area = story.chance.between(1_000, 7_500) * ARE;
    story.versions(&name, &nr, begun, area);
    let commune = story.chance.index(ground.communes.len());
    if let Some(commune) = ground.communes.get(commune) {
        story.place(commune, begun, area);
    }
    story.states(&reached);
    let since = |state| reached.iter().find(|(of, _)| *of == state).map(|(_, month)| *month);
    let leasable =
        since(State::DetailedPlan).map_or(0, |from| story.works(from, since(State::Building), area));
    let corrections =
        if story.chance.is(10) { vec![story.corrected(&name, begun, area)] } else { Vec::new() };
    Drawn {
        id: clock.id(),
        code: format!("24-{}", 999 + number),
        facts: story.facts,
        corrections,
        open: since(State::Building),
        leasable,
        name,
    }
}

/// How far a cluster has come, each state with its month. Most come far; time ends for the others.
fn way(chance: &mut Chance, begun: i64) -> Vec<(State, i64)> {
    let steps = usize::try_from(chance.between(2, 9)).unwrap_or(2).min(WAY.len());
    let mut at = begun;
    let mut reached = Vec::new();
    for (state, least, most) in WAY.into_iter().take(steps) {
        at += chance.between(least, most);
        if at <= LAST_MONTH {
            reached.push((state, at));
        }
    }
    reached
}

struct Story<'a> {
    chance: &'a mut Chance,
    ground: &'a Ground,
    facts: Vec<Dated>,
}

impl Story<'_> {
    fn dated(&self, fact: Fact, from: i64, to: Day) -> Dated {
        let basis =
            Basis { precision: Precision::Day, origin: Origin::Illustrative, source: self.ground.source };
        Dated { fact, from: month(from), to: Some(to), basis }
    }

    fn add(&mut self, fact: Fact, from: i64) {
        let dated = self.dated(fact, from, Day::OPEN);
        self.facts.push(dated);
    }

    fn version(&mut self, name: String, area: i64) -> Version {
        let kinds = [InvestorKind::Enterprise, InvestorKind::DistrictCommittee, InvestorKind::PublicUnit];
        let kind = *self.chance.pick(&kinds);
        let investor = self.ground.investor.filter(|_| kind == InvestorKind::Enterprise && self.chance.is(5));
        Version {
            name,
            area: Some(Area::from_cm2_hundreds(area)),
            investor_kind: Some(kind),
            investor,
            note: self.ground.names.note.clone(),
        }
    }

    /// Name, area and investor, and what became of them: one in four is enlarged, one in thirty gets another name.
    fn versions(&mut self, name: &str, nr: &str, begun: i64, area: i64) {
        let first = self.version(name.to_owned(), area);
        let change = begun + self.chance.between(12, 90);
        let (enlarged, renamed) = (self.chance.is(25), self.chance.is(3));
        if LAST_MONTH < change || !(enlarged || renamed) {
            return self.add(Fact::Version(first), begun);
        }
        let dated = self.dated(Fact::Version(first), begun, month(change));
        self.facts.push(dated);
        let name = if renamed { self.ground.names.renamed.replace("{nr}", nr) } else { name.to_owned() };
        let more = if enlarged { self.chance.between(100, 2_500) * ARE } else { 0 };
        let then = self.version(name, area + more);
        self.add(Fact::Version(then), change);
    }

    fn place(&mut self, commune: &Commune, begun: i64, area: i64) {
        self.add(Fact::Unit(commune.unit), begun);
        if let Some(geometry) = self.outline(commune, area) {
            self.add(Fact::Shape(Line::schematic(geometry, kit_db::srid())), begun);
        }
    }

    /// A made-up block of that area, somewhere in the middle of the commune's box.
    #[expect(clippy::cast_precision_loss, reason = "square metres and percent are small")]
    fn outline(&mut self, commune: &Commune, area: i64) -> Option<Geometry> {
        let around = commune.around?;
        let mut share = || self.chance.between(25, 75) as f64 / 100.0;
        let west = (around.min().x + share() * around.width()).round();
        let south = (around.min().y + share() * around.height()).round();
        let area_m2 = area as f64 / 100.0;
        let wide = area_m2.sqrt() * (0.5 + share());
        let corner = |x, y| Coord { x, y };
        let block = Rect::new(corner(west, south), corner(west + wide, south + area_m2 / wide));
        Some(Geometry::Polygon(block.to_polygon()))
    }

    fn states(&mut self, reached: &[(State, i64)]) {
        for (place, (state, from)) in reached.iter().enumerate() {
            let next = reached.get(place + 1).map(|(_, month)| *month);
            // In the plan until it is established, cleared until it is built; what else was reached stays so.
            let passes = matches!(state, State::Planned | State::Clearing | State::Building);
            let to = next.filter(|next| passes && from < next).map_or(Day::OPEN, month);
            let dated = self.dated(Fact::State(*state), *from, to);
            self.facts.push(dated);
        }
        let last = reached.last().map_or(0, |(_, month)| *month) + 12;
        if last <= LAST_MONTH && self.chance.is(2) {
            let end = *self.chance.pick(&[State::Withdrawn, State::Repealed, State::MergedIntoPark]);
            self.add(Fact::State(end), last);
        }
    }

    /// Land, types, and what is built; tells how much land may be leased.
    fn works(&mut self, planned: i64, building: Option<i64>, area: i64) -> i64 {
        let part = |percent: i64| area * percent / 100;
        let (industrial, leasable) = (part(72), part(if building.is_some() { 60 } else { 0 }));
        let known = |area| Some(Area::from_cm2_hundreds(area));
        let other = area - industrial - part(2) - part(12) - part(11) - part(2);
        let land = LandUse {
            industrial: known(industrial),
            leasable: known(leasable),
            service: known(part(2)),
            road: known(part(12)),
            green: known(part(11)),
            technical: known(part(2)),
            other: known(other),
        };
        self.add(Fact::Work(Work::Land(land)), planned);
        if self.chance.is(30) {
            let flag =
                *self.chance.pick(&[Flag::CraftVillage, Flag::Specialised, Flag::Supporting, Flag::Eco]);
            self.add(Fact::Work(Work::Flag(flag)), planned);
        }
        let Some(building) = building else { return 0 };
        let investment = Some(Money::from_dong(self.chance.between(80, 900) * 1_000_000_000));
        self.add(Fact::Work(Work::Project { investment }), building);
        let done = [Wastewater::None, Wastewater::Investing, Wastewater::Running, Wastewater::ToStandard];
        let status = *self.chance.pick(&done);
        let capacity_m3_day = status.is_invested().then(|| self.chance.between(5, 40) * 100);
        self.add(Fact::Work(Work::Wastewater { status, capacity_m3_day }), building);
        leasable
    }

    /// An area that was recorded wrongly and is put right.
    fn corrected(&mut self, name: &str, begun: i64, area: i64) -> Dated {
        let wrong_by = self.chance.between(1, 50) * ARE;
        let version = self.version(name.to_owned(), area + wrong_by);
        self.dated(Fact::Version(version), begun, month(begun + 6))
    }
}
