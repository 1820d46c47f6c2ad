//! What rendering costs, natively: `cargo bench -p templates`. A page of fifty messages should take
//! less than 150 µs, or 500 µs if each has markup; a message in its envelope less than 2 µs, and
//! one with markup, once it is read (`room/benches`), less than 10 µs with it.

#![expect(missing_docs, reason = "criterion's macros make public functions without documentation")]
#![expect(clippy::indexing_slicing, reason = "into arrays that stand here")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use templates::views::{
    BlockView, Change, ComposerView, Format, Href, InlineView, LocalTimeView, LogPart, MemberView, MembersView,
    MessageListMode, MessageListView, MessageView, PresentMemberView, Reader, Role, RoomPageMode, RoomView, Status,
};
use templates::words::ENGLISH;
use templates::{Envelope, ServerFrame, Swap, Target};

const PEOPLE: [MemberView; 3] = [
    MemberView { id: "adaadaadaadaada2", name: "Ada" },
    MemberView { id: "gracegracegrace2", name: "Grace Hopper" },
    MemberView { id: "linuslinuslinus2", name: "Linus & friends" },
];

/// As people write: now and then something to escape, now and then a second line, now and then not
/// English.
const TEXTS: [&str; 4] = [
    "Is this thing on?",
    "It has to be: 1 < 2 && \"two\" > 1, and nobody objects to that in a message of some length, do they?",
    "Grüße aus Köln 👋\nDie zweite Zeile.",
    "ok",
];

fn said(n: i64) -> MessageView<'static> {
    let pick = |len: usize| usize::try_from(n).unwrap_or(0) % len;
    MessageView {
        room: "lobby",
        seq: 1_795_442_523_005 + n,
        author: PEOPLE[pick(3)],
        text: TEXTS[pick(4)],
        format: Format::AsTyped,
        files: Vec::new(),
        cid: "0b7e8c1a5a554c8e0b7e8c1a5a554c8e",
        said_at: 1_795_442_523_004 + n * 20_000,
        // A day and an hour, as in the page of a reader.
        local_time: Some(LocalTimeView { clock: "14:02", date: "Nov 23, 2026", day: "Today" }),
        continues: n % 3 == 1,
        change: Change::None,
        reply: None,
        reactions: Vec::new(),
    }
}

fn lobby() -> RoomView<'static> {
    let composer = ComposerView {
        room: "lobby",
        title: "",
        cid: "2b7e8c1a5a554c8e",
        text: "",
        refusal: None,
        reply: None,
        posting: templates::views::PostingView::FREE,
        uploads: None,
    };
    RoomView {
        page: "/r/lobby",
        locale: "en-GB",
        ignored: None,
        needs_owner_link: false,
        link: "https://natter.example/r/lobby",
        me: PEOPLE[0],
        role: Role::Guest,
        title: "",
        reader: Reader::Regular,
        topic: "Everything and nothing",
        welcome: "",
        messages: MessageListView {
            room: "lobby",
            mode: MessageListMode::Live,
            messages: (0..50).map(said).collect(),
            earlier: Some(1),
            later: None,
            at: None,
            first_new: None,
            reader: None,
        },
        members: MembersView {
            listed: (0..30)
                .map(|n| PresentMemberView { member: PEOPLE[n % 3], status: Status::Active, role: Role::Guest })
                .collect(),
            online_count: 30,
        },
        mode: RoomPageMode::Current {
            version: 1_795_442_523_055,
            seen: "seen-lobby=; Path=/",
            frame: LogPart::default(),
            composer,
        },
    }
}

/// The message with markup that `room/benches` reads.
fn with_markup() -> Vec<BlockView<'static>> {
    use InlineView::{Code, Em, Link, MaskedLink, Strike, Strong, Text};
    let href = |address| Href::new(address).into_iter();
    let link = href("https://natter.example/r/garden?before=7#m7").map(Link);
    let garden = href("https://natter.example/r/garden").map(|href| {
        let (domain, text) = ("natter.example", vec![Text("the garden")]);
        MaskedLink { href, domain, text }
    });
    let before = [
        Strong(vec![Text("It has to be")]),
        Text(": "),
        Code("cargo test"),
        Text(" says "),
        Em(vec![Text("nothing")]),
        Text(", and neither does "),
    ];
    let line = before.into_iter().chain(link).chain([Text(", see ")]).chain(garden).chain([Text(".")]);
    vec![
        BlockView::Quote(vec![BlockView::Paragraph(vec![Text("Is this thing on?")])]),
        BlockView::Paragraph(line.collect()),
        BlockView::Bullets(vec![vec![Text("One")], vec![Strike(vec![Text("Two")])]]),
    ]
}

fn render(criterion: &mut Criterion) {
    let (page, message) = (lobby(), said(1));
    criterion.bench_function("a page of 50 messages", |bench| {
        bench.iter(|| templates::room_page(black_box(&page), &ENGLISH))
    });
    let format = Format::Blocks(with_markup());
    let mut formatted = lobby();
    formatted.messages.messages.iter_mut().for_each(|message| message.format = format.clone());
    criterion.bench_function("a page of 50 messages with markup", |bench| {
        bench.iter(|| templates::room_page(black_box(&formatted), &ENGLISH))
    });
    criterion.bench_function("drawing a message with markup", |bench| {
        bench.iter(|| templates::message_text("", black_box(&format)))
    });
    criterion.bench_function("a message in its envelope", |bench| {
        bench.iter(|| {
            let mut frame = ServerFrame::default();
            let envelope = Envelope { target: Target::MessageList, swap: Swap::Upsert, version: Some(message.seq) };
            frame.add(envelope, &templates::message(black_box(&message), &ENGLISH));
            frame.take()
        });
    });
}

criterion_group!(benches, render);
criterion_main!(benches);
