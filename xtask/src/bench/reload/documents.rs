//! The configuration directory: ten thousand tools in many files or in one, and its edits.

use super::super::tool;
use anyhow::{Context, ensure};
use std::fmt::Write as _;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// How the tools are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::bench) enum Layout {
    /// A hundred servers of a hundred tools, each in a file of its own.
    ManyFiles,
    /// The same documents in one file.
    OneFile,
    /// All tools in one server, in one file.
    OneServer,
}

/// Tools in all.
pub(super) const TOOLS: usize = 10_000;

/// Tools on one page of a list, so that the watchers' lists are of the same size in all layouts.
const PAGE: usize = 100;

/// The directory.
pub(in crate::bench) struct Documents {
    folder: PathBuf,
    layout: Layout,
}

impl Layout {
    /// In the order of the report.
    const ALL: [Self; 3] = [Self::ManyFiles, Self::OneFile, Self::OneServer];

    /// The layouts whose names contain one of the words; all where there are none.
    ///
    /// # Errors
    /// A word that is in no name.
    pub(super) fn select(words: &[String]) -> anyhow::Result<Vec<Self>> {
        for word in words {
            let is_known = Self::ALL.iter().any(|layout| layout.name().contains(word));
            ensure!(is_known, "no layout has `{word}` in its name");
        }
        let wanted = |layout: &Self| {
            words.is_empty() || words.iter().any(|word| layout.name().contains(word))
        };
        Ok(Self::ALL.into_iter().filter(wanted).collect())
    }

    /// For the report.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::ManyFiles => "100 files, each with a server of 100 tools",
            Self::OneFile => "one file with 100 servers of 100 tools",
            Self::OneServer => "one file with one server of 10,000 tools",
        }
    }

    fn servers(self) -> usize {
        match self {
            Self::ManyFiles | Self::OneFile => 100,
            Self::OneServer => 1,
        }
    }

    /// The server whose tool is edited: one in the middle.
    fn edited(self) -> usize {
        self.servers() / 2
    }

    /// The name of the server whose tool is edited.
    pub(in crate::bench) fn server(self) -> String {
        format!("s{:03}", self.edited())
    }

    /// The path of the endpoint of the server whose tool is edited.
    pub(super) fn endpoint(self) -> String {
        format!("/s{:03}/mcp", self.edited())
    }
}

impl Documents {
    /// Writes the directory anew.
    pub(in crate::bench) fn write(
        folder: &Path,
        layout: Layout,
        api: SocketAddr,
    ) -> anyhow::Result<Self> {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        fs::create_dir_all(folder)?;
        let upstream = format!("kind: Upstream\nname: api\nurl: http://{api}\n");
        fs::write(folder.join("upstream.yaml"), upstream)?;
        let documents = Self {
            folder: folder.to_owned(),
            layout,
        };
        for server in 0..layout.servers() {
            if layout != Layout::OneFile {
                fs::write(documents.file(server), documents.server(server, 0))?;
            }
        }
        if layout == Layout::OneFile {
            fs::write(documents.file(0), documents.text(0))?;
        }
        Ok(documents)
    }

    /// Where they are.
    pub(in crate::bench) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Saves one tool with a new description, as an editor does: a new file takes the place of the
    /// old one. Gives the moment of that and the length of the file.
    pub(in crate::bench) fn edit(&self, number: u32) -> anyhow::Result<(Instant, usize)> {
        let (file, text) = self.edited(number);
        replace(&file, &text)
    }

    /// Saves the same file with another comment, which changes nothing that is served.
    pub(super) fn touch(&self, number: u32, save: u32) -> anyhow::Result<()> {
        let (file, text) = self.edited(number);
        replace(&file, &format!("# save {save:06}\n{text}")).map(drop)
    }

    /// The file with the edited tool.
    pub(in crate::bench) fn edited_file(&self) -> PathBuf {
        match self.layout {
            Layout::OneFile => self.file(0),
            _ => self.file(self.layout.edited()),
        }
    }

    /// The file with the edited tool, and its text.
    fn edited(&self, number: u32) -> (PathBuf, String) {
        let text = match self.layout {
            Layout::OneFile => self.text(number),
            _ => self.server(self.layout.edited(), number),
        };
        (self.edited_file(), text)
    }

    fn file(&self, server: usize) -> PathBuf {
        self.folder.join(format!("s{server:03}.yaml"))
    }

    /// All servers in one file.
    fn text(&self, number: u32) -> String {
        let servers = 0..self.layout.servers();
        let documents: Vec<_> = servers.map(|server| self.server(server, number)).collect();
        documents.join("---\n")
    }

    /// One server; `number` is the last edit.
    fn server(&self, server: usize, number: u32) -> String {
        let mut text = format!(
            "kind: Server\nname: s{server:03}\npath: /s{server:03}\npageSize: {PAGE}\ntools:\n"
        );
        let is_edited = server == self.layout.edited();
        for index in 0..TOOLS / self.layout.servers() {
            let tool = tool::weather(index);
            let description = if is_edited && index == 0 {
                marker(number)
            } else {
                tool.description
            };
            // Writing to a String cannot fail.
            let _ = write!(
                text,
                "- name: {name}\n  description: {description}\n  annotations: {{readOnlyHint: true}}\n  \
                 inputSchema:\n    type: object\n    properties:\n      city: {{type: string, description: Name of the city}}\n      \
                 units: {{type: string, enum: [metric, imperial], default: metric}}\n    required: [city]\n  \
                 http:\n    upstream: api\n    path: /v1/weather/{{city}}\n",
                name = tool.name,
            );
        }
        text
    }
}

/// Puts a file in place; gives the moment of that and the length of the file.
fn replace(file: &Path, text: &str) -> anyhow::Result<(Instant, usize)> {
    let written = file.with_extension("yaml.tmp");
    fs::write(&written, text)?;
    let moment = Instant::now();
    fs::rename(&written, file).with_context(|| format!("cannot replace {}", file.display()))?;
    Ok((moment, text.len()))
}

/// The edited tool's description after an edit; no other is a part of it.
pub(super) fn marker(number: u32) -> String {
    format!("Tells the weather of a city, edit {number:06}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::env;

    #[test]
    fn an_edit_changes_one_description() {
        let folder = env::temp_dir().join("xtask-test-documents");
        let api: SocketAddr = "127.0.0.1:1".parse().unwrap();
        for (layout, files) in [
            (Layout::ManyFiles, 101),
            (Layout::OneFile, 2),
            (Layout::OneServer, 2),
        ] {
            let documents = Documents::write(&folder, layout, api).unwrap();
            let read = || -> Vec<String> {
                let mut paths: Vec<_> = fs::read_dir(&folder)
                    .unwrap()
                    .map(|entry| entry.unwrap().path())
                    .collect();
                paths.sort();
                paths
                    .iter()
                    .map(|path| fs::read_to_string(path).unwrap())
                    .collect()
            };
            let before = read();
            documents.edit(7).unwrap();
            let after = read();
            assert_eq!((before.len(), after.len()), (files, files));
            let all = before.concat();
            assert_eq!(all.matches("- name: ").count(), TOOLS);
            assert_eq!(all.replace(&marker(0), &marker(7)), after.concat());
            assert_eq!(all.matches(&marker(0)).count(), 1);
        }
        fs::remove_dir_all(&folder).unwrap();
    }
}
