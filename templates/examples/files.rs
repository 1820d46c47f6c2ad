//! Files: in messages, waiting in the composer, and on their page. The gallery draws the pictures:
//! the first eight digits of an id say how wide and high.

use maud::{Markup, html};

use super::cast::{ADA, ALBUM, COMPOSER, GRACE, HARBOUR, HELLO, MANUAL, NO_UPLOADS, NOOR, PROSE, RECORDING, here};
use super::scripted::{changed, inside, own};
use super::{Example, Surroundings};
use crate::uploads::upload_template;
use crate::views::{
    Change, ComposerView, FileShape, FileView, FilesPageView, MemberView, MembersView, MessageView, MomentView,
    QuoteView, ReactionKindView, ReplyView, UploadsView,
};
use crate::words::Words;
use crate::{composer, files_page, refusal, urls};

/// Messages with files, files that wait, and the page for those without scripts.
pub(super) const EXAMPLES: &[Example] = &[
    said("picture", |words| with(ADA, "The harbour, this morning.", &[HARBOUR], words)),
    said("picture alone, own", |words| own(with(ADA, "", &[HARBOUR], words))),
    said("picture that is not described, without a preview", |words| {
        let shape = FileShape::Picture { width: 1_600, height: 1_200, has_preview: false };
        with(ADA, "", &[FileView { shape, alt: "", ..HARBOUR }], words)
    }),
    said("tall, wide and tiny pictures", |words| {
        html! {
            (with(ADA, "As tall as it gets.", &[TALL], words))
            (with(GRACE, "A panorama.", &[WIDE], words))
            (with(ADA, "An icon.", &[TINY], words))
        }
    }),
    said("two pictures", |words| with(ADA, "", &ALBUM[..2], words)),
    said("three pictures", |words| with(ADA, "", &ALBUM[..3], words)),
    said("four pictures", |words| with(ADA, "All of them.", &ALBUM, words)),
    said("picture that is gone", |words| with(ADA, "", &[FileView { id: NOT_THERE, ..HARBOUR }], words)),
    said("recording", |words| with(GRACE, "", &[RECORDING], words)),
    said("video", |words| with(GRACE, "Watch this.", &[VIDEO], words)),
    said("download", |words| with(ADA, "Here is the manual.", &[MANUAL], words)),
    said("downloads of every size", |words| {
        let named = |name: &'static str, id: &'static str, bytes| FileView { id, name, bytes, ..MANUAL };
        let files = [
            named("empty-ish.txt", "d1", 1),
            named("notes.md", "d2", 48 * 1_024),
            named("backup.tar.gz", "d3", 10 * 1_048_576),
            named("LICENSE", "d4", 11_357),
        ];
        with(ADA, "", &files, words)
    }),
    said("download with a very long name", |words| {
        let name = "A manual for everything that grows in the garden and behind it, in its third edition, \
                    with_an_index_of_all_the_words_in_it_and_unbreakable_ends.pdf";
        with(GRACE, "", &[FileView { name, ..MANUAL }], words)
    }),
    said("downloads with names in every script", |words| {
        let named = |name: &'static str, id: &'static str| FileView { id, name, ..MANUAL };
        let files = [
            named("دليل الحديقة.pdf", "d1"),
            named("花园手册.docx", "d2"),
            named("руководство <b>&.zip", "d3"),
            named("Gärten 🌱.epub", "d4"),
        ];
        with(NOOR, "", &files, words)
    }),
    said("of every kind", |words| with(ADA, "It is all in here.", &[HARBOUR, RECORDING, VIDEO, MANUAL], words)),
    said("right to left", |words| {
        let picture = FileView { name: "الميناء.jpg", alt: "قوارب في ميناء هادئ", ..HARBOUR };
        with(NOOR, "الميناء هذا الصباح.", &[picture, FileView { name: "دليل.pdf", ..MANUAL }], words)
    }),
    said("reply, edited, with reactions", |words| {
        let quote = QuoteView::Said { author: GRACE, excerpt: words.files.picture };
        let reactions = vec![ReactionKindView { emoji: "🎉", count: 2, names: vec!["Ada", "Grace"], is_own: false }];
        let view = MessageView {
            reply: Some(ReplyView { seq: HELLO.seq + 1, quote }),
            change: Change::Edited(MomentView { at: HELLO.said_at + 120_000, local: None }),
            reactions,
            files: vec![HARBOUR, MANUAL],
            ..HELLO
        };
        crate::message(&view, words)
    }),
    said("removed", |words| {
        let change = Change::Removed { by: ADA, at: MomentView { at: HELLO.said_at + 120_000, local: None } };
        crate::message(&MessageView { text: "", change, files: vec![HARBOUR], ..HELLO }, words)
    }),
    said("picture in front of the page", |words| {
        html! { li { (lightbox(HARBOUR.alt, words)) } (with(ADA, "", &ALBUM, words)) }
    }),
    said("picture in front of the page, long description", |words| {
        html! { li { (lightbox(&PROSE.repeat(3), words)) } (with(ADA, "", &ALBUM, words)) }
    }),
    waiting("one picture", |words| composing("", &[HARBOUR], words)),
    waiting("several", |words| composing("Here they are.", &[HARBOUR, UNDESCRIBED, RECORDING, MANUAL], words)),
    waiting("long names", |words| {
        let name = "unbreakable".repeat(12);
        composing("", &[FileView { name: &name, ..MANUAL }, FileView { name: &name, ..UNDESCRIBED }], words)
    }),
    waiting("right to left", |words| {
        let picture = FileView { name: "الميناء.jpg", alt: "قوارب في ميناء هادئ", ..HARBOUR };
        composing("الميناء هذا الصباح.", &[picture, FileView { name: "دليل.pdf", ..MANUAL }], words)
    }),
    waiting("under way", |words| with_item(on_its_way(&[], words), words)),
    waiting("under way, and the message waits", |words| {
        let why = format!("id=\"refusal\"><p class=\"waits\" role=\"alert\">{}</p>", words.files.waits);
        changed(with_item(on_its_way(&[], words), words), &[("id=\"refusal\">", &why)])
    }),
    waiting("files are held over the page", |words| {
        changed(composing("", &[HARBOUR], words), &[("class=\"composer", "class=\"composer dropping")])
    }),
    waiting("refused", |words| {
        let sentence = refusal(&(words.files.refusals.too_large)(NO_UPLOADS.max_bytes));
        let status = format!("send-status\">{}", sentence.0);
        with_item(on_its_way(&[("send-status\">", &status), ("<progress", "<progress hidden")], words), words)
    }),
    waiting("did not arrive", |words| {
        let changes = [("role=\"alert\" hidden", "role=\"alert\""), ("<progress", "<progress hidden")];
        with_item(on_its_way(&changes, words), words)
    }),
    page("nothing yet", |words| files_page(&of(&[]), words)),
    page("waiting", |words| files_page(&of(&[HARBOUR, UNDESCRIBED, MANUAL]), words)),
    page("full", |words| files_page(&of(&[HARBOUR, UNDESCRIBED, RECORDING, MANUAL]), words)),
    page("refused, with a text", |words| {
        let problem = (words.files.refusals.too_large)(NO_UPLOADS.max_bytes);
        let view = FilesPageView {
            problem: Some(&problem),
            text: "The harbour, this morning.",
            reply: "1795442523005",
            ..of(&[HARBOUR])
        };
        files_page(&view, words)
    }),
    page("long names", |words| {
        let name = "unbreakable".repeat(12);
        let files = [FileView { name: &name, ..MANUAL }, FileView { name: &name, ..UNDESCRIBED }];
        files_page(&FilesPageView { title: "Tea & <b>Cake</b>", ..of(&files) }, words)
    }),
    page("right to left", |words| {
        let picture = FileView { name: "الميناء.jpg", alt: "قوارب في ميناء هادئ", ..HARBOUR };
        files_page(&FilesPageView { title: "غرفة الحديقة", me: NOOR, ..of(&[picture]) }, words)
    }),
];

const TALL: FileView = FileView {
    id: "03002400000000000000000000000005",
    name: "receipt.png",
    bytes: 91_000,
    shape: FileShape::Picture { width: 300, height: 2_400, has_preview: true },
    alt: "A long receipt",
};

const WIDE: FileView = FileView {
    id: "24000300000000000000000000000006",
    name: "panorama.webp",
    shape: FileShape::Picture { width: 2_400, height: 300, has_preview: true },
    alt: "The coast from one end to the other",
    ..TALL
};

const TINY: FileView = FileView {
    id: "00160016000000000000000000000007",
    name: "icon.gif",
    bytes: 512,
    shape: FileShape::Picture { width: 16, height: 16, has_preview: false },
    alt: "A small square",
};

const UNDESCRIBED: FileView = FileView {
    id: "12001600000000000000000000000008",
    name: "IMG_20261123_140203.jpg",
    bytes: 3_400_000,
    shape: FileShape::Picture { width: 1_200, height: 1_600, has_preview: true },
    alt: "",
};

const VIDEO: FileView = FileView {
    id: "0000000000000000000000000000000b",
    name: "waves.mp4",
    bytes: 9_100_000,
    shape: FileShape::Video,
    alt: "",
};

const NOT_THERE: &str = "0000000000000000000000000000000c";

const fn said(state: &'static str, render: fn(&Words) -> Markup) -> Example {
    Example::new("files", state, Surroundings::Log, render)
}

const fn waiting(state: &'static str, render: fn(&Words) -> Markup) -> Example {
    Example::new("uploads", state, Surroundings::Room, render)
}

const fn page(state: &'static str, render: fn(&Words) -> Markup) -> Example {
    Example::new("files_page", state, Surroundings::Page, render)
}

fn with(author: MemberView, text: &str, files: &[FileView], words: &Words) -> Markup {
    let seq = HELLO.seq + i64::try_from(text.len()).unwrap_or_default();
    crate::message(&MessageView { author, text, seq, files: files.to_vec(), ..HELLO }, words)
}

fn composing(text: &str, waiting: &[FileView], words: &Words) -> Markup {
    let uploads = Some(UploadsView { waiting, ..NO_UPLOADS });
    composer(&ComposerView { text, uploads, ..COMPOSER }, words)
}

/// A picture as the script shows it.
fn lightbox(alt: &str, words: &Words) -> Markup {
    let said = &words.files;
    let address = urls::file("lobby", HARBOUR.id, HARBOUR.name);
    html! {
        dialog.lightbox open aria-label=(alt) {
            figure { img src=(address) width="320" height="240" alt=(alt); figcaption dir="auto" { (alt) } }
            button.close type="button" title=(said.close) aria-label=(said.close) { "×" }
            button.previous type="button" title=(said.previous) aria-label=(said.previous) { "‹" }
            button.next type="button" title=(said.next) aria-label=(said.next) { "›" }
        }
    }
}

/// A file as the script makes it from its template.
fn on_its_way(changes: &[(&str, &str)], words: &Words) -> Markup {
    let size = format!("class=\"size\">{}</small>", (words.files.size)(HARBOUR.bytes));
    let filled = [
        ("class=\"name\"></bdi>", "class=\"name\">harbour.jpg</bdi>"),
        ("class=\"size\"></small>", &size),
        ("{name}", "harbour.jpg"),
        ("{name}", "harbour.jpg"),
        ("value=\"0\"", "value=\"60\""),
    ];
    changed(changed(inside(upload_template(words), ">", "</template>"), &filled), changes)
}

/// The composer with one more file in its list.
fn with_item(item: Markup, words: &Words) -> Markup {
    changed(composing("The harbour, this morning.", &[MANUAL], words), &[("</ul>", &format!("{}</ul>", item.0))])
}

fn of<'a>(waiting: &'a [FileView<'a>]) -> FilesPageView<'a> {
    FilesPageView {
        page: "/r/garden/files",
        room: "garden",
        title: "",
        me: ADA,
        members: MembersView { listed: vec![here(ADA), here(GRACE)], online_count: 2 },
        uploads: UploadsView { waiting, ..NO_UPLOADS },
        text: "",
        reply: "",
        cid: "5b7e8c1a5a554c8e",
        problem: None,
    }
}
