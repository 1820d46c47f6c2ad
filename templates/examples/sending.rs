//! From typing to the answer of the room.

use maud::{Markup, html};

use super::cast::{ADA, COMPOSER, GRACE, HELLO, LINES, NOOR};
use super::scripted::{changed, inside};
use super::{Example, Surroundings};
use crate::connection::connection;
use crate::ending::endings;
use crate::pending::pending;
use crate::views::{ComposerView, EndingView, MemberView, PostingView, QuoteView, ReplyView, Retry, WayOn};
use crate::words::Words;
use crate::{composer, name_form, send_refusal};

/// The composer, messages on their way, the connection, and pages that have ended.
pub(super) const EXAMPLES: &[Example] = &[
    compose("empty", |words| composer(&COMPOSER, words)),
    compose("text", |words| typed("I have been meaning to say", words)),
    compose("right to left", |words| typed("كنت أريد أن أقول", words)),
    compose("several lines", |words| typed("One line,\nthen another,\nand one more.", words)),
    compose("long word", |words| typed(&"unbreakable".repeat(12), words)),
    compose("room with a long name", |words| {
        composer(&ComposerView { title: "The room for everything that grows in the garden", ..COMPOSER }, words)
    }),
    compose("site takes no files", |words| composer(&ComposerView { uploads: None, ..COMPOSER }, words)),
    compose("near the limit", |words| remaining(typed("Nearly too long", words), "", "87")),
    compose("over the limit", |words| remaining(typed("Too long", words), " surplus", "-12")),
    compose("refused, as a form", |words| {
        let refusal = (words.refusals.too_fast)(3);
        composer(&ComposerView { text: "Not so fast", refusal: Some(&refusal), ..COMPOSER }, words)
    }),
    compose("read only", |words| {
        let posting = PostingView { read_only: true, slow_mode_s: Some(30) };
        composer(&ComposerView { posting, ..COMPOSER }, words)
    }),
    compose("slow mode, refused", |words| {
        let refusal = (words.posting.too_soon)(30, 12);
        let posting = PostingView { read_only: false, slow_mode_s: Some(30) };
        composer(&ComposerView { text: "Not so fast", refusal: Some(&refusal), posting, ..COMPOSER }, words)
    }),
    rules("read only", |words| notice(PostingView { read_only: true, slow_mode_s: None }, words)),
    rules("slow mode", |words| notice(PostingView { read_only: false, slow_mode_s: Some(120) }, words)),
    compose("replying", |words| {
        composer(&ComposerView { reply: Some(to(ADA, "Is this thing on?")), ..COMPOSER }, words)
    }),
    compose("replying, refused", |words| {
        let (refusal, excerpt) = ((words.refusals.too_fast)(3), "unbreakable".repeat(12));
        let reply = Some(to(NOOR, &excerpt));
        composer(&ComposerView { text: "Not so fast", refusal: Some(&refusal), reply, ..COMPOSER }, words)
    }),
    compose("replying to a removed message", |words| {
        let reply = Some(ReplyView { quote: QuoteView::Removed { author: ADA }, ..to(ADA, "") });
        composer(&ComposerView { text: "It has to be.", reply, ..COMPOSER }, words)
    }),
    on_its_way("pending", |words| on_way(ADA, "Is this thing on?", words)),
    on_its_way("from the right", |words| on_way(NOOR, "هل يعمل هذا؟", words)),
    on_its_way("long word", |words| on_way(ADA, &"unbreakable".repeat(20), words)),
    on_its_way("emoji only", |words| on_way(ADA, "🎉🎉🎉", words)),
    on_its_way("folded", |words| {
        let fold = ("<details class=\"fold\" hidden", "<details class=\"fold\"");
        changed(on_way(ADA, &LINES.repeat(6), words), &[fold])
    }),
    on_its_way("from the right, refused", |words| {
        let refusal = format!("send-status\">{}", send_refusal(words.refusals.no_space, Retry::ByHand).0);
        changed(on_way(NOOR, "هل يعمل هذا؟", words), &[("send-status\">", &refusal)])
    }),
    on_its_way("with files", |words| {
        let names =
            ("<p class=\"files\" hidden></p>", "<p class=\"files\">harbour.jpg · Manual of the lighthouse.pdf</p>");
        html! { (changed(on_way(ADA, "Is this it?", words), &[names])) (changed(on_way(ADA, "", words), &[names])) }
    }),
    on_its_way("continued", |words| {
        html! {
            (on_way(ADA, "Is this thing on?", words))
            (changed(on_way(ADA, "It has to be.", words), &[("message pending", "message pending continues")]))
        }
    }),
    on_its_way("reply", |words| {
        let line = (words.replies.answering)(&html! { bdi { (GRACE.name) } }, &html! { bdi { "Is this thing on?" } });
        let quote = format!("<p class=\"quote\">{}</p>", line.0);
        changed(on_way(ADA, "It has to be.", words), &[("<p class=\"quote\" hidden></p>", &quote)])
    }),
    on_its_way("without an answer", |words| {
        changed(on_way(ADA, "Is this thing on?", words), &[("role=\"alert\" hidden", "role=\"alert\"")])
    }),
    on_its_way("too fast", |words| {
        let sentence = (words.refusals.too_fast_retrying)(3);
        refused("Again, again, again", &sentence, Retry::After { seconds: 3 }, words)
    }),
    on_its_way("room out of space", |words| refused("A long story", words.refusals.no_space, Retry::ByHand, words)),
    on_its_way("too long", |words| {
        refused("A very long story", &(words.refusals.too_long)(2_345, 2_000), Retry::Never, words)
    }),
    on_its_way("unknown command", |words| {
        refused("/wave to everybody", &(words.help.commands.unknown)("wave"), Retry::Never, words)
    }),
    on_its_way("asks for another name", |words| {
        let form = format!("send-status\">{}", name_form("garden", "Countess of Lovelace", words).0);
        changed(on_way(ADA, "/nick Countess of Lovelace", words), &[("send-status\">", &form)])
    }),
    state("connecting", |words| online("connecting", words.scripts.connecting, "", words)),
    state("live", |words| online("live", words.scripts.live, "", words)),
    state("reconnecting", |words| {
        let seconds = words.scripts.retry_in.replace("{seconds}", "4");
        let markup = online("waiting", words.scripts.reconnecting, &seconds, words);
        changed(markup, &[("data-do=\"reconnect\" hidden", "data-do=\"reconnect\"")])
    }),
    state("offline", |words| online("offline", words.scripts.offline, "", words)),
    state("not live", |words| online("polling", words.scripts.polling, "", words)),
    state("ended", |words| online("gone", words.scripts.closed, "", words)),
    ended("left", |words| ending(words.closes.left, WayOn::JoinAgain, words)),
    ended("room deleted", |words| ending(words.closes.room_deleted, WayOn::FrontPage, words)),
    ended("name taken", |words| ending(words.closes.name_taken, WayOn::ChooseAnotherName, words)),
    ended("session over", |words| ending(words.closes.session_over, WayOn::EnterName, words)),
    ended("room locked", |words| ending(words.refusals.room_locked, WayOn::FrontPage, words)),
    ended("unknown reason", |words| endings(&[], "lobby", words)),
    ended("outdated page", |words| ending(words.closes.outdated_page, WayOn::Reload, words)),
    ended("with a text that was not sent", |words| {
        let markup = ending(words.closes.room_deleted, WayOn::FrontPage, words);
        changed(
            markup,
            &[("kept\" hidden", "kept\""), ("dir=\"auto\"></span>", "dir=\"auto\">I was about to say</span>")],
        )
    }),
];

const fn compose(state: &'static str, render: fn(&Words) -> Markup) -> Example {
    Example::new("composer", state, Surroundings::Room, render)
}

const fn rules(state: &'static str, render: fn(&Words) -> Markup) -> Example {
    Example::new("posting", state, Surroundings::Room, render)
}

/// What the composer says above its field.
fn notice(posting: PostingView, words: &Words) -> Markup {
    html! { p.small { (crate::posting_notice(posting, words)) } }
}

const fn on_its_way(state: &'static str, render: fn(&Words) -> Markup) -> Example {
    Example::new("pending", state, Surroundings::Log, render)
}

const fn state(state: &'static str, render: fn(&Words) -> Markup) -> Example {
    Example::new("connection", state, Surroundings::Bar, render)
}

const fn ended(state: &'static str, render: fn(&Words) -> Markup) -> Example {
    Example::new("ending", state, Surroundings::Room, render)
}

fn typed(text: &str, words: &Words) -> Markup {
    composer(&ComposerView { text, ..COMPOSER }, words)
}

/// The composer, as its script writes how many letters are left.
fn remaining(composer: Markup, class: &str, count: &str) -> Markup {
    let before = "class=\"remaining\" id=\"remaining\"><span aria-hidden=\"true\">";
    let after = format!("class=\"remaining{class}\" id=\"remaining\"><span aria-hidden=\"true\">{count}");
    changed(composer, &[(before, &after)])
}

/// A message as the script makes it from its template.
pub(super) fn on_way(author: MemberView, text: &str, words: &Words) -> Markup {
    let text = html! { (text) }.0;
    changed(
        inside(pending(&author, words), ">", "</template>"),
        &[("dir=\"auto\"></p>", &format!("dir=\"auto\">{text}</p>"))],
    )
}

pub(super) fn refused(text: &str, sentence: &str, retry: Retry, words: &Words) -> Markup {
    let status = format!("send-status\">{}", send_refusal(sentence, retry).0);
    changed(on_way(ADA, text, words), &[("send-status\">", &status)])
}

/// The connection, in a page whose script has said how it is.
fn online(state: &str, status: &str, countdown: &str, words: &Words) -> Markup {
    let status = format!("role=\"status\">{status}<");
    let countdown = format!("countdown\" aria-hidden=\"true\">{countdown}<");
    let changes = [("role=\"status\"><", &*status), ("countdown\" aria-hidden=\"true\"><", &countdown)];
    html! { div.room-state data-state=(state) { (changed(connection(words), &changes)) } }
}

/// The banner of a page that has ended, as its script takes it from all of them.
pub(super) fn ending(sentence: &'static str, way_on: WayOn, words: &Words) -> Markup {
    let view = EndingView { code: 4000, sentence: sentence.into(), way_on };
    let both = endings(&[view], "lobby", words);
    let end = both.0.find("</section>").map_or(both.0.len(), |at| at + "</section>".len());
    let mut one = both;
    one.0.truncate(end);
    one
}

fn to<'a>(author: MemberView<'a>, excerpt: &'a str) -> ReplyView<'a> {
    ReplyView { seq: HELLO.seq, quote: QuoteView::Said { author, excerpt } }
}
