//! The sections of `xtask test`.

use super::up;
use crate::{console, fuzz, install, layout, licences, shell, tidy, ui, wasm};
use anyhow::{Context, ensure};
use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// One thing that is checked.
pub(super) struct Section {
    /// What it is called on the command line.
    pub(super) name: &'static str,
    /// What it does, for people.
    pub(super) about: &'static str,
    /// Checks it; takes arguments for the end-to-end test binaries.
    pub(super) run: fn(&[String]) -> anyhow::Result<()>,
}

/// All sections, the quick ones first.
pub(super) const SECTIONS: &[Section] = &[
    Section {
        name: "tidy",
        about: "rules of this repository",
        run: |_| tidy::tidy(),
    },
    Section {
        name: "format",
        about: "cargo fmt",
        run: |_| cargo(&["fmt", "--all", "--check"]),
    },
    Section {
        name: "licences",
        about: "licences and sources of dependencies",
        run: |_| licences::check(),
    },
    Section {
        name: "lint",
        about: "clippy over everything",
        run: |_| {
            cargo(&[
                "clippy",
                "--workspace",
                "--all-targets",
                "--",
                "-D",
                "warnings",
            ])
        },
    },
    Section {
        name: "lint-filter",
        about: "clippy over the filter as Envoy loads it",
        run: |_| wasm::lint(),
    },
    Section {
        name: "docs",
        about: "API documentation without warnings",
        run: |_| docs(),
    },
    Section {
        name: "unit",
        about: "tests of all crates, also on PostgreSQL and MariaDB",
        run: |_| {
            install::json_schema_suite()?;
            install::install_locked(&layout::root().join("crates/import/corpus"))?;
            install::openapi_validator()?;
            install::database_servers()?;
            cargo(&[
                "test",
                "--workspace",
                "--exclude",
                "portico-e2e",
                "--no-fail-fast",
            ])
        },
    },
    Section {
        name: "console",
        about: "the web console: form, types, tests, size",
        run: |_| console::check(),
    },
    Section {
        name: "fuzz",
        about: "a short run of every fuzz target",
        run: |_| fuzz::check(),
    },
    Section {
        name: "size",
        about: "the filter's size",
        run: |_| wasm::check_size(),
    },
    Section {
        name: "e2e",
        about: "a real Envoy, the control plane and foreign MCP clients",
        run: end_to_end,
    },
    Section {
        name: "browser",
        about: "the console in a real browser, its pages looked at by axe",
        run: browser,
    },
    Section {
        name: "up",
        about: "the README's first command",
        run: |_| up::check(),
    },
];

fn cargo(args: &[&str]) -> anyhow::Result<()> {
    shell::run(shell::cargo().args(args))
}

fn docs() -> anyhow::Result<()> {
    let mut cargo = shell::cargo();
    cargo.env("RUSTDOCFLAGS", "-D warnings");
    shell::run(cargo.args(["doc", "--quiet", "--workspace", "--no-deps"]))
}

/// Words that no test's name holds would run nothing, and that would look like a success.
fn some_test_is_called(words: &[String]) -> anyhow::Result<()> {
    let mut cargo = shell::cargo();
    cargo.args(["test", "--quiet", "--package", "portico-e2e"]);
    let listed = shell::output(cargo.args(["--", "--list"]).args(words))?;
    let is_some = listed.lines().any(|line| line.ends_with(": test"));
    ensure!(is_some, "no test is called by the words {words:?}");
    Ok(())
}

fn end_to_end(test_args: &[String]) -> anyhow::Result<()> {
    let mut cargo = real_processes()?;
    if !test_args.is_empty() {
        some_test_is_called(test_args)?;
    }
    cargo.env("PORTICO_PYTHON", install::test_packages()?);
    cargo.args(["--no-fail-fast", "--"]).args(test_args);
    shell::run(&mut cargo)
}

fn browser(test_args: &[String]) -> anyhow::Result<()> {
    install::browser()?;
    console::build()?;
    let mut cargo = real_processes()?;
    cargo.args(["--features", "browser", "--test", "browser"]);
    cargo.args(["--no-fail-fast", "--", "--test-threads", "2"]);
    shell::run(cargo.args(test_args))
}

/// `cargo test` of the end-to-end tests, with all programs installed and built that they start.
fn real_processes() -> anyhow::Result<Command> {
    let envoy = install::envoy()?;
    for folder in npm_folders()? {
        install::install_locked(&folder)?;
    }
    let filter = wasm::build()?;
    ui::step(
        "Building the control plane, the bridge and the demo API",
        || {
            let mut cargo = shell::cargo();
            cargo.args(["build", "--package", "portico-control-plane"]);
            cargo.args(["--package", "portico-bridge"]);
            shell::run(cargo.args(["--package", "portico-demo"]))
        },
    )?;
    let mut cargo = shell::cargo();
    cargo.args(["test", "--package", "portico-e2e"]);
    cargo.env("ENVOY_BIN", envoy);
    cargo.env("PORTICO_FILTER_WASM", filter);
    cargo.env(
        "PORTICO_CONTROL_PLANE_BIN",
        layout::debug_binary("portico-control-plane"),
    );
    cargo.env("PORTICO_XTASK_BIN", env::current_exe()?);
    cargo.env("PORTICO_BRIDGE_BIN", layout::debug_binary("portico-bridge"));
    cargo.env(
        "PORTICO_DEMO_API_BIN",
        layout::debug_binary("portico-demo-api"),
    );
    Ok(cargo)
}

/// The folders with npm packages that the end-to-end tests run.
fn npm_folders() -> anyhow::Result<Vec<PathBuf>> {
    let mut folders = Vec::new();
    let mut unseen = vec![layout::root().join("e2e")];
    while let Some(folder) = unseen.pop() {
        if folder.join("package-lock.json").is_file() {
            folders.push(folder);
            continue;
        }
        let entries =
            fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
        unseen.extend(
            entries
                .flatten()
                .map(|entry| entry.path())
                .filter(|path| path.is_dir()),
        );
    }
    folders.sort();
    Ok(folders)
}
