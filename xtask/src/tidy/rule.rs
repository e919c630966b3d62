//! The rules. Each gives what is wrong with one file; nothing where the rule does not apply.

use super::file::File;

/// The page that the two commands stand in.
pub(super) const README: &str = "README.md";

/// Most lines of code of a file, without comments and blank lines.
const CODE_LINES: usize = 400;

/// Most lines of code of a TypeScript file.
const SCRIPT_LINES: usize = 250;

/// Where a type could stand.
const ANY: [&str; 3] = [": any", " as any", "<any"];

/// Made from the OpenAPI document.
const MADE: &str = "admin-ui/src/api/schema.ts";

/// Names that say nothing about what a module does.
const VAGUE_NAMES: &[&str] = &[
    "common", "helper", "helpers", "manager", "misc", "service", "services", "types", "util",
    "utils",
];

/// Folders that exist on one machine only. Cut in two, so that this file passes its own rule.
const MACHINE_FOLDERS: &[&str] = &[
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("/tm", "p/"),
];

/// The commands that README shows.
const COMMANDS: &[&str] = &["cargo xtask up", "cargo xtask test"];

/// A Rust file says first what it is for.
pub(super) fn module_docs(file: &File) -> Vec<String> {
    let is_missing = file.is_rust() && !file.text.starts_with("//! ");
    finding(is_missing, || "does not start with a `//!` doc".to_owned())
}

/// A file with code is not too long.
pub(super) fn length(file: &File) -> Vec<String> {
    let is_code = |line: &&str| !line.is_empty() && !line.starts_with("//");
    let count = file.text.lines().map(str::trim).filter(is_code).count();
    let most = if file.is_rust() {
        CODE_LINES
    } else if file.is_script() && file.path != MADE {
        SCRIPT_LINES
    } else {
        return Vec::new();
    };
    finding(count > most, || {
        format!("{count} lines of code, more than {most}")
    })
}

/// TypeScript says the types of everything.
pub(super) fn no_any(file: &File) -> Vec<String> {
    if !file.is_script() || file.path == MADE {
        return Vec::new();
    }
    let lines = file.text.lines().enumerate();
    let bad = lines.filter(|(_, line)| {
        let code = line.split("//").next().unwrap_or_default().trim_start();
        !code.starts_with(['*', '/']) && ANY.iter().any(|any| ends_word(code, any))
    });
    bad.map(|(at, _)| format!("line {}: `any` is no type", at + 1))
        .collect()
}

/// Whether the line has this text, and no word goes on behind it.
fn ends_word(line: &str, text: &str) -> bool {
    let mut rests = line.split(text).skip(1);
    rests.any(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
}

/// A module is named after what it does.
pub(super) fn module_names(file: &File) -> Vec<String> {
    if !file.is_rust() && !file.is_script() {
        return Vec::new();
    }
    let path = file.path.split('.').next().unwrap_or_default();
    let vague = path.split('/').filter(|part| VAGUE_NAMES.contains(part));
    vague
        .map(|part| format!("`{part}` says nothing about what the module does"))
        .collect()
}

/// No path of one person's machine.
pub(super) fn machine_paths(file: &File) -> Vec<String> {
    let lines = file.text.lines().enumerate();
    let bad = lines.filter(|(_, line)| MACHINE_FOLDERS.iter().any(|folder| has_path(line, folder)));
    bad.map(|(at, line)| format!("line {}: path of one machine: {}", at + 1, line.trim()))
        .collect()
}

/// Whether the line names something below this absolute folder.
fn has_path(line: &str, folder: &str) -> bool {
    let mut rest = line;
    while let Some((before, after)) = rest.split_once(folder) {
        let is_inside = |c: char| c.is_alphanumeric() || "._-/}~*".contains(c);
        if !before.ends_with(is_inside) {
            return true;
        }
        rest = after;
    }
    false
}

/// A lock file of npm names packages, not the host they came from.
pub(super) fn registry_hosts(file: &File) -> Vec<String> {
    let is_lock = file.name() == "package-lock.json";
    finding(
        is_lock && file.text.contains("\"resolved\": \"http"),
        || {
            "names a registry's host: write it with `npm config set omit-lockfile-registry-resolved true`"
            .to_owned()
        },
    )
}

/// A text file ends with a newline.
pub(super) fn last_newline(file: &File) -> Vec<String> {
    let is_missing = !file.text.is_empty() && !file.text.ends_with('\n');
    finding(is_missing, || "does not end with a newline".to_owned())
}

/// README shows how to try and how to test.
pub(super) fn readme_commands(file: &File) -> Vec<String> {
    if file.path != README {
        return Vec::new();
    }
    let missing = COMMANDS
        .iter()
        .filter(|command| !file.text.contains(**command));
    missing
        .map(|command| format!("does not show `{command}`"))
        .collect()
}

fn finding(is_found: bool, what: impl FnOnce() -> String) -> Vec<String> {
    if is_found { vec![what()] } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> File {
        File {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn wants_module_docs_in_rust_files() {
        assert!(module_docs(&file("a.rs", "//! Says it.\n")).is_empty());
        assert_eq!(module_docs(&file("a.rs", "use x;\n//! Late.\n")).len(), 1);
        assert!(module_docs(&file("a.yaml", "a: 1\n")).is_empty());
    }

    #[test]
    fn counts_code_lines_only() {
        let comments = "// why\n\n".repeat(500);
        assert!(length(&file("a.rs", &comments)).is_empty());
        let code = "let a = 1;\n".repeat(401);
        assert_eq!(length(&file("a.rs", &code)).len(), 1);
    }

    #[test]
    fn scripts_are_shorter_and_typed() {
        let long = "const a = 1;\n".repeat(251);
        assert_eq!(length(&file("admin-ui/src/a.tsx", &long)).len(), 1);
        assert!(length(&file(MADE, &long)).is_empty());
        let any = "const a: any = 1;\nconst b = 'any';\nf(c as any);\nconst company: many = d;\n";
        assert_eq!(no_any(&file("admin-ui/src/a.ts", any)).len(), 2);
        assert!(no_any(&file("a.rs", any)).is_empty());
    }

    #[test]
    fn refuses_vague_names_of_files_and_folders() {
        assert_eq!(module_names(&file("a/src/utils.rs", "")).len(), 1);
        assert_eq!(module_names(&file("a/tests/common/mod.rs", "")).len(), 1);
        assert!(module_names(&file("a/src/common_name.rs", "")).is_empty());
        assert!(module_names(&file("docs/types.md", "")).is_empty());
    }

    #[test]
    fn finds_absolute_paths_of_a_machine() {
        let root = format!("a\nsee '{}x'\n", concat!("/ro", "ot/"));
        assert_eq!(machine_paths(&file("a.md", &root)).len(), 1);
        let below = format!("see src{}x\n", concat!("/ro", "ot/"));
        assert!(machine_paths(&file("a.md", &below)).is_empty());
    }

    #[test]
    fn refuses_registry_hosts_in_locks() {
        let text = "{\"resolved\": \"https://example.com/a.tgz\"}\n";
        assert_eq!(
            registry_hosts(&file("e2e/package-lock.json", text)).len(),
            1
        );
        assert!(registry_hosts(&file("e2e/other.json", text)).is_empty());
    }

    #[test]
    fn wants_a_last_newline() {
        assert_eq!(last_newline(&file("a.md", "a")).len(), 1);
        assert!(last_newline(&file("a.md", "a\n")).is_empty());
    }

    #[test]
    fn wants_both_commands_in_the_readme() {
        assert_eq!(
            readme_commands(&file("README.md", "cargo xtask up\n")).len(),
            1
        );
        assert!(readme_commands(&file("docs/README.md", "")).is_empty());
    }
}
