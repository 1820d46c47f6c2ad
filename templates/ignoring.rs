//! Ignoring somebody: a form on the page of what they said, and the list of those whom one ignores.

use maud::{Markup, html};

use crate::avatar::avatar;
use crate::urls;
use crate::views::{Ignoring, MemberView};
use crate::words::Words;

/// What the page of a message offers about its author.
pub(crate) fn ignore_form(room: &str, author: &MemberView, ignoring: Ignoring, words: &Words) -> Markup {
    let said = &words.ignoring;
    html! {
        @match ignoring {
            Ignoring::Oneself => {},
            Ignoring::NotYet => form method="post" action=(urls::ignore(room)) {
                input type="hidden" name="member" value=(author.id);
                input type="hidden" name="name" value=(author.name);
                p.small { (said.about) }
                button type="submit" { ((said.ignore)(author.name)) }
            },
            Ignoring::Already => (lift_form(room, author, words)),
        }
    }
}

/// Whom the reader ignores; nothing if that is nobody.
pub(crate) fn ignored(room: &str, members: &[MemberView], words: &Words) -> Markup {
    html! {
        @if !members.is_empty() {
            section {
                h2 { (words.ignoring.heading) }
                ul.owners {
                    @for member in members {
                        li {
                            (avatar(member))
                            span.who { bdi { (member.name) } " " span.tag { (member.tag()) } }
                            (lift_form(room, member, words))
                        }
                    }
                }
            }
        }
    }
}

fn lift_form(room: &str, member: &MemberView, words: &Words) -> Markup {
    let said = &words.ignoring;
    let name = if member.name.is_empty() { member.tag() } else { member.name };
    html! {
        form method="post" action=(urls::ignore(room)) {
            input type="hidden" name="member" value=(member.id);
            button type="submit" name="lift" value="yes" aria-label=((said.lift_of)(name)) { (said.lift) }
        }
    }
}
