//! Messages, and the lines between them.

use maud::{Markup, html};

use super::cast::{self, ADA, GRACE, HELLO, LINUS, MORE, NOOR, log};
use super::scripted::{changed, inside, own};
use super::{Example, Surroundings};
use crate::views::{MemberView, MessageListMode, MessageListView, MessageView};
use crate::words::Words;
use crate::{join_leave_notice, message_list, rename_notice};

/// Messages of one person, and everything that a text can be.
pub(super) const EXAMPLES: &[Example] = &[
    said("one", |_| one(ADA, "Is this thing on?")),
    said("own", |_| html! { (own(one(ADA, "Is this thing on?"))) (own(continued(ADA, "It has to be."))) }),
    said("continued", |_| html! { (one(GRACE, "Loud and clear.")) (continued(GRACE, "And you?")) }),
    said("continued, with the focus", |_| {
        let focused = changed(continued(GRACE, "And you?"), &[("class=\"message", "data-focus class=\"message")]);
        html! { (one(GRACE, "Loud and clear.")) (focused) }
    }),
    said("with the focus", |_| {
        changed(one(GRACE, "Loud and clear."), &[("class=\"message", "data-focus class=\"message")])
    }),
    said("several people", |_| {
        html! {
            (one(ADA, "Is this thing on?")) (one(GRACE, "Loud and clear.")) (continued(GRACE, "And you?"))
            (own(one(LINUS, "I closed the laptop for an hour and missed nothing."))) (one(NOOR, "مرحبا بكم"))
        }
    }),
    said("several lines", |_| one(GRACE, "One line,\nthen another,\n\nand one after a gap.")),
    said("long text", |_| one(GRACE, &cast::PROSE.repeat(4))),
    said("long word", |_| one(GRACE, &"unbreakable".repeat(20))),
    said("long name", |_| one(MemberView { name: "AVeryLongNameWithoutAnySpaceInIt", ..GRACE }, "That is me.")),
    said("right to left", |_| html! { (one(NOOR, "هل يعمل هذا؟")) (continued(NOOR, "نعم، يعمل.")) }),
    said("mixed directions", |_| one(NOOR, "The word شكرا means thank you,\nوكلمة hello تعني مرحبا.")),
    said("name from the right, text from the left", |_| one(NOOR, "An English text.")),
    said("chinese", |_| one(MemberView { name: "林", ..LINUS }, "这个能用吗?可以,非常清楚。")),
    said("emoji only", |_| one(GRACE, "🎉🎉🎉")),
    said("markup that was typed", |_| one(GRACE, "<b>bold</b> & <script>alert(1)</script>")),
    said("an address", |_| one(GRACE, "https://natter.example/r/garden#m1795442523005 is where it was said")),
    said("folded", |_| one(GRACE, &cast::LINES.repeat(6))),
    said("unfolded", |_| changed(one(GRACE, &cast::LINES.repeat(6)), &[("<details ", "<details open ")])),
    said("folded where lines are short", |_| one(GRACE, &cast::PROSE.repeat(9))),
    list("first page", |words| listed(&log(MessageListMode::Live), words)),
    list("new since the last visit", |words| {
        listed(&MessageListView { first_new: Some(MORE.seq), ..log(MessageListMode::Live) }, words)
    }),
    list("missed too much", |words| listed(&log(MessageListMode::Reset), words)),
    list("a day", |words| {
        html! { li.day { h2 { (words.times.today) } } (one(ADA, "Is this thing on?")) }
    }),
    notice("one joined", |words| join_leave_notice(7, &["Ada"], &[], words)),
    notice("two joined, one left", |words| join_leave_notice(7, &["Ada", "Grace"], &["Linus"], words)),
    notice("many joined", |words| join_leave_notice(7, &["Ada", "Grace", "Linus", "نور"], &[], words)),
    notice("from the right joined", |words| join_leave_notice(7, &["نور"], &["Ada"], words)),
    notice("long names", |words| {
        html! {
            (join_leave_notice(7, &[cast::LONG_NAME.name], &["Ada"], words))
            (rename_notice(8, cast::LONG_NAME.name, "Ada", words))
        }
    }),
    notice("renamed", |words| rename_notice(7, "Ada", "Countess of Lovelace", words)),
];

const fn said(state: &'static str, render: fn(&Words) -> Markup) -> Example {
    Example::new("message", state, Surroundings::Log, render)
}

const fn list(state: &'static str, render: fn(&Words) -> Markup) -> Example {
    Example::new("message", state, Surroundings::Log, render)
}

const fn notice(state: &'static str, render: fn(&Words) -> Markup) -> Example {
    Example::new("notices", state, Surroundings::Log, render)
}

fn one(author: MemberView, text: &str) -> Markup {
    crate::message(&MessageView { author, text, seq: number(author, text), ..HELLO })
}

fn continued(author: MemberView, text: &str) -> Markup {
    crate::message(&MessageView { author, text, seq: number(author, text), ..MORE })
}

/// Ids are unique in a page: what is said decides.
fn number(author: MemberView, text: &str) -> i64 {
    let letters = author.name.chars().chain(text.chars());
    letters.fold(7, |sum, letter| (sum * 31 + i64::from(u32::from(letter))) % 1_000_000)
}

/// What stands in a list: the list itself is in the surroundings.
fn listed(view: &MessageListView, words: &Words) -> Markup {
    inside(message_list(view, words), "hx-ignore>", "</ol>")
}
