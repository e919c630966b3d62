//! The configuration files that a page shows.

use crate::page::Page;
use anyhow::{Result, ensure};

/// The lists that fragments belong to.
const LISTS: [(&str, &str); 3] = [
    ("tools:\n", "yaml tool"),
    ("prompts:\n", "yaml prompt"),
    ("resources:\n", "yaml resource"),
];

/// The words of the page's own server.
const OWN: &str = "yaml server";

/// Name and text of each file. The fragments are put at the end of the page's own server: the list
/// that it ends with goes on, other lists are begun.
pub(crate) fn files(page: &Page) -> Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    for (index, block) in page.blocks.iter().enumerate() {
        let name = format!("{}-{index}.yaml", page.name);
        match block.info.as_str() {
            OWN => files.push((name, with_fragments(page, &block.text))),
            "yaml document" => files.push((name, block.text.clone())),
            _ => {}
        }
    }
    let count = page.blocks_of(OWN).count();
    ensure!(count <= 1, "{} has {count} servers of its own", page.name);
    Ok(files)
}

fn with_fragments(page: &Page, server: &str) -> String {
    let mut text = server.to_owned();
    let mut lists = LISTS;
    lists.sort_by_key(|(head, _)| !server.contains(head));
    for (head, info) in lists {
        let fragments: String = page
            .blocks_of(info)
            .map(|block| block.text.as_str())
            .collect();
        if !fragments.is_empty() && !server.contains(head) {
            text.push_str(head);
        }
        text.push_str(&fragments);
    }
    text
}

/// Path of the endpoint of the page's own server.
pub(crate) fn endpoint(page: &Page) -> Option<String> {
    let server = &page.blocks_of(OWN).next()?.text;
    let path = server
        .lines()
        .find_map(|line| line.strip_prefix("path: "))?;
    Some(format!("{path}/mcp"))
}
