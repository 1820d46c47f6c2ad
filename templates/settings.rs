//! Where an owner decides about a room.

use maud::{Markup, html};

use crate::avatar::avatar;
use crate::field::{Focus, Label, field};
use crate::layout::{column, of_room, titled_form};
use crate::posting::posting_settings;
use crate::room_label::room_name;
use crate::urls;
use crate::views::{EarlierTexts, NewOwnerLinkView, OwnerView, RetentionView, Role, SettingsView};
use crate::words::Words;

/// The page of a room's owner.
#[must_use]
pub fn settings(view: &SettingsView, words: &Words) -> Markup {
    let room = view.room;
    let name = room_name(view.saved_title, room);
    let said = &words.settings;
    let [topic, welcome, confirm] = [("topic", said.topic), ("welcome", said.welcome), ("confirm", said.confirm)]
        .map(|(id, text)| Label { id, text, hint: None, autocomplete: "off", focus: Focus::Later });
    let title = Label { id: "title", text: said.display_name, hint: Some(said.about_display_name), ..topic };
    let content = html! {
        p.back { a href=(urls::room(room)) { ((words.site.back_to_room)(name)) } }
        h1 { ((words.room.settings_of)(name)) }
        @if view.saved { p.ok role="status" { (said.saved) } }
        form.join method="post" action=(urls::settings(room)) {
            (field(&view.title, &title, words))
            (field(&view.topic, &topic, words))
            (field(&view.welcome, &welcome, words))
            @if let Some(listed) = view.listed {
                label.choice { input type="checkbox" name="listed" value="yes" checked[listed]; " " (said.list_it) }
            }
            label.choice { input type="checkbox" name="locked" value="yes" checked[view.locked]; " " (said.lock_it) }
            (earlier_texts(view.earlier_texts, words))
            (retention(&view.retention, words))
            (posting_settings(&view.posting, words))
            button type="submit" { (said.save) }
        }
        p {
            a href=(urls::reports(room)) { (words.reports.list) }
            @if view.open_reports > 0 { " · " ((words.reports.open)(view.open_reports)) }
        }
        (owners(view, words))
        (moderators(view, words))
        p { a href=(urls::audit(room)) { (words.moderation.audit.heading) } }
        (backup(room, words))
        form.join.danger method="post" action=(urls::delete(room)) {
            h2 { (said.delete_heading) }
            p.small { (said.about_deleting) }
            (field(&view.confirm, &confirm, words))
            button.danger type="submit" { ((said.delete_room)(name)) }
        }
    };
    let fields = [view.title, view.topic, view.welcome, view.posting.words, view.confirm];
    let mut problems = fields.iter().map(|field| field.problem).chain([view.owners_problem]);
    let title = of_room(said.title, (view.saved_title, room), (Some(&view.me), &view.members), words);
    let title = titled_form(&title, problems.any(|problem| problem.is_some()), words);
    column(&title, view.page, &content, words)
}

/// Who may read what a message said before it was edited.
fn earlier_texts(chosen: EarlierTexts, words: &Words) -> Markup {
    let said = &words.settings;
    let choices = [
        (EarlierTexts::AuthorAndOwners, "author", said.earlier_for_author),
        (EarlierTexts::Everybody, "everybody", said.earlier_for_everybody),
        (EarlierTexts::NotKept, "none", said.earlier_not_kept),
    ];
    html! {
        div.field {
            label for="earlier" { (said.earlier_texts) }
            select id="earlier" name="earlier" {
                @for (choice, value, label) in choices {
                    option value=(value) selected[choice == chosen] { (label) }
                }
            }
        }
    }
}

/// How long messages are kept.
fn retention(view: &RetentionView, words: &Words) -> Markup {
    let said = &words.retention;
    let label = |days| match (days, view.site) {
        (0, 0) => said.for_ever.to_owned(),
        (0, site) => (said.as_site)(site),
        (days, _) => (said.days)(days),
    };
    html! {
        div.field {
            label for="keep-days" { (said.heading) }
            select id="keep-days" name="keep_days" aria-describedby="about-keep-days" {
                @for days in &view.choices {
                    option value=(days) selected[*days == view.chosen] { (label(*days)) }
                }
            }
            p.small id="about-keep-days" { (said.about) }
        }
    }
}

/// The whole room, to take away.
fn backup(room: &str, words: &Words) -> Markup {
    let said = &words.backup;
    html! {
        section {
            h2 { (said.heading) }
            p.small { (said.about) }
            ul.downloads {
                li { a href=(urls::export_page(room)) download { (said.as_page) } }
                li { a href=(urls::export_data(room)) download { (said.as_data) } }
            }
        }
    }
}

fn owners(view: &SettingsView, words: &Words) -> Markup {
    let room = view.room;
    let said = &words.owners;
    html! {
        section id="owners" {
            h2 { (said.heading) }
            @if let Some(problem) = view.owners_problem { p.refusal role="alert" { (problem) } }
            ul.owners { @for owner in &view.owners { li { (one_owner(owner, room, words)) } } }
            @if let Some(link) = view.link.filter(|link| link.role == Role::Owner) {
                (new_link(&link, said.about_this_link, words))
            } @else {
                p.small { (said.about_links) }
            }
            (link_form(&urls::make_owner_link(room), said.make_link, view.uses_max, words))
            @if view.owners.len() > 1 {
                form method="post" action=(urls::step_down(room)) {
                    p.small { (said.about_stepping_down) }
                    button type="submit" { (said.step_down) }
                }
            } @else {
                p.small { (said.about_last_owner) }
            }
        }
    }
}

/// Those who keep order, below the owners and like them.
fn moderators(view: &SettingsView, words: &Words) -> Markup {
    let room = view.room;
    let said = &words.moderation.moderators;
    html! {
        section id="moderators" {
            h2 { (said.heading) }
            @if view.moderators.is_empty() { p.small { (said.none) } }
            ul.owners { @for moderator in &view.moderators { li { (one_moderator(moderator, room, words)) } } }
            @if let Some(link) = view.link.filter(|link| link.role == Role::Moderator) {
                (new_link(&link, said.about_this_link, words))
            } @else {
                p.small { (said.about_links) }
            }
            (link_form(&urls::make_moderator_link(room), said.make_link, view.uses_max, words))
        }
    }
}

/// A link that was just made. It is shown once.
fn new_link(link: &NewOwnerLinkView, about: fn(usize) -> String, words: &Words) -> Markup {
    let NewOwnerLinkView { link, code, role: _, uses } = link;
    html! {
        p role="status" { (about(*uses)) }
        p { code.link { (link) } }
        p.small { (words.owners.code) " " code.owner-code { (code) } }
    }
}

fn link_form(action: &str, label: &str, uses_max: usize, words: &Words) -> Markup {
    html! {
        form.owner-link method="post" action=(action) {
            label.choice {
                (words.owners.uses) " "
                select name="uses" { @for people in 1..=uses_max { option { (people) } } }
            }
            button type="submit" { (label) }
        }
    }
}

fn one_moderator(moderator: &OwnerView, room: &str, words: &Words) -> Markup {
    let OwnerView { member, is_reader: _ } = moderator;
    let label = (words.moderation.moderators.remove)(member.name);
    html! {
        (avatar(member))
        span.who { a href=(urls::person(room, member.id)) { bdi { (member.name) } } " " span.tag { (member.tag()) } }
        form method="post" action=(urls::remove_owner(room)) {
            input type="hidden" name="owner" value=(member.id);
            button type="submit" aria-label=(label) { (words.owners.remove) }
        }
    }
}

fn one_owner(owner: &OwnerView, room: &str, words: &Words) -> Markup {
    let OwnerView { member, is_reader } = owner;
    html! {
        (avatar(member))
        span.who { bdi { (member.name) } " " span.tag { (member.tag()) } }
        @if *is_reader {
            span.small { (words.members.you) }
        } @else {
            form method="post" action=(urls::remove_owner(room)) {
                input type="hidden" name="owner" value=(member.id);
                button type="submit" aria-label=((words.owners.remove_owner)(member.name)) { (words.owners.remove) }
            }
        }
    }
}
