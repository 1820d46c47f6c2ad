//! The page on which files are sent without a script: what waits, a form that adds to it, and one
//! that sends all of it.

use maud::{Markup, html};

use crate::layout::{column, of_room, titled_form};
use crate::room_label::room_name;
use crate::uploads::{Place, uploads};
use crate::views::{FilesPageView, UploadsView};
use crate::words::Words;
use crate::{ids, refusal, urls};

/// The field for a file, and the one for what it shows.
const FILE: &str = "file";
const ALT: &str = "alt";

/// What stands under the field: how many files, and how large.
const LIMITS: &str = "limits";

/// The page. Scripts take the list of what waits from it.
#[must_use]
pub fn files_page(view: &FilesPageView, words: &Words) -> Markup {
    let (room, said) = (view.room, &words.files);
    let waiting = view.uploads.waiting;
    let content = html! {
        p.back { a href=(urls::room(room)) { ((words.site.back_to_room)(room_name(view.title, room))) } }
        h1 { (said.heading) }
        @if let Some(sentence) = view.problem { div id=(ids::REFUSAL) { (refusal(sentence)) } }
        (uploads(&view.uploads, room, Place::Page, words))
        @for file in waiting {
            @if file.is_picture() {
                form id=(ids::upload_alt(file.id)) hidden method="post" action=(urls::upload(room, file.id)) {
                    (kept(view))
                }
            }
            form id=(ids::upload_removal(file.id)) hidden method="post" action=(urls::remove_upload(room, file.id)) {
                (kept(view))
            }
        }
        @if waiting.len() < view.uploads.per_message {
            (upload_form(view, words))
        } @else {
            p.small { ((said.full)(view.uploads.per_message)) }
        }
        (send_form(view, words))
    };
    let title = of_room(said.heading, (view.title, room), (Some(&view.me), &view.members), words);
    column(&titled_form(&title, view.problem.is_some(), words), view.page, &content, words)
}

/// What was typed goes along, or it would not be on the page that comes back.
fn kept(view: &FilesPageView) -> Markup {
    html! {
        @if !view.text.is_empty() { input type="hidden" name="text" value=(view.text); }
        @if !view.reply.is_empty() { input type="hidden" name="reply" value=(view.reply); }
    }
}

/// The file comes last: the site has read the other fields before it.
fn upload_form(view: &FilesPageView, words: &Words) -> Markup {
    let said = &words.files;
    let UploadsView { per_message, max_bytes, .. } = view.uploads;
    html! {
        form.join method="post" action=(urls::files(view.room)) enctype="multipart/form-data" {
            (kept(view))
            div.field {
                label for=(ALT) { (said.describe_first) }
                input id=(ALT) name="alt" type="text" dir="auto" placeholder=" " autocomplete="off";
            }
            div.field {
                label for=(FILE) { (said.choose) }
                input id=(FILE) name="file" type="file" required aria-describedby=(described_by(view));
                p.small id=(LIMITS) { ((said.limits)(per_message, max_bytes)) }
            }
            button.secondary type="submit" { (said.upload) }
        }
    }
}

/// What is wrong with a file is said above the forms.
fn described_by(view: &FilesPageView) -> String {
    if view.problem.is_some() { format!("{} {LIMITS}", ids::REFUSAL) } else { LIMITS.to_owned() }
}

/// A message like any other, which needs no text if it has files.
fn send_form(view: &FilesPageView, words: &Words) -> Markup {
    let said = &words.files;
    let is_alone = view.uploads.waiting.is_empty();
    let ids_of_all = view.uploads.waiting.iter().map(|file| file.id).collect::<Vec<_>>().join(" ");
    html! {
        form.join method="post" action=(urls::say(view.room)) {
            input type="hidden" name="cid" value=(view.cid);
            input type="hidden" name="files" value=(ids_of_all);
            @if !view.reply.is_empty() { input type="hidden" name="reply" value=(view.reply); }
            div.field {
                label for=(ids::TEXT) { @if is_alone { (words.composer.new_message) } @else { (said.text) } }
                textarea id=(ids::TEXT) name="text" rows="2" dir="auto" required[is_alone]
                    { "\n" (view.text) }
            }
            button type="submit" { (words.composer.send) }
        }
    }
}
