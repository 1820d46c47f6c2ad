//! A room as somebody sees it who followed a link and has not joined: what it is about, who is
//! there, and one field.

use maud::{Markup, html};

use crate::avatar::avatar;
use crate::field::{field, form_token, name_label};
use crate::layout::{column, titled_form};
use crate::room_label::{label_with_members, room_label, room_name};
use crate::views::{MembersView, PreviewState, PreviewView};
use crate::words::Words;
use crate::{owner_text, urls};

/// Faces that are shown; the words count the rest.
const FACES_MAX: usize = 5;

/// People who are called by name.
const NAMES_MAX: usize = 2;

/// The page, with the one field that a room has to know.
#[must_use]
pub fn preview(view: &PreviewView, words: &Words) -> Markup {
    let (label, name) = (room_label(view.title, view.room, words), room_name(view.title, view.room));
    let said = &words.preview;
    let content = html! {
        div.preview {
            @if view.private && !view.title.is_empty() { p.small { (said.private) } }
            h1 dir="auto" { (owner_text(label)) }
            @match &view.state {
                PreviewState::New => p.lead { (said.new) },
                PreviewState::Locked => p.lead { (said.locked) },
                PreviewState::Open { topic, welcome, members, full } => {
                    @if !topic.is_empty() { p.lead dir="auto" { (owner_text(topic)) } }
                    (present(members, words))
                    @if !welcome.is_empty() { p.welcome dir="auto" { (owner_text(welcome)) } }
                    @if *full { p.refusal { (said.full) } }
                },
            }
        }
        @if !matches!(view.state, PreviewState::Locked) {
            form.join method="post" action=(urls::join(view.room)) {
                (field(&view.name, &name_label(words), words))
                (form_token(view.token))
                @if let Some(at) = view.at { input type="hidden" name="at" value=(at); }
                button type="submit" {
                    @if matches!(view.state, PreviewState::New) { (said.start) } @else { ((said.join)(name)) }
                }
            }
        }
        @if matches!(view.state, PreviewState::New) && !view.private {
            p.small { a href=(urls::new_room_at(view.room)) { (said.start_with_more) } }
        }
        p.small { a href=(urls::LANDING) { (words.site.to_the_front_page) } }
    };
    let title = titled_form(&page_label(view, words), view.name.problem.is_some(), words);
    column(&title, view.page, &content, words)
}

/// What the room is called in the title of the page: a private one without a name by who is there.
fn page_label(view: &PreviewView, words: &Words) -> String {
    match &view.state {
        PreviewState::Open { members, .. } => label_with_members(view.title, view.room, None, members, words),
        PreviewState::New | PreviewState::Locked => room_label(view.title, view.room, words).to_owned(),
    }
}

/// Who is there: a few faces and a line.
fn present(members: &MembersView, words: &Words) -> Markup {
    let (said, count) = (&words.preview, members.online_count);
    let names: Vec<Markup> =
        members.listed.iter().take(NAMES_MAX).map(|view| html! { bdi { (view.member.name) } }).collect();
    html! {
        p.present {
            @if count > 0 {
                span.faces aria-hidden="true" {
                    @for view in members.listed.iter().take(FACES_MAX) { (avatar(&view.member)) }
                }
            }
            span { ((said.present)(&names, count.saturating_sub(names.len()))) }
        }
    }
}
