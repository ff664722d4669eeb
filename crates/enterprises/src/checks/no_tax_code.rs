//! The tax code of an enterprise is not known: it cannot be found in other registers.

use documents::Origin;
use kit_base::{Actor, At, Result};
use kit_db::Reader;
use kit_web::{Check, Finding, Severity};

use crate::{RECORD, VIEW, book::visible};

pub(super) const CHECK: Check = Check {
    code: "enterprises.no-tax-code",
    severity: Severity::Note,
    view: &VIEW,
    act: &RECORD,
    figure: None,
    find: |reader, who, at| Box::pin(find(reader, who, at)),
};

async fn find(reader: &Reader, who: &Actor, at: At) -> Result<Vec<Finding>> {
    let book = visible(reader, who, at).await?;
    let found = book.enterprises.iter().filter(|enterprise| enterprise.tax_code.is_none());
    let finding = |enterprise: &crate::Enterprise| {
        let page = format!("/enterprises/{}", enterprise.code);
        let form = format!("{page}/record");
        let illustrative = enterprise.basis.origin == Origin::Illustrative;
        Finding { illustrative, ..Finding::new(enterprise.subject(), page, form, enterprise.basis.from) }
    };
    Ok(found.map(|enterprise| finding(enterprise)).collect())
}
