//! Files that wait to be sent, in the composer and on the page without a script.

use maud::{Markup, html};

use crate::files::preview_or_file;
use crate::views::{FileShape, FileView, UploadsView};
use crate::words::Words;
use crate::{icons, ids, urls};

/// What a script fills in where a name belongs.
const NAME: &str = "{name}";

/// Where a file that waits is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// In the composer: what is typed there is saved by a script.
    Composer,
    /// On the page for files, in forms.
    Page,
}

/// A file that waits to be sent. The site answers with it to a script that has put one there, and
/// scripts take it from the page for files.
///
/// Its field and its button belong to forms of that page ([`ids::upload_alt`],
/// [`ids::upload_removal`]). In the composer, which has neither, they belong to no form: what is
/// typed there is not sent with the message, and Enter sends nothing.
#[must_use]
pub fn upload_item(file: &FileView, room: &str, words: &Words) -> Markup {
    item(file, room, Place::Composer, words)
}

fn item(file: &FileView, room: &str, place: Place, words: &Words) -> Markup {
    let said = &words.files;
    html! {
        li.upload id=(ids::upload(file.id)) data-upload=(file.id) {
            span.thumb { (thumb(file, room)) }
            bdi.name { (file.name) }
            small.size { ((said.size)(file.bytes)) }
            button.take-out type="submit" form=(ids::upload_removal(file.id)) data-do="take-out"
                aria-label=((said.take_out)(file.name)) title=(said.remove) { (icons::cross()) }
            @if file.is_picture() {
                span.describe {
                    input.alt form=(ids::upload_alt(file.id)) name="alt" type="text" value=(file.alt) dir="auto"
                        autocomplete="off" placeholder=(said.describe) aria-label=((said.description_of)(file.name));
                    @if place == Place::Page {
                        button.save type="submit" form=(ids::upload_alt(file.id)) { (said.save) }
                    }
                }
            }
        }
    }
}

/// Beside its name, which says what it is.
fn thumb(file: &FileView, room: &str) -> Markup {
    html! {
        @match file.shape {
            FileShape::Picture { has_preview, .. } => {
                img src=(preview_or_file(room, file, has_preview)) width="40" height="40" alt="" decoding="async";
            }
            FileShape::Audio => (icons::audio()),
            FileShape::Video => (icons::video()),
            FileShape::Download => (icons::file()),
        }
    }
}

/// All that wait, with the words and limits that scripts need.
pub(crate) fn uploads(view: &UploadsView, room: &str, place: Place, words: &Words) -> Markup {
    let said = &words.files;
    html! {
        ul.uploads id=(ids::UPLOADS) aria-label=(said.waiting) data-max-files=(view.per_message)
            data-max-bytes=(view.max_bytes) data-max-preview-bytes=(view.preview_max_bytes)
            data-too-many=((said.refusals.too_many)(view.per_message))
            data-too-large=((said.refusals.too_large)(view.max_bytes)) data-waits=(said.waits)
        {
            @for file in view.waiting {
                @match place {
                    Place::Composer => (upload_item(file, room, words)),
                    Place::Page => (item(file, room, place, words)),
                }
            }
        }
    }
}

/// In the composer: all that wait, and their ids, which a script keeps.
pub(crate) fn uploads_to_send(view: &UploadsView, room: &str, words: &Words) -> Markup {
    html! {
        (uploads(view, room, Place::Composer, words))
        input type="hidden" name="files" value="";
    }
}

/// Before the field for a message. A script opens what picks files; without one the button leads to
/// the page for files, with what was typed.
pub(crate) fn attach(room: &str, words: &Words) -> Markup {
    let label = words.files.add;
    html! {
        button.attach type="submit" formaction=(urls::files(room)) formnovalidate aria-label=(label) title=(label) {
            (icons::clip())
        }
        input type="file" id=(ids::FILE_INPUT) multiple hidden tabindex="-1";
    }
}

/// What the browser shows of a file on its way to the site: it fills in the name, also where it
/// stands in braces.
pub(crate) fn upload_template(words: &Words) -> Markup {
    let said = &words.files;
    html! {
        template id=(ids::UPLOAD_TEMPLATE) {
            li.upload {
                span.thumb { (icons::file()) }
                bdi.name {}
                small.size {}
                button.take-out type="button" data-do="take-out" aria-label=((said.take_out)(NAME)) title=(said.remove)
                    { (icons::cross()) }
                progress max="100" value="0" aria-label=((said.uploading)(NAME)) {}
                div.send-status {}
                p.unsent role="alert" hidden {
                    (said.did_not_arrive) " "
                    button type="button" data-do="retry" { (words.pending.try_again) }
                }
            }
        }
    }
}
