//! Lists in a stable order, paged, with the JSON of a page made when it is first asked for and copied
//! at each call.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use portico_mcp::jsonrpc::write_string;
use portico_mcp::{Era, RpcError};
use std::cell::RefCell;
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
    legacy: Pages,
    modern: Pages,
}

/// The first pages of a list, as far as clients have read.
type Pages = RefCell<Vec<Page>>;

/// One page, as the members of its result.
#[derive(Debug)]
struct Page {
    after: Option<Rc<str>>,
    members: Vec<u8>,
    /// The name that the next page follows; `None` for the last page.
    next: Option<Rc<str>>,
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
            legacy: Pages::default(),
            modern: Pages::default(),
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
        self.legacy.get_mut().clear();
        self.modern.get_mut().clear();
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
        let after = after.as_deref();
        let mut pages = if era.is_modern() {
            self.modern.borrow_mut()
        } else {
            self.legacy.borrow_mut()
        };
        if let Some(page) = pages.iter().find(|page| page.after.as_deref() == after) {
            out.extend_from_slice(&page.members);
        } else if is_next(&pages, after) {
            let page = self.page(after, era);
            out.extend_from_slice(&page.members);
            pages.push(page);
        } else {
            // The list has changed since the cursor was given out: its page begins elsewhere now.
            self.write_from(after, era, out);
        }
        Ok(())
    }

    fn page(&self, after: Option<&str>, era: Era) -> Page {
        let mut members = Vec::new();
        let next = self.write_from(after, era, &mut members);
        members.shrink_to_fit();
        Page {
            after: after.map(Rc::from),
            members,
            next,
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

/// Whether the page that follows `after` is the next one after the known ones.
fn is_next(pages: &[Page], after: Option<&str>) -> bool {
    match pages.last() {
        None => after.is_none(),
        Some(last) => last.next.is_some() && last.next.as_deref() == after,
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
    fn only_pages_that_were_read_are_kept() {
        let list = list(&["a", "b", "c", "d", "e"], 2);
        let kept = || list.modern.borrow().len();
        let (first, cursor) = page(&list, None);
        assert_eq!(kept(), 1);
        // No page begins after `a`: it is answered and not kept, and neither is one out of turn.
        for name in ["a", "d", "zz"] {
            page(&list, Some(&URL_SAFE_NO_PAD.encode(name)));
        }
        assert_eq!(kept(), 1);
        let second = page(&list, cursor.as_deref());
        assert_eq!((first.len(), second.0.len(), kept()), (2, 2, 2));
        assert_eq!(page(&list, cursor.as_deref()), second);
        assert_eq!(
            page(&list, second.1.as_deref()),
            (vec!["e".to_owned()], None)
        );
        assert_eq!(kept(), 3);
        page(&list, Some(&URL_SAFE_NO_PAD.encode("e")));
        assert_eq!(kept(), 3);
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
