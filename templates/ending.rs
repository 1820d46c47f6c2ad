//! What stands where the composer was, once a page has ended: what happened, and the way on.

use maud::{Markup, html};

use crate::urls;
use crate::views::{EndingView, WayOn};
use crate::words::Words;

/// The banners by the code with which a connection is closed, for the script of a page that has
/// ended (`on_demand/ended_page.js`) to choose from. The last one, without a code, is for a code
/// that nobody knows here: a newer server closed it.
#[must_use]
pub fn endings(views: &[EndingView], room: &str, words: &Words) -> Markup {
    html! {
        @for view in views { (ending(Some(view.code), &view.sentence, view.way_on, room, words)) }
        (ending(None, words.endings.closed, WayOn::Reload, room, words))
    }
}

/// Where the way on leads, and what its link says.
pub(crate) fn link(way_on: WayOn, room: &str, words: &Words) -> (String, &'static str) {
    let in_room = urls::room(room);
    match way_on {
        WayOn::Reload => (in_room, words.endings.reload),
        WayOn::EnterName => (urls::landing_for(room), words.endings.enter_name),
        WayOn::ChooseAnotherName => (in_room, words.endings.choose_another_name),
        WayOn::JoinAgain => (in_room, words.endings.join_again),
        WayOn::FrontPage => (urls::LANDING.to_owned(), words.site.to_the_front_page),
    }
}

fn ending(code: Option<u16>, sentence: &str, way_on: WayOn, room: &str, words: &Words) -> Markup {
    let (url, label) = link(way_on, room, words);
    html! {
        section.ending tabindex="-1" data-code=[code] {
            p role="alert" { (sentence) }
            p.kept hidden { span.small { (words.endings.kept) } span.draft dir="auto" {} }
            a href=(url) { (label) }
        }
    }
}
