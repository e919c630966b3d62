//! Lists in a stable order, paged, with their JSON made once and copied at each call.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use portico_mcp::jsonrpc::write_string;
use portico_mcp::{Era, RpcError};
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Bound;
use std::rc::Rc;

/// An entry of a list.
pub(crate) trait Listed {
    /// The entry's JSON as clients of that era see it.
    fn json(&self, era: Era) -> &str;
}

/// Entries by name. The order of names is the order of pages, so a cursor stays good when entries
/// come and go.
#[derive(Debug)]
pub(crate) struct List<T> {
    /// The member of the result that holds the entries.
    member: &'static str,
    page_size: usize,
    entries: BTreeMap<Rc<str>, Rc<T>>,
    legacy: OnceCell<Vec<Page>>,
    modern: OnceCell<Vec<Page>>,
}

/// One page, as the members of its result.
#[derive(Debug, Clone)]
struct Page {
    after: Option<Rc<str>>,
    members: Vec<u8>,
}

impl<T> Clone for List<T> {
    fn clone(&self) -> Self {
        Self {
            entries: self.entries.clone(),
            ..Self::new(self.member, self.page_size)
        }
    }
}

impl<T> List<T> {
    pub(crate) fn new(member: &'static str, page_size: usize) -> Self {
        Self {
            member,
            page_size,
            entries: BTreeMap::new(),
            legacy: OnceCell::new(),
            modern: OnceCell::new(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Rc<T>> {
        self.entries.get(name)
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = &Rc<T>> {
        self.entries.values()
    }

    pub(crate) fn insert(&mut self, name: &str, entry: Rc<T>) {
        self.forget_pages();
        self.entries.insert(Rc::from(name), entry);
    }

    pub(crate) fn remove(&mut self, name: &str) {
        self.forget_pages();
        self.entries.remove(name);
    }

    pub(crate) fn set_page_size(&mut self, page_size: usize) {
        self.forget_pages();
        self.page_size = page_size;
    }

    fn forget_pages(&mut self) {
        self.legacy.take();
        self.modern.take();
    }
}

impl<T: Listed> List<T> {
    /// Writes the members of the page that `cursor` points to.
    ///
    /// # Errors
    /// -32602 for a cursor that no page was given out with.
    pub(crate) fn write_page(
        &self,
        cursor: Option<&str>,
        era: Era,
        out: &mut Vec<u8>,
    ) -> Result<(), RpcError> {
        let after = match cursor {
            None | Some("") => None,
            Some(cursor) => Some(
                decode(cursor)
                    .ok_or_else(|| RpcError::invalid_params("Invalid params: unknown `cursor`"))?,
            ),
        };
        let pages = if era.is_modern() {
            &self.modern
        } else {
            &self.legacy
        };
        let pages = pages.get_or_init(|| self.pages(era));
        match pages
            .iter()
            .find(|page| page.after.as_deref() == after.as_deref())
        {
            Some(page) => out.extend_from_slice(&page.members),
            // The list has changed since the cursor was given out: its page begins elsewhere now.
            None => self.write_from(after.as_deref(), era, out).map_or((), drop),
        }
        Ok(())
    }

    fn pages(&self, era: Era) -> Vec<Page> {
        let mut pages = Vec::new();
        let mut after = None;
        loop {
            let mut members = Vec::new();
            let next = self.write_from(after.as_deref(), era, &mut members);
            members.shrink_to_fit();
            pages.push(Page { after, members });
            after = next;
            if after.is_none() {
                return pages;
            }
        }
    }

    /// Writes the page that follows the name `after`; gives the name that the next page follows.
    fn write_from(&self, after: Option<&str>, era: Era, out: &mut Vec<u8>) -> Option<Rc<str>> {
        out.push(b'"');
        out.extend_from_slice(self.member.as_bytes());
        out.extend_from_slice(b"\":[");
        let from = after.map_or(Bound::Unbounded, Bound::Excluded);
        let mut entries = self
            .entries
            .range::<str, _>((from, Bound::Unbounded))
            .peekable();
        let mut last = None;
        for (name, entry) in entries.by_ref().take(self.page_size) {
            if last.is_some() {
                out.push(b',');
            }
            out.extend_from_slice(entry.json(era).as_bytes());
            last = Some(name);
        }
        out.push(b']');
        let next = entries.peek().and(last).cloned();
        if let Some(next) = &next {
            out.extend_from_slice(b",\"nextCursor\":");
            write_string(out, &URL_SAFE_NO_PAD.encode(next.as_bytes()));
        }
        next
    }
}

fn decode(cursor: &str) -> Option<String> {
    String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Listed for String {
        fn json(&self, _: Era) -> &str {
            self
        }
    }

    fn list(names: &[&str], page_size: usize) -> List<String> {
        let mut list = List::new("tools", page_size);
        for name in names {
            list.insert(name, Rc::new(format!("\"{name}\"")));
        }
        list
    }

    fn page(list: &List<String>, cursor: Option<&str>) -> (Vec<String>, Option<String>) {
        let mut out = vec![b'{'];
        list.write_page(cursor, Era::Modern, &mut out).unwrap();
        out.push(b'}');
        let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
        let names = value["tools"]
            .as_array()
            .unwrap()
            .iter()
            .map(|v| v.as_str().unwrap().to_owned())
            .collect();
        (names, value["nextCursor"].as_str().map(str::to_owned))
    }

    #[test]
    fn pages_concatenate_in_order() {
        for size in 1..5 {
            let list = list(&["d", "a", "c", "b"], size);
            let (mut all, mut cursor) = page(&list, None);
            while let Some(at) = cursor {
                let (names, next) = page(&list, Some(&at));
                assert!(!names.is_empty());
                all.extend(names);
                cursor = next;
            }
            assert_eq!(all, ["a", "b", "c", "d"], "page size {size}");
        }
    }

    #[test]
    fn a_cursor_outlives_changes() {
        let mut list = list(&["a", "b", "c", "d"], 2);
        let (_, cursor) = page(&list, None);
        list.remove("b");
        list.insert("bb", Rc::new("\"bb\"".into()));
        assert_eq!(page(&list, cursor.as_deref()).0, ["bb", "c"]);
    }

    #[test]
    fn an_empty_list_is_one_page() {
        assert_eq!(page(&list(&[], 2), None), (vec![], None));
    }

    #[test]
    fn refuses_a_cursor_that_is_none() {
        let mut out = Vec::new();
        let error = list(&["a"], 2)
            .write_page(Some("\u{1}"), Era::Modern, &mut out)
            .unwrap_err();
        assert_eq!(error.code, -32602);
    }
}
