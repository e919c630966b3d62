//! Sorting, in one small function: the standard library's several, each compiled for each type that
//! is sorted, would be a third of this crate.

/// Sorts `items`; equal ones keep their order. `is_after` says whether the first of two belongs
/// after the second.
pub fn sort<T: Copy>(items: &mut Vec<T>, is_after: &mut dyn FnMut(&T, &T) -> bool) {
    let mut width = 1;
    while width < items.len() {
        let mut merged = Vec::with_capacity(items.len());
        for pair in items.chunks(width * 2) {
            let (mut left, mut right) = pair.split_at(width.min(pair.len()));
            while let (Some((a, more_left)), Some((b, more_right))) =
                (left.split_first(), right.split_first())
            {
                if is_after(a, b) {
                    merged.push(*b);
                    right = more_right;
                } else {
                    merged.push(*a);
                    left = more_left;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        *items = merged;
        width *= 2;
    }
}

#[cfg(test)]
mod tests {
    use super::sort;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library(items in prop::collection::vec((0..9_u8, any::<u8>()), 0..99)) {
            let mut sorted = items.clone();
            sort(&mut sorted, &mut |a, b| a.0 > b.0);
            let mut expected = items;
            expected.sort_by_key(|(key, _)| *key);
            prop_assert_eq!(sorted, expected);
        }
    }
}
