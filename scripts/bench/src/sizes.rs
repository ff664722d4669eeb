//! How much goes over the line until a page stands.

use std::collections::BTreeSet;

use crate::{Result, client::Client};

/// Scripts of the map that the browser loads itself.
const MAP: [&str; 2] = ["map.js", "maplibre-worker.js"];

/// A page, its style, its scripts, its icons and its fonts, in kilobytes as they are sent.
pub(crate) async fn whole(client: &Client, path: &str, with_map: bool) -> Result<f64> {
    let page = text(client, path).await?;
    let mut assets: BTreeSet<String> = addresses(&page);
    let folder =
        assets.iter().next().and_then(|asset| asset.rsplit_once('/')).map(|(folder, _)| folder.to_owned());
    let folder = folder.ok_or("a page without assets")?;
    let style = text(client, &format!("{folder}/app.css")).await?;
    let fonts = style.split("url(./").skip(1).filter_map(|rest| rest.split(')').next());
    assets.extend(fonts.map(|font| format!("{folder}/{font}")));
    if with_map {
        assets.extend(MAP.iter().map(|script| format!("{folder}/{script}")));
    }
    let mut sum = 0.0;
    for asset in assets.iter().map(String::as_str).chain([path]) {
        sum += client.timed(asset).await?.kilobytes;
    }
    Ok(sum)
}

async fn text(client: &Client, path: &str) -> Result<String> {
    Ok(String::from_utf8_lossy(&client.get(path, "identity").await?.body).into_owned())
}

fn addresses(page: &str) -> BTreeSet<String> {
    let found = page.split("\"/assets/").skip(1).filter_map(|rest| rest.split(['"', '#']).next());
    found.map(|rest| format!("/assets/{rest}")).collect()
}
