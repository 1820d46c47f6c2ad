//! The audit log of a room, for those who manage it.

use maud::{Markup, html};

use crate::layout::{column, of_room, titled};
use crate::views::AuditView;
use crate::words::Words;
use crate::{time, urls};

/// Who decided what, the newest first.
#[must_use]
pub fn audit(view: &AuditView, words: &Words) -> Markup {
    let (room, said) = (view.room, &words.moderation.audit);
    let content = html! {
        p.back { a href=(urls::settings(room)) { (words.settings.title) } }
        h1 { (said.heading) }
        p.lead { (said.about) }
        @if view.entries.is_empty() { p { (said.none) } }
        ul.audit {
            @for entry in &view.entries {
                li {
                    p.small { time datetime=(time::timestamp(entry.at)) { (entry.local) } }
                    p { (entry.sentence) }
                }
            }
        }
        @if let Some(before) = view.older { p { a href=(urls::audit_before(room, before)) { (said.older) } } }
    };
    let title = of_room(said.heading, (view.title, room), (Some(&view.me), &view.members), words);
    column(&titled(&title, words), view.page, &content, words)
}
