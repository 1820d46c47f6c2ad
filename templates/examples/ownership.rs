//! Somebody's own pages: who they are in a room, and what an owner decides.

use maud::Markup;

use super::cast::{ADA, NOTHING, OWNER_LINK, PRIVATE_ROOM, profile, settings};
use super::{Example, Surroundings};
use crate::views::{FieldView, NewOwnerLinkView, OwnedRoomView, OwnerLinkView, OwnerView, ProfileView, SettingsView};
use crate::words::Words;

/// Profile, settings, owner link.
pub(super) const EXAMPLES: &[Example] = &[
    page("profile", "guest", |words| crate::profile(&profile(), words)),
    page("profile", "owner of rooms", |words| {
        let alone = OwnedRoomView { room: "garden", title: "Tea & Cake", is_only_owner: true };
        let shared = OwnedRoomView { room: PRIVATE_ROOM, title: "", is_only_owner: false };
        crate::profile(&ProfileView { owned: vec![alone, shared], ..profile() }, words)
    }),
    page("profile", "name taken", |words| {
        let problem = (words.refusals.name_taken_but)("Grace 2");
        let name = FieldView { text: "Grace", problem: Some(&problem), suggestion: Some("Grace 2") };
        crate::profile(&ProfileView { name, ..profile() }, words)
    }),
    page("settings", "two owners", |words| crate::settings(&settings(), words)),
    page("settings", "only owner", |words| {
        let owners = vec![OwnerView { member: ADA, is_reader: true }];
        crate::settings(&SettingsView { owners, ..settings() }, words)
    }),
    page("settings", "saved, with an owner link", |words| {
        let link = "https://natter.example/r/garden/own#0123456789abcdef0123456789abcdef";
        let code = "0123456789abcdef0123456789abcdef";
        let link = Some(NewOwnerLinkView { link, code, uses: 2 });
        crate::settings(&SettingsView { link, saved: true, ..settings() }, words)
    }),
    page("settings", "private room, locked", |words| {
        let view = SettingsView { room: PRIVATE_ROOM, saved_title: "", title: NOTHING, ..settings() };
        crate::settings(&SettingsView { listed: None, locked: true, ..view }, words)
    }),
    page("settings", "topic too long", |words| {
        let problem = (words.refusals.topic_too_long)(200);
        let topic =
            FieldView { text: "Everything that grows, and then some more", problem: Some(&problem), suggestion: None };
        crate::settings(&SettingsView { topic, ..settings() }, words)
    }),
    page("settings", "deletion not confirmed", |words| {
        let confirm = FieldView { text: "yes", problem: Some(words.refusals.not_confirmed), suggestion: None };
        crate::settings(&SettingsView { confirm, ..settings() }, words)
    }),
    page("owner_link", "without scripts", |words| crate::owner_link(&OWNER_LINK, words)),
    page("owner_link", "expired", |words| {
        let code = FieldView { text: "0123", problem: Some(words.refusals.owner_link_expired), suggestion: None };
        crate::owner_link(&OwnerLinkView { code, ..OWNER_LINK }, words)
    }),
];

const fn page(component: &'static str, state: &'static str, render: fn(&Words) -> Markup) -> Example {
    Example::new(component, state, Surroundings::Page, render)
}
