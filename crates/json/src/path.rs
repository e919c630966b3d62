//! Where in its document a value stands.

use super::{Kind, Value};
use std::fmt::Write;

/// The most characters of one key in a path.
const KEY: usize = 64;

impl Value<'_> {
    /// The path to this value: `order.lines[2].count`; empty for the whole document.
    pub fn path(self) -> String {
        let mut path = String::new();
        let mut here = self.json.root();
        'down: while here.at < self.at {
            let is_object = here.kind() == Kind::Object;
            let mut children = here.children();
            let mut index = 0_usize;
            while let Some(child) = children.next() {
                let key = child;
                let inner = if is_object {
                    children.next()
                } else {
                    Some(child)
                };
                let Some(inner) = inner.filter(|inner| self.at < inner.node.next) else {
                    index += 1;
                    continue;
                };
                if is_object {
                    step(&mut path, &key.string());
                } else {
                    let _ = write!(path, "[{index}]");
                }
                here = inner;
                // A key has no path of its own: that of its value is it.
                if inner.at > self.at {
                    break 'down;
                }
                continue 'down;
            }
            break;
        }
        path
    }
}

/// Appends the member `name` to a path.
pub fn step(path: &mut String, name: &str) {
    if !path.is_empty() {
        path.push('.');
    }
    match name.char_indices().nth(KEY) {
        Some((end, _)) => {
            path.push_str(name.get(..end).unwrap_or_default());
            path.push('…');
        }
        None => path.push_str(name),
    }
}
