//! Choosing fields of a JSON answer, so that a large one shrinks before a model sees it.
//!
//! The text is walked through once. What stays is copied as it came: numbers keep their digits, and
//! members their order.

mod cursor;
mod path;

use crate::error::FieldError;
use cursor::Cursor;
use path::{MOST_PATHS, Step};

/// The fields of an answer that stay.
#[derive(Debug)]
pub(crate) struct Projection {
    /// What stays; everything where there is none.
    keep: Option<Paths>,
    /// What is taken away from that.
    drop: Paths,
}

impl Projection {
    /// Compiles two lists of paths; `None` where both are empty. Errors have the paths `keep[1]` and
    /// `drop[0]`.
    pub(crate) fn compile(
        keep: &[String],
        drop: &[String],
    ) -> Result<Option<Self>, Vec<FieldError>> {
        let mut errors = Vec::new();
        let keep = (!keep.is_empty()).then(|| Paths::compile("keep", keep, &mut errors));
        let drop = Paths::compile("drop", drop, &mut errors);
        if !errors.is_empty() {
            return Err(errors);
        }
        let projection = Self { keep, drop };
        Ok((projection.keep.is_some() || !projection.drop.0.is_empty()).then_some(projection))
    }

    /// The part of `json`, which is valid JSON, that stays. Where the root is not of the kind that
    /// the kept paths begin in, they choose nothing of it: all stays but what is dropped.
    pub(crate) fn apply(&self, json: &str) -> String {
        let kept = self.keep.as_ref().map(|paths| Kept::Inside(paths.all()));
        kept.and_then(|kept| self.walk(json, kept))
            .or_else(|| self.walk(json, Kept::Whole))
            // What is cut out of UTF-8 between ASCII characters is UTF-8.
            .and_then(|chosen| String::from_utf8(chosen).ok())
            .unwrap_or_default()
    }

    fn walk(&self, json: &str, keep: Kept) -> Option<Vec<u8>> {
        let mut walk = Walk {
            projection: self,
            cursor: Cursor::new(json),
            out: Vec::with_capacity(json.len() / 2),
        };
        let stays = walk.value(keep, self.drop.all(), 0);
        stays.then_some(walk.out)
    }
}

/// A list of paths. A set of them is a [`u64`] with a bit for each.
#[derive(Debug)]
struct Paths(Vec<Vec<Step>>);

impl Paths {
    fn compile(field: &str, texts: &[String], errors: &mut Vec<FieldError>) -> Self {
        if texts.len() > MOST_PATHS {
            let message = format!("name at most {MOST_PATHS} fields");
            errors.push(FieldError::new(field, message));
        }
        let mut paths = Vec::with_capacity(texts.len());
        for (index, text) in texts.iter().enumerate() {
            match path::parse(text) {
                Ok(path) => paths.push(path),
                Err(message) => {
                    errors.push(FieldError::new(format!("{field}[{index}]"), message));
                }
            }
        }
        Self(paths)
    }

    fn all(&self) -> u64 {
        match self.0.len() {
            MOST_PATHS.. => u64::MAX,
            count => (1 << count) - 1,
        }
    }

    /// The steps at `depth` of the paths in `set`, each with its bit and whether it is the last.
    fn steps(&self, set: u64, depth: usize) -> impl Iterator<Item = (u64, &Step, bool)> {
        let paths = self.0.iter().take(MOST_PATHS).enumerate();
        paths.filter_map(move |(index, path)| {
            let bit = 1 << index;
            let step = path.get(depth).filter(|_| set & bit != 0)?;
            Some((bit, step, depth + 1 == path.len()))
        })
    }

    /// Where the paths of `set` lead by a step that `matches`.
    fn follow(&self, set: u64, depth: usize, matches: impl Fn(&Step) -> bool) -> Reached {
        let mut reached = Reached {
            end: false,
            further: 0,
        };
        for (bit, _, last) in self.steps(set, depth).filter(|(_, step, _)| matches(step)) {
            if last {
                reached.end = true;
            } else {
                reached.further |= bit;
            }
        }
        reached
    }
}

/// What a step leads to.
struct Reached {
    /// Whether a path ends here.
    end: bool,
    /// The paths that go on.
    further: u64,
}

/// How much of a value stays.
#[derive(Debug, Clone, Copy)]
enum Kept {
    Whole,
    /// What these paths lead to.
    Inside(u64),
}

struct Walk<'p> {
    projection: &'p Projection,
    cursor: Cursor<'p>,
    out: Vec<u8>,
}

impl Walk<'_> {
    /// Passes the next value and writes what stays of it; false where nothing does. Recurses as
    /// deep as the longest path.
    fn value(&mut self, keep: Kept, drop: u64, depth: usize) -> bool {
        if matches!(keep, Kept::Whole) && drop == 0 {
            let value = self.cursor.value();
            self.out.extend_from_slice(value);
            return true;
        }
        match self.cursor.peek() {
            Some(b'{') if self.enters(keep, depth, |step| *step != Step::Elements) => {
                self.object(keep, drop, depth);
                true
            }
            Some(b'[') if self.enters(keep, depth, |step| *step == Step::Elements) => {
                self.array(keep, drop, depth);
                true
            }
            _ => {
                let value = self.cursor.value();
                let whole = matches!(keep, Kept::Whole);
                if whole {
                    self.out.extend_from_slice(value);
                }
                whole
            }
        }
    }

    /// Whether something of the container can stay, whose members or elements `matches` steps.
    fn enters(&self, keep: Kept, depth: usize, matches: impl Fn(&Step) -> bool) -> bool {
        match (keep, &self.projection.keep) {
            (Kept::Inside(set), Some(paths)) => {
                paths.steps(set, depth).any(|(_, step, _)| matches(step))
            }
            _ => true,
        }
    }

    fn object(&mut self, keep: Kept, drop: u64, depth: usize) {
        self.out.push(b'{');
        self.cursor.pass(b'{');
        let start = self.out.len();
        while let Some(b'"') = self.cursor.peek() {
            let key = self.cursor.value();
            self.cursor.pass(b':');
            let mark = self.out.len();
            if mark > start {
                self.out.push(b',');
            }
            self.out.extend_from_slice(key);
            self.out.push(b':');
            let name = Name(key);
            if !self.part(keep, drop, depth, |step| name.is_meant_by(step)) {
                self.out.truncate(mark);
            }
            self.cursor.pass(b',');
        }
        self.cursor.pass(b'}');
        self.out.push(b'}');
    }

    fn array(&mut self, keep: Kept, drop: u64, depth: usize) {
        self.out.push(b'[');
        self.cursor.pass(b'[');
        let start = self.out.len();
        while let Some(byte) = self.cursor.peek() {
            if byte == b']' {
                break;
            }
            let mark = self.out.len();
            if mark > start {
                self.out.push(b',');
            }
            if !self.part(keep, drop, depth, |step| *step == Step::Elements) {
                self.out.truncate(mark);
            }
            self.cursor.pass(b',');
        }
        self.cursor.pass(b']');
        self.out.push(b']');
    }

    /// Passes a member's value or an element and writes what stays of it; false where nothing does.
    fn part(
        &mut self,
        keep: Kept,
        drop: u64,
        depth: usize,
        matches: impl Fn(&Step) -> bool,
    ) -> bool {
        let dropped = self.projection.drop.follow(drop, depth, &matches);
        let kept = match (keep, &self.projection.keep) {
            (Kept::Inside(set), Some(paths)) => {
                let reached = paths.follow(set, depth, &matches);
                if reached.end {
                    Kept::Whole
                } else {
                    Kept::Inside(reached.further)
                }
            }
            _ => Kept::Whole,
        };
        if dropped.end || matches!(kept, Kept::Inside(0)) {
            self.cursor.value();
            return false;
        }
        self.value(kept, dropped.further, depth + 1)
    }
}

/// The key of a member, as JSON.
struct Name<'a>(&'a [u8]);

impl Name<'_> {
    fn is_meant_by(&self, step: &Step) -> bool {
        match step {
            Step::Member(name) => self.is(name),
            Step::AnyMember => true,
            Step::Elements => false,
        }
    }

    fn is(&self, name: &str) -> bool {
        if self.0.contains(&b'\\') {
            // A lone surrogate cannot be read, nor can it be written in a path.
            return serde_json::from_slice::<String>(self.0).is_ok_and(|key| key == name);
        }
        let inner = self
            .0
            .strip_prefix(b"\"")
            .and_then(|key| key.strip_suffix(b"\""));
        inner == Some(name.as_bytes())
    }
}

#[cfg(test)]
mod tests;
