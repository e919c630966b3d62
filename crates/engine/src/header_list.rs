//! Headers of a client's request.

/// Headers as Envoy gives them, lower-case names and values of any bytes, in the order they came in.
/// All of them are in two buffers, as every call has a dozen and most are looked at once.
#[derive(Debug, Clone, Default)]
pub struct HeaderList {
    names: String,
    values: Vec<u8>,
    /// Where each name and each value ends.
    ends: Vec<(usize, usize)>,
}

impl HeaderList {
    /// Names and values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let mut start = (0, 0);
        self.ends.iter().map(move |end| {
            let name = self.names.get(start.0..end.0).unwrap_or_default();
            let value = self.values.get(start.1..end.1).unwrap_or_default();
            start = *end;
            (name, value)
        })
    }

    /// Adds a header after the others.
    pub(crate) fn push(&mut self, name: &str, value: &[u8]) {
        self.names.push_str(name);
        self.values.extend_from_slice(value);
        self.ends.push((self.names.len(), self.values.len()));
    }
}

impl<N: AsRef<str>, V: AsRef<[u8]>> FromIterator<(N, V)> for HeaderList {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(headers: I) -> Self {
        // As much as most requests have.
        let mut list = Self {
            names: String::with_capacity(256),
            values: Vec::with_capacity(512),
            ends: Vec::with_capacity(24),
        };
        for (name, value) in headers {
            list.push(name.as_ref(), value.as_ref());
        }
        list
    }
}
