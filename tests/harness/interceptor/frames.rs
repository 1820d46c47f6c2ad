//! Frames of WebSocket (RFC 6455, section 5.2) as servers send them: without masks.

const TEXT: u8 = 0x81;

/// Takes the whole frames from the beginning of what has arrived, and returns them with other
/// texts. The beginning of a frame that is not whole stays.
pub(super) fn rewrite(arrived: &mut Vec<u8>, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut passed = Vec::new();
    while let Some((start, end)) = bounds(arrived) {
        let rest = arrived.split_off(end);
        let frame = std::mem::replace(arrived, rest);
        match std::str::from_utf8(&frame[start..]) {
            Ok(text) if frame[0] == TEXT => put(&mut passed, change(text).as_bytes()),
            _ => passed.extend(frame),
        }
    }
    passed
}

/// Where the content of the first frame starts and ends.
fn bounds(bytes: &[u8]) -> Option<(usize, usize)> {
    let number = |range: std::ops::Range<usize>| {
        Some(bytes.get(range)?.iter().fold(0_usize, |number, byte| number << 8 | usize::from(*byte)))
    };
    let (start, length) = match *bytes.get(1)? {
        126 => (4, number(2..4)?),
        127 => (10, number(2..10)?),
        length => (2, usize::from(length)),
    };
    (bytes.len() >= start + length).then_some((start, start + length))
}

fn put(frames: &mut Vec<u8>, text: &[u8]) {
    frames.push(TEXT);
    match text.len() {
        length @ ..126 => frames.push(u8::try_from(length).unwrap_or_default()),
        length @ ..=0xFFFF => {
            frames.push(126);
            frames.extend(u16::try_from(length).unwrap_or_default().to_be_bytes());
        }
        length => {
            frames.push(127);
            frames.extend((length as u64).to_be_bytes());
        }
    }
    frames.extend(text);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_any_length_is_changed_and_nothing_else() {
        for length in [0, 1, 125, 126, 65_535, 65_536] {
            let (mut sent, mut expected) = (Vec::new(), Vec::new());
            put(&mut sent, "a".repeat(length).as_bytes());
            put(&mut expected, "bb".repeat(length).as_bytes());
            let pong = [0x8A, 2, b'a', b'a'];
            sent.extend(pong);
            expected.extend(pong);
            assert_eq!(rewrite(&mut sent, |text| text.replace('a', "bb")), expected, "{length}");
            assert_eq!(sent, [0_u8; 0]);
        }
    }

    #[test]
    fn frame_that_is_not_whole_waits() {
        let mut sent = Vec::new();
        put(&mut sent, "a".repeat(300).as_bytes());
        let mut arrived = Vec::new();
        let mut passed = Vec::new();
        for byte in &sent {
            arrived.push(*byte);
            passed.extend(rewrite(&mut arrived, str::to_owned));
            assert!(passed.is_empty() || passed.len() == sent.len());
        }
        assert_eq!(passed, sent);
    }
}
