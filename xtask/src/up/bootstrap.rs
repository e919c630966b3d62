//! Envoy's bootstrap with the chosen ports.

use super::addresses::{Addresses, ENVOY_ADMIN, XDS};

/// The bootstrap with its ports replaced by the chosen ones.
pub(super) fn with_ports(template: &str, addresses: &Addresses) -> String {
    let text = replace_number(template, ENVOY_ADMIN, addresses.envoy_admin.port());
    replace_number(&text, XDS, addresses.xds.port())
}

/// Replaces a number wherever it stands alone, not as a part of a longer one.
pub(crate) fn replace_number(text: &str, old: u16, new: u16) -> String {
    let (old, new) = (old.to_string(), new.to_string());
    let mut replaced = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(&old) {
        let is_part = before.ends_with(|c: char| c.is_ascii_digit())
            || after.starts_with(|c: char| c.is_ascii_digit());
        replaced.push_str(before);
        replaced.push_str(if is_part { &old } else { &new });
        rest = after;
    }
    replaced + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaces_whole_numbers_only() {
        let text = "a: 127.0.0.1:9901, port_value: 9901, 99010, 19901";
        let expected = "a: 127.0.0.1:7, port_value: 7, 99010, 19901";
        assert_eq!(replace_number(text, 9901, 7), expected);
    }
}
