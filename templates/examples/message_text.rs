//! The text of a message: each thing that can be written, and all of them at once.

use maud::{Markup, html};

use super::cast;
use super::scripted::{changed, own};
use super::{Example, Surroundings};
use crate::message_text;
use crate::views::InlineView::{self, Break, Code, Em, Link, MaskedLink, Strike, Strong, Text};
use crate::views::{BlockView, Format, Href};
use crate::words::Words;

/// In the order in which they are learned.
pub(super) const EXAMPLES: &[Example] = &[
    shown("plain text", |_| said(&[line(vec![Text("Is this thing on?")])])),
    shown("lines and paragraphs", |_| said(&lines_and_paragraphs())),
    shown("emphasis", |_| said(&[line(emphasis())])),
    shown("code in a line", |_| {
        said(&[line(vec![Text("Try "), Code("cargo test"), Text(" and "), Code("ls -la *.rs")])])
    }),
    shown("lines of code", |_| said(&[fenced()])),
    shown("lines of code, with scripts", |words| with_button(said(&[fenced()]), words)),
    shown("lines of code, copied", |words| {
        let copied = format!("\"{}\"", words.scripts.code_copied);
        let name = format!("\"{}\"", words.scripts.copy_code);
        changed(
            with_button(said(&[fenced()]), words),
            &[(&name, &copied), (&name, &copied), ("class=\"copy-code", "class=\"copy-code done")],
        )
    }),
    shown("one line of code, with scripts", |words| with_button(said(&[BlockView::Code(vec!["bin/dev"])]), words)),
    shown("long lines of code, with scripts", |words| with_button(said(&[long_code()]), words)),
    shown("quote and answer", |_| said(&[quote("Is this thing on?"), line(vec![Text("It has to be.")])])),
    shown("quotes in quotes", |_| {
        let second = BlockView::Quote(vec![quote("One, two."), line(vec![Text("Is this thing on?")])]);
        said(&[BlockView::Quote(vec![second, line(vec![Text("It has to be.")])]), line(vec![Text("It is.")])])
    }),
    shown("bullets", |_| said(&[line(vec![Text("To bring:")]), bullets()])),
    shown("numbers", |_| said(&[numbers(1)])),
    shown("numbers from 998", |_| said(&[numbers(998)])),
    shown("links", |_| said(&[line(links())])),
    shown("a link behind a text", |_| said(&[line(masked())])),
    shown("emoji only", |_| html! { li.message { (message_text("🎉 👩‍🚀 ❤️", &Format::EmojiAlone)) } }),
    shown("long words", |_| {
        let long = cast::LONG_WORD.repeat(4);
        let address = format!("https://natter.example/{long}");
        said(&[
            line(vec![Text(&long), Break, Code(&long), Break, Link(href(&address))]),
            BlockView::Code(vec![&long]),
            BlockView::Quote(vec![line(vec![Text(&long)])]),
            BlockView::Bullets(vec![vec![Text(&long)], vec![Link(href(&address))]]),
        ])
    }),
    shown("right to left", |_| {
        said(&[
            line(vec![Text("هل "), Strong(vec![Text("يعمل")]), Text(" هذا؟ "), Code("cargo test")]),
            BlockView::Quote(vec![line(vec![Text("نعم، يعمل.")])]),
            BlockView::Bullets(vec![vec![Text("واحد")], vec![Text("اثنان")]]),
            BlockView::Numbers { start: 9, items: vec![vec![Text("تسعة")], vec![Text("عشرة")]] },
            BlockView::Code(vec!["let x = 1;"]),
            line(vec![masked_link("الحديقة"), Text("، "), Link(href("https://natter.example/"))]),
        ])
    }),
    shown("mixed directions", |_| {
        said(&[
            line(vec![Text("The word شكرا means thank you,"), Break, Text("وكلمة hello تعني مرحبا.")]),
            BlockView::Quote(vec![line(vec![Text("هل يعمل هذا؟"), Break, Text("It has to be.")])]),
            BlockView::Bullets(vec![vec![Text("one")], vec![Text("اثنان")]]),
        ])
    }),
    shown("everything", |_| said(&everything())),
    shown("everything, own", |_| own(said(&everything()))),
];

const fn shown(state: &'static str, render: fn(&Words) -> Markup) -> Example {
    Example::new("message_text", state, Surroundings::Log, render)
}

/// The text where it stands in a message.
fn said(blocks: &[BlockView]) -> Markup {
    html! { li.message { (message_text("", &Format::Blocks(blocks.to_vec()))) } }
}

/// The same, once a script has given its code a button.
fn with_button(code: Markup, words: &Words) -> Markup {
    let name = words.scripts.copy_code;
    let button = html! { button.copy-code type="button" title=(name) aria-label=(name) {} };
    changed(code, &[("</pre>", &format!("</pre>{}", button.0))])
}

fn long_code() -> BlockView<'static> {
    let line = "    let sentence = \"It has to be, and nobody objects to that in a line longer than a screen\";";
    BlockView::Code([vec!["fn main() {"], vec![line; 12], vec!["}"]].concat())
}

fn line(inlines: Vec<InlineView>) -> BlockView {
    BlockView::Paragraph(inlines)
}

fn quote(text: &str) -> BlockView<'_> {
    BlockView::Quote(vec![line(vec![Text(text)])])
}

fn href(address: &str) -> Href<'_> {
    Href::new(address).unwrap_or_else(|| unreachable!("{address} leads nowhere"))
}

fn masked_link(text: &str) -> InlineView<'_> {
    let href = href("https://natter.example/r/garden");
    MaskedLink { href, domain: "natter.example", text: vec![Text(text)] }
}

fn lines_and_paragraphs() -> Vec<BlockView<'static>> {
    vec![
        line(vec![
            Text("One line,"),
            Break,
            Text("    then one that is indented,"),
            Break,
            Text("\tand one by a tab."),
        ]),
        line(vec![Text("One after a gap.")]),
        line(vec![Break, Text("One after a wide gap.")]),
    ]
}

fn emphasis() -> Vec<InlineView<'static>> {
    let all = Strong(vec![Text("all "), Em(vec![Text("of "), Strike(vec![Text("it")])])]);
    vec![
        Strong(vec![Text("Strong")]),
        Text(", "),
        Em(vec![Text("emphasised")]),
        Text(", "),
        Strike(vec![Text("taken back")]),
        Text(", "),
        all,
        Text("."),
    ]
}

fn fenced() -> BlockView<'static> {
    BlockView::Code(vec!["fn main() {", "\tprintln!(\"Is this thing on?\");", "", "    // <b>It has to be.</b>", "}"])
}

fn bullets() -> BlockView<'static> {
    BlockView::Bullets(vec![vec![Text("Tea")], vec![Text("Cake, "), Em(vec![Text("two")])], vec![Text("Chairs")]])
}

fn numbers(start: u32) -> BlockView<'static> {
    BlockView::Numbers { start, items: vec![vec![Text("Open the door.")], vec![Text("Come in.")]] }
}

fn links() -> Vec<InlineView<'static>> {
    vec![
        Text("See "),
        Link(href("https://natter.example:8787/r/garden?before=7#m7")),
        Text(" or write to "),
        Link(href("mailto:ada@natter.example")),
        Text("."),
    ]
}

fn masked() -> Vec<InlineView<'static>> {
    vec![Text("Come to "), masked_link("the garden"), Text(", or not.")]
}

pub(super) fn everything() -> Vec<BlockView<'static>> {
    vec![
        quote("Is this thing on?"),
        line(emphasis()),
        line(vec![Text("Try "), Code("cargo test"), Text(":")]),
        fenced(),
        bullets(),
        numbers(1),
        line(links()),
        line(masked()),
    ]
}
