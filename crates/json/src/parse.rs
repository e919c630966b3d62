//! Reading JSON (RFC 8259).

use super::{DEPTH, JsonError, Kind, Node, Tape, Value};
use crate::document::Size;
use crate::number::EXPONENT_DIGITS;
use crate::order::sort;
use std::borrow::Cow;

/// The most members of an object whose keys are compared one by one.
const FEW: usize = 12;

type Parsed = Result<(), JsonError>;

pub(super) fn parse(text: &str) -> Result<Tape, JsonError> {
    let mut parser = Parser {
        text,
        bytes: text.as_bytes(),
        at: 0,
        tape: Tape {
            nodes: Vec::with_capacity(text.len().min(1 << 16) / 8 + 4),
            sorted: Vec::new(),
            size: Size::default(),
        },
    };
    if u32::try_from(text.len()).is_err() {
        return Err(parser.error("it is too large"));
    }
    parser.space();
    parser.value(0)?;
    parser.space();
    if parser.at < parser.bytes.len() {
        return Err(parser.error("something follows after its end"));
    }
    Ok(parser.tape)
}

struct Parser<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    tape: Tape,
}

impl Parser<'_> {
    fn error(&self, message: impl Into<Cow<'static, str>>) -> JsonError {
        JsonError {
            offset: self.at,
            message: message.into(),
        }
    }

    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    /// Goes past `byte`, if that is next.
    fn take(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == byte;
        self.at += usize::from(is_next);
        is_next
    }

    fn space(&mut self) {
        while matches!(self.peek(), b' ' | b'\t' | b'\n' | b'\r') {
            self.at += 1;
        }
    }

    /// Begins an array or an object.
    fn open(&mut self, kind: Kind) -> usize {
        let node = self.tape.nodes.len();
        self.leaf(kind, self.at, false);
        self.at += 1;
        node
    }

    /// Ends it.
    fn close(&mut self, node: usize) {
        let (end, next) = (narrow(self.at), narrow(self.tape.nodes.len()));
        if let Some(node) = self.tape.nodes.get_mut(node) {
            (node.end, node.next) = (end, next);
        }
    }

    /// A value that has none inside and was read from `start` on.
    fn leaf(&mut self, kind: Kind, start: usize, escaped: bool) {
        let next = narrow(self.tape.nodes.len() + 1);
        self.tape.nodes.push(Node {
            start: narrow(start),
            end: narrow(self.at),
            next,
            kind,
            escaped,
        });
    }

    fn value(&mut self, depth: u32) -> Parsed {
        match self.peek() {
            b'"' => self.string(),
            b'{' => self.object(depth),
            b'[' => self.array(depth),
            b'-' | b'0'..=b'9' => self.number(),
            b't' => self.word(Kind::True, "true"),
            b'f' => self.word(Kind::False, "false"),
            b'n' => self.word(Kind::Null, "null"),
            _ if self.at >= self.bytes.len() => Err(self.error("it ends too early")),
            _ => Err(self.error("there is no value where one belongs")),
        }
    }

    fn word(&mut self, kind: Kind, word: &str) -> Parsed {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        if !rest.starts_with(word.as_bytes()) {
            return Err(self.error("there is no value where one belongs"));
        }
        let start = self.at;
        self.at += word.len();
        self.leaf(kind, start, false);
        Ok(())
    }

    fn digits(&mut self) -> Result<usize, JsonError> {
        let start = self.at;
        while self.peek().is_ascii_digit() {
            self.at += 1;
        }
        if self.at == start {
            return Err(self.error("a number lacks digits"));
        }
        Ok(self.at - start)
    }

    fn number(&mut self) -> Parsed {
        let start = self.at;
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        } else if self.peek().is_ascii_digit() {
            return Err(self.error("a number begins with a zero"));
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            let _ = self.take(b'+') || self.take(b'-');
            if self.digits()? > EXPONENT_DIGITS {
                return Err(self.error("a number has a too large exponent"));
            }
        }
        self.leaf(Kind::Number, start, false);
        Ok(())
    }

    fn string(&mut self) -> Parsed {
        let start = self.at;
        let mut escaped = false;
        self.at += 1;
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            self.at += plain(rest);
            match self.bytes.get(self.at) {
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    self.escape()?;
                }
                Some(_) => {
                    return Err(self.error("a string has a control character that is not escaped"));
                }
                None => return Err(self.error("a string does not end")),
            }
        }
        let longest = &mut self.tape.size.string_bytes;
        *longest = (*longest).max(narrow(self.at - start - 1));
        self.at += 1;
        self.leaf(Kind::String, start, escaped);
        Ok(())
    }

    fn escape(&mut self) -> Parsed {
        self.at += 1;
        let kind = self.peek();
        self.at += 1;
        if matches!(kind, b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') {
            return Ok(());
        }
        if kind != b'u' {
            return Err(self.error("a string has an unknown escape"));
        }
        match self.unit()? {
            0xD800..=0xDBFF => {
                let is_pair = self.take(b'\\') && self.take(b'u');
                if is_pair && matches!(self.unit()?, 0xDC00..=0xDFFF) {
                    return Ok(());
                }
                Err(self.error("a string has half a surrogate pair"))
            }
            0xDC00..=0xDFFF => Err(self.error("a string has half a surrogate pair")),
            _ => Ok(()),
        }
    }

    /// The four digits of `\u`.
    fn unit(&mut self) -> Result<u32, JsonError> {
        let digits = self.text.get(self.at..self.at + 4).unwrap_or_default();
        let is_hex = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        match u32::from_str_radix(digits, 16) {
            Ok(unit) if is_hex => {
                self.at += 4;
                Ok(unit)
            }
            _ => Err(self.error("a string has an unknown escape")),
        }
    }

    fn enter(&mut self, depth: u32) -> Result<u32, JsonError> {
        if depth >= DEPTH {
            return Err(self.error(format!("it is nested more than {DEPTH} deep")));
        }
        let deepest = &mut self.tape.size.depth;
        *deepest = (*deepest).max(depth + 1);
        Ok(depth + 1)
    }

    fn array(&mut self, depth: u32) -> Parsed {
        let depth = self.enter(depth)?;
        let node = self.open(Kind::Array);
        self.space();
        if !self.take(b']') {
            loop {
                self.value(depth)?;
                self.tape.size.items += 1;
                self.space();
                if self.take(b']') {
                    break;
                }
                self.comma("a `,` or `]` is missing in an array")?;
            }
        }
        self.close(node);
        Ok(())
    }

    fn comma(&mut self, message: &'static str) -> Parsed {
        if !self.take(b',') {
            return Err(self.error(message));
        }
        self.space();
        Ok(())
    }

    fn object(&mut self, depth: u32) -> Parsed {
        let depth = self.enter(depth)?;
        let node = self.open(Kind::Object);
        self.space();
        let mut count = 0_usize;
        if !self.take(b'}') {
            loop {
                self.member(depth)?;
                count += 1;
                self.space();
                if self.take(b'}') {
                    break;
                }
                self.comma("a `,` or `}` is missing in an object")?;
            }
        }
        self.close(node);
        self.tape.size.keys += narrow(count);
        self.distinct(node, count)
    }

    fn member(&mut self, depth: u32) -> Parsed {
        if self.peek() != b'"' {
            return Err(self.error("an object has something that is no key"));
        }
        self.string()?;
        self.space();
        if !self.take(b':') {
            return Err(self.error("a `:` is missing after a key"));
        }
        self.space();
        self.value(depth)
    }

    /// Refuses an object with a key twice: readers differ in which of them they take.
    fn distinct(&mut self, node: usize, count: usize) -> Parsed {
        if count < 2 {
            return Ok(());
        }
        let object = self.tape.with(self.text).value(narrow(node));
        let twice = if count <= FEW {
            self.twice_of_few(node).map(|key| key.string().into_owned())
        } else {
            let mut keys: Vec<_> = object.members().map(|(key, _)| key).collect();
            sort(&mut keys, &mut |a, b| a.string() > b.string());
            let same = keys.windows(2).find_map(|pair| match pair {
                [a, b] if a.same_string(*b) => Some(a.string().into_owned()),
                _ => None,
            });
            let order = keys.iter().map(|key| key.at()).collect();
            // In order: an object ends after those inside it, so few are moved.
            let sorted = &mut self.tape.sorted;
            let place = sorted.partition_point(|(at, _)| *at < narrow(node));
            sorted.insert(place, (narrow(node), order));
            same
        };
        match twice {
            Some(key) => Err(self.error(format!("an object has the key `{key}` twice"))),
            None => Ok(()),
        }
    }

    /// A key of an object with few members that one of those after it has, too.
    fn twice_of_few(&self, object: usize) -> Option<Value<'_>> {
        let json = self.tape.with(self.text);
        let mut keys = [0; FEW];
        let (mut count, mut at) = (0, object + 1);
        while let (Some(place), Some(_)) = (keys.get_mut(count), self.tape.nodes.get(at)) {
            *place = at;
            count += 1;
            at = self.tape.nodes.get(at + 1)?.next as usize;
        }
        let mut keys = keys.iter().take(count);
        while let Some(at) = keys.next() {
            let key = self.tape.nodes.get(*at)?;
            for other_at in keys.clone() {
                let other = self.tape.nodes.get(*other_at)?;
                let may_be = key.escaped || other.escaped || key.length() == other.length();
                if may_be {
                    let key = json.value(narrow(*at));
                    if key.same_string(json.value(narrow(*other_at))) {
                        return Some(key);
                    }
                }
            }
        }
        None
    }
}

/// How many bytes there are before a quote, a backslash or a control character.
fn plain(text: &[u8]) -> usize {
    let (blocks, rest) = text.as_chunks::<8>();
    let mut count = 0;
    for block in blocks {
        let special = special(u64::from_le_bytes(*block));
        if special != 0 {
            return count + special.trailing_zeros() as usize / 8;
        }
        count += 8;
    }
    let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..0x20);
    count + rest.iter().position(is_special).unwrap_or(rest.len())
}

/// The high bit of the first of eight bytes at which a string has something special, maybe of
/// others after it. Nothing where there is none.
fn special(block: u64) -> u64 {
    const EACH: u64 = u64::from_le_bytes([1; 8]);
    // Taking more from a byte than it has sets its high bit, and takes one from the byte after it.
    let below = |block: u64, limit: u64| block.wrapping_sub(EACH * limit) & !block;
    let is = |byte: u8| below(block ^ (EACH * u64::from(byte)), 1);
    (below(block, 0x20) | is(b'"') | is(b'\\')) & (EACH * 0x80)
}

/// Positions fit: the text is no longer than `u32::MAX`.
fn narrow(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}
