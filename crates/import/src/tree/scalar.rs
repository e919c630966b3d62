//! What a plain scalar of YAML is, by its core schema (YAML 1.2.2 section 10.3.2).

use super::Value;

/// The value of a plain scalar. What JSON cannot write, as `.inf`, stays text.
pub(super) fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ => match number(text) {
            Some(number) => Value::Number(number),
            None => Value::Text(text.to_owned()),
        },
    }
}

/// `text` as a JSON number, if it is a number of YAML.
fn number(text: &str) -> Option<String> {
    let radix = |prefix: &str, radix| {
        let digits = text.strip_prefix(prefix)?;
        let is_digits = !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix));
        let value = u64::from_str_radix(digits, radix)
            .ok()
            .filter(|_| is_digits)?;
        Some(value.to_string())
    };
    radix("0x", 16)
        .or_else(|| radix("0o", 8))
        .or_else(|| decimal(text))
}

fn decimal(text: &str) -> Option<String> {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (rest, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !is_digits(whole) || !is_digits(fraction) {
        return None;
    }
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    let mut number = format!("{sign}{whole}");
    if !fraction.is_empty() {
        number.push('.');
        number.push_str(fraction);
    }
    if let Some(exponent) = exponent {
        let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        if digits.is_empty() || !is_digits(digits) {
            return None;
        }
        number.push('e');
        number.push_str(exponent);
    }
    // Numbers that nothing else could read are no numbers to anybody.
    serde_json::from_str::<f64>(&number).ok().map(|_| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn core_schema() {
        let table = [
            ("", "null"),
            ("~", "null"),
            ("true", "true"),
            ("yes", "\"yes\""),
            ("12", "12"),
            ("-0.50", "-0.50"),
            ("+1e3", "1e3"),
            ("007", "7"),
            ("0x1F", "31"),
            ("0o17", "15"),
            (".5", "0.5"),
            ("5.", "5"),
            ("1.2.3", "\"1.2.3\""),
            ("2020-01-01", "\"2020-01-01\""),
            (".inf", "\".inf\""),
            ("1e999", "\"1e999\""),
            ("12345678901234567890123", "12345678901234567890123"),
            ("-", "\"-\""),
            ("e5", "\"e5\""),
            ("0x", "\"0x\""),
        ];
        for (text, expected) in table {
            assert_eq!(plain(text).to_string(), expected, "{text}");
        }
    }
}
