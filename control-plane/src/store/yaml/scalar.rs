//! Scalars: YAML 1.2 core schema (section 10.3.2) to JSON text.

use super::node::json_string;

/// How a tag or the lack of one makes a scalar be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// By its form, as plain scalars are.
    Plain,
    /// As a string, as quoted scalars are.
    Text,
}

/// JSON text of a scalar.
///
/// # Errors
/// Values that JSON cannot hold: infinities, not-a-number, integers beyond 128 bits in octal or hexadecimal.
pub(super) fn to_json(text: &str, reading: Reading) -> Result<String, String> {
    if reading == Reading::Text {
        return Ok(json_string(text));
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Ok("null".to_owned()),
        "true" | "True" | "TRUE" => return Ok("true".to_owned()),
        "false" | "False" | "FALSE" => return Ok("false".to_owned()),
        _ => {}
    }
    if is_special_float(text) {
        return Err(format!(
            "`{text}` has no JSON form; quote it if it is a string"
        ));
    }
    if let Some(number) = radix_number(text) {
        return number;
    }
    Ok(decimal_number(text).unwrap_or_else(|| json_string(text)))
}

fn is_special_float(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN")
}

/// `0x1F` and `0o17`.
fn radix_number(text: &str) -> Option<Result<String, String>> {
    let (digits, radix) = match (text.strip_prefix("0x"), text.strip_prefix("0o")) {
        (Some(digits), _) => (digits, 16),
        (_, Some(digits)) => (digits, 8),
        _ => return None,
    };
    if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
        return None;
    }
    let number = u128::from_str_radix(digits, radix);
    Some(
        number
            .map(|n| n.to_string())
            .map_err(|_| format!("`{text}` is too large a number")),
    )
}

/// A decimal integer or float in JSON's form, with all its digits; `None` if `text` is no number.
fn decimal_number(text: &str) -> Option<String> {
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(fraction.unwrap_or_default()) {
        return None;
    }
    if whole.is_empty() && fraction.unwrap_or_default().is_empty() {
        return None;
    }
    let significant = whole.trim_start_matches('0');
    let whole = if significant.is_empty() {
        "0"
    } else {
        significant
    };
    let mut number = format!("{sign}{whole}");
    if let Some(fraction) = fraction {
        number.push('.');
        number.push_str(if fraction.is_empty() { "0" } else { fraction });
    }
    if let Some(exponent) = exponent {
        let unsigned = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        if unsigned.is_empty() || !digits(unsigned) {
            return None;
        }
        number.push('e');
        number.push_str(exponent);
    }
    Some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_scalars_follow_the_core_schema() {
        let table = [
            ("", "null"),
            ("~", "null"),
            ("Null", "null"),
            ("nULL", "\"nULL\""),
            ("True", "true"),
            ("yes", "\"yes\""),
            ("on", "\"on\""),
            ("0", "0"),
            ("-12", "-12"),
            ("+12", "12"),
            ("007", "7"),
            ("00", "0"),
            (
                "123456789012345678901234567890",
                "123456789012345678901234567890",
            ),
            ("1.50", "1.50"),
            (".5", "0.5"),
            ("5.", "5.0"),
            ("1e3", "1e3"),
            ("-1.5E+07", "-1.5e+07"),
            ("1e", "\"1e\""),
            (".", "\".\""),
            ("-", "\"-\""),
            ("1.2.3", "\"1.2.3\""),
            ("0x1F", "31"),
            ("0o17", "15"),
            ("0xZZ", "\"0xZZ\""),
            ("2024-11-05", "\"2024-11-05\""),
            ("12:30", "\"12:30\""),
        ];
        for (text, expected) in table {
            assert_eq!(
                to_json(text, Reading::Plain).as_deref(),
                Ok(expected),
                "{text}"
            );
        }
    }

    #[test]
    fn quoted_scalars_stay_text() {
        assert_eq!(to_json("12", Reading::Text).as_deref(), Ok("\"12\""));
        assert_eq!(
            to_json("a\"b\n", Reading::Text).as_deref(),
            Ok(r#""a\"b\n""#)
        );
    }

    #[test]
    fn what_json_cannot_hold_is_refused() {
        for text in [
            ".inf",
            "-.Inf",
            ".NaN",
            "0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF",
        ] {
            assert!(to_json(text, Reading::Plain).is_err(), "{text}");
        }
    }
}
