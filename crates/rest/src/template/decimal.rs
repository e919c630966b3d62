//! Whether two JSON numbers are the same number.

/// A number as sign, digits without zeros at their ends, and power of ten.
#[derive(PartialEq, Eq)]
struct Decimal {
    negative: bool,
    digits: String,
    exponent: i64,
}

/// Whether the JSON numbers `a` and `b` are equal. False where that cannot be told, because an
/// exponent is enormous.
pub(super) fn same(a: &str, b: &str) -> bool {
    matches!((read(a), read(b)), (Some(a), Some(b)) if a == b)
}

fn read(text: &str) -> Option<Decimal> {
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (mantissa, power) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let power: i64 = power.parse().ok()?;
    let mut exponent = power.checked_sub(i64::try_from(fraction.len()).ok()?)?;
    let mut digits = [whole, fraction].concat();
    let significant = digits.trim_end_matches('0').len();
    exponent = exponent.checked_add(i64::try_from(digits.len() - significant).ok()?)?;
    digits.truncate(significant);
    let digits = digits.trim_start_matches('0').to_owned();
    if digits.is_empty() {
        exponent = 0;
    }
    Some(Decimal {
        negative,
        digits,
        exponent,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_compared_as_numbers() {
        for (a, b) in [
            ("1", "1.0"),
            ("1e2", "100"),
            ("0.10", "1E-1"),
            ("-0.0", "-0"),
            ("1200e-2", "12"),
            ("0e999", "0"),
        ] {
            assert!(same(a, b), "{a} {b}");
        }
        for (a, b) in [
            ("1", "-1"),
            ("1", "10"),
            ("0.1", "0.10000000000000001"),
            ("9007199254740993", "9007199254740992"),
            ("1e99999999999999999999", "1e99999999999999999999"),
        ] {
            assert!(!same(a, b), "{a} {b}");
        }
    }
}
