//! Which members or items of a value some part looked at, for `unevaluatedProperties` and
//! `unevaluatedItems`.

/// A set of places in an object or array.
#[derive(Debug, Default)]
pub(super) struct Seen {
    on: bool,
    bits: Vec<u64>,
}

impl Seen {
    /// An empty set; one that stays empty unless somebody wants to know.
    pub(super) fn new(on: bool) -> Self {
        Self {
            on,
            bits: Vec::new(),
        }
    }

    /// Whether somebody wants to know.
    pub(super) fn is_on(&self) -> bool {
        self.on
    }

    /// Adds a place.
    pub(super) fn mark(&mut self, place: usize) {
        if !self.on {
            return;
        }
        if self.bits.len() <= place / 64 {
            self.bits.resize(place / 64 + 1, 0);
        }
        if let Some(bits) = self.bits.get_mut(place / 64) {
            *bits |= 1 << (place % 64);
        }
    }

    /// Whether it has this place.
    pub(super) fn has(&self, place: usize) -> bool {
        let bits = self.bits.get(place / 64).copied().unwrap_or(0);
        bits >> (place % 64) & 1 == 1
    }

    /// Adds the places of another.
    pub(super) fn add(&mut self, other: &Self) {
        if self.bits.len() < other.bits.len() {
            self.bits.resize(other.bits.len(), 0);
        }
        for (bits, more) in self.bits.iter_mut().zip(&other.bits) {
            *bits |= more;
        }
    }
}
