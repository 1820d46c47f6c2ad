//! Each fragment, as it travels.

use insta::assert_snapshot;
use maud::Markup;
use templates::views::{Change, FileShape, FileView, MembersView, MessageView, MomentView, Retry, TypingView};
use templates::words::{ENGLISH, Language};

use templates::examples::cast::{ADA, ALBUM, GRACE, HARBOUR, HELLO, MANUAL, MORE, away, here};

/// One tag a line, so that a change can be read.
pub(crate) fn lines(markup: &Markup) -> String {
    markup.0.replace("><", ">\n<")
}

#[test]
fn message_carries_author_time_and_text() {
    assert_snapshot!(lines(&templates::message(&HELLO, &ENGLISH)), @r#"
    <li class="message" id="m1795442523005" data-member="adaadaadaadaada2" data-cid="0b7e8c1a5a554c8e">
    <h3 class="head">
    <span class="avatar hue-4" aria-hidden="true">A</span>
    <bdi class="name">Ada</bdi> <a href="/r/lobby/m/1795442523005" target="_top">
    <time datetime="2026-11-23T14:02:03.004Z">14:02</time>
    </a>
    </h3>
    <p class="body" dir="auto">Is this thing on?</p>
    </li>
    "#);
}

#[test]
fn continued_message_still_names_its_author() {
    assert_snapshot!(lines(&templates::message(&MORE, &ENGLISH)), @r#"
    <li class="message continues" id="m1795442523006" data-member="adaadaadaadaada2" data-cid="1b7e8c1a5a554c8e">
    <p class="head">
    <span class="avatar hue-4" aria-hidden="true">A</span>
    <bdi class="name">Ada</bdi> <a href="/r/lobby/m/1795442523006" target="_top">
    <time datetime="2026-11-23T14:02:13.004Z">14:02</time>
    </a>
    </p>
    <p class="body" dir="auto">It has to be.
    Two lines &lt;b&gt;&amp;amp; more</p>
    </li>
    "#);
}

#[test]
fn edited_message_says_when() {
    let edited = |at| MessageView { change: Change::Edited(MomentView { at, local: None }), ..MORE };
    let [today, tomorrow] = [120_000, 86_400_000].map(|later| edited(MORE.said_at + later));
    assert_snapshot!(lines(&templates::message(&today, &ENGLISH)), @r#"
    <li class="message continues" id="m1795442523006" data-member="adaadaadaadaada2" data-cid="1b7e8c1a5a554c8e">
    <p class="head">
    <span class="avatar hue-4" aria-hidden="true">A</span>
    <bdi class="name">Ada</bdi> <a href="/r/lobby/m/1795442523006" target="_top">
    <time datetime="2026-11-23T14:02:13.004Z">14:02</time>
    </a>
    </p>
    <p class="body" dir="auto">It has to be.
    Two lines &lt;b&gt;&amp;amp; more</p>
    <p class="edited">Edited <time datetime="2026-11-23T14:04:13.004Z">14:04</time>
    </p>
    </li>
    "#);
    let tomorrow = templates::message(&tomorrow, &ENGLISH).0;
    assert!(tomorrow.contains(">2026-11-24 14:02</time>"), "with the day, which is another: {tomorrow}");
}

#[test]
fn removed_message_says_who_and_when() {
    let at = MomentView { at: HELLO.said_at + 120_000, local: Some("3:04 PM") };
    let removed = MessageView { text: "", change: Change::Removed { by: GRACE, at }, ..HELLO };
    assert_snapshot!(lines(&templates::message(&removed, &ENGLISH)), @r#"
    <li class="message" id="m1795442523005" data-member="adaadaadaadaada2" data-cid="0b7e8c1a5a554c8e">
    <h3 class="head">
    <span class="avatar hue-4" aria-hidden="true">A</span>
    <bdi class="name">Ada</bdi> <a href="/r/lobby/m/1795442523005" target="_top">
    <time datetime="2026-11-23T14:02:03.004Z">14:02</time>
    </a>
    </h3>
    <p class="body removal">Removed by <bdi>Grace Hopper</bdi>, <time datetime="2026-11-23T14:04:03.004Z">3:04 PM</time>
    </p>
    </li>
    "#);
    let forgotten = MessageView { text: "a text that somebody left in", ..removed };
    let forgotten = templates::message(&forgotten, &ENGLISH).0;
    assert!(!forgotten.contains("somebody"), "{forgotten}");
}

/// So it is rendered once for everybody.
#[test]
fn message_that_never_changed_has_no_words_of_ours() {
    let in_languages = |view: &MessageView| Language::ALL.map(|language| templates::message(view, language.words()).0);
    let [english, others @ ..] = in_languages(&HELLO);
    assert!(others.iter().all(|other| *other == english));
    let at = MomentView { at: HELLO.said_at, local: None };
    let [english, others @ ..] = in_languages(&MessageView { change: Change::Edited(at), ..HELLO });
    assert!(others.iter().all(|other| *other != english), "one that did has some");
}

/// Sizes are words; pictures show none.
#[test]
fn message_with_pictures_has_no_words_of_ours() {
    let in_languages = |files: &[FileView]| {
        let view = MessageView { files: files.to_vec(), ..HELLO };
        Language::ALL.map(|language| templates::message(&view, language.words()).0)
    };
    let [english, others @ ..] = in_languages(&ALBUM);
    assert!(others.iter().all(|other| *other == english));
    let [english, others @ ..] = in_languages(&[MANUAL]);
    assert!(others.iter().all(|other| *other != english));
}

#[test]
fn files_alone_leave_no_place_for_a_text() {
    let shown = |text, change| {
        let files = vec![HARBOUR];
        templates::message(&MessageView { text, change, files, ..HELLO }, &ENGLISH).0
    };
    let alone = shown("", Change::None);
    assert!(alone.contains("class=\"files\"") && !alone.contains("class=\"body"), "{alone}");
    assert!(shown("Look.", Change::None).contains(">Look.</p><div class=\"files\""));
    let at = MomentView { at: HELLO.said_at, local: None };
    for gone in [Change::Removed { by: ADA, at }, Change::LeftOut] {
        let markup = shown("", gone);
        assert!(!markup.contains("harbour"), "{markup}");
    }
}

/// Or what is read would jump when the picture comes.
#[test]
fn picture_says_how_large_it_is_shown() {
    let shown = |width, height| {
        let shape = FileShape::Picture { width, height, has_preview: true };
        let files = vec![FileView { shape, ..HARBOUR }];
        templates::message(&MessageView { files, ..HELLO }, &ENGLISH).0
    };
    assert!(shown(1_600, 1_200).contains("width=\"320\" height=\"240\""));
    assert!(shown(40, 30).contains("width=\"40\" height=\"30\""));
    assert!(shown(10, 10_000).contains("class=\"picture tall\""));
}

#[test]
fn kind_of_a_file_is_the_end_of_its_name() {
    for (name, kind) in [
        ("a.pdf", Some("PDF")),
        ("a.tar.gz", Some("GZ")),
        ("a.b c", None),
        (".profile", None),
        ("LICENSE", None),
        ("a.", None),
        ("a.ende", Some("ENDE")),
        ("I ate it.yesterday", None),
        ("a.دليل", None),
    ] {
        assert_eq!(FileView { name, ..MANUAL }.kind().as_deref(), kind, "{name}");
    }
}

/// Its switch has no words: everybody is sent the same.
#[test]
fn tall_message_is_folded() {
    let text = format!("one{}{}", "\n".repeat(10), vec!["line"; 40].join("\n"));
    let message = templates::message(&MessageView { text: &text, ..HELLO }, &ENGLISH).0;
    assert!(message.contains("one\n\n\nline\nline"), "ten empty lines are two: {message}");
    assert!(message.ends_with("line</p><details class=\"fold\"><summary>…</summary></details></li>"), "{message}");

    let wide = templates::message(&MessageView { text: &"x".repeat(1_000), ..HELLO }, &ENGLISH).0;
    assert!(wide.contains("<details class=\"fold narrow\">"), "{wide}");
}

#[test]
fn refusal_says_whether_trying_again_can_help() {
    let refused = |retry| templates::send_refusal("No.", retry).0;
    assert_snapshot!(refused(Retry::Never), @r#"<p class="refusal" role="alert">No.</p>"#);
    assert_snapshot!(refused(Retry::ByHand), @r#"<p class="refusal" role="alert" data-retry="">No.</p>"#);
    assert_snapshot!(refused(Retry::After { seconds: 2 }), @r#"<p class="refusal" role="alert" data-retry="2">No.</p>"#);
}

#[test]
fn long_people_list_ends_with_a_count() {
    let view = MembersView { listed: vec![here(ADA), away(GRACE)], online_count: 123 };
    assert_snapshot!(lines(&templates::members(&view, &ENGLISH)), @r#"
    <li class="member" id="u-adaadaadaadaada2">
    <span class="avatar hue-4" aria-hidden="true">A</span>
    <bdi class="name">Ada</bdi>
    <span class="tag">adaadaad</span>
    </li>
    <li class="member away" id="u-gracegracegrace2">
    <span class="avatar hue-10" aria-hidden="true">GH</span>
    <bdi class="name">Grace Hopper</bdi>
    <span class="tag">gracegra</span>
    <span class="small">away</span>
    </li>
    <li class="more">and 121 more</li>
    "#);
    assert_snapshot!(lines(&templates::online_count(123)), @"123");
}

#[test]
fn typing_line_names_up_to_three_people() {
    let line = |names: &[&str]| templates::typing(&TypingView::Named(names.to_vec()), &ENGLISH).0;
    assert_snapshot!(line(&[]), @"");
    assert_snapshot!(line(&["Ada"]), @"<span><bdi>Ada</bdi> is typing…</span>");
    assert_snapshot!(line(&["Ada", "Grace"]), @"<span><bdi>Ada</bdi> and <bdi>Grace</bdi> are typing…</span>");
    assert_snapshot!(line(&["Ada", "Grace", "Linus"]), @"<span><bdi>Ada</bdi>, <bdi>Grace</bdi> and <bdi>Linus</bdi> are typing…</span>");
    assert_snapshot!(templates::typing(&TypingView::Several, &ENGLISH).0, @"<span>Several people are typing…</span>");
}

#[test]
fn rename_notice_shows_both_names() {
    assert_snapshot!(templates::rename_notice(7, "Ada", "Countess", &ENGLISH).0, @r#"<li class="notice" id="n7"><span><bdi>Ada</bdi> is now <bdi>Countess</bdi></span></li>"#);
}

#[test]
fn join_leave_notice_names_two_and_counts_more() {
    let notice = |joined: &[&str], left: &[&str]| templates::join_leave_notice(7, joined, left, &ENGLISH).0;
    assert_snapshot!(notice(&["Ada"], &[]), @r#"<li class="notice" id="n7"><span><bdi>Ada</bdi> joined</span></li>"#);
    assert_snapshot!(notice(&["Ada", "Grace"], &["Linus"]), @r#"<li class="notice" id="n7"><span><bdi>Ada</bdi> and <bdi>Grace</bdi> joined</span><span><bdi>Linus</bdi> left</span></li>"#);
    assert_snapshot!(notice(&["Ada", "Grace", "Linus"], &[]), @r#"<li class="notice" id="n7"><span>3 people joined</span></li>"#);
}

#[test]
fn refusal_is_announced_to_screen_readers() {
    assert_snapshot!(templates::refusal("Wait 1 second.").0, @r#"<p class="refusal" role="alert">Wait 1 second.</p>"#);
}
