//! Where somebody changes their name, leaves, or is forgotten.

use maud::{Markup, html};

use crate::avatar::avatar;
use crate::field::{field, name_label};
use crate::layout::{Document, column_with, of_room, titled_form};
use crate::room_label::{room_label, room_name};
use crate::views::ProfileView;
use crate::words::Words;
use crate::{assets, urls};

/// Somebody's own page in a room.
#[must_use]
pub fn profile(view: &ProfileView, words: &Words) -> Markup {
    let room = view.room;
    let name = room_name(view.title, room);
    let content = html! {
        p.back { a href=(urls::room(room)) { ((words.site.back_to_room)(name)) } }
        h1.profile-name { (avatar(&view.me)) bdi { (view.me.name) } " " span.tag { (view.me.tag()) } }
        p.lead { (words.profile.lead) }
        p { a href=(urls::people(room)) { (words.moderation.people) } }
        form.join method="post" action=(urls::profile(room)) {
            (field(&view.name, &name_label(words), words))
            button type="submit" { (words.profile.change_name) }
        }
        (notifications(view, words))
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
    let title = titled_form(&title, view.name.problem.is_some(), words);
    column_with(&title, Document::PageWith(assets::PROFILE_SCRIPT), view.page, &content, words)
}

/// Of what this browser tells its reader while they do not look at the room. Only a script can, and
/// it shows the form.
fn notifications(view: &ProfileView, words: &Words) -> Markup {
    let said = &words.notifications;
    let name = room_label(view.title, view.room, words);
    let levels = [("none", said.nothing), ("mentions", said.mentions), ("all", said.all)];
    html! {
        form.join name="notifications" data-room=(urls::room(view.room)) data-room-name=(name)
            hidden
        {
            fieldset {
                legend { (said.heading) }
                @for (level, label) in levels {
                    label.choice { input type="radio" name="level" value=(level); " " (label) }
                }
            }
            p.small { (said.about) }
            output.small name="outcome" data-saved=(said.saved) data-not-kept=(said.not_kept)
                data-example=(said.example) data-denied=(said.denied) data-unsupported=(said.unsupported) {}
        }
    }
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
