//! Somebody's own pages: who they are in a room, and what an owner decides.

use maud::Markup;

use super::cast::{ADA, GRACE, LONG_NAME, LONG_WORD, NOOR, NOTHING, OWNER_LINK, PRIVATE_ROOM, profile, settings};
use super::scripted::changed;
use super::{Example, Surroundings};
use crate::ignoring::{ignore_form, ignored};
use crate::views::{
    FieldView, Ignoring, MemberView, NewOwnerLinkView, OwnedRoomView, OwnerLinkView, OwnerView, PostingSettingsView,
    ProfileView, RetentionView, Role, SettingsView,
};
use crate::words::Words;

/// Profile, settings, owner link.
pub(super) const EXAMPLES: &[Example] = &[
    page("profile", "guest", |words| crate::profile(&profile(), words)),
    page("profile", "owner of rooms", |words| {
        let alone = OwnedRoomView { room: "garden", title: "Tea & Cake", is_only_owner: true };
        let shared = OwnedRoomView { room: PRIVATE_ROOM, title: "", is_only_owner: false };
        crate::profile(&ProfileView { owned: vec![alone, shared], ..profile() }, words)
    }),
    page("profile", "somebody is ignored", |words| {
        let unnamed = MemberView { id: "zzzzzzzzzzzzzzz2", name: "" };
        crate::profile(&ProfileView { ignored: vec![GRACE, unnamed], ..profile() }, words)
    }),
    page("profile", "private room", |words| crate::profile(&ProfileView { room: PRIVATE_ROOM, ..profile() }, words)),
    page("profile", "name taken", |words| {
        let problem = (words.refusals.name_taken_but)("Grace 2");
        let name = FieldView { text: "Grace", problem: Some(&problem), suggestion: Some("Grace 2") };
        crate::profile(&ProfileView { name, ..profile() }, words)
    }),
    page("profile", "long words", |words| {
        let owned = vec![OwnedRoomView { room: "garden", title: LONG_WORD, is_only_owner: true }];
        let name = FieldView { text: LONG_NAME.name, ..NOTHING };
        crate::profile(&ProfileView { title: LONG_WORD, me: LONG_NAME, name, owned, ..profile() }, words)
    }),
    page("profile", "right to left", |words| {
        let owned = vec![OwnedRoomView { room: "garden", title: "غرفة الحديقة", is_only_owner: true }];
        let name = FieldView { text: NOOR.name, ..NOTHING };
        crate::profile(&ProfileView { title: "غرفة الحديقة", me: NOOR, name, owned, ..profile() }, words)
    }),
    page("profile", "with scripts", |words| notified(words.notifications.saved, words)),
    page("profile", "notifications are blocked", |words| notified(words.notifications.denied, words)),
    part("nobody yet", |words| ignore_form("garden", &GRACE, Ignoring::NotYet, words)),
    part("somebody", |words| ignore_form("garden", &GRACE, Ignoring::Already, words)),
    part("long words", |words| ignore_form("garden", &LONG_NAME, Ignoring::NotYet, words)),
    part("right to left", |words| ignore_form("garden", &NOOR, Ignoring::NotYet, words)),
    part("several", |words| ignored("garden", &[GRACE, NOOR, LONG_NAME], words)),
    page("settings", "two owners", |words| crate::settings(&settings(), words)),
    page("settings", "only owner", |words| {
        let owners = vec![OwnerView { member: ADA, is_reader: true }];
        crate::settings(&SettingsView { owners, ..settings() }, words)
    }),
    page("settings", "saved, with an owner link", |words| {
        let link = "https://natter.example/r/garden/own#0123456789abcdef0123456789abcdef";
        let code = "0123456789abcdef0123456789abcdef";
        let link = Some(NewOwnerLinkView { link, code, role: Role::Owner, uses: 2 });
        crate::settings(&SettingsView { link, saved: true, ..settings() }, words)
    }),
    page("settings", "messages are kept as long as the site does", |words| {
        let retention = RetentionView { chosen: 0, choices: vec![0, 1, 7], site: 30 };
        crate::settings(&SettingsView { retention, ..settings() }, words)
    }),
    page("settings", "saved, with a moderator link", |words| {
        let link = "https://natter.example/r/garden/moderate#0123456789abcdef0123456789abcdef";
        let code = "0123456789abcdef0123456789abcdef";
        let link = Some(NewOwnerLinkView { link, code, role: Role::Moderator, uses: 1 });
        let moderators = vec![OwnerView { member: NOOR, is_reader: false }];
        crate::settings(&SettingsView { link, moderators, ..settings() }, words)
    }),
    page("settings", "last owner cannot step down", |words| {
        crate::settings(&SettingsView { owners_problem: Some(words.refusals.last_owner), ..settings() }, words)
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
    page("settings", "title too long", |words| {
        let problem = (words.refusals.title_too_long)(40);
        let title = FieldView { text: "The room for everything that grows", problem: Some(&problem), suggestion: None };
        crate::settings(&SettingsView { title, ..settings() }, words)
    }),
    page("settings", "welcome too long", |words| {
        let problem = (words.refusals.welcome_too_long)(500);
        let welcome = FieldView { text: "Mind the flower beds.", problem: Some(&problem), suggestion: None };
        crate::settings(&SettingsView { welcome, ..settings() }, words)
    }),
    page("settings", "rules for posting, a list of words refused", |words| {
        let problem = (words.posting.refused_words)(100, 32);
        let typed = FieldView { text: "rude\ntwo words", problem: Some(&problem), suggestion: None };
        let view = settings();
        let posting = PostingSettingsView {
            read_only: true,
            slow_mode_s: 30,
            no_newcomer_links: true,
            words: typed,
            ..view.posting
        };
        crate::settings(&SettingsView { posting, ..view }, words)
    }),
    page("settings", "long words", |words| {
        let [title, topic, welcome] = [LONG_WORD; 3].map(|text| FieldView { text, ..NOTHING });
        let owners = [(LONG_NAME, true), (ADA, false)].map(|(member, is_reader)| OwnerView { member, is_reader });
        let view =
            SettingsView { saved_title: LONG_WORD, title, topic, welcome, owners: owners.to_vec(), ..settings() };
        crate::settings(&view, words)
    }),
    page("settings", "right to left", |words| {
        let [title, topic, welcome] =
            ["غرفة الحديقة", "كل ما ينمو", "أهلا وسهلا!"].map(|text| FieldView { text, ..NOTHING });
        let owners = [(NOOR, true), (ADA, false)].map(|(member, is_reader)| OwnerView { member, is_reader });
        let view =
            SettingsView { saved_title: title.text, title, topic, welcome, owners: owners.to_vec(), ..settings() };
        crate::settings(&view, words)
    }),
    page("settings", "deletion not confirmed", |words| {
        let confirm = FieldView { text: "yes", problem: Some(words.refusals.not_confirmed), suggestion: None };
        crate::settings(&SettingsView { confirm, ..settings() }, words)
    }),
    page("owner_link", "without scripts", |words| crate::owner_link(&OWNER_LINK, words)),
    page("owner_link", "with scripts", |words| {
        let code = FieldView { text: "0123456789abcdef0123456789abcdef", ..NOTHING };
        let page = crate::owner_link(&OwnerLinkView { code, ..OWNER_LINK }, words);
        changed(page, &[("<div class=\"field\"><label for=\"key\"", "<div class=\"field\" hidden><label for=\"key\"")])
    }),
    page("owner_link", "name taken", |words| {
        let problem = (words.refusals.name_taken_but)("Ada 2");
        let name = FieldView { text: "Ada", problem: Some(&problem), suggestion: Some("Ada 2") };
        crate::owner_link(&OwnerLinkView { name, ..OWNER_LINK }, words)
    }),
    page("owner_link", "long words", |words| {
        let name = FieldView { text: LONG_NAME.name, ..NOTHING };
        crate::owner_link(&OwnerLinkView { title: LONG_WORD, name, ..OWNER_LINK }, words)
    }),
    page("owner_link", "right to left", |words| {
        let name = FieldView { text: NOOR.name, ..NOTHING };
        crate::owner_link(&OwnerLinkView { title: "غرفة الحديقة", name, ..OWNER_LINK }, words)
    }),
    page("owner_link", "for moderators", |words| {
        crate::owner_link(&OwnerLinkView { role: Role::Moderator, ..OWNER_LINK }, words)
    }),
    page("owner_link", "expired", |words| {
        let code = FieldView { text: "0123", problem: Some(words.refusals.owner_link_expired), suggestion: None };
        crate::owner_link(&OwnerLinkView { code, ..OWNER_LINK }, words)
    }),
];

const fn part(state: &'static str, render: fn(&Words) -> Markup) -> Example {
    Example::new("ignoring", state, Surroundings::Column, render)
}

const fn page(component: &'static str, state: &'static str, render: fn(&Words) -> Markup) -> Example {
    Example::new(component, state, Surroundings::Page, render)
}

/// The profile, once its script runs: what came of choosing notifications.
fn notified(outcome: &str, words: &Words) -> Markup {
    let said = format!(">{outcome}</output>");
    let name = "data-room-name=\"Tea &amp; Cake\" hidden";
    changed(
        crate::profile(&ProfileView { title: "Tea & Cake", ..profile() }, words),
        &[(name, "data-room-name=\"Tea &amp; Cake\""), ("></output>", &said)],
    )
}
