//! What the source changed and what was edited here, put together.

#![expect(clippy::unwrap_used, reason = "tests stop at what they do not expect")]

use portico_config::Document;
use portico_config::model::{Server, Tool};
use portico_import::update::{ChangedBy, Side, Update, update};
use portico_import::{Options, import};
use std::collections::BTreeMap;

/// A description with these paths.
fn documents(paths: &str) -> Vec<Document> {
    let text = format!(
        "openapi: 3.1.0\ninfo: {{title: Pets, version: '1'}}\nservers: [{{url: 'https://a.example'}}]\npaths:\n{paths}"
    );
    import(&text, &Options::default()).unwrap().documents
}

const BASE: &str = "
  /a: {get: {operationId: a, summary: A, parameters: [{name: q, in: query, schema: {type: string}}]}}
  /b: {get: {operationId: b, summary: B}}
  /c: {get: {operationId: c, summary: C}}
  /d: {get: {operationId: d, summary: D}}
";

const THEIRS: &str = "
  /a: {get: {operationId: a, summary: A now, parameters: [{name: q, in: query, schema: {type: string}}, {name: n, in: query, schema: {type: integer}}]}}
  /c: {get: {operationId: see, summary: C}}
  /d: {get: {operationId: d, summary: D now}}
  /e: {get: {operationId: e, summary: E}}
";

fn server(documents: &mut [Document]) -> &mut Server {
    let server = documents.iter_mut().find_map(|document| match document {
        Document::Server(server) => Some(server),
        _ => None,
    });
    server.unwrap()
}

fn tool<'s>(server: &'s mut Server, name: &str) -> &'s mut Tool {
    server
        .tools
        .iter_mut()
        .find(|tool| tool.name == name)
        .unwrap()
}

fn told(update: &Update) -> Vec<(String, ChangedBy, Side)> {
    let changes = update.changes.iter();
    changes
        .map(|change| (change.id.clone(), change.by, change.taken))
        .collect()
}

fn change(id: &str, by: ChangedBy, taken: Side) -> (String, ChangedBy, Side) {
    (format!("Server pets/{id}"), by, taken)
}

#[test]
fn nothing_changed_is_nothing_to_do() {
    let base = documents(BASE);
    let update = update(&base, &base, &base, &BTreeMap::new()).unwrap();
    assert_eq!((update.documents, update.changes), (vec![], vec![]));
}

#[test]
fn each_side_keeps_what_only_it_changed() {
    let (base, theirs) = (documents(BASE), documents(THEIRS));
    let mut ours = base.clone();
    let here = server(&mut ours);
    here.title = Some("Our pets".to_owned());
    tool(here, "a").description = Some("Our A".to_owned());
    tool(here, "a").title = None;
    tool(here, "d").name = "our_d".to_owned();
    let mut merged = update(&base, &theirs, &ours, &BTreeMap::new()).unwrap();
    use ChangedBy::{Both, Here, Source};
    assert_eq!(
        told(&merged),
        [
            change("/title", Here, Side::Here),
            change("a/description", Both, Side::Here),
            change("a/inputSchema.properties.n", Source, Side::Source),
            change("a/title", Both, Side::Here),
            change("b/", Source, Side::Source),
            change("c/name", Source, Side::Source),
            change("our_d/name", Here, Side::Here),
            change("our_d/title", Source, Side::Source),
            change("our_d/description", Source, Side::Source),
            change("e/", Source, Side::Source),
        ]
    );
    let server = server(&mut merged.documents);
    let names: Vec<_> = server.tools.iter().map(|tool| tool.name.as_str()).collect();
    assert_eq!(names, ["a", "see", "our_d", "e"]);
    assert_eq!(server.title.as_deref(), Some("Our pets"));
    let a = tool(server, "a");
    assert_eq!(a.description.as_deref(), Some("Our A"));
    assert!(a.input_schema.as_ref().unwrap().get().contains("\"n\""));
}

#[test]
fn choices_go_before_the_rule() {
    let (base, theirs) = (documents(BASE), documents(THEIRS));
    let mut ours = base.clone();
    tool(server(&mut ours), "a").description = Some("Our A".to_owned());
    tool(server(&mut ours), "b").description = Some("Our B".to_owned());
    let usual = update(&base, &theirs, &ours, &BTreeMap::new()).unwrap();
    let kept = |update: &Update, name: &str| {
        let mut documents = update.documents.clone();
        let tools = &server(&mut documents).tools;
        tools
            .iter()
            .find(|tool| tool.name == name)
            .map(|tool| tool.description.clone().unwrap())
    };
    // What is gone from the source was edited here, so it stays.
    assert_eq!(kept(&usual, "b").as_deref(), Some("Our B"));
    assert_eq!(kept(&usual, "e").as_deref(), Some("E"));
    let choices = [
        ("Server pets/a/description", Side::Source),
        ("Server pets/b/", Side::Source),
        ("Server pets/e/", Side::Here),
    ];
    let choices = choices.map(|(id, side)| (id.to_owned(), side)).into();
    let chosen = update(&base, &theirs, &ours, &choices).unwrap();
    assert_eq!(kept(&chosen, "a").as_deref(), Some("A now"));
    assert_eq!((kept(&chosen, "b"), kept(&chosen, "e")), (None, None));
}

#[test]
fn what_was_removed_here_stays_away() {
    let (base, theirs) = (documents(BASE), documents(THEIRS));
    let mut ours = base.clone();
    server(&mut ours).tools.retain(|tool| tool.name != "d");
    let merged = update(&base, &theirs, &ours, &BTreeMap::new()).unwrap();
    let change = merged
        .changes
        .iter()
        .find(|change| change.tool.as_deref() == Some("d"))
        .unwrap();
    assert_eq!((change.by, change.taken), (ChangedBy::Both, Side::Here));
    let mut documents = merged.documents.clone();
    assert!(
        server(&mut documents)
            .tools
            .iter()
            .all(|tool| tool.name != "d")
    );
}

#[test]
fn sides_that_do_not_fit_together_are_told() {
    let (base, theirs) = (documents(BASE), documents(THEIRS));
    let mut ours = base.clone();
    // The source's new tool is called so, too.
    tool(server(&mut ours), "b").name = "e".to_owned();
    tool(server(&mut ours), "e").http.path = "/ours".to_owned();
    let told = update(&base, &theirs, &ours, &BTreeMap::new());
    let merged = told.unwrap();
    let conflict = merged
        .changes
        .iter()
        .find(|change| change.id == "Server pets/e/http.path");
    assert_eq!(conflict.unwrap().by, ChangedBy::Both);
}
