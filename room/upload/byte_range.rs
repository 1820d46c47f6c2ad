//! Which bytes of a file are asked for: the `Range` header (RFC 9110, section 14), and the
//! `Content-Range` of the answer. `If-Range` is none of its business.

/// What is answered to a request for a part of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteRange {
    /// The whole file, as if no part had been asked for (200).
    Whole,
    /// So many bytes from an offset on (206): at least one, and all of them are in the file.
    Part {
        /// Bytes before the part.
        offset: u64,
        /// Bytes of the part.
        length: u64,
    },
    /// Nothing of what was asked for is in the file (416).
    Unsatisfiable,
}

impl ByteRange {
    /// Reads the value of a `Range` header, for a file of so many bytes.
    ///
    /// A server may answer any range by the whole file. So it does for several ranges, which nobody
    /// needs to play or to resume, and for what is no range.
    #[must_use]
    pub fn parse(header: &str, size: u64) -> Self {
        let Some((unit, range)) = header.split_once('=') else { return Self::Whole };
        let Some((first, last)) = range.trim().split_once('-') else { return Self::Whole };
        if !unit.trim().eq_ignore_ascii_case("bytes") {
            return Self::Whole;
        }
        match (number(first), number(last)) {
            (Some(first), Some(last)) if first > last => Self::Whole,
            (Some(first), Some(last)) => Self::part(first, last, size),
            (Some(first), None) if last.is_empty() => Self::part(first, u64::MAX, size),
            (None, Some(0)) if first.is_empty() => Self::Unsatisfiable,
            (None, Some(suffix)) if first.is_empty() && size > 0 => {
                Self::part(size.saturating_sub(suffix), u64::MAX, size)
            }
            _ => Self::Whole,
        }
    }

    fn part(first: u64, last: u64, size: u64) -> Self {
        match last.min(size.saturating_sub(1)).checked_sub(first) {
            Some(difference) if first < size => Self::Part { offset: first, length: difference + 1 },
            _ => Self::Unsatisfiable,
        }
    }

    /// The value of the `Content-Range` header, for a file of so many bytes; none for the whole.
    #[must_use]
    pub fn content_range(self, size: u64) -> Option<String> {
        match self {
            Self::Whole => None,
            Self::Part { offset, length } => {
                let last = offset.saturating_add(length).saturating_sub(1);
                Some(format!("bytes {offset}-{last}/{size}"))
            }
            Self::Unsatisfiable => Some(format!("bytes */{size}")),
        }
    }
}

/// A number of any length. What is too large for a file of ours is as large as can be: R2's binding
/// panics at numbers that JavaScript does not have, and these end at the size of the file.
fn number(digits: &str) -> Option<u64> {
    let is_number = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn part(offset: u64, length: u64) -> ByteRange {
        ByteRange::Part { offset, length }
    }

    #[test]
    fn range_within_the_file_is_a_part() {
        for (header, range, content_range) in [
            ("bytes=0-0", part(0, 1), "bytes 0-0/1000"),
            ("bytes=0-", part(0, 1_000), "bytes 0-999/1000"),
            ("bytes=990-", part(990, 10), "bytes 990-999/1000"),
            ("bytes=10-19", part(10, 10), "bytes 10-19/1000"),
            ("bytes=10-5000", part(10, 990), "bytes 10-999/1000"),
            ("bytes=10-99999999999999999999999999", part(10, 990), "bytes 10-999/1000"),
            ("bytes=-1", part(999, 1), "bytes 999-999/1000"),
            ("bytes=-5000", part(0, 1_000), "bytes 0-999/1000"),
            ("Bytes = 007-008 ", part(7, 2), "bytes 7-8/1000"),
        ] {
            assert_eq!(ByteRange::parse(header, 1_000), range, "{header}");
            assert_eq!(range.content_range(1_000).as_deref(), Some(content_range), "{header}");
        }
    }

    #[test]
    fn range_behind_the_end_is_unsatisfiable() {
        for header in ["bytes=1000-", "bytes=1000-1001", "bytes=99999999999999999999999-", "bytes=-0"] {
            assert_eq!(ByteRange::parse(header, 1_000), ByteRange::Unsatisfiable, "{header}");
        }
        assert_eq!(ByteRange::parse("bytes=0-", 0), ByteRange::Unsatisfiable);
        assert_eq!(ByteRange::Unsatisfiable.content_range(1_000).as_deref(), Some("bytes */1000"));
    }

    #[test]
    fn nonsense_and_several_ranges_are_the_whole_file() {
        for header in [
            "",
            "bytes",
            "bytes=",
            "bytes=-",
            "bytes=--1",
            "bytes=5-1",
            "bytes=+1-2",
            "bytes=1-2-3",
            "bytes=1 - 2",
            "bytes=0x1-2",
            "bytes=1-a",
            "bytes=a-1",
            "bytes=0-1,2-3",
            "bytes=0-1,",
            "bytes=٠-١",
            "items=0-1",
            "0-1",
        ] {
            assert_eq!(ByteRange::parse(header, 1_000), ByteRange::Whole, "{header}");
        }
        assert_eq!(ByteRange::parse("bytes=-5", 0), ByteRange::Whole, "of nothing the last bytes are nothing");
        assert_eq!(ByteRange::Whole.content_range(1_000), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5_000))]

        #[test]
        fn part_is_never_outside_of_the_file(
            header in prop_oneof!["bytes=[0-9]{0,22}-[0-9]{0,22}", "[bytes=0-9, -]{0,30}", ".{0,20}"],
            size in prop_oneof![0_u64..20, any::<u64>()],
        ) {
            if let ByteRange::Part { offset, length } = ByteRange::parse(&header, size) {
                prop_assert!(length >= 1 && offset.checked_add(length).is_some_and(|end| end <= size));
            }
        }
    }
}
