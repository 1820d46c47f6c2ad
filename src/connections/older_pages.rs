//! Frames for pages of builds before there were pictures: words in the place of what these pages
//! would not make elements of.
//!
//! This relies on how our templates write, and on text being escaped: nobody can type a `<` or a
//! `"` into it.

use crate::protocol::Pictures;

/// The elements that such a page does not know.
const UNKNOWN: [&str; 3] = ["img", "audio", "video"];

/// A frame, as a page can take it.
pub(crate) fn for_page(frame: String, pictures: Pictures) -> String {
    match pictures {
        Pictures::Shown => frame,
        Pictures::Unknown if UNKNOWN.iter().any(|name| frame.contains(&format!("<{name}"))) => in_words(&frame),
        Pictures::Unknown => frame,
    }
}

/// A picture becomes what it shows. What stands beside a recording is a link to it already.
fn in_words(frame: &str) -> String {
    let mut words = String::with_capacity(frame.len());
    for (index, piece) in frame.split('<').enumerate() {
        let is_unknown = UNKNOWN.iter().any(|name| {
            let tag = piece.strip_prefix('/').unwrap_or(piece);
            tag.strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', '>']))
        });
        match piece.split_once('>').filter(|_| index > 0 && is_unknown) {
            Some((tag, behind)) => {
                let alt = tag.split_once(" alt=\"").and_then(|(_, alt)| alt.split_once('"'));
                words.push_str(alt.map_or("", |(alt, _)| alt));
                words.push_str(behind);
            }
            None => {
                if index > 0 {
                    words.push('<');
                }
                words.push_str(piece);
            }
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: &str = "<li><p>&lt;img></p><a href=\"/f\"><img src=\"/f\" alt=\"A &quot;cat&quot;\" width=\"8\"></a>\
                         <figure><audio controls src=\"/a\"></audio><a href=\"/a\">a.mp3</a></figure></li>";

    #[test]
    fn page_without_pictures_is_sent_words() {
        let words = "<li><p>&lt;img></p><a href=\"/f\">A &quot;cat&quot;</a>\
                     <figure><a href=\"/a\">a.mp3</a></figure></li>";
        assert_eq!(for_page(FRAME.to_owned(), Pictures::Unknown), words);
        assert_eq!(for_page(words.to_owned(), Pictures::Unknown), words, "nothing else changes");
    }

    #[test]
    fn page_with_pictures_is_sent_them() {
        assert_eq!(for_page(FRAME.to_owned(), Pictures::Shown), FRAME);
    }
}
