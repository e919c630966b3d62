//! `portico-control-plane import` of descriptions, as a program.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use tempfile::TempDir;

const PETS: &str = "openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
servers: [{url: 'https://pets.example.com'}]
paths:
  /pets:
    get: {operationId: listPets, summary: List pets}
  /owners:
    get: {operationId: listOwners}
";

struct Program {
    folder: TempDir,
    flags: Vec<String>,
}

impl Program {
    /// With a database as its store.
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let store = format!("sqlite:{}", folder.path().join("portico.db").display());
        let flags = vec!["--config-store".to_owned(), store];
        Self { folder, flags }
    }

    fn run(&self, command: &str, flags: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_portico-control-plane"))
            .arg(command)
            .args(&self.flags)
            .args(flags)
            .output()
            .unwrap()
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let file = self.folder.path().join(name);
        fs::write(&file, text).unwrap();
        file
    }

    /// Imports a text; what it printed.
    fn import(&self, text: &str, flags: &[&str]) -> String {
        let output = self.try_import(text, flags);
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// What is said of a text that is not imported.
    fn refusal(&self, text: &str, flags: &[&str]) -> String {
        let output = self.try_import(text, flags);
        assert!(!output.status.success(), "{output:?}");
        String::from_utf8(output.stderr).unwrap()
    }

    fn try_import(&self, text: &str, flags: &[&str]) -> Output {
        let file = self.file("import.yaml", text).display().to_string();
        self.run("import", &[flags, &[&file]].concat())
    }

    fn export(&self) -> String {
        String::from_utf8(self.run("export", &[]).stdout).unwrap()
    }
}

#[test]
fn a_preview_does_not_even_make_the_store() {
    let program = Program::new();
    let printed = program.import(PETS, &["--preview", "--name", "zoo"]);
    let told = "OpenAPI 3.1: Pets: 2 tools of 2 operations\n  GET /pets -> listPets\n";
    assert!(printed.starts_with(told), "{printed}");
    let left: Vec<_> = fs::read_dir(program.folder.path()).unwrap().collect();
    assert_eq!(left.len(), 1);
}

#[test]
fn an_update_takes_what_is_new_and_keeps_what_was_edited() {
    let program = Program::new();
    let printed = program.import(PETS, &["--only", "GET /pets"]);
    assert!(
        printed.ends_with("2 documents changed; revision 1 is in force\n"),
        "{printed}"
    );
    let edited = program
        .export()
        .replace("title: List pets", "title: Every pet");
    program.import(&edited, &[]);
    let changed = PETS.replace(
        "summary: List pets",
        "summary: List them, parameters: [{name: limit, in: query, schema: {type: integer}}]",
    );
    let told = "OpenAPI 3.1: Pets: 1 tools of 2 operations
  GET /pets -> listPets
  Server pets listPets title: changed by the description and edited here, stays as it is here
  Server pets listPets description: changed by the description, taken over
  Server pets listPets inputSchema: changed by the description, taken over
";
    let before = program.export();
    assert_eq!(program.import(&changed, &["--update", "--preview"]), told);
    assert_eq!(program.export(), before);
    let printed = program.import(&changed, &["--update"]);
    let done = "1 documents changed; revision 3 is in force\n";
    assert_eq!(printed, format!("{told}{done}"));
    let after = program.export();
    for part in ["title: Every pet", "description: List them", "limit:"] {
        assert!(after.contains(part), "{part}: {after}");
    }
    assert!(!after.contains("listOwners"), "{after}");
    // The next one compares with this one.
    let printed = program.import(&changed, &["--update"]);
    let told = "Server pets listPets title: edited here, stays as it is here\n0 documents";
    assert!(printed.contains(told), "{printed}");
    let refusal = program.refusal(PETS, &["--update", "--name", "zoo"]);
    assert!(refusal.contains("`zoo` was never imported"), "{refusal}");
}

#[test]
fn beside_a_directory_an_import_is_kept_where_there_is_a_database() {
    let mut program = Program::new();
    let documents = program.folder.path().join("documents");
    fs::create_dir(&documents).unwrap();
    let data = program.folder.path().join("portico-data.db");
    program.flags[1] = format!("file:{}", documents.display());
    program.import(PETS, &[]);
    assert!(!data.exists());
    let refusal = program.refusal(PETS, &["--update"]);
    assert!(refusal.contains("--data-store"), "{refusal}");
    let named = ["--data-store", &format!("sqlite:{}", data.display())];
    program.import(PETS, &[&named[..], &["--replace"]].concat());
    let changed = PETS.replace("List pets", "List all pets");
    // Its place is the one beside the directory.
    program.import(&changed, &["--update"]);
    assert!(program.export().contains("title: List all pets"));
}

#[test]
fn flags_that_would_have_no_effect_are_refused() {
    let program = Program::new();
    let documents = "kind: Upstream\nname: api\nurl: http://127.0.0.1:1\n";
    for flags in [&["--preview"][..], &["--update"], &["--tenant", "a"]] {
        let refusal = program.refusal(documents, flags);
        assert!(refusal.contains("is for descriptions"), "{refusal}");
    }
    program.import(documents, &[]);
    let printed = program.import(PETS, &["--if-empty"]);
    assert_eq!(
        printed,
        "there are or were documents already: nothing is imported\n"
    );
}
