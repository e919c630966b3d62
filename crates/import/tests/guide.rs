//! The guide's examples: each description becomes the documents below it.

#![expect(clippy::unwrap_used, reason = "tests stop at what they do not expect")]

use portico_import::tree::{Value, read};
use portico_import::{Options, import};

const GUIDE: &str = include_str!("../../../docs/guide/import.md");

/// The text of the fenced blocks that are marked so.
fn blocks(mark: &str) -> Vec<&'static str> {
    let begin = format!("```{mark}\n");
    let parts = GUIDE.split(&*begin).skip(1);
    parts
        .map(|part| part.split("```").next().unwrap())
        .collect()
}

#[test]
fn descriptions_become_what_the_guide_says() {
    let (descriptions, expected) = (blocks("yaml description"), blocks("yaml becomes"));
    assert_eq!((descriptions.len(), expected.len()), (2, 2));
    for (description, expected) in descriptions.into_iter().zip(expected) {
        let import = import(description, &Options::default()).unwrap();
        let text = |document| serde_json::to_string(document).unwrap();
        let given = import.documents.iter().map(text);
        let given: Vec<Value> = given.map(|text| read(&text).unwrap().remove(0)).collect();
        let expected = read(expected).unwrap();
        for (given, expected) in given.iter().zip(&expected) {
            assert_eq!(given, expected, "\ngiven {given}\nexpected {expected}");
        }
        assert_eq!(given.len(), expected.len());
    }
}
