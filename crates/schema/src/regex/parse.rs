//! Reading a regular expression.

use super::class::{Class, shorthand};
use super::{Look, Part};

/// The most groups inside each other.
const DEPTH: u32 = 50;

/// The most repetitions that `{…}` may ask for.
const REPEATS: u32 = 8000;

type Parsed<T> = Result<T, &'static str>;

/// The parts of `pattern` and the classes that they name by their numbers.
pub(super) fn parse(pattern: &str) -> Parsed<(Part, Vec<Class>)> {
    let mut parser = Parser {
        rest: pattern,
        classes: Vec::new(),
    };
    let part = parser.either(0)?;
    if !parser.rest.is_empty() {
        return Err("has a `)` without a `(`");
    }
    Ok((part, parser.classes))
}

struct Parser<'p> {
    rest: &'p str,
    classes: Vec<Class>,
}

/// What a `\` stands for.
enum Escape {
    Char(char),
    Ranges(Vec<(u32, u32)>),
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let next = chars.next();
        self.rest = chars.as_str();
        next
    }

    fn take(&mut self, text: &str) -> bool {
        match self.rest.strip_prefix(text) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn either(&mut self, depth: u32) -> Parsed<Part> {
        let mut options = vec![self.sequence(depth)?];
        while self.take("|") {
            options.push(self.sequence(depth)?);
        }
        Ok(Part::Either(options))
    }

    fn sequence(&mut self, depth: u32) -> Parsed<Part> {
        let mut parts = Vec::new();
        while let Some(c) = self.peek() {
            if matches!(c, '|' | ')') {
                break;
            }
            let part = self.atom(depth)?;
            parts.push(self.repeated(part)?);
        }
        Ok(Part::Sequence(parts))
    }

    fn atom(&mut self, depth: u32) -> Parsed<Part> {
        match self.next() {
            Some('^') => Ok(Part::Look(Look::Start)),
            Some('$') => Ok(Part::Look(Look::End)),
            Some('.') => self.one_of(Class::dot()),
            Some('[') => self.class(),
            Some('(') => self.group(depth),
            Some('*' | '+' | '?') => Err("repeats nothing"),
            Some('\\') => match self.peek() {
                Some('b') => self.look(Look::Boundary),
                Some('B') => self.look(Look::NoBoundary),
                _ => match self.escape()? {
                    Escape::Char(c) => self.one_of(Class::one(c)),
                    Escape::Ranges(ranges) => self.one_of(Class::new(ranges, false)),
                },
            },
            Some(c) => self.one_of(Class::one(c)),
            None => Ok(Part::Sequence(Vec::new())),
        }
    }

    fn look(&mut self, look: Look) -> Parsed<Part> {
        self.next();
        Ok(Part::Look(look))
    }

    fn group(&mut self, depth: u32) -> Parsed<Part> {
        if depth >= DEPTH {
            return Err("has too many groups inside each other");
        }
        if self.take("?") && !self.take(":") {
            let is_lookaround = ["=", "!", "<=", "<!"].iter().any(|look| self.take(look));
            if is_lookaround {
                return Err("looks ahead or behind, which is not supported");
            }
            let name = self
                .rest
                .strip_prefix('<')
                .and_then(|rest| rest.split_once('>'));
            let (_, rest) = name.ok_or("has a kind of group that is not supported")?;
            self.rest = rest;
        }
        let part = self.either(depth + 1)?;
        if !self.take(")") {
            return Err("lacks a `)`");
        }
        Ok(part)
    }

    fn repeated(&mut self, part: Part) -> Parsed<Part> {
        let (least, most) = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => match bounds(self.rest)? {
                Some((least, most, rest)) => {
                    // The `}`, its last character, is taken below.
                    self.rest = rest;
                    (least, most)
                }
                None => return Ok(part),
            },
            _ => return Ok(part),
        };
        self.next();
        if most.is_some_and(|most| most < least) {
            return Err("has a `{…}` whose numbers are out of order");
        }
        // Greedy or not makes no difference to whether something matches.
        self.take("?");
        if matches!(self.peek(), Some('*' | '+' | '?')) {
            return Err("repeats nothing");
        }
        Ok(Part::Repeat(Box::new(part), least, most))
    }

    fn class(&mut self) -> Parsed<Part> {
        let negated = self.take("^");
        let mut ranges = Vec::new();
        while !self.take("]") {
            let first = match self.class_atom()? {
                Escape::Ranges(more) => {
                    ranges.extend(more);
                    continue;
                }
                Escape::Char(c) => c,
            };
            let is_range = self.rest.starts_with('-') && !self.rest.starts_with("-]");
            if !is_range {
                ranges.push((first.into(), first.into()));
                continue;
            }
            self.next();
            match self.class_atom()? {
                Escape::Char(last) if last >= first => ranges.push((first.into(), last.into())),
                Escape::Char(_) => return Err("has a range whose ends are out of order"),
                Escape::Ranges(more) => {
                    ranges.extend([(first.into(), first.into()), ('-'.into(), '-'.into())]);
                    ranges.extend(more);
                }
            }
        }
        self.one_of(Class::new(ranges, negated))
    }

    fn one_of(&mut self, class: Class) -> Parsed<Part> {
        let number = u16::try_from(self.classes.len()).map_err(|_| "is too large")?;
        self.classes.push(class);
        Ok(Part::Class(number))
    }

    fn class_atom(&mut self) -> Parsed<Escape> {
        match self.next() {
            None => Err("lacks a `]`"),
            Some('\\') if self.take("b") => Ok(Escape::Char('\u{8}')),
            Some('\\') => self.escape(),
            Some(c) => Ok(Escape::Char(c)),
        }
    }

    /// What follows a `\`.
    fn escape(&mut self) -> Parsed<Escape> {
        let c = self.next().ok_or("ends with a `\\`")?;
        if let Some(ranges) = shorthand(c) {
            return Ok(Escape::Ranges(ranges));
        }
        Ok(Escape::Char(match c {
            't' => '\t',
            'n' => '\n',
            'v' => '\u{b}',
            'f' => '\u{c}',
            'r' => '\r',
            '0' if !self.peek().is_some_and(|c| c.is_ascii_digit()) => '\0',
            'c' => self.control()?,
            'x' => hex(self.digits(2)?)?,
            'u' => self.unicode()?,
            'p' | 'P' => return Err("has a `\\p`, which is not supported"),
            'k' | '0'..='9' => return Err("refers back to a group, which is not supported"),
            c if c.is_ascii_alphabetic() => return Err("has an unknown `\\` escape"),
            c => c,
        }))
    }

    fn control(&mut self) -> Parsed<char> {
        match self.next() {
            Some(c) if c.is_ascii_alphabetic() => hex(u32::from(c) % 32),
            _ => Err("has a `\\c` without a letter"),
        }
    }

    fn unicode(&mut self) -> Parsed<char> {
        if self.take("{") {
            let (digits, rest) = self.rest.split_once('}').unwrap_or_default();
            self.rest = rest;
            return hex(u32::from_str_radix(digits, 16).unwrap_or(u32::MAX));
        }
        let first = self.digits(4)?;
        if (0xD800..0xDC00).contains(&first) && self.take("\\u") {
            let second = self.digits(4)?;
            let low = second.checked_sub(0xDC00).unwrap_or(u32::MAX >> 1);
            return hex(0x10000 + ((first - 0xD800) << 10) + low);
        }
        hex(first)
    }

    /// So many hexadecimal digits.
    fn digits(&mut self, count: usize) -> Parsed<u32> {
        let (digits, rest) = self.rest.split_at_checked(count).unwrap_or_default();
        let is_hex = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        self.rest = rest;
        match u32::from_str_radix(digits, 16) {
            Ok(code) if is_hex => Ok(code),
            _ => Err(NO_CHARACTER),
        }
    }
}

const NO_CHARACTER: &str = "has an escape that is no character";

fn hex(code: u32) -> Parsed<char> {
    char::from_u32(code).ok_or(NO_CHARACTER)
}

/// The numbers of `{2}`, `{2,}` or `{2,3}` at the start of `text`, and what follows, the `}` first.
type Bounds<'p> = (u32, Option<u32>, &'p str);

/// `None`: a brace that repeats nothing and stands for itself.
fn bounds(text: &str) -> Parsed<Option<Bounds<'_>>> {
    let Some(end) = text.find('}') else {
        return Ok(None);
    };
    let (inside, rest) = text.split_at_checked(end).unwrap_or_default();
    let inside = inside.strip_prefix('{').unwrap_or_default();
    let (least, most) = match inside.split_once(',') {
        Some((least, "")) => (least, None),
        Some((least, most)) => (least, Some(most)),
        None => (inside, Some(inside)),
    };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !is_number(least) || !most.is_none_or(is_number) {
        return Ok(None);
    }
    let read = |text: &str| match text.parse() {
        Ok(count) if count <= REPEATS => Ok(count),
        _ => Err("repeats something too often"),
    };
    Ok(Some((read(least)?, most.map(read).transpose()?, rest)))
}
