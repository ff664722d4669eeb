//! The description of the API is whole: every page that answers in JSON, and no reference that leads nowhere.

use axum::http::Method;
use kit_db::Engine;
use serde_json::Value;

use super::nothing;
use crate::{
    permissions::address,
    world::{run, shared},
};

async fn description() -> Value {
    let world = shared(Engine::Sqlite).await;
    world.app.as_visitor().get("/openapi").await.expect(200).json()
}

#[test]
fn every_page_that_answers_in_json_is_described() {
    run(async {
        let world = shared(Engine::Sqlite).await;
        let api = description().await;
        let (mut admin, mut lan) = (world.browser("quantri"), world.browser("lan"));
        let mut wrong = Vec::new();
        for route in world.app.routes().iter().filter(|route| route.method == Method::GET) {
            let path = format!("{}.json", route.path);
            let described = api["paths"].get(&path).is_some();
            // What is not for the administrator is asked by one whose it is.
            let path_of = format!("{}.json", address(route));
            let answer = match admin.get(&path_of).await {
                refused if described && [403, 404].contains(&refused.status.as_u16()) => {
                    lan.get(&path_of).await
                }
                answer => answer,
            };
            let is_page = answer.status == 200
                && serde_json::from_slice::<Value>(&answer.body).is_ok_and(|json| json["as_of"].is_string());
            // What this is and its licences, and forms to fill: nothing for programs.
            let is_form = ["/new", "/end"].iter().any(|end| route.path.ends_with(end));
            if is_page != described && !is_form && !["/about", "/sign-in"].contains(&route.path) {
                wrong.push(format!("{path}: answers {}, described {described}", answer.status));
            }
        }
        nothing(&wrong, "pages and their descriptions");
    });
}

#[test]
fn the_description_is_well_formed_and_every_reference_resolves() {
    run(async {
        let api = description().await;
        assert!(api["openapi"].as_str().unwrap().starts_with("3."));
        assert!(api["info"]["title"].is_string() && api["info"]["version"].is_string());
        let mut wrong = Vec::new();
        let mut ids = std::collections::BTreeSet::new();
        for (path, item) in api["paths"].as_object().unwrap() {
            let operation = &item["get"];
            if !ids.insert(operation["operationId"].as_str().unwrap().to_owned()) {
                wrong.push(format!("{path}: its operationId is another's"));
            }
            let parameters = operation["parameters"].as_array().unwrap();
            for name in super::all_between(path, "{", '}') {
                let found = parameters.iter().find(|parameter| parameter["name"] == name);
                if found.is_none_or(|parameter| parameter["in"] != "path" || parameter["required"] != true) {
                    wrong.push(format!("{path}: {name} is no required path parameter"));
                }
            }
            for parameter in parameters {
                if parameter["schema"].is_null() && parameter["content"].is_null() {
                    wrong.push(format!("{path}: {} has no schema", parameter["name"]));
                }
            }
            if operation["responses"]["200"]["content"]["application/json"]["schema"].is_null() {
                wrong.push(format!("{path}: no answer"));
            }
        }
        references(&api, &api, &mut wrong);
        wrong.sort();
        wrong.dedup();
        nothing(&wrong, "the description of the API");
    });
}

/// Follows every `$ref`.
fn references(api: &Value, part: &Value, wrong: &mut Vec<String>) {
    match part {
        Value::Object(fields) => {
            if let Some(target) = fields.get("$ref").and_then(Value::as_str) {
                let pointer = target.strip_prefix('#');
                if pointer.is_none_or(|pointer| api.pointer(pointer).is_none()) {
                    wrong.push(format!("{target} leads nowhere"));
                }
            }
            fields.values().for_each(|value| references(api, value, wrong));
        }
        Value::Array(values) => values.iter().for_each(|value| references(api, value, wrong)),
        _ => {}
    }
}

#[test]
fn every_moment_is_told_as_text() {
    run(async {
        let api = description().await;
        let bare =
            api.pointer("/components/schemas/Instant").is_some() || api.to_string().contains("/Instant\"");
        assert!(!bare, "a field of a page lacks `serialize_with = \"kit_base::moment\"`");
        let at = &api["components"]["schemas"]["AuditEntry"]["properties"]["at"];
        assert_eq!((&at["type"], &at["format"]), (&"string".into(), &"date-time".into()), "{at}");
    });
}

#[test]
fn the_answers_have_the_fields_that_the_description_promises() {
    run(async {
        let world = shared(Engine::Sqlite).await;
        let api = description().await;
        let (mut admin, mut lan) = (world.browser("quantri"), world.browser("lan"));
        let mut wrong = Vec::new();
        for route in world.app.routes() {
            let Some(item) = api["paths"].get(format!("{}.json", route.path)) else { continue };
            let target = &item["get"]["responses"]["200"]["content"]["application/json"]["schema"]["$ref"];
            let schema = api.pointer(target.as_str().unwrap().strip_prefix('#').unwrap()).unwrap();
            // What is not for the administrator is asked by one whose it is.
            let path_of = format!("{}.json", address(route));
            let answer = match admin.get(&path_of).await {
                refused if refused.status == 403 => lan.get(&path_of).await,
                answer => answer,
            };
            if answer.status != 200 {
                continue;
            }
            let told = answer.json();
            let promised = schema["properties"].as_object().unwrap();
            wrong.extend(
                promised
                    .keys()
                    .filter(|name| told.get(name.as_str()).is_none())
                    .map(|name| format!("{}: {name} is missing", route.path)),
            );
            // Every answer says for which day it holds; the rest is the page's.
            let own = told
                .as_object()
                .unwrap()
                .keys()
                .filter(|name| !["as_of", "known_at"].contains(&name.as_str()));
            wrong.extend(
                own.filter(|name| !promised.contains_key(name.as_str()))
                    .map(|name| format!("{}: {name} is not described", route.path)),
            );
        }
        nothing(&wrong, "answers and their descriptions");
    });
}
