//! Where an owner decides about a room.

use maud::{Markup, html};

use crate::called::called;
use crate::field::{Focus, Label, field};
use crate::layout::{Scripts, layout};
use crate::urls;
use crate::views::SettingsView;

const TOPIC: Label = Label { id: "topic", text: "Topic", autocomplete: "off", focus: Focus::Later };
const WELCOME: Label =
    Label { id: "welcome", text: "What those who come are told", autocomplete: "off", focus: Focus::Later };
const CONFIRM: Label =
    Label { id: "confirm", text: "Type the room’s name to delete it", autocomplete: "off", focus: Focus::Later };

/// The page of a room's owner.
#[must_use]
pub fn settings(view: &SettingsView) -> Markup {
    let room = view.room;
    let body = html! {
        body.landing {
            main {
                p.back { a href=(urls::room(room)) { "‹ Back to " (called(room)) } }
                h1 { "Settings of " (called(room)) }
                @if view.saved { p.ok role="status" { "Saved. Everyone in the room sees it already." } }
                form.join method="post" action=(urls::settings(room)) {
                    (field(&view.topic, &TOPIC))
                    (field(&view.welcome, &WELCOME))
                    @if let Some(listed) = view.listed {
                        label.choice { input type="checkbox" name="listed" value="yes" checked[listed]; " List the room on the front page" }
                    }
                    label.choice { input type="checkbox" name="locked" value="yes" checked[view.locked]; " Lock it: let in only those who have been here" }
                    button type="submit" { "Save" }
                }
                section {
                    h2 { "Own it elsewhere" }
                    @if let Some(link) = view.link {
                        p { "Whoever opens this link can become an owner. It is shown this once; a new one ends it." }
                        p { code.link { (link) } }
                    } @else {
                        p.small { "A link makes you an owner on another device, or somebody else one. A new link ends the one before." }
                    }
                    form method="post" action=(urls::owner_link(room)) { button type="submit" { "Make an owner link" } }
                }
                form.join.grave method="post" action=(urls::delete(room)) {
                    h2 { "Delete the room" }
                    p.small { "Everybody is sent away, and everything that was said here is gone, at once and for good." }
                    (field(&view.confirm, &CONFIRM))
                    button.grave type="submit" { "Delete " (called(room)) }
                }
            }
        }
    };
    layout("Settings · Natter", Scripts::None, &body)
}
