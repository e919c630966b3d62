//! Numbers of JSON as what they are, without the rounding of a float.

use std::cmp::Ordering;

/// The most digits of an exponent, so that computing with it cannot overflow.
pub const EXPONENT_DIGITS: usize = 9;

/// A number: 0.`digits` times ten to the power of `point`, where the digits neither begin nor end
/// with a zero. Equal numbers have the same digits and point.
#[derive(Debug, Clone, Copy)]
pub struct Number<'t> {
    negative: bool,
    /// The digits, in two parts: those before and those after the written point.
    whole: &'t str,
    fraction: &'t str,
    point: i64,
}

impl<'t> Number<'t> {
    /// Reads a number that is known to be written as JSON writes it.
    pub fn parse(text: &'t str) -> Self {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().unwrap_or(0)),
            None => (unsigned, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let whole = whole.trim_start_matches('0');
        let fraction = fraction.trim_end_matches('0');
        if whole.is_empty() {
            let significant = fraction.trim_start_matches('0');
            let zeros = length(fraction) - length(significant);
            return Self::of(text, "", significant, exponent - zeros);
        }
        let point = exponent + length(whole);
        if fraction.is_empty() {
            return Self::of(text, whole.trim_end_matches('0'), "", point);
        }
        Self::of(text, whole, fraction, point)
    }

    fn of(text: &str, whole: &'t str, fraction: &'t str, point: i64) -> Self {
        let is_zero = whole.is_empty() && fraction.is_empty();
        Self {
            negative: !is_zero && text.starts_with('-'),
            whole,
            fraction,
            point: if is_zero { 0 } else { point },
        }
    }

    /// The significant digits, as characters.
    pub fn digits(&self) -> impl Iterator<Item = u8> + 't {
        self.whole.bytes().chain(self.fraction.bytes())
    }

    /// The power of ten that 0.`digits` is multiplied by.
    pub fn point(&self) -> i64 {
        self.point
    }

    /// Whether it is zero.
    pub fn is_zero(&self) -> bool {
        self.whole.is_empty() && self.fraction.is_empty()
    }

    /// The power of ten of the last digit.
    fn lowest(&self) -> i64 {
        self.point - length(self.whole) - length(self.fraction)
    }

    /// Whether it has no fraction. `1.0` has none, `1.5e1` has none.
    pub fn is_integer(&self) -> bool {
        self.lowest() >= 0
    }

    /// It as a count; the highest one where it is larger. `None` where it is negative or has a
    /// fraction.
    pub fn count(&self) -> Option<u32> {
        if self.negative || !self.is_integer() {
            return None;
        }
        if self.point > 10 {
            return Some(u32::MAX);
        }
        let zeros = (0..self.lowest()).map(|_| b'0');
        let value = self.digits().chain(zeros).fold(0, append);
        Some(u32::try_from(value).unwrap_or(u32::MAX))
    }

    /// It as a divisor; `None` where it is not above zero, or has more than 19 digits.
    pub fn divisor(&self) -> Option<Divisor> {
        if self.negative || self.is_zero() || self.digits().count() > 19 {
            return None;
        }
        Some(Divisor {
            digits: self.digits().fold(0, append),
            exponent: self.lowest(),
        })
    }

    fn magnitude(&self, other: &Self) -> Ordering {
        match (self.is_zero(), other.is_zero()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            (false, false) => self
                .point
                .cmp(&other.point)
                .then_with(|| self.digits().cmp(other.digits())),
        }
    }
}

/// Compares two numbers that are known to be written as JSON writes them.
pub fn compare(a: &str, b: &str) -> Ordering {
    // Most are short and whole.
    match (a.parse::<i64>(), b.parse::<i64>()) {
        (Ok(a), Ok(b)) => a.cmp(&b),
        _ => Number::parse(a).cmp(&Number::parse(b)),
    }
}

fn append(value: u64, digit: u8) -> u64 {
    value
        .saturating_mul(10)
        .saturating_add(u64::from(digit.saturating_sub(b'0')))
}

fn length(digits: &str) -> i64 {
    i64::try_from(digits.len()).unwrap_or(i64::MAX)
}

impl PartialEq for Number<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number<'_> {}

impl PartialOrd for Number<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => self.magnitude(other),
            (true, true) => other.magnitude(self),
        }
    }
}

/// A number above zero that others may be multiples of: `digits` times ten to the power of
/// `exponent`. The last digit is no zero.
#[derive(Debug, Clone, Copy)]
pub struct Divisor {
    digits: u64,
    exponent: i64,
}

impl Divisor {
    /// Whether `number` is a multiple of this.
    pub fn divides(&self, number: &Number<'_>) -> bool {
        if number.is_zero() {
            return true;
        }
        let power = number.lowest() - self.exponent;
        // With the last digit not zero, it is no multiple of ten.
        if power < 0 {
            return false;
        }
        let modulus = u128::from(self.digits);
        let remainder = number.digits().fold(0_u128, |rest, digit| {
            (rest * 10 + u128::from(digit.saturating_sub(b'0'))) % modulus
        });
        (remainder * power_of_ten(power.unsigned_abs(), modulus)).is_multiple_of(modulus)
    }
}

/// Ten to the power of `exponent`, modulo a number of at most 64 bits.
fn power_of_ten(mut exponent: u64, modulus: u128) -> u128 {
    let (mut result, mut base) = (1 % modulus, 10 % modulus);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = result * base % modulus;
        }
        base = base * base % modulus;
        exponent >>= 1;
    }
    result
}
