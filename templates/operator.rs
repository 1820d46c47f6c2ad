//! Where the operator signs in, and the frame around all of the operator's pages.

use maud::{Markup, html};

use crate::language_switch::language_switch;
use crate::layout::{Document, announcement, column, layout, skip_link, titled, titled_form};
use crate::views::{RoomAccess, SignIn, SigningInView};
use crate::words::{OperatedRooms, Words};
use crate::{ids, urls};

/// The pages that the operator goes back and forth between.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    Rooms,
    People,
    Reports,
    Sanctions,
    Audit,
    Site,
}

/// The page on which the operator signs in.
#[must_use]
pub fn signing_in(view: &SigningInView, words: &Words) -> Markup {
    let said = &words.operator.signing_in;
    // Its problem, if it has one, and its hint.
    let described_by = match view.problem {
        Some(_) => "key-problem key-hint",
        None => "key-hint",
    };
    let content = html! {
        h1 { (words.operator.title) }
        @if view.sign_in == SignIn::Again { p.refusal role="alert" { (said.is_over) } }
        form.join method="post" action=(urls::operator::ROOMS) {
            input type="hidden" name="to" value=(view.to);
            // Browsers keep a password under a name.
            input type="hidden" name="username" value="operator" autocomplete="username";
            div.field {
                label for="key" { (said.key) }
                input id="key" name="key" type="password" required autofocus autocomplete="current-password"
                    aria-invalid=[view.problem.map(|_| "true")]
                    aria-describedby=(described_by);
                @if let Some(problem) = view.problem { p.refusal id="key-problem" role="alert" { (problem) } }
                p.small id="key-hint" { (said.about_key) }
            }
            button type="submit" { (said.sign_in) }
        }
        p { a href=(urls::LANDING) { (words.site.to_the_front_page) } }
    };
    let is_refused = view.problem.is_some() || view.sign_in == SignIn::Again;
    column(&titled_form(words.operator.title, is_refused, words), view.page, &content, words)
}

/// One of the operator's pages: `heading` is what it is called beside its section.
pub(crate) fn page(section: Section, (heading, address): (&str, &str), content: &Markup, words: &Words) -> Markup {
    let said = &words.operator;
    let sections = [
        (Section::Rooms, urls::operator::ROOMS, said.rooms.heading),
        (Section::People, urls::operator::PEOPLE, said.people.heading),
        (Section::Reports, urls::operator::REPORTS, said.reports.heading),
        (Section::Sanctions, urls::operator::SANCTIONS, said.sanctions.heading),
        (Section::Audit, urls::operator::AUDIT, said.audit.heading),
        (Section::Site, urls::operator::SETTINGS, said.site.heading),
    ];
    let body = html! {
        body.landing.operator {
            (skip_link(ids::MAIN, words.site.skip_to_content))
            header {
                a.site href=(urls::LANDING) { (words.site.name) }
                nav aria-label=(said.title) {
                    @for (other, url, name) in sections {
                        a href=(url) aria-current=[(other == section).then_some("true")] { (name) }
                    }
                }
                form method="post" action=(urls::operator::SIGN_OUT) {
                    button type="submit" { (said.signing_in.sign_out) }
                }
            }
            main id=(ids::MAIN) tabindex="-1" { (announcement(words)) (content) }
            footer { (language_switch(address, words)) }
        }
    };
    layout(&titled(&format!("{heading} · {}", said.title), words), Document::Page, &body, words)
}

/// Who finds a room and who gets in, in a word.
pub(crate) fn access(access: RoomAccess, said: &OperatedRooms) -> Markup {
    let word = match access {
        RoomAccess::Listed => said.listed,
        RoomAccess::Unlisted => said.unlisted,
        RoomAccess::Private => said.private,
        RoomAccess::Locked => said.locked,
        RoomAccess::Closed => said.closed,
    };
    html! { span.access.closed[access == RoomAccess::Closed] { (word) } }
}
