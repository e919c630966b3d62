//! One small shop for pets, described in all three versions of the format.

use portico_config::Document;
use portico_import::{Import, Options, import};
use std::fmt::Write as _;

const V31: &str = include_str!("petstore/v31.yaml");
const V30: &str = include_str!("petstore/v30.yaml");
const V20: &str = include_str!("petstore/v20.json");

/// Everything that came out, as people would read it.
fn shown(import: &Import) -> String {
    let mut out = String::new();
    for document in &import.documents {
        let (mut whole, mut tools) = (document.clone(), Vec::new());
        if let Document::Server(server) = &mut whole {
            tools = std::mem::take(&mut server.tools);
        }
        writeln!(out, "{}", serde_json::to_string(&whole).unwrap()).unwrap();
        for tool in tools {
            let schema = tool
                .input_schema
                .as_ref()
                .map_or("none", |schema| schema.get());
            writeln!(
                out,
                "\n{}: {:?}",
                tool.name,
                tool.description.unwrap_or_default()
            )
            .unwrap();
            writeln!(
                out,
                "  hints {}",
                serde_json::to_string(&tool.annotations).unwrap()
            )
            .unwrap();
            writeln!(out, "  takes {schema}").unwrap();
            writeln!(
                out,
                "  sends {}",
                serde_json::to_string(&tool.http).unwrap()
            )
            .unwrap();
        }
    }
    let report = &import.report;
    writeln!(
        out,
        "\n{} {:?} {:?}",
        report.format, report.title, report.version
    )
    .unwrap();
    for server in &report.servers {
        writeln!(out, "server {} {:?}", server.url, server.variables).unwrap();
    }
    for secret in &report.secrets {
        let (name, purpose, variable) = (&secret.name, &secret.purpose, &secret.variable);
        writeln!(out, "secret {name}: {purpose}, from {variable}").unwrap();
    }
    for operation in &report.operations {
        if let Some(reason) = &operation.reason {
            writeln!(out, "no tool {}: {reason}", operation.key).unwrap();
        }
        for warning in &operation.warnings {
            writeln!(
                out,
                "{} [{}] {}",
                warning.place, warning.code, warning.message
            )
            .unwrap();
        }
    }
    for warning in &report.warnings {
        writeln!(
            out,
            "{} [{}] {}",
            warning.place, warning.code, warning.message
        )
        .unwrap();
    }
    out
}

/// The documents by themselves are what Portico takes, also after they were written and read.
fn imported(text: &str, options: &Options) -> Import {
    let import = import(text, options).unwrap();
    let written = import.documents.iter().map(|document| {
        // A secret's value is not written.
        let json = serde_json::to_string(document).unwrap();
        portico_config::parse(&json).unwrap()
    });
    let documents: Vec<_> = written.collect();
    assert_eq!(portico_config::validate_all(&documents), []);
    assert_eq!(documents, import.documents);
    import
}

#[test]
fn openapi_31() {
    insta::assert_snapshot!(shown(&imported(V31, &Options::default())));
}

#[test]
fn openapi_30() {
    let options = Options {
        source_url: Some("https://pets.example.com/docs/openapi.yaml".to_owned()),
        ..Options::default()
    };
    insta::assert_snapshot!(shown(&imported(V30, &options)));
}

#[test]
fn swagger_20() {
    insta::assert_snapshot!(shown(&imported(V20, &Options::default())));
}
