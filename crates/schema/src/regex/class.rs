//! Sets of characters.

use portico_json::sort;

/// The last character of Unicode.
const LAST: u32 = 0x0010_FFFF;

const DIGIT: &[(u32, u32)] = &[(0x30, 0x39)];
const WORD: &[(u32, u32)] = &[(0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)];
/// ECMA-262 `WhiteSpace` and `LineTerminator`.
const SPACE: &[(u32, u32)] = &[
    (0x09, 0x0D),
    (0x20, 0x20),
    (0xA0, 0xA0),
    (0x1680, 0x1680),
    (0x2000, 0x200A),
    (0x2028, 0x2029),
    (0x202F, 0x202F),
    (0x205F, 0x205F),
    (0x3000, 0x3000),
    (0xFEFF, 0xFEFF),
];
const LINE_END: &[(u32, u32)] = &[(0x0A, 0x0A), (0x0D, 0x0D), (0x2028, 0x2029)];

/// A set of characters, as ranges in order that do not touch.
#[derive(Debug)]
pub(super) struct Class {
    /// One bit for each character of ASCII.
    ascii: u128,
    ranges: Vec<(u32, u32)>,
}

impl Class {
    /// The characters in `ranges`; all others where `negated`.
    pub(super) fn new(mut ranges: Vec<(u32, u32)>, negated: bool) -> Self {
        sort(&mut ranges, &mut |a, b| a > b);
        let mut joined: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
        for (first, last) in ranges {
            match joined.last_mut() {
                Some(before) if first <= before.1 + 1 => before.1 = before.1.max(last),
                _ => joined.push((first, last)),
            }
        }
        if negated {
            joined = complement(&joined);
        }
        let ascii = (0..128).filter(|c| contains(&joined, *c));
        Self {
            ascii: ascii.fold(0, |bits, c| bits | 1 << c),
            ranges: joined,
        }
    }

    /// One character.
    pub(super) fn one(c: char) -> Self {
        Self::new(vec![(c.into(), c.into())], false)
    }

    /// What `.` stands for.
    pub(super) fn dot() -> Self {
        Self::new(LINE_END.to_vec(), true)
    }

    /// Whether it has this character.
    pub(super) fn has(&self, c: char) -> bool {
        let code = u32::from(c);
        if code < 128 {
            return self.ascii >> code & 1 == 1;
        }
        contains(&self.ranges, code)
    }
}

fn contains(ranges: &[(u32, u32)], code: u32) -> bool {
    let after = ranges.partition_point(|(first, _)| *first <= code);
    let range = after.checked_sub(1).and_then(|at| ranges.get(at));
    range.is_some_and(|(_, last)| code <= *last)
}

fn complement(ranges: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let mut out = Vec::with_capacity(ranges.len() + 1);
    let mut next = 0;
    for (first, last) in ranges {
        if *first > next {
            out.push((next, first - 1));
        }
        next = last + 1;
    }
    if next <= LAST {
        out.push((next, LAST));
    }
    out
}

/// The ranges of `\d`, `\w`, `\s` and their opposites.
pub(super) fn shorthand(letter: char) -> Option<Vec<(u32, u32)>> {
    let ranges = match letter.to_ascii_lowercase() {
        'd' => DIGIT,
        'w' => WORD,
        's' => SPACE,
        _ => return None,
    };
    Some(if letter.is_ascii_uppercase() {
        complement(ranges)
    } else {
        ranges.to_vec()
    })
}

/// Whether `\b` takes `c` for part of a word.
pub(super) fn is_word(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_')
}
