//! Cookies that are not signed: what a browser keeps for itself.

use room::Slug;

use super::text_of;
use crate::ignored_members::IgnoredMembers;
use crate::kept_form::KeptForm;
use crate::left_rooms;
use crate::limits::{IGNORED_MAX, READ_MARKERS_MAX};
use crate::read_markers::ReadMarkers;

/// Whatever stands in cookies, what is read of it is within its bounds, and is read again as it was
/// when we have written it.
pub fn cookies(data: &[u8]) {
    let header = text_of(data);
    let ignored = IgnoredMembers::read(&header);
    assert!(ignored.iter().count() <= IGNORED_MAX);
    let written = ignored.cookie("https://natter.example/");
    assert_is_one_cookie(&written);
    let again = IgnoredMembers::read(written.split(';').next().unwrap_or_default());
    assert_eq!(again, ignored);

    let markers = ReadMarkers::read(&header);
    assert!(markers.recent().len() <= READ_MARKERS_MAX);
    // Proofs are compared, and never written as they came.
    let is_ours = |proof: &str| proof.bytes().all(|byte| byte.is_ascii_hexdigit());
    for marker in markers.recent().iter().filter(|marker| is_ours(&marker.proof)) {
        let written = marker.written();
        assert_is_one_cookie(&written);
        let again = ReadMarkers::read(&written);
        let [again] = again.recent() else { unreachable!("one marker: {written}") };
        assert_eq!((&again.room, again.seen, &again.proof), (&marker.room, marker.seen, &marker.proof));
        assert!(again.title == marker.title || again.title.as_str().ends_with('…'), "{written}");
    }

    if let Some(form) = KeptForm::read(&header) {
        let written = form.cookies();
        written.split("; ").for_each(assert_is_one_cookie);
        assert_eq!(KeptForm::read(&written), Some(form));
    }
    let _ = left_rooms::is_marked(&header, &Slug::lobby());
}

/// Nothing ends it before its end, or adds a line to the header.
fn assert_is_one_cookie(written: &str) {
    assert!(written.chars().all(|c| c.is_ascii_graphic() || c == ' '), "{written}");
    let value = written.split("; ").next().and_then(|pair| pair.split_once('=')).map_or("", |(_, value)| value);
    assert!(!value.contains(['"', ',', ';', '\\', ' ']), "{written}");
}
