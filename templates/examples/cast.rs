//! The few people and rooms that every example is about.

#![expect(missing_docs, reason = "each is called what it is")]

use crate::views::{
    Change, ComposerView, DirectoryView, EarlierTexts, EditView, FieldView, FileShape, FileView, Format, Ignoring,
    InvitationView, LandingView, LastSaidView, ListedRoomView, LocalTimeView, LogFrameView, LogPart, LogPlace,
    MemberView, MembersView, MessageListMode, MessageListView, MessagePageView, MessageView, Millis, NewRoomView,
    OwnerLinkView, OwnerView, PostingSettingsView, PostingView, PresentMemberView, PreviewState, PreviewView,
    ProfileView, Reader, RecentRoomView, RetentionView, Role, RoomPageMode, RoomView, SettingsView, Status,
    UploadsView,
};
use crate::words::Words;

pub const ADA: MemberView = MemberView { id: "adaadaadaadaada2", name: "Ada" };
pub const GRACE: MemberView = MemberView { id: "gracegracegrace2", name: "Grace Hopper" };

pub const LINUS: MemberView = MemberView { id: "linuslinuslinus2", name: "Linus" };
pub const NOOR: MemberView = MemberView { id: "noornoornoornoo2", name: "نور" };

pub const LONG_NAME: MemberView = MemberView { id: "longlonglonglon2", name: "AVeryLongNameWithoutAnySpaceInIt" };

/// As long as an address may be.
pub const LONG_WORD: &str = "unbreakableunbreakableunbreakabl";

pub const PRIVATE_ROOM: &str = "p-abcdefghijklmnopqrstuvwxyz";

/// Some sentences, about two rows of a wide screen.
pub const PROSE: &str = "I closed the laptop for an hour and missed nothing. Not one message, and none of them twice. \
                         When it opened again, everything was there, in the order in which it was said. ";

/// Ten short lines.
pub const LINES: &str = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\n";

pub const fn here(member: MemberView<'static>) -> PresentMemberView<'static> {
    PresentMemberView { member, status: Status::Active, role: Role::Guest }
}

pub const fn away(member: MemberView<'static>) -> PresentMemberView<'static> {
    PresentMemberView { member, status: Status::Away, role: Role::Guest }
}

/// When the first message was said, and its place.
pub const SAID_AT: Millis = 1_795_442_523_004;
pub const SEQ: i64 = SAID_AT + 1;

pub const HELLO: MessageView = MessageView {
    room: "lobby",
    seq: 1_795_442_523_005,
    author: ADA,
    text: "Is this thing on?",
    format: Format::AsTyped,
    files: Vec::new(),
    cid: "0b7e8c1a5a554c8e",
    said_at: 1_795_442_523_004,
    local_time: None,
    continues: false,
    change: Change::None,
    reply: None,
    reactions: Vec::new(),
};

pub const MORE: MessageView = MessageView {
    room: "lobby",
    seq: 1_795_442_523_006,
    author: ADA,
    text: "It has to be.\nTwo lines <b>&amp; more",
    format: Format::AsTyped,
    files: Vec::new(),
    cid: "1b7e8c1a5a554c8e",
    said_at: 1_795_442_533_004,
    local_time: None,
    continues: true,
    change: Change::None,
    reply: None,
    reactions: Vec::new(),
};

/// Messages as the page of one reader has them: of today, by the reader's clock.
pub fn today<'a>(messages: Vec<MessageView<'a>>, words: &Words) -> Vec<MessageView<'a>> {
    const CLOCKS: [&str; 5] = ["14:02", "14:03", "14:04", "14:05", "14:06"];
    let local = |message: MessageView<'a>| {
        let minutes = usize::try_from((message.said_at - HELLO.said_at) / 60_000).unwrap_or_default();
        let clock = CLOCKS.get(minutes).copied().unwrap_or("14:59");
        let time = LocalTimeView { clock, date: "Nov 23, 2026", day: words.times.today };
        MessageView { local_time: message.local_time.or(Some(time)), ..message }
    };
    messages.into_iter().map(local).collect()
}

/// Four people talk.
pub fn conversation() -> Vec<MessageView<'static>> {
    let said = |place: i64, minutes: Millis, author, text, continues| {
        let said_at = HELLO.said_at + minutes * 60_000;
        MessageView { seq: HELLO.seq + place, said_at, author, text, continues, ..HELLO }
    };
    vec![
        HELLO,
        said(1, 0, ADA, "It has to be.", true),
        said(2, 1, GRACE, "Loud and clear.", false),
        said(3, 3, LINUS, "I closed the laptop for an hour and missed nothing. Not one message.", false),
        said(4, 4, NOOR, "مرحبا بكم جميعا", false),
        said(5, 4, ADA, "That is the idea. 🎉", false),
    ]
}

pub const COMPOSER: ComposerView = ComposerView {
    room: "lobby",
    title: "",
    cid: "2b7e8c1a5a554c8e",
    text: "",
    refusal: None,
    reply: None,
    posting: PostingView::FREE,
    uploads: Some(NO_UPLOADS),
};

/// As a room comes: four files a message, ten megabytes each.
pub const NO_UPLOADS: UploadsView =
    UploadsView { waiting: &[], per_message: 4, max_bytes: 10 << 20, preview_max_bytes: 50 << 10 };

/// A picture, a recording and a document.
pub const HARBOUR: FileView = FileView {
    id: "16001200000000000000000000000001",
    name: "harbour.jpg",
    bytes: 2_411_725,
    shape: FileShape::Picture { width: 1_600, height: 1_200, has_preview: true },
    alt: "Boats in a quiet harbour at dawn",
};
pub const RECORDING: FileView = FileView {
    id: "00000000000000000000000000000009",
    name: "seagulls.m4a",
    bytes: 812_000,
    shape: FileShape::Audio,
    alt: "",
};
pub const MANUAL: FileView = FileView {
    id: "0000000000000000000000000000000a",
    name: "Manual of the lighthouse.pdf",
    bytes: 1_258_291,
    shape: FileShape::Download,
    alt: "",
};

/// Four pictures, of every shape.
pub const ALBUM: [FileView; 4] = [
    HARBOUR,
    FileView {
        id: "12001600000000000000000000000002",
        name: "lighthouse.jpg",
        shape: FileShape::Picture { width: 1_200, height: 1_600, has_preview: true },
        alt: "A lighthouse on a cliff",
        ..HARBOUR
    },
    FileView {
        id: "10001000000000000000000000000003",
        name: "gull.png",
        shape: FileShape::Picture { width: 1_000, height: 1_000, has_preview: true },
        alt: "A gull on a post",
        ..HARBOUR
    },
    FileView {
        id: "20000900000000000000000000000004",
        name: "bay.avif",
        shape: FileShape::Picture { width: 2_000, height: 900, has_preview: true },
        alt: "",
        ..HARBOUR
    },
];

pub fn log(mode: MessageListMode) -> MessageListView<'static> {
    MessageListView {
        room: "lobby",
        mode,
        messages: vec![HELLO, MORE],
        earlier: Some(HELLO.seq),
        later: None,
        at: None,
        first_new: None,
        reader: None,
    }
}

pub fn lobby() -> RoomView<'static> {
    RoomView {
        page: "/r/lobby",
        locale: "en-GB",
        ignored: None,
        needs_owner_link: false,
        link: "https://natter.example/r/lobby",
        me: ADA,
        role: Role::Guest,
        title: "",
        reader: Reader::Regular,
        topic: "Everything and nothing",
        welcome: "",
        messages: log(MessageListMode::Live),
        members: MembersView { listed: vec![here(ADA), here(GRACE)], online_count: 2 },
        mode: RoomPageMode::Current { version: MORE.seq, seen: SEEN, frame: FRAME, composer: COMPOSER },
    }
}

const FRAME: LogPart =
    LogPart { place: LogPlace::Newest, at: None, first_new: None, members_open: false, paused: false, head: None };

/// The same room in the frame of somebody without scripts.
pub fn log_frame(words: &Words) -> LogFrameView<'static> {
    let messages = MessageListView {
        messages: today(conversation(), words),
        earlier: None,
        reader: Some(ADA.id),
        ..log(MessageListMode::Static)
    };
    LogFrameView {
        link: "https://natter.example/r/lobby",
        me: ADA,
        ignored: None,
        title: "",
        welcome: "",
        part: FRAME,
        new_head: None,
        messages,
        earlier: None,
        later: None,
        members: MembersView { listed: vec![here(ADA), here(GRACE)], online_count: 2 },
        not_counted: None,
    }
}

const SEEN: &str = "seen-lobby=; Path=/; Max-Age=15552000; SameSite=Lax";

pub fn landing() -> LandingView<'static> {
    LandingView {
        page: "/",
        name: FieldView::default(),
        room: FieldView { text: "lobby", ..Default::default() },
        token: "0123456789abcdef",
        listed: false,
        kept: "",
        recent_rooms: Vec::new(),
        directory: DirectoryView::Omitted,
    }
}

pub fn recent_rooms() -> Vec<RecentRoomView<'static>> {
    [("garden", "", 100), ("kuche", "Küche", 99), ("lobby", "", 1), ("p-abcdefghijklmnopqrstuvwxyz", "", 0)]
        .map(|(room, title, unread)| RecentRoomView { room, title, unread })
        .to_vec()
}

pub fn directory() -> DirectoryView<'static> {
    DirectoryView::Listed {
        rooms: vec![
            ListedRoomView {
                room: "garden",
                title: "Tea & <b>Cake</b>",
                topic: "Everything <b>that</b> grows",
                people: 3,
                last_said: Some(LastSaidView { at: HELLO.said_at, date: "Nov 23, 2026" }),
            },
            ListedRoomView { room: "quiet", title: "", topic: "", people: 0, last_said: None },
        ],
        next: Some("0.1795442523004.quiet".to_owned()),
        now: HELLO.said_at + 180_000,
    }
}

pub fn profile() -> ProfileView<'static> {
    ProfileView {
        page: "/r/garden/you",
        room: "garden",
        title: "",
        me: ADA,
        members: MembersView { listed: vec![here(ADA), away(GRACE)], online_count: 2 },
        name: FieldView { text: "Ada", problem: None, suggestion: None },
        ignored: Vec::new(),
        owned: Vec::new(),
    }
}

/// The page of what Ada said, for her.
pub fn message_page(words: &Words) -> MessagePageView<'static> {
    let local_time = Some(LocalTimeView { clock: "14:02", date: "Nov 23, 2026", day: words.times.today });
    let text = FieldView { text: HELLO.text, ..NOTHING };
    MessagePageView {
        page: "/r/garden/m/1795442523005",
        title: "Tea & <b>Cake</b>",
        me: ADA,
        members: MembersView { listed: vec![here(ADA), away(GRACE)], online_count: 2 },
        message: MessageView { room: "garden", local_time, ..HELLO },
        edit: Some(EditView {
            text,
            base: HELLO.seq,
            cid: "3b7e8c1a5a554c8e",
            hours: 24,
            earlier_texts: EarlierTexts::AuthorAndOwners,
        }),
        earlier: Vec::new(),
        reply: Some("4b7e8c1a5a554c8e"),
        reaction: Some(NOTHING),
        removal: Some(10),
        ignoring: Ignoring::Oneself,
        can_report: false,
        undo: None,
        refusal: None,
        restriction: None,
        typed: "",
    }
}

pub const INVITATION: InvitationView = InvitationView {
    room: "garden",
    title: "Tea & <b>Cake</b>",
    link: "https://natter.example/r/garden",
    locked: false,
    private: false,
};

pub fn preview() -> PreviewView<'static> {
    PreviewView {
        page: "/r/garden",
        room: "garden",
        title: "Tea & <b>Cake</b>",
        private: false,
        state: PreviewState::Open {
            topic: "Everything that grows",
            welcome: "Mind the flower beds.",
            members: MembersView { listed: vec![here(ADA), away(GRACE)], online_count: 7 },
            full: false,
        },
        name: NOTHING,
        token: "0123456789abcdef",
        at: None,
    }
}

pub const NEW_ROOM: NewRoomView = NewRoomView {
    page: "/new",
    title: FieldView { text: "Tea & <b>Cake</b>", ..NOTHING },
    address: NOTHING,
    name: FieldView { text: "Ada", ..NOTHING },
    existing: None,
    private: false,
    token: "0123456789abcdef",
};

pub const NOTHING: FieldView = FieldView { text: "", problem: None, suggestion: None };

pub fn settings() -> SettingsView<'static> {
    SettingsView {
        page: "/r/garden/settings",
        owners_problem: None,
        room: "garden",
        saved_title: "Tea & <b>Cake</b>",
        me: ADA,
        members: MembersView { listed: vec![here(ADA), away(GRACE)], online_count: 2 },
        title: FieldView { text: "Tea & <b>Cake</b>", ..NOTHING },
        topic: FieldView { text: "Everything that grows", ..NOTHING },
        welcome: FieldView { text: "Mind the flower beds.", ..NOTHING },
        listed: Some(true),
        locked: false,
        earlier_texts: EarlierTexts::AuthorAndOwners,
        retention: RetentionView { chosen: 30, choices: vec![0, 1, 7, 30, 90, 365], site: 0 },
        posting: PostingSettingsView {
            read_only: false,
            slow_mode_s: 0,
            slow_mode_choices_s: &[0, 5, 30, 120],
            no_newcomer_links: false,
            newcomer_minutes: 5,
            words: NOTHING,
            words_max: 100,
        },
        confirm: NOTHING,
        owners: vec![OwnerView { member: ADA, is_reader: true }, OwnerView { member: GRACE, is_reader: false }],
        open_reports: 2,
        moderators: vec![OwnerView { member: LINUS, is_reader: false }],
        uses_max: 3,
        link: None,
        saved: false,
    }
}

pub const OWNER_LINK: OwnerLinkView = OwnerLinkView {
    page: "/r/garden/own",
    room: "garden",
    title: "",
    role: Role::Owner,
    me: None,
    members: MembersView { listed: Vec::new(), online_count: 0 },
    code: NOTHING,
    name: FieldView { text: "Ada", ..NOTHING },
    token: "0123456789abcdef",
};
