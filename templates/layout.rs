//! The frame around every document.

use maud::{DOCTYPE, Markup, html};

use crate::language_switch::language_switch;
use crate::room_label::label_with_members;
use crate::views::{MemberView, MembersView};
use crate::words::Words;
use crate::{assets, ids};

/// Whether a document runs our scripts.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Scripts {
    /// It does: a room.
    Room,
    /// It runs one module of its own.
    Only(&'static str),
    /// It does not: everything else.
    None,
}

/// What htmx may do here: no history of its own, no styles of its own, no waiting before a swap
/// counts as done (in a hidden tab that wait can be a minute, and the next frame waits with it).
const HTMX_CONFIG: &str = r#"{"history":false,"includeIndicatorCSS":false,"defaultSettleDelay":0}"#;

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
pub(crate) fn layout(title: &str, scripts: Scripts, body: &Markup, words: &Words) -> Markup {
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
                @if let Scripts::Only(module) = scripts { script src=(module) type="module" {} }
                @if let Scripts::Room = scripts {
                    meta name="htmx-config" content=(HTMX_CONFIG);
                    script src=(assets::HTMX_4_0_1_MIN_JS) defer {}
                    // Otherwise a browser finds a module only when the one that imports it has
                    // come.
                    @for module in assets::MODULES { link rel="modulepreload" href=(module); }
                    script src=(assets::ROOM_MODULE) type="module" {}
                }
            }
            (body)
        }
    }
}

/// A page without scripts: one column of text and forms, with the switch of the language under it,
/// which leads back to its address.
pub(crate) fn column(title: &str, address: &str, content: &Markup, words: &Words) -> Markup {
    column_with(title, Scripts::None, address, content, words)
}

/// The same, with a script.
pub(crate) fn column_with(title: &str, scripts: Scripts, address: &str, content: &Markup, words: &Words) -> Markup {
    let body = html! {
        body.landing {
            (skip_link(ids::MAIN, words.site.skip_to_content))
            main id=(ids::MAIN) tabindex="-1" { (content) }
            footer { (language_switch(address, words)) }
        }
    };
    layout(title, scripts, &body, words)
}
