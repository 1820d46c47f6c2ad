//! Messages, and the lines between them.

use maud::{Markup, html};

use super::cast::{self, ADA, GRACE, HELLO, LINUS, MORE, NOOR, SAID_AT, SEQ, log};
use super::message_text::everything;
use super::scripted::{changed, inside, own};
use super::{Example, Surroundings};
use crate::quote::quote_of;
use crate::reactions::reactions;
use crate::views::InlineView::{self, Strong, Text};
use crate::views::{
    BlockView, Change, Format, MemberView, MessageListMode, MessageListView, MessageView, Millis, MomentView,
    QuoteView, ReactionKindView, ReactionsView, ReplyView,
};
use crate::words::{ENGLISH, Words};
use crate::{join_leave_notice, message_list, own_reaction, quote_update, reactions_update, rename_notice};

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
    said("emoji only", |_| {
        html! { (formatted(GRACE, "🎉🎉🎉", Format::EmojiAlone)) (continued(GRACE, "And 🎉 in a text.")) }
    }),
    said("formatted", |_| {
        html! {
            (formatted(ADA, "everything", Format::Blocks(everything())))
            (own(formatted(GRACE, "everything", Format::Blocks(everything()))))
        }
    }),
    said("formatted and edited", |words| {
        let (text, format) = ("**It has to be.**", Format::Blocks(everything()));
        crate::message(&MessageView { text, format, seq: number(ADA, text), change: EDITED, ..HELLO }, words)
    }),
    said("formatted and folded", |_| formatted(GRACE, &cast::LINES.repeat(6), Format::Blocks(everything()))),
    said("markup that was typed", |_| one(GRACE, "<b>bold</b> & <script>alert(1)</script>")),
    said("an address", |_| one(GRACE, "https://natter.example/r/garden#m1795442523005 is where it was said")),
    said("mentions", |_| {
        html! { (mentioning(GRACE, vec![at(ADA, "@Ada"), Text(" and "), at(LINUS, "@Linus"), Text(": tea?")])) }
    }),
    said("mentions, for the reader", |_| {
        html! { (for_me(mentioning(GRACE, vec![at(ADA, "@Ada"), Text(": tea?")]))) (continued(GRACE, "Or cake?")) }
    }),
    said("mentions, long name", |_| for_me(mentioning(GRACE, vec![at(cast::LONG_NAME, cast::LONG_WORD)]))),
    said("mentions, right to left", |_| {
        for_me(mentioning(NOOR, vec![Text("هل "), at(ADA, "@Ada"), Text(" هنا، أم "), at(NOOR, "@نور"), Text("؟")]))
    }),
    said("action", |_| {
        html! {
            (acted(ADA, vec![Text("waves to "), Strong(vec![Text("everybody")])]))
            (own(acted(GRACE, vec![Text("is back")])))
        }
    }),
    said("action, of a long name", |_| acted(cast::LONG_NAME, vec![Text(cast::LONG_WORD)])),
    said("action, right to left", |_| acted(NOOR, vec![Text("تلوّح")])),
    said("action, of several blocks", |_| {
        let blocks = vec![BlockView::Bullets(vec![vec![Text("opens the door")], vec![Text("comes in")]])];
        formatted(LINUS, "/me", Format::Action { name: LINUS.name, blocks })
    }),
    said("folded", |_| one(GRACE, &cast::LINES.repeat(6))),
    said("unfolded", |_| changed(one(GRACE, &cast::LINES.repeat(6)), &[("<details ", "<details open ")])),
    said("folded where lines are short", |_| one(GRACE, &cast::PROSE.repeat(9))),
    said("edited", |words| {
        html! {
            (changed_since(ADA, "Is this thing on?", EDITED, words))
            (crate::message(&MessageView { change: EDITED, text: "It has to be.", ..MORE }, words))
        }
    }),
    said("edited another day", |words| {
        let at = MomentView { at: HELLO.said_at + DAY, local: None };
        changed_since(GRACE, "Loud and clear.", Change::Edited(at), words)
    }),
    said("edited, right to left", |words| changed_since(NOOR, "هل يعمل هذا؟", EDITED, words)),
    said("removed", |words| {
        html! { (changed_since(ADA, "", removed_by(ADA), words)) (one(GRACE, "Loud and clear.")) }
    }),
    said("of somebody who is ignored", |words| changed_since(GRACE, "", Change::LeftOut, words)),
    said("own removed", |words| own(changed_since(ADA, "", removed_by(ADA), words))),
    said("removed by a long name", |words| changed_since(cast::LONG_NAME, "", removed_by(cast::LONG_NAME), words)),
    said("removed, right to left", |words| changed_since(NOOR, "", removed_by(NOOR), words)),
    said("reply", |words| html! { (one(ADA, "Is this thing on?")) (reply(GRACE, "Loud and clear.", SAID, words)) }),
    said("reply to me", |words| {
        let to_me = changed(reply(GRACE, "Loud and clear.", SAID, words), &[("\"message", "\"message for-me")]);
        html! { (own(one(ADA, "Is this thing on?"))) (to_me) }
    }),
    said("own reply, edited", |words| {
        let (text, change) = ("Loud and clear.", EDITED);
        let view = MessageView { author: LINUS, text, change, reply: Some(SAID), seq: number(LINUS, text), ..HELLO };
        own(crate::message(&view, words))
    }),
    said("reply to a long message", |words| {
        let quote = QuoteView::Said { author: cast::LONG_NAME, excerpt: cast::PROSE };
        reply(GRACE, "Loud and clear.", ReplyView { quote, ..SAID }, words)
    }),
    said("reply to a removed message", |words| {
        reply(GRACE, "Loud and clear.", ReplyView { quote: QuoteView::Removed { author: ADA }, ..SAID }, words)
    }),
    said("reply to an earlier message", |words| {
        reply(GRACE, "Loud and clear.", ReplyView { quote: QuoteView::Unknown, ..SAID }, words)
    }),
    said("reply from the right", |words| {
        let quote = QuoteView::Said { author: GRACE, excerpt: "Loud and clear." };
        let other = QuoteView::Said { author: NOOR, excerpt: "هل يعمل هذا؟" };
        html! {
            (reply(NOOR, "نعم، يعمل.", ReplyView { quote, ..SAID }, words))
            (reply(LINUS, "It does.", ReplyView { quote: other, ..SAID }, words))
        }
    }),
    reacted("several", |words| with_reactions(several(), words)),
    reacted("own", |words| {
        let kinds = several().into_iter().map(|kind| ReactionKindView { is_own: true, ..kind }).collect();
        with_reactions(kinds, words)
    }),
    reacted("one", |words| with_reactions(vec![kind("👍", 1, &["Ada"])], words)),
    reacted("as many as there can be", |words| {
        let emoji = "👍 ❤️ 😂 🎉 😮 😢 🙏 🔥 👀 🚀 💯 ✅ 🤔 👏 🥳 😍 😅 🙌 💡 🫖";
        with_reactions(emoji.split(' ').map(|emoji| kind(emoji, 1_234, &[])).collect(), words)
    }),
    reacted("right to left", |words| with_reactions(vec![kind("🎉", 2, &["نور", "ليلى"])], words)),
    reacted("long word", |words| with_reactions(vec![kind("🎉", 1, &[cast::LONG_NAME.name])], words)),
    reacted("update", |words| {
        let view = ReactionsView { room: "lobby", seq: HELLO.seq, kinds: several() };
        html! { (reactions_update(&view, words)) (own_reaction(HELLO.seq, "👍", true)) }
    }),
    Example::new("quote", "of replies", Surroundings::Log, |words| {
        html! { (quoted(SAID, words)) (quoted(ReplyView { quote: QuoteView::Removed { author: ADA }, ..SAID }, words)) }
    }),
    Example::new("quote", "right to left", Surroundings::Log, |words| {
        quoted(ReplyView { quote: QuoteView::Said { author: NOOR, excerpt: "هل يعمل هذا؟" }, ..SAID }, words)
    }),
    Example::new("quote", "long word", Surroundings::Log, |words| {
        let quote = QuoteView::Said { author: cast::LONG_NAME, excerpt: cast::LONG_WORD };
        quoted(ReplyView { quote, ..SAID }, words)
    }),
    list("first page", |words| listed(&log(MessageListMode::Live), words)),
    list("new since the last visit", |words| {
        listed(&MessageListView { first_new: Some(MORE.seq), ..log(MessageListMode::Live) }, words)
    }),
    list("with the message of a link", |words| {
        listed(&MessageListView { at: Some(MORE.seq), ..log(MessageListMode::Live) }, words)
    }),
    list("without the message of a link", |words| {
        let log = log(MessageListMode::Live);
        let messages = log.messages.iter().filter(|one| one.seq != MORE.seq).cloned().collect();
        listed(&MessageListView { messages, at: Some(MORE.seq), ..log }, words)
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

/// Two minutes after it was said.
const MOMENT: MomentView = MomentView { at: SAID_AT + 120_000, local: None };

const SAID: ReplyView = ReplyView { seq: SEQ, quote: QuoteView::Said { author: ADA, excerpt: "Is this thing on?" } };

const EDITED: Change = Change::Edited(MOMENT);

const DAY: Millis = 24 * 60 * 60 * 1_000;

const fn removed_by(by: MemberView<'static>) -> Change<'static> {
    Change::Removed { by, at: MOMENT }
}

fn changed_since(author: MemberView, text: &str, change: Change, words: &Words) -> Markup {
    crate::message(&MessageView { author, text, seq: number(author, text), change, ..HELLO }, words)
}

// One that never changed has no words of ours: it is the same in every language.
fn one(author: MemberView, text: &str) -> Markup {
    crate::message(&MessageView { author, text, seq: number(author, text), ..HELLO }, &ENGLISH)
}

const fn reacted(state: &'static str, render: fn(&Words) -> Markup) -> Example {
    Example::new("reactions", state, Surroundings::Log, render)
}

fn kind<'a>(emoji: &'a str, count: usize, names: &[&'a str]) -> ReactionKindView<'a> {
    ReactionKindView { emoji, count, names: names.to_vec(), is_own: false }
}

fn several() -> Vec<ReactionKindView<'static>> {
    vec![kind("👍", 2, &["Ada", "Grace"]), kind("❤️", 1, &["نور"]), kind("🎉", 1_000, &[])]
}

fn with_reactions(kinds: Vec<ReactionKindView>, words: &Words) -> Markup {
    let view = ReactionsView { room: "lobby", seq: HELLO.seq, kinds };
    html! { li.message { p.body { "Is this thing on?" } (reactions(&view, words)) } }
}

/// The line alone, and what comes when the message that it quotes has changed.
fn quoted(to: ReplyView, words: &Words) -> Markup {
    html! {
        li.message { (quote_of(&MessageView { reply: Some(to), ..HELLO }, words)) }
        (quote_update(to.seq, &to.quote, words))
    }
}

fn reply(author: MemberView, text: &str, to: ReplyView, words: &Words) -> Markup {
    crate::message(&MessageView { author, text, seq: number(author, text), reply: Some(to), ..HELLO }, words)
}

fn formatted(author: MemberView, text: &str, format: Format) -> Markup {
    crate::message(&MessageView { author, text, format, seq: number(author, text), ..HELLO }, &ENGLISH)
}

fn mentioning(author: MemberView, text: Vec<InlineView>) -> Markup {
    formatted(author, "@", Format::Blocks(vec![BlockView::Paragraph(text)]))
}

fn at<'a>(of: MemberView<'a>, text: &'a str) -> InlineView<'a> {
    InlineView::Mention { member: of.id, text }
}

/// A message that means the reader: the script marks it.
fn for_me(message: Markup) -> Markup {
    changed(message, &[("class=\"message", "class=\"message for-me")])
}

fn acted(author: MemberView, does: Vec<InlineView>) -> Markup {
    formatted(author, "/me", Format::Action { name: author.name, blocks: vec![BlockView::Paragraph(does)] })
}

fn continued(author: MemberView, text: &str) -> Markup {
    crate::message(&MessageView { author, text, seq: number(author, text), ..MORE }, &ENGLISH)
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
