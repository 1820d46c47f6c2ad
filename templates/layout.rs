//! The frame around every document.

use maud::{DOCTYPE, Markup, html};

use crate::language_switch::language_switch;
use crate::room_label::label_with_members;
use crate::views::{MemberView, MembersView};
use crate::words::Words;
use crate::{assets, ids};

/// What a document is, and with it what it loads.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Document {
    /// A room. Its log is kept up to date by scripts, or without them in a frame.
    Room,
    /// The log of a room in a frame, for browsers without scripts.
    LogFrame,
    /// The same frame once it has ended, or could not be loaded.
    EndedLogFrame,
    /// Any other page.
    Page,
    /// Any other page, with one module of its own.
    PageWith(&'static str),
}

/// What htmx may do here: no history of its own, no styles of its own, no waiting before a swap
/// counts as done (in a hidden tab that wait can be a minute, and the next frame waits with it).
const HTMX_CONFIG: &str = r#"{"history":false,"includeIndicatorCSS":false,"defaultSettleDelay":0}"#;

/// Where a link in a frame opens that leads out of it.
pub(crate) const OUTSIDE: &str = "_top";

/// The title of a page, with whose page it is.
pub(crate) fn titled(page: &str, words: &Words) -> String {
    format!("{page} · {}", words.site.name)
}

/// The title of a page with a form, which begins with what is wrong if something is: whoever cannot
/// see the page hears its title first.
pub(crate) fn titled_form(page: &str, is_refused: bool, words: &Words) -> String {
    let title = titled(page, words);
    if is_refused { (words.site.error)(&title) } else { title }
}

/// The title of a page about a room, which tells it from the same page of another one. It calls the
/// room as the title of the room's own page does.
pub(crate) fn of_room(
    page: &str,
    (title, room): (&str, &str),
    (me, members): (Option<&MemberView>, &MembersView),
    words: &Words,
) -> String {
    format!("{page} · {}", label_with_members(title, room, me, members, words))
}

/// The way past what stands on every page, for those who go by keyboard. Shown while it has the
/// focus.
pub(crate) fn skip_link(target: &str, label: &str) -> Markup {
    html! { a.skip href={ "#" (target) } { (label) } }
}

/// A whole document.
pub(crate) fn layout(title: &str, document: Document, body: &Markup, words: &Words) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(words.lang) dir=(words.dir) {
            head {
                meta charset="utf-8";
                title { (title) }
                meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content";
                meta name="color-scheme" content="light dark";
                meta name="description" content=(words.site.description);
                link rel="icon" href=(assets::ICON_SVG) type="image/svg+xml";
                link rel="stylesheet" href=(assets::NATTER_CSS);
                (loaded_by(document))
                @if !words.site.announcement.is_empty() { link rel="stylesheet" href=(assets::ANNOUNCEMENT_CSS); }
            }
            (body)
        }
    }
}

/// What the operator announces; nothing as a rule.
pub(crate) fn announcement(words: &Words) -> Markup {
    let said = &words.site.announcement;
    html! { @if !said.is_empty() { p.announcement role="note" dir="auto" { (said) } } }
}

/// What a document loads beside what all do.
fn loaded_by(document: Document) -> Markup {
    let sheet = |address: &str| html! { link rel="stylesheet" href=(address); };
    html! {
        @match document {
            Document::Room => {
                noscript { (sheet(assets::WITHOUT_SCRIPTS_CSS)) }
                meta name="htmx-config" content=(HTMX_CONFIG);
                script src=(assets::HTMX_4_0_1_MIN_JS) defer {}
                script src=(assets::ROOM_SCRIPT) type="module" {}
            }
            Document::LogFrame => (sheet(assets::WITHOUT_SCRIPTS_CSS)),
            Document::EndedLogFrame => { (sheet(assets::PAGES_CSS)) (sheet(assets::WITHOUT_SCRIPTS_CSS)) }
            Document::Page => (sheet(assets::PAGES_CSS)),
            Document::PageWith(module) => {
                (sheet(assets::PAGES_CSS))
                script src=(module) type="module" {}
            }
        }
    }
}

/// A page without scripts: one column of text and forms, with the switch of the language under it,
/// which leads back to its address.
pub(crate) fn column(title: &str, address: &str, content: &Markup, words: &Words) -> Markup {
    column_with(title, Document::Page, address, content, words)
}

/// The same, with a script.
pub(crate) fn column_with(title: &str, document: Document, address: &str, content: &Markup, words: &Words) -> Markup {
    column_of(Width::OfForms, title, document, address, content, words)
}

/// A page without scripts that is as wide as the log.
pub(crate) fn wide_column(title: &str, address: &str, content: &Markup, words: &Words) -> Markup {
    column_of(Width::OfMessages, title, Document::Page, address, content, words)
}

/// How wide a page of one column is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Width {
    OfForms,
    OfMessages,
}

fn column_of(width: Width, title: &str, document: Document, address: &str, content: &Markup, words: &Words) -> Markup {
    let body = html! {
        body.landing.wide[width == Width::OfMessages] {
            (skip_link(ids::MAIN, words.site.skip_to_content))
            main id=(ids::MAIN) tabindex="-1" { (announcement(words)) (content) }
            footer { (language_switch(address, words)) }
        }
    };
    layout(title, document, &body, words)
}
