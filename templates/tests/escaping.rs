//! Text stays text: whatever somebody is called and says, the page has the elements that it has for
//! anybody, and their text is what was typed.

use maud::Markup;
use proptest::prelude::*;
use scraper::{Html, Selector};
use templates::views::{
    ComposerView, DirectoryView, FieldView, FileView, LandingView, MemberView, MessageListMode, MessageListView,
    MessageView, PresentMemberView, Role, Status, TypingView,
};
use templates::words::ENGLISH;
use templates::{Envelope, ServerFrame, Swap, Target};

use templates::examples::cast::{ADA, COMPOSER, HARBOUR, HELLO, MANUAL, RECORDING};

/// Pieces of markup, and characters that parsers trip over.
fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("<script>alert(1)</script>".to_owned()),
        Just("\"><img src=x onerror=alert(1)>".to_owned()),
        Just("</textarea><script>".to_owned()),
        Just("</hx-partial><hx-partial hx-target=\"body\" hx-swap=\"innerHTML\">".to_owned()),
        Just("</template></li></ol>".to_owned()),
        Just("&lt;b&gt;&amp;&#x3C;&".to_owned()),
        Just("<!--".to_owned()),
        Just("]]>".to_owned()),
        Just("'\"`= \n\t".to_owned()),
        Just(" data-version=\"9\">".to_owned()),
        "\\PC{0,12}",
    ];
    prop::collection::vec(piece, 1..6).prop_map(|pieces| pieces.concat())
}

/// The elements and attribute names of some markup, in order.
fn shape(markup: &Markup) -> Vec<String> {
    let parsed = Html::parse_fragment(&markup.0);
    parsed
        .select(&Selector::parse("*").expect("a selector"))
        .map(|element| {
            let attributes: Vec<&str> = element.value().attrs().map(|(name, _)| name).collect();
            format!("{} {}", element.value().name(), attributes.join(" "))
        })
        .collect()
}

fn text_of(markup: &Markup, selector: &str) -> String {
    let parsed = Html::parse_fragment(&markup.0);
    let selector = Selector::parse(selector).expect("a selector");
    parsed.select(&selector).next().map(|element| element.text().collect()).unwrap_or_default()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn message_markup_is_shown_as_text(text in nasty(), name in nasty()) {
        let author = MemberView { name: &name, ..ADA };
        let typed = templates::message(&MessageView { author, text: &text, ..HELLO }, &ENGLISH);
        prop_assert_eq!(shape(&typed), shape(&templates::message(&HELLO, &ENGLISH)));
        prop_assert_eq!(text_of(&typed, ".body"), text);
        prop_assert_eq!(text_of(&typed, ".name"), name);
    }

    #[test]
    fn markup_in_names_of_files_is_shown_as_text(name in nasty(), alt in nasty()) {
        let with = |name, alt| {
            let files = [HARBOUR, RECORDING, MANUAL].map(|file| FileView { name, alt, ..file }).to_vec();
            templates::message(&MessageView { files, ..HELLO }, &ENGLISH)
        };
        let typed = with(&name, &alt);
        prop_assert_eq!(shape(&typed), shape(&with("a.pdf", "A picture")));
        prop_assert_eq!(text_of(&typed, "figcaption bdi"), &*name);
        let waiting = |name, alt| templates::upload_item(&FileView { name, alt, ..HARBOUR }, "lobby", &ENGLISH);
        prop_assert_eq!(shape(&waiting(&name, &alt)), shape(&waiting("a.pdf", "A picture")));
        prop_assert_eq!(text_of(&waiting(&name, &alt), ".name"), name);
    }

    #[test]
    fn typed_envelope_is_shown_as_text(text in nasty()) {
        let mut frame = ServerFrame::default();
        let envelope = Envelope { target: Target::MessageList, swap: Swap::Upsert, version: Some(7) };
        frame.add(envelope, &templates::message(&MessageView { text: &text, ..HELLO }, &ENGLISH));
        let frame = frame.take();
        prop_assert_eq!(frame.matches("<hx-partial").count(), 1);
        prop_assert_eq!(frame.matches(" data-version=\"").count(), 1);
    }

    #[test]
    fn refused_field_gives_back_the_typed_text(text in nasty()) {
        // Parsers drop one line break at the start of a textarea; the template writes one for them
        // to drop.
        let composer = templates::composer(&ComposerView { text: &text, ..COMPOSER }, &ENGLISH);
        prop_assert_eq!(shape(&composer), shape(&templates::composer(&COMPOSER, &ENGLISH)));
        prop_assert_eq!(text_of(&composer, "textarea"), text.replace("\r\n", "\n").replace('\r', "\n"));

        let plain = |text| LandingView {
            page: "/",
            name: FieldView { text, ..FieldView::default() },
            room: FieldView::default(),
            token: "",
            listed: false,
            kept: "",
            recent_rooms: Vec::new(),
            directory: DirectoryView::Omitted,
        };
        let landing = |text| shape(&templates::landing(&plain(text), &ENGLISH));
        prop_assert_eq!(landing(&text), landing("Ada"));
    }

    #[test]
    fn markup_in_notices_and_refusals_is_shown_as_text(name in nasty()) {
        let joined = |name| shape(&templates::join_leave_notice(1, &[name], &[], &ENGLISH));
        prop_assert_eq!(joined(&name), joined("Ada"));
        prop_assert_eq!(text_of(&templates::refusal(&name), ".refusal"), name);
    }

    #[test]
    fn markup_in_names_is_shown_as_text(name in nasty(), other in nasty()) {
        let typing = |names: [&str; 2]| templates::typing(&TypingView::Named(names.to_vec()), &ENGLISH);
        let typed = typing([&name, &other]);
        prop_assert_eq!(shape(&typed), shape(&typing(["Ada", "Grace"])));
        prop_assert_eq!(text_of(&typed, "span"), format!("{name} and {other} are typing…"));
        let (status, role) = (Status::Away, Role::Owner);
        let person = |name| PresentMemberView { member: MemberView { name, ..ADA }, status, role };
        let listed = templates::present_member(&person(&name), &ENGLISH);
        prop_assert_eq!(shape(&listed), shape(&templates::present_member(&person("Ada"), &ENGLISH)));
        prop_assert_eq!(text_of(&listed, ".name"), name);
    }

    #[test]
    fn markup_never_adds_a_message_to_the_log(texts in prop::collection::vec(nasty(), 0..5)) {
        let messages = texts.iter().map(|text| MessageView { text, ..HELLO }).collect();
        let mode = MessageListMode::Live;
        let (earlier, later, at, first_new, reader) = (None, None, None, None, None);
        let view = MessageListView { room: "lobby", mode, messages, earlier, later, at, first_new, reader };
        let log = templates::message_list(&view, &ENGLISH);
        let items = shape(&log).into_iter().filter(|element| element.starts_with("li ")).count();
        prop_assert_eq!(items, texts.len());
    }
}
