//! The files of a message: pictures are seen, recordings are played, everything else is saved.

use maud::{Markup, html};

use crate::layout::OUTSIDE;
use crate::views::{FileShape, FileView, MessageView};
use crate::words::{Words, isolated};
use crate::{icons, urls};

/// Pixels on either side of a picture as a message shows it.
const SHOWN_MAX_PX: u32 = 320;

/// How much longer one side of a picture may be than the other: what is longer is cut, and seen
/// whole where its link leads.
const SIDES_MAX: u32 = 3;

/// What came with a message, in its order; nothing as a rule. Two pictures or more stand in a grid.
///
/// Every link leads out of the frame with the log.
pub(crate) fn files(view: &MessageView, words: &Words) -> Markup {
    let pictures = view.files.iter().filter(|file| file.is_picture()).count();
    // Of an odd number the first one is as wide as two.
    let lead = view.files.iter().find(|file| file.is_picture()).filter(|_| pictures > 1 && pictures % 2 == 1);
    html! {
        @if !view.files.is_empty() {
            div.files.several[pictures > 1] {
                @for file in &view.files {
                    @match file.shape {
                        FileShape::Picture { width, height, has_preview } => {
                            @let address = preview_or_file(view.room, file, has_preview);
                            @let is_lead = lead.is_some_and(|lead| lead.id == file.id);
                            (picture(view.room, file, &Shown::of(width, height), &address, is_lead))
                        },
                        FileShape::Audio => figure.media {
                            audio controls preload="none" src=(address(view.room, file)) aria-label=(file.name) {}
                            (caption(view.room, file, words))
                        },
                        FileShape::Video => figure.media {
                            video controls preload="metadata" src=(address(view.room, file)) aria-label=(file.name) {}
                            (caption(view.room, file, words))
                        },
                        FileShape::Download => (download(view.room, file, words)),
                    }
                }
            }
        }
    }
}

fn address(room: &str, file: &FileView) -> String {
    urls::file(room, file.id, file.name)
}

/// The small picture of a picture if there is one, or else the picture itself.
pub(crate) fn preview_or_file(room: &str, file: &FileView, has_preview: bool) -> String {
    if has_preview { urls::preview(room, file.id) } else { address(room, file) }
}

/// A picture as large as a message shows it: in its width and height, so that its place is kept
/// until it has come.
struct Shown {
    width: u32,
    height: u32,
    cut: Option<Cut>,
}

/// Where a picture is cut that is too long on one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cut {
    /// At its left and its right.
    Wide,
    /// Above and below.
    Tall,
}

impl Shown {
    fn of(width: u32, height: u32) -> Self {
        let (width, height) = (width.max(1), height.max(1));
        let fitting = |long: u32, short: u32| {
            let shown = long.min(SHOWN_MAX_PX);
            // At most as long as the product of two numbers of 32 bits.
            let other = u64::from(shown) * u64::from(short) / u64::from(long);
            (shown, u32::try_from(other).unwrap_or(shown).max(1))
        };
        if width >= height {
            let is_cut = width / height >= SIDES_MAX && width > SHOWN_MAX_PX / SIDES_MAX;
            let (width, height) = fitting(width, height);
            let cut = is_cut.then_some(Cut::Wide);
            Self { width, height: if is_cut { height.max(width / SIDES_MAX) } else { height }, cut }
        } else {
            let is_cut = height / width >= SIDES_MAX && height > SHOWN_MAX_PX / SIDES_MAX;
            let (height, width) = fitting(height, width);
            let cut = is_cut.then_some(Cut::Tall);
            Self { width: if is_cut { width.max(height / SIDES_MAX) } else { width }, height, cut }
        }
    }
}

/// A picture leads to itself; a script shows it in front of the page (`on_demand/lightbox.js`).
fn picture(room: &str, file: &FileView, shown: &Shown, src: &str, is_lead: bool) -> Markup {
    let alt = if file.alt.is_empty() { file.name } else { file.alt };
    html! {
        a.picture.lead[is_lead].wide[shown.cut == Some(Cut::Wide)].tall[shown.cut == Some(Cut::Tall)]
            href=(address(room, file)) target=(OUTSIDE) data-name=(file.name)
        {
            img src=(src) width=(shown.width) height=(shown.height) alt=(alt) loading="lazy" decoding="async";
        }
    }
}

/// Under what is played: its name, which leads to it, and its size.
fn caption(room: &str, file: &FileView, words: &Words) -> Markup {
    html! {
        figcaption {
            a href=(address(room, file)) target=(OUTSIDE) { bdi { (file.name) } }
            " " small { ((words.files.size)(file.bytes)) }
        }
    }
}

fn download(room: &str, file: &FileView, words: &Words) -> Markup {
    html! {
        a.download href=(address(room, file)) target=(OUTSIDE) download=(file.name) {
            (icons::file())
            span {
                bdi { (file.name) } " "
                small { (kind_and_size(file, words)) }
            }
        }
    }
}

/// Such as "PDF · 2.3 MB".
pub(crate) fn kind_and_size(file: &FileView, words: &Words) -> Markup {
    html! { @if let Some(kind) = file.kind() { (isolated(&kind)) " · " } ((words.files.size)(file.bytes)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn picture_keeps_its_shape_within_a_box() {
        for ((width, height), shown) in [
            ((4_000, 3_000), (320, 240, None)),
            ((3_000, 4_000), (240, 320, None)),
            ((200, 100), (200, 100, None)),
            ((16, 16), (16, 16, None)),
            ((4_000, 400), (320, 106, Some(Cut::Wide))),
            ((1, 16_384), (106, 320, Some(Cut::Tall))),
            ((90, 3), (90, 3, None)),
            ((0, 0), (1, 1, None)),
        ] {
            let found = Shown::of(width, height);
            assert_eq!((found.width, found.height, found.cut), shown, "{width} × {height}");
        }
    }
}
