//! Header maps as the ABI has them: the number of pairs, the length of each name and value, then
//! names and values, each with a NUL at its end. Numbers are little-endian and have 32 bits.

/// No pairs.
pub(crate) const NONE: [u8; 4] = [0; 4];

/// Writes pairs.
pub(crate) fn write<'p>(
    pairs: impl ExactSizeIterator<Item = (&'p str, &'p str)> + Clone,
) -> Vec<u8> {
    let texts = pairs
        .clone()
        .map(|(name, value)| name.len() + value.len() + 10);
    let mut out = Vec::with_capacity(4 + texts.sum::<usize>());
    put(&mut out, pairs.len());
    for (name, value) in pairs.clone() {
        put(&mut out, name.len());
        put(&mut out, value.len());
    }
    for (name, value) in pairs {
        for text in [name, value] {
            out.extend_from_slice(text.as_bytes());
            out.push(0);
        }
    }
    out
}

/// The module's memory has at most 4 GiB, so that every length has 32 bits.
fn put(out: &mut Vec<u8>, number: usize) {
    let number = u32::try_from(number).unwrap_or(u32::MAX);
    out.extend_from_slice(&number.to_le_bytes());
}

/// Reads pairs; ends early where the bytes are not of that form.
#[derive(Debug)]
pub(crate) struct Pairs<'b> {
    lengths: &'b [u8],
    texts: &'b [u8],
}

impl<'b> Pairs<'b> {
    /// Reads `bytes` as the host gave them.
    pub(crate) fn new(bytes: &'b [u8]) -> Self {
        let mut rest = bytes;
        let count = number(&mut rest).unwrap_or_default();
        let (lengths, texts) = rest
            .split_at_checked(count.saturating_mul(8))
            .unwrap_or_default();
        Self { lengths, texts }
    }

    fn text(&mut self, length: usize) -> Option<&'b [u8]> {
        let (text, rest) = self.texts.split_at_checked(length)?;
        self.texts = rest.get(1..)?;
        Some(text)
    }
}

impl<'b> Iterator for Pairs<'b> {
    type Item = (&'b [u8], &'b [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (name, value) = (number(&mut self.lengths)?, number(&mut self.lengths)?);
        Some((self.text(name)?, self.text(value)?))
    }
}

/// Takes a number off the beginning.
fn number(bytes: &mut &[u8]) -> Option<usize> {
    let (number, rest) = bytes.split_first_chunk::<4>()?;
    *bytes = rest;
    usize::try_from(u32::from_le_bytes(*number)).ok()
}
