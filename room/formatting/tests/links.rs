//! The rules for links: where an address ends, and what is none.

use super::notation::parsed;
use super::rules::holds;
use crate::formatting::{Block, Inline, Url, parse};
use crate::limits;

#[test]
fn address_ends_where_the_sentence_goes_on() {
    holds(&[
        ("https://a.example!", "{a https://a.example}!"),
        ("https://a.example/b?", "{a https://a.example/b}?"),
        ("https://a.example/b...", "{a https://a.example/b}..."),
        ("https://a.example/b…", "{a https://a.example/b}…"),
        ("'https://a.example/b'", "'{a https://a.example/b}'"),
        ("\"https://a.example/b\"", "\"{a https://a.example/b}\""),
        ("(https://a.example/b).", "({a https://a.example/b})."),
        ("[https://a.example/b]", "[{a https://a.example/b}]"),
        ("(https://a.example/b),text", "({a https://a.example/b}),text"),
        ("https://a.example/b(", "{a https://a.example/b}("),
        ("https://a.example,text", "{a https://a.example},text"),
        ("https://a.example🎉", "{a https://a.example}🎉"),
        ("https://a.example/b،", "{a https://a.example/b}،"),
        ("（https://a.example/b）", "（{a https://a.example/b}）"),
        ("**https://a.example/b**", "{b {a https://a.example/b}}"),
        ("https://a.example/b|c", "{a https://a.example/b|c}"),
        (r"https://a.example\@evil.example", "{a https://a.example}@evil.example"),
    ]);
}

#[test]
fn address_has_every_part_that_it_may_have() {
    for whole in [
        "http://localhost:8787",
        "https://a.example/#m17",
        "https://a.example?b",
        "https://a.example#b",
        "https://a.example/b/?c=[d]&e={f}#!g",
        "https://a.example/(b)/c_(d)_e",
        "https://192.168.0.1/b",
        "https://[::1]:8787/b",
        "https://उदाहरण.परीक्षा/ब",
        "https://例え.テスト/例",
        "https://a_b.example/-",
        "hTTp://a.example/~b",
        "mailto:ada.l+x@a.example?subject=b",
    ] {
        assert_eq!(parsed(whole), format!("{{a {whole}}}"));
    }
}

#[test]
fn text_that_only_looks_like_an_address_stays() {
    for text in [
        "https://",
        "https:// a.example",
        "https://.example",
        "https:///a.example",
        "https://-a.example",
        "https://[::1",
        "https://[a.example]",
        "xhttps://a.example",
        "1http://a.example",
        "http:a.example",
        "https://a@b.example/c",
        "https://a:b@c.example",
        "https://a.example:80@b.example",
        "mailto:",
        "mailto:a",
        "mailto:@b.example",
        "mailto:a@",
        "mailto: a@b.example",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc",
        "//a.example",
    ] {
        assert_eq!(parsed(text), text);
    }
}

#[test]
fn masked_link_has_a_text_and_a_whole_address() {
    holds(&[
        ("[a](https://a.example/b)", "{a a → https://a.example/b}"),
        ("[a](https://a.example/b_(c))d", "{a a → https://a.example/b_(c)}d"),
        ("[a](https://a.example/b)(c)", "{a a → https://a.example/b}(c)"),
        ("[a *b*](mailto:a@b.example)", "{a a {i b} → mailto:a@b.example}"),
        ("[a.example](https://evil.example)", "{a a.example → https://evil.example}"),
        ("[](https://a.example)", "[]({a https://a.example})"),
        ("[a] (https://a.example)", "[a] ({a https://a.example})"),
        ("[a]( https://a.example)", "[a]( {a https://a.example})"),
        ("[a](https://a.example b)", "[a]({a https://a.example} b)"),
        ("[a](https://a.example/.)", "[a]({a https://a.example/}.)"),
        ("[a](https://u@a.example)", "[a](https://u@a.example)"),
        ("[[a]](https://a.example)", "[[a]]({a https://a.example})"),
        ("[a](b)", "[a](b)"),
        ("[ ] todo [x] done", "[ ] todo [x] done"),
    ]);
}

#[test]
fn text_of_a_link_is_no_other_address() {
    holds(&[
        ("[https://a.example](https://a.example)", "{a https://a.example}"),
        ("[WWW.bank.example](https://evil.example)", "WWW.bank.example {a https://evil.example}"),
        ("[at ftp://bank.example](https://evil.example)", "at ftp://bank.example {a https://evil.example}"),
    ]);
}

#[test]
fn masked_link_says_its_domain() {
    for (typed, domain) in [
        ("https://a.example/b", "a.example"),
        ("https://a.example:8787?b", "a.example"),
        ("https://a.example#b.example", "a.example"),
        ("http://[::1]:80/", "[::1]"),
        ("mailto:ada@a.example?subject=b", "ada@a.example"),
    ] {
        assert_eq!(Url::at_start(typed).map(|url| url.domain()), Some(domain));
    }
}

#[test]
fn fifty_first_link_is_text() {
    let typed = "https://a_b.example/_c ".repeat(limits::LINKS_MAX + 1);
    let blocks = parse(&typed);
    let [Block::Paragraph(inlines)] = &blocks[..] else { panic!("{blocks:?}") };
    let links = inlines.iter().filter(|inline| matches!(inline, Inline::Link(_)));
    assert_eq!(links.count(), limits::LINKS_MAX);
    assert_eq!(inlines.last(), Some(&Inline::Text(" https://a_b.example/_c ")));
    let masked = parsed(&"> [a](https://a.example)\n\n".repeat(limits::LINKS_MAX + 1));
    assert_eq!(masked.matches("{a a → ").count(), limits::LINKS_MAX);
    assert!(masked.ends_with("{quote [a](https://a.example)}"), "{masked}");
}
