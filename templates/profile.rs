//! Where somebody changes their name, leaves, or is forgotten.

use maud::{Markup, html};

use crate::avatar::avatar;
use crate::field::{field, name_label};
use crate::layout::{column, of_room, titled_form};
use crate::room_label::{room_label, room_name};
use crate::urls;
use crate::views::ProfileView;
use crate::words::Words;

/// Somebody's own page in a room.
#[must_use]
pub fn profile(view: &ProfileView, words: &Words) -> Markup {
    let room = view.room;
    let name = room_name(view.title, room);
    let content = html! {
        p.back { a href=(urls::room(room)) { ((words.site.back_to_room)(name)) } }
        h1.profile-name { (avatar(&view.me)) bdi { (view.me.name) } " " span.tag { (view.me.tag()) } }
        p.lead { (words.profile.lead) }
        form.join method="post" action=(urls::profile(room)) {
            (field(&view.name, &name_label(words), words))
            button type="submit" { (words.profile.change_name) }
        }
        form method="post" action=(urls::leave(room)) {
            p.small { (words.profile.about_leaving) }
            button type="submit" { ((words.profile.leave_room)(name)) }
        }
        form method="post" action=(urls::FORGET) {
            input type="hidden" name="room" value=(room);
            p.small { (words.profile.about_forgetting) }
            @if !view.owned.is_empty() {
                p.small { (words.profile.owned_rooms) }
                ul.owned-rooms {
                    @for owned in &view.owned {
                        li {
                            a href=(urls::owners(owned.room)) {
                                bdi { (room_label(owned.title, owned.room, words)) }
                            }
                            @if owned.is_only_owner { " " span.small { (words.profile.only_owner) } }
                        }
                    }
                }
            }
            button.danger type="submit" { (words.profile.forget_me) }
        }
    };
    let title = of_room(words.profile.title, (view.title, room), (Some(&view.me), &view.members), words);
    column(&titled_form(&title, view.name.problem.is_some(), words), view.page, &content, words)
}

/// A form for the name that somebody has typed into the field for messages. Their page sends it by
/// itself (`on_demand/new_name.js`); should it not, they can.
#[must_use]
pub fn name_form(room: &str, name: &str, words: &Words) -> Markup {
    html! {
        form.new-name method="post" action=(urls::profile(room)) {
            input type="hidden" name="name" value=(name);
            button type="submit" { ((words.field.use_name)(&html! { bdi { (name) } })) }
        }
    }
}
