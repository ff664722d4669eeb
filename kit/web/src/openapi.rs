//! The API description, made from the page structs.

use utoipa::openapi::{
    Components, Content, HttpMethod, InfoBuilder, ObjectBuilder, OpenApi, OpenApiBuilder, PathItem, Paths,
    Ref, Required, ResponseBuilder, Type,
    path::{OperationBuilder, ParameterBuilder, ParameterIn},
};

use crate::App;

/// Describes every page that answers in JSON.
#[must_use]
pub fn openapi(app: &App) -> OpenApi {
    let mut schemas = Vec::new();
    let mut paths = Paths::new();
    for route in app.routes() {
        let Some(schema) = route.schema else { continue };
        let name = schema(&mut schemas);
        let answer = ResponseBuilder::new()
            .description(name.clone())
            .content("application/json", Content::new(Some(Ref::from_schema_name(name))));
        let mut operation = OperationBuilder::new()
            .operation_id(Some(route.path.trim_matches('/').replace(['/', '{', '}'], "_")))
            .summary(Some(route.action.name))
            .response("200", answer);
        for (name, place) in parameters(route.path) {
            let text = ObjectBuilder::new().schema_type(Type::String);
            let required = if place == ParameterIn::Path { Required::True } else { Required::False };
            let parameter = ParameterBuilder::new().name(name).parameter_in(place);
            operation = operation.parameter(parameter.required(required).schema(Some(text)));
        }
        let path = format!("{}.json", route.path);
        paths.paths.insert(path, PathItem::new(HttpMethod::Get, operation.build()));
    }
    let mut components = Components::new();
    components.schemas.extend(schemas);
    let info = InfoBuilder::new().title("Cột Mốc").version(env!("CARGO_PKG_VERSION"));
    OpenApiBuilder::new().info(info.build()).paths(paths).components(Some(components)).build()
}

fn parameters(path: &str) -> impl Iterator<Item = (&str, ParameterIn)> {
    let in_path = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    in_path
        .map(|name| (name, ParameterIn::Path))
        .chain(["as_of", "known_at"].map(|name| (name, ParameterIn::Query)))
}
