//! Finding and running the servers' programs.

use anyhow::{Context, Result, bail, ensure};
use std::env;
use std::ffi::OsStr;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A user of the system. Database servers refuse to run as root.
#[derive(Debug)]
pub(super) struct User {
    pub(super) uid: u32,
    pub(super) gid: u32,
}

impl User {
    /// The user `name` where this process is root; `None` where it is not: then the server runs as
    /// this process does.
    pub(super) fn for_server(name: &str) -> Result<Option<Self>> {
        if Path::new("/proc/self").metadata()?.uid() != 0 {
            return Ok(None);
        }
        let id = |flag| -> Result<u32> {
            let printed = output(Command::new("id").args([flag, name]))?;
            Ok(printed.trim().parse()?)
        };
        let user = Self {
            uid: id("-u").with_context(|| format!("there is no user {name}"))?,
            gid: id("-g")?,
        };
        Ok(Some(user))
    }
}

/// A command that runs as `user` and gets `signal` when this process, or the thread that started
/// it, ends.
pub(super) fn command(program: &Path, user: Option<&User>, signal: &str) -> Command {
    let mut command = Command::new("setpriv");
    if let Some(User { uid, gid }) = user {
        command.args([format!("--reuid={uid}"), format!("--regid={gid}")]);
        command.arg("--clear-groups");
    }
    command.args(["--pdeathsig", signal, "--"]).arg(program);
    command
}

/// The program called `name`: in the folder that the environment's `variable` names, else in the
/// first of `folders` that has it.
pub(super) fn find(variable: &str, folders: &[PathBuf], name: &str) -> Result<PathBuf> {
    let given = env::var_os(variable).map(|folder| vec![PathBuf::from(folder)]);
    let folders = given.as_deref().unwrap_or(folders);
    let mut files = folders.iter().map(|folder| folder.join(name));
    files.find(|file| file.is_file()).with_context(|| {
        format!(
            "{name} is not installed: install Debian's postgresql and mariadb-server, run the tests \
             by `cargo xtask test`, or set {variable} to the folder that has it"
        )
    })
}

/// Folders in `parent`, the one with the highest number first, each with `below` added.
pub(super) fn newest(parent: &str, below: &str) -> Vec<PathBuf> {
    let entries = Path::new(parent).read_dir().into_iter().flatten().flatten();
    let mut found: Vec<(u32, PathBuf)> = entries
        .filter_map(|entry| {
            let number = entry.file_name().to_str()?.parse().ok()?;
            Some((number, entry.path().join(below)))
        })
        .collect();
    found.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
    found.into_iter().map(|(_, folder)| folder).collect()
}

/// Runs a command to its end and gives what it printed.
pub(super) fn output(command: &mut Command) -> Result<String> {
    let shown = format!("{command:?}");
    let output = command.output().with_context(|| shown.clone())?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    if !output.status.success() {
        bail!("{shown}: {}\n{}", output.status, text(&output.stderr));
    }
    Ok(text(&output.stdout))
}

/// Names come from tests; nothing else is put into SQL.
pub(super) fn check_name(name: &str) -> Result<()> {
    let is_name = !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    ensure!(
        is_name,
        "{:?} is not the name of a database",
        OsStr::new(name)
    );
    Ok(())
}
