//! Requests made of random arguments, and what a validator that others wrote says of them by the
//! description itself.

use crate::generate::Generator;
use crate::{Sample, samples};
use portico_config::Document;
use portico_config::model::Tool;
use portico_import::{Import, Options, import};
use portico_rest::{Arguments, Operation, Target};
use portico_schema::Schema;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Tools of one description that are tried.
const TOOLS: usize = 30;

/// Calls of one tool.
const CALLS: usize = 2;

/// Tries until arguments fit.
const TRIES: usize = 20;

/// Largest description that is tried: the validator takes long for larger ones.
const LARGEST: usize = 1 << 20;

/// Warnings of tools whose requests the description may well refuse: it asks for what is not sent, or
/// not told.
const INEXACT: [&str; 10] = [
    "body-as-text",
    "body-left-out",
    "form-rough",
    "header-left-out",
    "path-fragment",
    "pattern",
    "placeholder",
    "schema-cut",
    "schema-fixed",
    "style",
];

/// What was tried.
#[derive(Default)]
struct Tried {
    requests: usize,
    /// Arguments that were not found, or that cannot be sent.
    without: usize,
}

#[test]
fn descriptions_accept_what_is_made_of_random_arguments() {
    let folder = tempfolder();
    let mut tried = Tried::default();
    let petstores = [
        (
            "petstore-3.1.json",
            include_str!("../formats/petstore/v31.yaml"),
        ),
        (
            "petstore-3.0.json",
            include_str!("../formats/petstore/v30.yaml"),
        ),
    ];
    let petstores = petstores.map(|(name, text)| Sample {
        name: name.to_owned(),
        text: as_json(text),
    });
    let of_size = |sample: &Sample| sample.text.len() <= LARGEST;
    let chosen = samples().into_iter().filter(of_size).chain(petstores);
    let mut lines = Vec::new();
    for sample in chosen {
        let import = import(&sample.text, &Options::default()).unwrap();
        let before = lines.len();
        requests(&sample, &import, &mut lines, &mut tried);
        if lines.len() > before {
            fs::write(folder.join(file(&sample.name)), &sample.text).unwrap();
        }
    }
    fs::write(folder.join("requests.jsonl"), lines.join("\n")).unwrap();
    eprintln!(
        "{} requests, {} calls without",
        tried.requests, tried.without
    );
    assert!(tried.requests >= 1000, "only {} requests", tried.requests);
    assert!(
        tried.without * 10 <= tried.requests,
        "{} without",
        tried.without
    );
    validate(&folder);
    fs::remove_dir_all(folder).unwrap();
}

fn requests(sample: &Sample, import: &Import, lines: &mut Vec<String>, tried: &mut Tried) {
    let tools = import.documents.iter().find_map(|document| match document {
        Document::Server(server) => Some(&server.tools),
        _ => None,
    });
    let general: BTreeSet<&str> = INEXACT.into();
    let reports = import
        .report
        .operations
        .iter()
        .filter(|operation| operation.tool.is_some());
    let exact = tools.unwrap().iter().zip(reports).filter(|(_, report)| {
        report
            .warnings
            .iter()
            .all(|warning| !general.contains(warning.code.as_str()))
    });
    let exact: Vec<_> = exact.collect();
    let step = exact.len().div_ceil(TOOLS).max(1);
    for (tool, report) in exact.into_iter().step_by(step) {
        for call in 0..CALLS {
            let seed = format!("{}{}{call}", sample.name, tool.name);
            match request(tool, &seed) {
                Some(request) => {
                    let line = json!({
                        "document": file(&sample.name), "operation": report.key, "tool": tool.name,
                        "request": request,
                    });
                    lines.push(line.to_string());
                    tried.requests += 1;
                }
                None => {
                    eprintln!("no call: {}: {}", sample.name, report.key);
                    tried.without += 1;
                }
            }
        }
    }
}

/// The request of a call with arguments at random.
fn request(tool: &Tool, seed: &str) -> Option<Value> {
    let none = r#"{"type":"object","additionalProperties":false}"#;
    let text = tool
        .input_schema
        .as_ref()
        .map_or(none, |schema| schema.get());
    let schema = Schema::compile(text).unwrap();
    let root: Value = serde_json::from_str(text).unwrap();
    let mut generator = Generator::new(&root, seed);
    let mut tries = (0..TRIES).filter_map(|_| generator.value(&root, 0));
    let arguments = tries.find(|value| schema.check(&value.to_string()).is_empty())?;
    let arguments = arguments.to_string();
    let arguments = schema.with_defaults(&arguments).unwrap_or(arguments);
    let operation = Operation::compile(&tool.http, tool.input_schema.as_ref()).unwrap();
    let target = Target::new(Some("http://api.test"), None, []).unwrap();
    let parsed = Arguments::parse(Some(&arguments)).unwrap();
    let request = operation.request(&target, &parsed).ok()?;
    let headers: Vec<_> = request
        .headers
        .iter()
        .map(|(name, value)| json!([name, value]))
        .collect();
    Some(json!({
        "method": request.method, "path": request.path, "headers": headers, "arguments": arguments,
        "body": request.body,
    }))
}

/// Has the validator look at the requests in `folder`.
fn validate(folder: &Path) {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let python = crate_folder.join("../../.tools/venv/bin/python");
    assert!(
        python.is_file(),
        "openapi-core is missing: `cargo xtask test unit` installs it"
    );
    let script = crate_folder.join("corpus/accepts.py");
    let output = Command::new(python)
        .arg(script)
        .arg(folder)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    eprintln!("{text}");
    assert!(output.status.success(), "{text}\n{errors}");
}

fn file(name: &str) -> String {
    name.replace(['/', ' '], "_")
}

fn as_json(yaml: &str) -> String {
    portico_import::tree::read(yaml)
        .unwrap()
        .remove(0)
        .to_string()
}

fn tempfolder() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("portico-corpus-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    folder
}
