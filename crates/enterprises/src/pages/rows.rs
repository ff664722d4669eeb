//! Projects and enterprises in their lists: what stands in each column.

use kit_sheets::Out;
use kit_web::{Head, Html, ListRow, Moved, Shown, Ui, text};
use serde::Serialize;
use serde_json::Value as Json;

use super::{ProjectRow, billions, enterprises::EnterpriseRow, life};
use crate::model::Coded;

/// The columns of the list of projects.
pub(super) fn project_heads(ui: &Ui) -> Vec<Head> {
    let money = |key, word| Head::new(key, ui.t(word)).unit(ui.unit("bn_vnd")).class("n");
    vec![
        Head::new("name", ui.t("enterprises.project")).class("wrap").sorted("name"),
        Head::new("enterprise", ui.t("enterprises.enterprise")).class("wrap"),
        Head::new("cluster", ui.t("clusters.cluster")).class("wrap"),
        Head::new("sector", ui.t("enterprises.sector")).class("wrap"),
        Head::new("state", ui.t("clusters.state")).class("cm-nw"),
        money("capital_bn_vnd", "enterprises.capital").sorted("capital"),
        money("realised_bn_vnd", "enterprises.realised").sorted("realised"),
        Head::new("origin", ui.t("documents.origin")).class("cm-muted cm-nw"),
        Head::new("foreign", ui.t("enterprises.foreign")).on_demand(),
        Head::new("enterprise_code", ui.t("enterprises.enterprise-code")).class("cm-code").on_demand(),
        Head::new("cluster_code", ui.t("clusters.cluster-code")).class("cm-code").on_demand(),
        Head::new("vsic", ui.t("enterprises.sector-code")).class("cm-code").on_demand(),
        Head::new("code", ui.t("clusters.code")).class("cm-code").sorted("code").on_demand(),
    ]
}

/// The columns of the list of enterprises.
pub(super) fn enterprise_heads(ui: &Ui) -> Vec<Head> {
    vec![
        Head::new("name", ui.t("enterprises.enterprise")).class("wrap").sorted("name"),
        Head::new("kind", ui.t("enterprises.kind")),
        Head::new("tax_code", ui.t("enterprises.tax-code")).class("cm-code"),
        Head::new("country", ui.t("enterprises.country")),
        Head::new("projects", ui.t("enterprises.projects")).class("n").sorted("projects"),
        Head::new("clusters", ui.t("clusters.cluster")).class("wrap"),
        Head::new("origin", ui.t("documents.origin")).class("cm-muted cm-nw"),
        Head::new("code", ui.t("clusters.code")).class("cm-code").sorted("code").on_demand(),
    ]
}

impl ListRow for ProjectRow {
    fn key(&self) -> &str {
        &self.code
    }

    fn cell(&self, ui: &Ui, column: &Head) -> Shown {
        let missing = missing(ui);
        let money = |money: Option<kit_base::Money>| {
            Shown::number(money.map(|money| (money.billions(), billions(ui, money))), &missing)
        };
        match column.key {
            "name" => named(ui, &self.code, &self.name),
            "enterprise" => {
                let mark = if self.foreign { " <span class=\"cm-muted\">FDI</span>" } else { "" };
                let link = plain(&ui.href_of("/enterprises", &self.enterprise_code), &self.enterprise);
                Shown::new(Html(format!("{link}{mark}")), text(&self.enterprise))
            }
            "cluster" if self.cluster_is_theirs => Shown::new(
                plain(&ui.href_of("/clusters", &self.cluster_code), &self.cluster),
                text(&self.cluster),
            ),
            "cluster" => Shown::text(&self.cluster, &missing),
            "sector" => Shown::text(&self.sector, &missing),
            "state" => {
                let word = self.state.map_or(String::new(), |state| ui.t(state.word()));
                Shown::new(life(ui, self.state), text(word)).coded(code_of(self.state))
            }
            "capital_bn_vnd" => money(self.registered),
            "realised_bn_vnd" => money(self.realised),
            "foreign" => {
                let told = if self.foreign { ui.t("enterprises.yes") } else { String::new() };
                Shown::text(&told, &Html::default()).coded(self.foreign)
            }
            "enterprise_code" => Shown::text(&self.enterprise_code, &missing),
            "cluster_code" => Shown::text(&self.cluster_code, &missing),
            "vsic" => Shown::text(self.vsic.as_deref().unwrap_or_default(), &missing),
            "origin" => Shown::text(&ui.t(self.origin.word()), &missing).coded(code_of(self.origin)),
            _ => Shown::text(&self.code, &missing),
        }
    }

    fn moved(&mut self) -> &mut Moved {
        &mut self.moved
    }

    fn is_muted(&self) -> bool {
        !self.counted
    }
}

impl ListRow for EnterpriseRow {
    fn key(&self) -> &str {
        &self.code
    }

    fn cell(&self, ui: &Ui, column: &Head) -> Shown {
        let missing = missing(ui);
        match column.key {
            "name" => named(ui, &self.code, &self.name),
            "kind" => Shown::text(&ui.t(self.kind.word()), &missing).coded(code_of(self.kind)),
            "tax_code" => Shown::text(self.tax_code.as_deref().unwrap_or_default(), &missing),
            "country" => Shown::text(&self.country, &Html("–".to_owned())),
            "projects" => {
                let count = u32::try_from(self.projects).unwrap_or(u32::MAX);
                Shown::new(Html::text(&ui.count(self.projects)), Out::Number(count.into()))
                    .coded(self.projects)
            }
            "clusters" => Shown::new(Html::text(&self.clusters.join(", ")), text(self.clusters.join("; ")))
                .coded(code_of(&self.clusters)),
            "origin" => Shown::text(&ui.t(self.origin.word()), &missing).coded(code_of(self.origin)),
            _ => Shown::text(&self.code, &missing),
        }
    }

    fn moved(&mut self) -> &mut Moved {
        &mut self.moved
    }
}

fn missing(ui: &Ui) -> Html {
    Html(format!("<span class=\"cm-missing\">{}</span>", ui.t("clusters.none-short")))
}

/// The name of a record, which opens it, and its code.
fn named(ui: &Ui, code: &str, name: &str) -> Shown {
    let href = ui.href_from_list(code);
    let (href, shown, code) = (Html::text(&href), Html::text(name), Html::text(code));
    let html = format!("<a href=\"{href}\">{shown}</a> <span class=\"cm-code cm-muted\">{code}</span>");
    Shown::new(Html(html), text(name))
}

fn plain(href: &str, name: &str) -> Html {
    Html(format!("<a class=\"cm-plainlink\" href=\"{}\">{}</a>", Html::text(href), Html::text(name)))
}

fn code_of(value: impl Serialize) -> Json {
    serde_json::to_value(value).unwrap_or_default()
}
