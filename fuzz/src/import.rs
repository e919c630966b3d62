//! Descriptions of APIs become documents that Portico takes, whatever is in them.

use portico_import::update::update;
use portico_import::{Options, import};
use std::collections::BTreeMap;

/// `data` is a description. If it can be imported, its documents are valid, each operation is a tool or
/// has a reason, and updating it by itself changes nothing.
pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let Ok(import) = import(text, &Options::default()) else {
        return;
    };
    for document in &import.documents {
        let errors = portico_config::validate(document);
        assert!(errors.is_empty(), "{errors:?}");
    }
    for operation in &import.report.operations {
        assert!(operation.tool.is_some() != operation.reason.is_some());
    }
    let documents = &import.documents;
    let same = update(documents, documents, documents, &BTreeMap::new());
    assert!(same.is_ok_and(|same| same.changes.is_empty() && same.documents.is_empty()));
}
