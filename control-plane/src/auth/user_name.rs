//! Names of users.

/// Most bytes of a name.
pub const LONGEST: usize = 128;

/// A name as it is stored: users may write it with capitals when they log in.
pub fn normal(name: &str) -> String {
    name.trim().to_lowercase()
}

/// Whether a user can have this name.
///
/// # Errors
/// What names are made of.
pub fn check(name: &str) -> Result<(), String> {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let legal = |byte: u8| plain(byte) || b"._@+-".contains(&byte);
    let starts_well = name.bytes().next().is_some_and(plain);
    if starts_well && name.len() <= LONGEST && name.bytes().all(legal) {
        return Ok(());
    }
    Err(format!(
        "use 1 to {LONGEST} characters of a-z, 0-9 and `._@+-`, with a letter or digit first"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain() {
        for good in ["a", "ann", "ann.lee+1@example.com", "0x"] {
            check(good).unwrap();
        }
        for bad in ["", "Ann", "-a", "a b", "a/b", "é", &"a".repeat(129)] {
            check(bad).unwrap_err();
        }
    }

    #[test]
    fn capitals_and_blanks_do_not_matter_at_login() {
        assert_eq!(normal(" Ann@Example.com "), "ann@example.com");
    }
}
