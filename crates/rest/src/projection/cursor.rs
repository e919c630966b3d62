//! Stepping over JSON text that is known to be valid.

/// A place in valid JSON. With text that is not valid, values end in odd places, and no more.
#[derive(Debug)]
pub(super) struct Cursor<'a> {
    text: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(json: &'a str) -> Self {
        Self {
            text: json.as_bytes(),
            at: 0,
        }
    }

    /// The next byte that is no whitespace; it is not passed.
    pub(super) fn peek(&mut self) -> Option<u8> {
        loop {
            match self.text.get(self.at).copied() {
                Some(b' ' | b'\t' | b'\r' | b'\n') => self.at += 1,
                byte => return byte,
            }
        }
    }

    /// Passes the next byte that is no whitespace where it is `byte`.
    pub(super) fn pass(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    /// Passes the next value and gives its text.
    pub(super) fn value(&mut self) -> &'a [u8] {
        let first = self.peek();
        let start = self.at;
        match first {
            Some(b'"') => self.string(),
            Some(b'{' | b'[') => self.container(),
            _ => {
                // One byte at least, so that no text holds up whoever steps through it.
                self.at += 1;
                self.until(|byte| {
                    matches!(byte, b',' | b']' | b'}' | b' ' | b'\t' | b'\r' | b'\n')
                });
            }
        }
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// Passes a string from its opening quote on.
    fn string(&mut self) {
        self.at += 1;
        loop {
            self.until(|byte| matches!(byte, b'"' | b'\\'));
            match self.text.get(self.at) {
                Some(b'\\') => self.at += 2,
                Some(_) => {
                    self.at += 1;
                    return;
                }
                None => return,
            }
        }
    }

    /// Passes an object or array, however deep, without recursion.
    fn container(&mut self) {
        let mut depth = 0_usize;
        loop {
            self.until(|byte| matches!(byte, b'"' | b'{' | b'[' | b'}' | b']'));
            match self.text.get(self.at) {
                Some(b'"') => {
                    self.string();
                    continue;
                }
                Some(b'{' | b'[') => depth += 1,
                Some(_) => depth = depth.saturating_sub(1),
                None => return,
            }
            self.at += 1;
            if depth == 0 {
                return;
            }
        }
    }

    /// Goes on to the next byte that is one of those `wanted`, or to the end.
    fn until(&mut self, wanted: impl Fn(&u8) -> bool) {
        let rest = self.text.get(self.at..).unwrap_or_default();
        self.at += rest.iter().position(wanted).unwrap_or(rest.len());
    }
}
