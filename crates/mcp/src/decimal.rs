//! Numbers of JSON compared as what they are, without the rounding of a float.

/// Whether `a` and `b` are the same number. False where one of them is not written as JSON writes
/// numbers, or has an exponent beyond 64 bits.
pub(crate) fn equal(a: &str, b: &str) -> bool {
    Decimal::parse(a).is_some_and(|a| Decimal::parse(b) == Some(a))
}

/// `digits` times ten to the power of `exponent`; equal numbers have equal fields.
#[derive(PartialEq, Eq)]
struct Decimal {
    negative: bool,
    /// Neither begins nor ends with a zero; empty for zero itself.
    digits: String,
    exponent: i64,
}

impl Decimal {
    fn parse(text: &str) -> Option<Self> {
        let unsigned = text.strip_prefix('-');
        let negative = unsigned.is_some();
        let (mantissa, exponent) = match unsigned.unwrap_or(text).split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
            None => (unsigned.unwrap_or(text), 0),
        };
        let (whole, fraction) = match mantissa.split_once('.') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (mantissa, ""),
        };
        let written = format!("{whole}{fraction}");
        let wrong_start = whole.is_empty() || (whole.len() > 1 && whole.starts_with('0'));
        if wrong_start || !written.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let digits = written.trim_matches('0');
        if digits.is_empty() {
            return Some(Self {
                negative: false,
                digits: String::new(),
                exponent: 0,
            });
        }
        let zeros = written.len() - written.trim_end_matches('0').len();
        Some(Self {
            negative,
            digits: digits.to_owned(),
            exponent: exponent
                .checked_add(i64::try_from(zeros).ok()?)?
                .checked_sub(i64::try_from(fraction.len()).ok()?)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::equal;
    use proptest::prelude::*;

    #[test]
    fn compares_numbers_and_not_their_text() {
        let same = [
            ("42", "42"),
            ("42", "42.0"),
            ("42.000", "42"),
            ("-7", "-7.0"),
            ("100", "1e2"),
            ("1E+2", "100.0"),
            ("0.5", "5e-1"),
            ("0.050", "5.0E-2"),
            ("0", "-0"),
            ("0", "0.0e99"),
            ("9007199254740993", "9007199254740993.0"),
        ];
        for (a, b) in same {
            assert!(equal(a, b) && equal(b, a), "{a} {b}");
        }
        let different = [
            ("42", "43"),
            ("42", "-42"),
            ("42", "420"),
            ("42", "4.2"),
            ("42", "42.1"),
            ("9007199254740993", "9007199254740992"),
            ("1e400", "1e401"),
            ("0", "1"),
        ];
        for (a, b) in different {
            assert!(!equal(a, b) && !equal(b, a), "{a} {b}");
        }
    }

    #[test]
    fn only_numbers_of_json_are_equal_to_any() {
        let not_numbers = [
            "",
            "-",
            "+42",
            "042",
            "42.",
            ".42",
            " 42",
            "4 2",
            "0x2a",
            "42e",
            "42e1.0",
            "--42",
            "NaN",
            "1e99999999999999999999",
            "0.1e-9223372036854775808",
        ];
        for text in not_numbers {
            assert!(!equal(text, text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn integers_of_any_size(a: i128, b: i128, zeros in 1..20_usize) {
            let zeros = "0".repeat(zeros);
            let places = zeros.len();
            let text = a.to_string();
            let with_fraction = format!("{a}.{zeros}");
            let with_exponent = format!("{a}{zeros}e-{places}");
            prop_assert!(equal(&text, &with_fraction));
            prop_assert!(equal(&text, &with_exponent));
            prop_assert_eq!(equal(&text, &b.to_string()), a == b);
        }

        #[test]
        fn neighbours_differ(a in any::<i128>().prop_filter("has a next", |a| *a < i128::MAX)) {
            let next = (a + 1).to_string();
            let with_fraction = format!("{a}.0");
            prop_assert!(!equal(&next, &with_fraction));
        }

        #[test]
        fn never_panics(a: String, b: String) {
            equal(&a, &b);
        }
    }
}
