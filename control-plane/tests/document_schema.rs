//! docs/server.schema.json, which editors complete by, has exactly the fields that documents may have.

#[cfg(test)]
mod tests {
    use portico_config::model::{
        Access, Annotations, Cache, Completion, Icon, Limits, Prompt, PromptArgument,
        PromptMessage, Resource, Server, Tool, ToolRetries,
    };
    use portico_rest::mapping::{Binary, Binding, Body, Field, Parameter, Part, Text};
    use portico_rest::presentation::Presentation;
    use serde::de::DeserializeOwned;
    use serde_json::Value;
    use std::collections::BTreeSet;

    const SCHEMA: &str = include_str!("../../docs/server.schema.json");

    /// What is known of a type: its name in the schema, and what it says to a field that is unknown.
    type Known = (&'static str, String);

    fn complaint<T: DeserializeOwned + std::fmt::Debug>(name: &'static str) -> Known {
        let refused = serde_json::from_str::<T>(r#"{"no such field": 1}"#).unwrap_err();
        (name, refused.to_string())
    }

    fn known() -> Vec<Known> {
        vec![
            complaint::<Access>("Access"),
            complaint::<Annotations>("Annotations"),
            complaint::<Binary>("Binary"),
            complaint::<Binding>("Binding"),
            complaint::<Body>("Body"),
            complaint::<Cache>("Cache"),
            complaint::<Completion>("Completion"),
            complaint::<Field>("Field"),
            complaint::<Icon>("Icon"),
            complaint::<Limits>("Limits"),
            complaint::<Parameter>("Parameter"),
            complaint::<Part>("Part"),
            complaint::<Presentation>("Presentation"),
            complaint::<Prompt>("Prompt"),
            complaint::<PromptArgument>("PromptArgument"),
            complaint::<PromptMessage>("PromptMessage"),
            complaint::<Resource>("Resource"),
            complaint::<Text>("Text"),
            complaint::<Tool>("Tool"),
            complaint::<ToolRetries>("ToolRetries"),
        ]
    }

    /// The names in "unknown field `x`, expected one of `a`, `b`".
    fn expected(complaint: &str) -> BTreeSet<&str> {
        let (_, rest) = complaint.split_once(", expected").unwrap();
        rest.split('`').skip(1).step_by(2).collect()
    }

    fn properties(schema: &Value) -> BTreeSet<&str> {
        let properties = schema["properties"].as_object().unwrap();
        properties.keys().map(String::as_str).collect()
    }

    #[test]
    fn objects_have_the_fields_of_the_model() {
        let schema: Value = serde_json::from_str(SCHEMA).unwrap();
        let (_, server) = complaint::<Server>("Server");
        let mut own = properties(&schema);
        assert!(own.remove("kind"));
        assert_eq!(own, expected(&server));
        for (name, complaint) in known() {
            let definition = &schema["$defs"][name];
            assert_eq!(properties(definition), expected(&complaint), "{name}");
        }
    }

    #[test]
    fn no_definition_is_left_unchecked() {
        let schema: Value = serde_json::from_str(SCHEMA).unwrap();
        let checked: BTreeSet<&str> = known().into_iter().map(|(name, _)| name).collect();
        let tagged = BTreeSet::from(["Block", "Content"]);
        let objects = schema["$defs"].as_object().unwrap().iter();
        let objects = objects.filter(|(_, definition)| definition["properties"].is_object());
        let objects: BTreeSet<&str> = objects.map(|(name, _)| name.as_str()).collect();
        assert_eq!(objects, checked.union(&tagged).copied().collect());
    }
}
