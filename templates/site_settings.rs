//! What the operator decides about the whole site.

use maud::{Markup, html};

use crate::field::{Focus, Label, field};
use crate::operator::{Section, page};
use crate::urls;
use crate::views::{RoomPicking, RoomStarters, SiteSettingsView};
use crate::words::Words;

/// The page.
#[must_use]
pub fn site_settings(view: &SiteSettingsView, words: &Words) -> Markup {
    let said = &words.operator.site;
    let label = |id, text, hint| Label { id, text, hint: Some(hint), autocomplete: "off", focus: Focus::Later };
    let starters = [
        (RoomStarters::Everybody, "everybody", said.everybody),
        (RoomStarters::Operator, "operator", said.only_operator),
    ];
    let content = html! {
        h1 { (said.heading) }
        p.small { (said.about) }
        @if view.saved { p.ok role="status" { (said.saved) } }
        @if let Some(problem) = view.problem { p.refusal role="alert" { (problem) } }
        form.join method="post" action=(urls::operator::SETTINGS) {
            (field(&view.name, &label("name", said.name, said.about_name), words))
            (field(&view.welcome, &label("welcome", said.welcome, said.about_welcome), words))
            (field(&view.announcement, &label("announcement", said.announcement, said.about_announcement), words))
            label.choice {
                input type="checkbox" name="read_only" value="yes" checked[view.read_only]; " " (said.read_only)
            }
            (field(&view.read_only_reason, &label("reason", said.read_only_reason, said.about_read_only), words))
            div.field {
                label for="starters" { (said.starters) }
                select id="starters" name="starters" {
                    @for (choice, value, label) in starters {
                        option value=(value) selected[choice == view.starters] { (label) }
                    }
                }
            }
            (listing(view, words))
            label.choice {
                input type="checkbox" name="under_attack" value="yes" checked[view.under_attack]
                    aria-describedby="under-attack-hint";
                " " (said.under_attack)
            }
            p.small id="under-attack-hint" { (said.about_under_attack) }
            button type="submit" { (said.save) }
        }
    };
    page(Section::Site, (said.heading, view.page), &content, words)
}

/// Which rooms the front page shows, and how many of one person or of one network.
fn listing(view: &SiteSettingsView, words: &Words) -> Markup {
    let said = &words.operator.site;
    let numbers = [
        ("listed_per_owner", said.listed_per_owner, view.listed_per_owner),
        ("listed_per_address", said.listed_per_address, view.listed_per_address),
    ];
    let picking = |picking| match picking {
        RoomPicking::ByOwners => ("by owners", said.listed_by_owners),
        RoomPicking::ByHand => ("by hand", said.listed_by_hand),
    };
    let as_deployed = |is_chosen: bool, value: &str| {
        html! { option value="" selected[!is_chosen] { ((said.as_deployed)(value)) } }
    };
    html! {
        div.field {
            label for="listing" { (said.listing) }
            select id="listing" name="listing" aria-describedby="listing-hint" {
                (as_deployed(view.listing.chosen.is_some(), picking(view.listing.deployed).1))
                @for choice in [RoomPicking::ByOwners, RoomPicking::ByHand] {
                    @let (value, label) = picking(choice);
                    option value=(value) selected[view.listing.chosen == Some(choice)] { (label) }
                }
            }
            p.small id="listing-hint" { (said.about_listing) }
        }
        @for (name, label, number) in numbers {
            div.field {
                label for=(name) { (label) }
                select id=(name) name=(name) {
                    (as_deployed(number.chosen.is_some(), &number.deployed.to_string()))
                    @for &choice in view.listed_choices {
                        option value=(choice) selected[number.chosen == Some(choice)] { (choice) }
                    }
                }
            }
        }
    }
}
