//! What an import gave, as people would read it.

use portico_config::Document;
use portico_import::Import;
use std::fmt::Write as _;

/// The documents by themselves are what Portico takes, also after they were written and read.
pub(crate) fn checked(import: Import) -> Import {
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

/// Everything that came out.
pub(crate) fn shown(import: &Import) -> String {
    let mut out = String::new();
    for document in &import.documents {
        let (mut whole, mut tools) = (document.clone(), Vec::new());
        if let Document::Server(server) = &mut whole {
            tools = std::mem::take(&mut server.tools);
        }
        writeln!(out, "{}", serde_json::to_string(&whole).unwrap()).unwrap();
        for tool in tools {
            let schema = tool.input_schema.as_ref();
            let schema = schema.map_or("none", |schema| schema.get());
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
            if let Some(result) = &tool.result {
                writeln!(out, "  gives {}", serde_json::to_string(result).unwrap()).unwrap();
            }
        }
    }
    report(import, &mut out);
    out
}

fn report(import: &Import, out: &mut String) {
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
}
