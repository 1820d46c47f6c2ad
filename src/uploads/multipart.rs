//! A form with a file in it (RFC 7578), as browsers without scripts send it: first its fields, and
//! last the one file.
//!
//! As the file comes last, its length is known before it is read: R2 has to know it, and nothing
//! has to be held. What stands behind it has to be the end of the form.

use futures_util::{Stream, StreamExt as _, stream};
use worker::{Error, Result};

use crate::limits::{FORM_BOUNDARY_MAX_BYTES, FORM_HEAD_MAX_BYTES};

/// What stands before the file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct FormHead {
    fields: Vec<(String, String)>,
    file_name: String,
    /// Where the file begins.
    length: usize,
}

/// How much of a form can be read.
#[derive(Debug, PartialEq, Eq)]
enum Read {
    /// All before the file.
    Head(FormHead),
    /// Less than that came.
    Incomplete,
    /// It is no such form.
    Malformed,
}

/// A form that comes in, up to where its file begins.
pub(crate) struct FormFile<S> {
    /// What stands before the file.
    pub(crate) head: FormHead,
    /// How many bytes the file has.
    pub(crate) bytes: u64,
    /// The file.
    pub(crate) content: S,
}

impl FormHead {
    /// What a field holds.
    pub(crate) fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    /// What the file is called.
    pub(crate) fn file_name(&self) -> &str {
        &self.file_name
    }

    fn read(bytes: &[u8], boundary: &str) -> Read {
        let delimiter = format!("\r\n--{boundary}");
        let mut fields = Vec::new();
        let Some(mut at) = after_prefix(bytes, 0, delimiter.trim_start()) else {
            return incomplete_or_malformed(bytes);
        };
        loop {
            let Some(part) = after_prefix(bytes, at, "\r\n") else { return incomplete_or_malformed(bytes) };
            let Some(end) = find(bytes, part, b"\r\n\r\n") else { return incomplete_or_malformed(bytes) };
            let headers = String::from_utf8_lossy(bytes.get(part..end).unwrap_or_default()).into_owned();
            let value = end + 4;
            let Some(name) = parameter(&headers, "name") else { return Read::Malformed };
            if let Some(file_name) = parameter(&headers, "filename") {
                return Read::Head(Self { fields, file_name, length: value });
            }
            let Some(end) = find(bytes, value, delimiter.as_bytes()) else { return incomplete_or_malformed(bytes) };
            let text = String::from_utf8_lossy(bytes.get(value..end).unwrap_or_default()).into_owned();
            fields.push((name, text));
            at = end + delimiter.len();
        }
    }
}

/// What is longer than a head can be is none.
fn incomplete_or_malformed(bytes: &[u8]) -> Read {
    if bytes.len() < FORM_HEAD_MAX_BYTES { Read::Incomplete } else { Read::Malformed }
}

/// The boundary that a `Content-Type` names, if it is that of such a form.
pub(crate) fn boundary(content_type: &str) -> Option<String> {
    let (kind, parameters) = content_type.split_once(';')?;
    if !kind.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let boundary = parameters.split(';').find_map(|parameter| parameter.trim().strip_prefix("boundary="))?;
    let boundary = boundary.trim_matches('"');
    (1..=FORM_BOUNDARY_MAX_BYTES).contains(&boundary.len()).then(|| boundary.to_owned())
}

/// Reads a form of so many bytes up to its file. None if it is no form with one file at its end.
pub(crate) async fn read(
    mut form: impl Stream<Item = Result<Vec<u8>>> + Unpin + 'static,
    boundary: &str,
    length: u64,
) -> Option<FormFile<impl Stream<Item = Result<Vec<u8>>> + 'static>> {
    let mut bytes = Vec::new();
    let head = loop {
        bytes.extend(form.next().await?.ok()?);
        match FormHead::read(&bytes, boundary) {
            Read::Head(head) => break head,
            Read::Incomplete => {}
            Read::Malformed => return None,
        }
    };
    let tail = format!("\r\n--{boundary}--\r\n").into_bytes();
    let file_bytes = length.checked_sub((head.length + tail.len()) as u64)?;
    let rest = bytes.split_off(head.length);
    let content = file(stream::iter([Ok(rest)]).chain(form), file_bytes, tail);
    Some(FormFile { head, bytes: file_bytes, content })
}

/// The file alone, of what comes from where it begins. It fails at its end if that is not the end
/// of the form.
fn file(
    form: impl Stream<Item = Result<Vec<u8>>> + 'static,
    length: u64,
    tail: Vec<u8>,
) -> impl Stream<Item = Result<Vec<u8>>> + 'static {
    let (mut left, mut seen) = (length, Vec::new());
    let end = stream::once(async { Ok(None) });
    form.map(|piece| piece.map(Some)).chain(end).map(move |piece| match piece? {
        Some(mut piece) => {
            let of_file = usize::try_from(left).unwrap_or(usize::MAX).min(piece.len());
            seen.extend(piece.split_off(of_file));
            left -= of_file as u64;
            // No more than the end is held of what should not be there.
            if seen.len() > tail.len() { Err(not_the_end()) } else { Ok(piece) }
        }
        None if seen == tail => Ok(Vec::new()),
        None => Err(not_the_end()),
    })
}

fn not_the_end() -> Error {
    Error::from("a form goes on behind its file")
}

/// The value of a parameter in the headers of a part. Browsers write names raw, with `%22` for a
/// quotation mark.
fn parameter(headers: &str, name: &str) -> Option<String> {
    let disposition = headers.split("\r\n").find_map(|line| {
        let (header, value) = line.split_once(':')?;
        header.trim().eq_ignore_ascii_case("content-disposition").then_some(value)
    })?;
    let mut rest = disposition.split_once(';')?.1;
    loop {
        let (key, after) = rest.split_once("=\"")?;
        let (value, next) = after.split_once('"')?;
        if key.trim_start_matches([';', ' ']).eq_ignore_ascii_case(name) {
            return Some(value.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n"));
        }
        rest = next;
    }
}

fn after_prefix(bytes: &[u8], at: usize, prefix: &str) -> Option<usize> {
    bytes.get(at..)?.starts_with(prefix.as_bytes()).then_some(at + prefix.len())
}

fn find(bytes: &[u8], from: usize, sought: &[u8]) -> Option<usize> {
    let place = bytes.get(from..)?.windows(sought.len()).position(|window| window == sought)?;
    Some(from + place)
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt as _;

    use super::*;

    const BOUNDARY: &str = "----natter7MA4YWxk";

    fn form(fields: &[(&str, &str)], name: &str, content: &[u8], end: &str) -> Vec<u8> {
        let mut form = Vec::new();
        for (name, value) in fields {
            let part = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            form.extend(part.into_bytes());
        }
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: image/png\r\n\r\n"
        );
        form.extend(head.into_bytes());
        form.extend(content);
        form.extend(format!("\r\n--{BOUNDARY}{end}").into_bytes());
        form
    }

    /// The head, and the file if it came to its end, of a form that comes in pieces of some bytes.
    fn received(form: &[u8], piece: usize) -> Option<(FormHead, Option<Vec<u8>>)> {
        let pieces: Vec<Result<Vec<u8>>> = form.chunks(piece).map(|piece| Ok(piece.to_vec())).collect();
        let read = read(stream::iter(pieces), BOUNDARY, form.len() as u64).now_or_never().unwrap()?;
        let pieces: Vec<Result<Vec<u8>>> = read.content.collect::<Vec<_>>().now_or_never().unwrap();
        let content: Option<Vec<u8>> =
            pieces.into_iter().collect::<Result<Vec<_>>>().ok().map(|pieces| pieces.concat());
        Some((read.head, content))
    }

    #[test]
    fn form_gives_its_fields_and_its_file() {
        let content = b"\x89PNG\r\n--not the end\r\n--\0".repeat(50);
        let form = form(&[("alt", "A cat\r\non a mat"), ("reply", "7")], "bild na\u{ef}ve%22.png", &content, "--\r\n");
        for piece in [1, 7, 1_000, 100_000] {
            let (head, file) = received(&form, piece).unwrap();
            assert_eq!((head.field("alt"), head.field("reply"), head.field("none")), ("A cat\r\non a mat", "7", ""));
            assert_eq!(head.file_name(), "bild naïve\".png");
            assert_eq!(file.as_deref(), Some(content.as_slice()), "in pieces of {piece}");
        }
    }

    #[test]
    fn empty_file_has_no_bytes() {
        let (_, file) = received(&form(&[], "", b"", "--\r\n"), 10).unwrap();
        assert_eq!(file, Some(Vec::new()));
    }

    #[test]
    fn form_that_does_not_end_with_its_file_fails() {
        for end in ["\r\n", "--", "--\r\n--", "--\r\n\r\n"] {
            let (_, file) = received(&form(&[("alt", "a")], "a.png", b"content", end), 16).unwrap();
            assert_eq!(file, None, "{end:?}");
        }
    }

    #[test]
    fn form_without_a_file_is_none() {
        let no_file =
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--{BOUNDARY}--\r\n");
        let no_name = format!("--{BOUNDARY}\r\nContent-Type: text/plain\r\n\r\nb\r\n");
        let long = form(&[("alt", &"x".repeat(2 * FORM_HEAD_MAX_BYTES))], "a.png", b"a", "--\r\n");
        for bad in [b"".as_slice(), b"file=1", no_file.as_bytes(), no_name.as_bytes(), &long] {
            assert!(received(bad, 1_000).is_none());
        }
    }

    #[test]
    fn boundary_is_that_of_a_form_with_files() {
        for (content_type, found) in [
            ("multipart/form-data; boundary=----natter7", Some("----natter7")),
            ("Multipart/Form-Data; charset=utf-8; boundary=\"a b\"", Some("a b")),
            ("multipart/form-data", None),
            ("multipart/form-data; boundary=", None),
            ("multipart/mixed; boundary=a", None),
            ("application/x-www-form-urlencoded", None),
        ] {
            assert_eq!(boundary(content_type).as_deref(), found, "{content_type}");
        }
    }
}
