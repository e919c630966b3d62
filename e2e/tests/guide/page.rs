//! Pages of the guide and their fenced blocks.

use anyhow::{Context as _, Result, ensure};
use std::{fs, path::Path};

/// A page.
#[derive(Debug)]
pub(crate) struct Page {
    /// Name of its file without the extension.
    pub(crate) name: String,
    /// Its fenced blocks.
    pub(crate) blocks: Vec<Block>,
}

/// A fenced block.
#[derive(Debug)]
pub(crate) struct Block {
    /// Its language and the words after it.
    pub(crate) info: String,
    /// What is between the fences.
    pub(crate) text: String,
    /// File and line, for people.
    pub(crate) place: String,
}

impl Page {
    /// Reads a Markdown file.
    pub(crate) fn read(file: &Path) -> Result<Self> {
        let markdown = fs::read_to_string(file).with_context(|| file.display().to_string())?;
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        let mut blocks: Vec<Block> = Vec::new();
        let mut inside = false;
        for (index, line) in markdown.lines().enumerate() {
            match (line.strip_prefix("```"), inside) {
                (Some(info), false) => {
                    let place = format!("{name}.md:{}", index + 1);
                    let (info, text) = (info.trim().to_owned(), String::new());
                    blocks.push(Block { info, text, place });
                    inside = true;
                }
                (Some(_), true) => inside = false,
                (None, true) => {
                    if let Some(block) = blocks.last_mut() {
                        block.text.push_str(line);
                        block.text.push('\n');
                    }
                }
                (None, false) => {}
            }
        }
        ensure!(!inside, "{name}.md ends inside a fenced block");
        let name = name.into_owned();
        Ok(Self { name, blocks })
    }

    /// The blocks with exactly these words.
    pub(crate) fn blocks_of<'a>(&'a self, info: &'a str) -> impl Iterator<Item = &'a Block> {
        self.blocks.iter().filter(move |block| block.info == info)
    }

    /// Each block with the words `first` and the next block, which must have the words `second`.
    pub(crate) fn pairs(&self, first: &str, second: &str) -> Result<Vec<(&Block, &Block)>> {
        let mut pairs = Vec::new();
        for (index, block) in self.blocks.iter().enumerate() {
            if block.info == first {
                let next = self.blocks.get(index + 1);
                let next = next.filter(|next| next.info == second);
                pairs.push((
                    block,
                    next.with_context(|| format!("{}: no `{second}` after it", block.place))?,
                ));
            }
        }
        Ok(pairs)
    }
}
