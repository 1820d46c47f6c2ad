//! From what was typed to the markup of it, as a browser reads it.

use proptest::prelude::*;
use room::formatting::parse_part;
use scraper::{Html, Selector};

use templates::views::Format;

use super::blocks;
use super::fuzz::{assert_only_our_elements, elements, lines, mentions, shown, text};

mod hostile;

const PIECES: &str = "@Ada @\" @*x* @_ * ** *** _ __ ~~ ` `` ``` \\ [ ]( ] ( ) a bc ö שלום 👍 \
    <b> </p> </code></pre> <script>x</script> \" ' \"><img &amp; &#106; <!-- ]]> https://a.example http://b.example/c_(d)?e&f#\"g mailto:a@b.example \
    javascript:x data:x https://u:p@a.example [a](https://a.example/b) [a](javascript:x) [\"](https://a.example/\"x) \
    [https://a](https://b.example)";
const BETWEEN: [&str; 12] =
    [" ", "\t", "\n", "\n\n", "\n> ", "> ", "\n- ", "- ", "1. ", "\n2. ", "\n```\n", "```rust\n"];

fn typed() -> impl Strategy<Value = String> {
    let words: Vec<&str> = PIECES.split_whitespace().collect();
    let piece = prop_oneof![
        5 => prop::sample::select(words).prop_map(str::to_owned),
        3 => prop::sample::select(&BETWEEN).prop_map(str::to_owned),
        1 => "\\PC{0,6}",
    ];
    prop::collection::vec(piece, 1..30).prop_map(|pieces| pieces.concat())
}

fn markup(typed: &str) -> String {
    templates::message_text(typed, &Format::Blocks(blocks(parse_part(typed, typed, &mentions(typed))))).0
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5_000))]

    #[test]
    fn markup_has_our_own_elements_only(typed in typed()) {
        assert_only_our_elements(&Html::parse_fragment(&markup(&typed)), &typed);
    }

    #[test]
    fn link_leads_to_the_web_or_a_mailbox(typed in typed()) {
        for element in elements(&Html::parse_fragment(&markup(&typed))) {
            let Some(href) = element.attr("href") else { continue };
            let scheme = href.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
            prop_assert!(matches!(scheme.as_deref(), Some("https" | "http" | "mailto")), "{}: {:?}", href, typed);
            prop_assert!(typed.contains(href), "{}: {:?}", href, typed);
            prop_assert_eq!(element.attr("rel"), Some("noopener noreferrer nofollow ugc"));
        }
    }

    #[test]
    fn page_shows_the_text_of_the_tree(typed in typed()) {
        let mentions = mentions(&typed);
        let tree = shown(&parse_part(&typed, &typed, &mentions));
        let page = text(&Html::parse_fragment(&markup(&typed)));
        prop_assert_eq!(lines(&page), lines(&tree), "{:?}", typed);
    }

    #[test]
    fn mention_shows_what_was_typed(typed in typed()) {
        let mentions = mentions(&typed);
        let mut typed_ones = mentions.iter().map(|mention| mention.text(&typed));
        let page = Html::parse_fragment(&markup(&typed));
        let selector = Selector::parse(".at").unwrap();
        for at in page.select(&selector) {
            let shown: String = at.text().collect();
            prop_assert!(typed_ones.any(|typed| typed == shown), "{:?} in {:?}", shown, typed);
        }
    }
}

#[test]
fn masked_link_shows_its_domain_behind_it() {
    assert_eq!(
        markup("*Look*: [my `bank`](https://evil.example/bank.example)"),
        "<p class=\"body\" dir=\"auto\"><em>Look</em>: <a href=\"https://evil.example/bank.example\" target=\"_blank\" \
         rel=\"noopener noreferrer nofollow ugc\">\
         my <code dir=\"ltr\">bank</code></a>\
         <small class=\"domain\"> (<bdi>evil.example</bdi>)</small></p>"
    );
}

#[test]
fn blocks_have_the_direction_of_their_text() {
    assert_eq!(
        markup("> a\n> - b\n> - c\n\n3. d\n4. e\n\n```\n\n  <f>\n```\ng\nh"),
        "<div class=\"body\"><blockquote dir=\"auto\"><p>a</p>\n<ul><li>b</li>\n<li>c</li></ul></blockquote>\n\
         <ol start=\"3\"><li dir=\"auto\">d</li>\n<li dir=\"auto\">e</li></ol>\n\
         <div class=\"code-block\" dir=\"ltr\"><pre><code>\n  &lt;f&gt;</code></pre></div>\n\
         <p dir=\"auto\">g\nh</p></div>"
    );
}

#[test]
fn surplus_of_empty_lines_is_not_shown() {
    let shown = "<div class=\"body\"><p dir=\"auto\">a</p>\n\n<p dir=\"auto\">\nb</p></div>";
    assert_eq!(markup("a\n\n\nb"), shown);
    assert_eq!(markup(&format!("a{}b", "\n".repeat(60))), shown);
    assert_eq!(markup(&format!("a\n{}b", "\u{2800}\u{200b}\n".repeat(60))), shown, "nothing can be seen of these");
}

#[test]
fn text_without_marks_is_shown_as_it_was_typed() {
    for typed in ["Is this thing on? 5:30!", "snake_case", "2 * 3 * 4", ""] {
        assert!(matches!(super::format(typed, &[], "Ada"), Format::AsTyped), "{typed}");
    }
    for marked in ["\\*no*", "*yes*", "two\nlines", "https://a.example"] {
        assert!(matches!(super::format(marked, &[], "Ada"), Format::Blocks(_)), "{marked}");
    }
}

#[test]
fn few_emoji_alone_are_told_from_text() {
    assert!(matches!(super::format("🎉 👩‍🚀", &[], "Ada"), Format::EmojiAlone));
    assert!(matches!(super::format("🎉 yes", &[], "Ada"), Format::AsTyped));
}
