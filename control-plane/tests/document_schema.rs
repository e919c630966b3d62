//! The schemas in docs, which editors complete by, have exactly the fields that documents may have.

#[cfg(test)]
mod tests {
    use portico_config::model::{
        Access, AccessMode, Annotations, Basic, Cache, CacheScope, Completion, Credential, Icon,
        Limits, Prompt, PromptArgument, PromptMessage, Resource, Retries, RetryOn, Role, Server,
        Sessions, Tls, Tool, ToolRetries, Upstream,
    };
    use portico_rest::mapping::{
        Binary, Binding, Body, Field, Location, Method, Parameter, Part, Style, Text,
    };
    use portico_rest::presentation::{Kind, Presentation};
    use serde::de::DeserializeOwned;
    use serde_json::Value;
    use std::collections::BTreeSet;

    const SERVER: &str = include_str!("../../docs/server.schema.json");
    const UPSTREAM: &str = include_str!("../../docs/upstream.schema.json");

    /// What is known of a type: its name in the schema, and what it says to a field that is unknown.
    type Known = (&'static str, String);

    fn complaint<T: DeserializeOwned + std::fmt::Debug>(name: &'static str) -> Known {
        let refused = serde_json::from_str::<T>(r#"{"no such field": 1}"#).unwrap_err();
        (name, refused.to_string())
    }

    fn of_upstreams() -> Vec<Known> {
        vec![
            complaint::<Basic>("Basic"),
            complaint::<Credential>("Credential"),
            complaint::<Retries>("Retries"),
            complaint::<Tls>("Tls"),
        ]
    }

    fn of_servers() -> Vec<Known> {
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

    /// The root has the fields of the whole document, and each definition those of its type.
    fn check_fields(schema: &str, (_, whole): Known, definitions: Vec<Known>) {
        let schema: Value = serde_json::from_str(schema).unwrap();
        let mut own = properties(&schema);
        assert!(own.remove("kind"));
        assert_eq!(own, expected(&whole));
        for (name, complaint) in definitions {
            let definition = &schema["$defs"][name];
            assert_eq!(properties(definition), expected(&complaint), "{name}");
        }
    }

    fn objects(schema: &Value) -> BTreeSet<&str> {
        let definitions = schema["$defs"].as_object().unwrap().iter();
        let objects = definitions.filter(|(_, definition)| definition["properties"].is_object());
        objects.map(|(name, _)| name.as_str()).collect()
    }

    #[test]
    fn objects_have_the_fields_of_the_model() {
        check_fields(SERVER, complaint::<Server>("Server"), of_servers());
        let upstream = complaint::<Upstream>("Upstream");
        check_fields(UPSTREAM, upstream, of_upstreams());
    }

    /// The values that a type of plain names takes, as it says to one that it does not know.
    fn values<T: DeserializeOwned + std::fmt::Debug>() -> String {
        let refused = serde_json::from_str::<T>(r#""no such value""#).unwrap_err();
        refused.to_string()
    }

    #[test]
    fn names_are_those_that_the_model_takes() {
        let server = [
            ("AccessMode", values::<AccessMode>()),
            ("CacheScope", values::<CacheScope>()),
            ("Kind", values::<Kind>()),
            ("Location", values::<Location>()),
            ("Method", values::<Method>()),
            ("RetryOn", values::<RetryOn>()),
            ("Role", values::<Role>()),
            ("Sessions", values::<Sessions>()),
            ("Style", values::<Style>()),
        ];
        let upstream = [("RetryOn", values::<RetryOn>())];
        for (schema, known) in [(SERVER, &server[..]), (UPSTREAM, &upstream[..])] {
            let schema: Value = serde_json::from_str(schema).unwrap();
            let definitions = schema["$defs"].as_object().unwrap().iter();
            let names = definitions.filter(|(_, definition)| definition["enum"].is_array());
            let names: BTreeSet<&str> = names.map(|(name, _)| name.as_str()).collect();
            assert_eq!(names, known.iter().map(|(name, _)| *name).collect());
            for (name, complaint) in known {
                let offered = schema["$defs"][name]["enum"].as_array().unwrap();
                let offered: BTreeSet<&str> = offered.iter().filter_map(Value::as_str).collect();
                assert_eq!(offered, expected(complaint), "{name}");
            }
        }
    }

    #[test]
    fn no_definition_is_left_unchecked() {
        let tagged = vec!["Block", "Content"];
        for (schema, known, others) in [
            (SERVER, of_servers(), tagged),
            (UPSTREAM, of_upstreams(), Vec::new()),
        ] {
            let schema: Value = serde_json::from_str(schema).unwrap();
            let checked = known.into_iter().map(|(name, _)| name);
            let checked: BTreeSet<&str> = checked.chain(others).collect();
            assert_eq!(objects(&schema), checked);
        }
    }
}
