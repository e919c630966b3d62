//! Paths of fields in a JSON answer: `items[].id`, `prices.*.amount`, `"odd.name"`.

/// Most paths of a list: a set of them is kept in the bits of a [`u64`].
pub(super) const MOST_PATHS: usize = 64;

/// Most steps of a path, and so the depth to which an answer is taken apart.
const MOST_STEPS: usize = 32;

/// One step into a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// The member of this name.
    Member(Box<str>),
    /// `*`: any member.
    AnyMember,
    /// `[]`: each element of an array.
    Elements,
}

/// Reads a path of at least one step; the error says what to write.
pub(super) fn parse(text: &str) -> Result<Vec<Step>, String> {
    let mut steps = Vec::new();
    let mut rest = text;
    while !rest.is_empty() || steps.is_empty() {
        let first = steps.is_empty();
        let (step, after) = match rest.strip_prefix("[]") {
            Some(after) => (Step::Elements, after),
            None if first => member(rest)?,
            None => match rest.strip_prefix('.') {
                Some(after) => member(after)?,
                None if rest.starts_with('[') => member(rest)?,
                None => return Err(format!("`{rest}` follows no `.`: write `a.b` or `a[].b`")),
            },
        };
        steps.push(step);
        rest = after;
    }
    if steps.len() > MOST_STEPS {
        return Err(format!("it has more than {MOST_STEPS} steps"));
    }
    Ok(steps)
}

/// The member that `text` begins with, and what follows it.
fn member(text: &str) -> Result<(Step, &str), String> {
    if text.starts_with('"') {
        return quoted(text).ok_or_else(|| "the quoted name is no JSON string".to_owned());
    }
    let end = text.find(['.', '[', ']', '"']).unwrap_or(text.len());
    match text.split_at_checked(end) {
        Some(("*", after)) => Ok((Step::AnyMember, after)),
        Some((name, after)) if !name.is_empty() => Ok((Step::Member(name.into()), after)),
        _ if text.starts_with('[') => {
            Err("an array is entered by `[]`, which stands for each of its elements".to_owned())
        }
        _ => Err("a name is empty: write it as `items[].id`".to_owned()),
    }
}

/// A name in quotes, which may hold any character.
fn quoted(text: &str) -> Option<(Step, &str)> {
    let mut names = serde_json::Deserializer::from_str(text).into_iter::<String>();
    let name = names.next()?.ok()?;
    let after = text.get(names.byte_offset()..)?;
    Some((Step::Member(name.into()), after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_step_by_step() {
        let name = |name: &str| Step::Member(name.into());
        let table = [
            ("id", vec![name("id")]),
            (
                "items[].id",
                vec![name("items"), Step::Elements, name("id")],
            ),
            ("[]", vec![Step::Elements]),
            ("[][].a", vec![Step::Elements, Step::Elements, name("a")]),
            ("a.*.b", vec![name("a"), Step::AnyMember, name("b")]),
            (
                r#""a.b"."*"[]."q\"""#,
                vec![name("a.b"), name("*"), Step::Elements, name("q\"")],
            ),
            ("größe.x-y z", vec![name("größe"), name("x-y z")]),
            (r#""""#, vec![name("")]),
        ];
        for (text, expected) in table {
            assert_eq!(parse(text).as_ref(), Ok(&expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_path_is_refused() {
        let deep = vec!["a"; MOST_STEPS + 1].join(".");
        let texts = [
            "", ".a", "a.", "a..b", "a[0]", "[1]", "a[", "a]", "[]a", "a.[]", "\"a", "\"a\"b",
            "a\"b\"", &deep,
        ];
        let mut table = String::new();
        for text in texts {
            table += &format!("{text}: {}\n", parse(text).unwrap_err());
        }
        insta::assert_snapshot!(table);
    }
}
