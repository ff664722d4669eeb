//! Land and works of a cluster in its file: which table it stands in is told by the fields that are filled.

use documents::Origin;
use kit_base::{Area, Day, Money};
use kit_db::toml_day as day;
use serde::Deserialize;

use super::{Keys, SeedFact, by_the_day, maybe_day};
use crate::{
    AreaKind, Flag, Precision, Wastewater,
    actions::{Basis, Dated, Fact},
    write::{LandUse, Work},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawWork {
    #[serde(deserialize_with = "day")]
    from: Day,
    #[serde(default, deserialize_with = "maybe_day")]
    to: Option<Day>,
    #[serde(default = "by_the_day")]
    precision: Precision,
    #[serde(deserialize_with = "day")]
    recorded: Day,
    origin: Origin,
    source: String,
    part: Option<String>,
    name: Option<String>,
    area_ha: Option<String>,
    kind: Option<AreaKind>,
    flag: Option<Flag>,
    /// In whole đồng.
    investment: Option<i64>,
    status: Option<Wastewater>,
    capacity_m3_day: Option<i64>,
    industrial_ha: Option<String>,
    leasable_ha: Option<String>,
    service_ha: Option<String>,
    road_ha: Option<String>,
    green_ha: Option<String>,
    technical_ha: Option<String>,
    other_ha: Option<String>,
}

impl RawWork {
    /// The fact it tells, or what is wrong with it.
    pub(super) fn fact(&self, keys: &Keys<'_>) -> Result<SeedFact, String> {
        let source = *keys.sources.get(&self.source).ok_or_else(|| format!("no document {}", self.source))?;
        let basis = Basis { precision: self.precision, origin: self.origin, source };
        let fact = Fact::Work(self.work()?);
        let dated = Dated { fact, from: self.from, to: Some(self.to.unwrap_or(Day::OPEN)), basis };
        Ok(SeedFact { recorded: self.recorded, dated })
    }

    fn work(&self) -> Result<Work, String> {
        let own_area = area(self.area_ha.as_deref())?;
        if let Some(part) = self.part.clone() {
            return Ok(Work::Part { part, name: self.name.clone().unwrap_or_default(), area: own_area });
        }
        if let (Some(kind), Some(area)) = (self.kind, own_area) {
            return Ok(Work::Area(kind, area));
        }
        if let Some(flag) = self.flag {
            return Ok(Work::Flag(flag));
        }
        if let Some(status) = self.status {
            return Ok(Work::Wastewater { status, capacity_m3_day: self.capacity_m3_day });
        }
        if let Some(investment) = self.investment {
            return Ok(Work::Project { investment: Some(Money::from_dong(investment)) });
        }
        let land = LandUse {
            industrial: area(self.industrial_ha.as_deref())?,
            leasable: area(self.leasable_ha.as_deref())?,
            service: area(self.service_ha.as_deref())?,
            road: area(self.road_ha.as_deref())?,
            green: area(self.green_ha.as_deref())?,
            technical: area(self.technical_ha.as_deref())?,
            other: area(self.other_ha.as_deref())?,
        };
        if land.industrial.or(land.leasable).is_none() {
            return Err("an entry on land or works that says nothing".to_owned());
        }
        Ok(Work::Land(land))
    }
}

fn area(text: Option<&str>) -> Result<Option<Area>, String> {
    text.map(|text| text.parse().map_err(|_| format!("{text} is no area"))).transpose()
}
