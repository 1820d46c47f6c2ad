//! The page of a room.

use maud::Markup;

use super::cast::{
    ADA, ALBUM, COMPOSER, GRACE, HARBOUR, HELLO, LINUS, MANUAL, MORE, NOOR, PRIVATE_ROOM, away, conversation, here,
    lobby, log, today,
};
use super::scripted::{changed, inside};
use super::sending::{ending, on_way, refused};
use super::surroundings::later_styles;
use super::{Example, Surroundings};
use crate::room_page;
use crate::views::{
    ComposerView, MemberView, MembersView, MessageListMode, MessageListView, MessageView, Reader, Retry, Role,
    RoomPageMode, RoomView, WayOn,
};
use crate::words::Words;

/// The page in every state that it has.
pub(super) const EXAMPLES: &[Example] = &[
    page("conversation", |words| live(busy(), words)),
    page("empty", |words| live(empty(), words)),
    page("one message", |words| live(RoomView { messages: list(vec![HELLO]), ..busy() }, words)),
    page("with files", |words| {
        let mut messages = conversation();
        for (message, files) in messages.iter_mut().zip([vec![], vec![HARBOUR], ALBUM.to_vec(), vec![MANUAL]]) {
            message.files = files;
        }
        live(RoomView { messages: list(messages), ..busy() }, words)
    }),
    page("newcomer", |words| live(RoomView { reader: Reader::Newcomer, welcome: WELCOME, ..busy() }, words)),
    page("regular, with a welcome", |words| live(RoomView { welcome: WELCOME, ..busy() }, words)),
    page("owner", |words| live(RoomView { role: Role::Owner, ..busy() }, words)),
    page("owner, reminded", |words| live(RoomView { role: Role::Owner, needs_owner_link: true, ..busy() }, words)),
    page("new messages", |words| {
        let messages = MessageListView { first_new: Some(HELLO.seq + 2), ..list(conversation()) };
        live(RoomView { messages, ..busy() }, words)
    }),
    page("further up", |words| to_newest(live(busy(), words), &words.scripts.unseen.replace("{count}", "3"))),
    page("far up", |words| to_newest(live(busy(), words), words.room.newest)),
    page("somebody is typing", |words| {
        let line = (words.typing.named)(&[maud::html! { bdi { "Grace Hopper" } }]).0;
        let before = "id=\"typing\">";
        changed(live(busy(), words), &[(before, &format!("{before}{line}"))])
    }),
    page("everybody away", |words| {
        let members = MembersView { listed: vec![here(ADA), away(GRACE), away(LINUS)], online_count: 3 };
        live(RoomView { members, ..busy() }, words)
    }),
    page("crowd", |words| {
        let members = MembersView { listed: CROWD.map(here).to_vec(), online_count: 1_234 };
        live(RoomView { members, ..busy() }, words)
    }),
    page("right to left", |words| {
        let said = |text, seq| MessageView { author: NOOR, text, seq, ..HELLO };
        let messages = list(vec![said("هل يعمل هذا؟", 7), said("نعم، يعمل.", 8)]);
        live(RoomView { title: "غرفة الحديقة", topic: "كل ما ينمو", messages, me: NOOR, ..busy() }, words)
    }),
    page("long names", |words| {
        let title = "The room for everything that grows in the garden and behind it";
        let topic =
            "Everything that grows, has grown or will grow, with a word that is averylongwordwithoutanyspaceinit";
        let me = MemberView { name: "AVeryLongNameWithoutAnySpaceInIt", ..ADA };
        live(RoomView { title, topic, me, role: Role::Owner, ..busy() }, words)
    }),
    page("private", |words| {
        live(
            RoomView { title: "", messages: MessageListView { room: PRIVATE_ROOM, ..list(conversation()) }, ..busy() },
            words,
        )
    }),
    page("refused, as a form", |words| {
        let sentence = (words.refusals.too_fast)(3);
        live(RoomView { mode: refused_form(&sentence), ..busy() }, words)
    }),
    page("connecting", |words| online("connecting", words.scripts.connecting, words)),
    page("reconnecting", |words| {
        let seconds = words.scripts.retry_in.replace("{seconds}", "4");
        let countdown = format!("countdown\" aria-hidden=\"true\">{seconds}<");
        changed(
            online("waiting", words.scripts.reconnecting, words),
            &[
                ("countdown\" aria-hidden=\"true\"><", &countdown),
                ("data-do=\"reconnect\" hidden", "data-do=\"reconnect\""),
            ],
        )
    }),
    page("offline", |words| online("offline", words.scripts.offline, words)),
    page("not live", |words| {
        let before = "id=\"live-updates\" role=\"status\">";
        let after = format!("{before}{}", words.live_updates.blocked);
        changed(online("polling", words.scripts.polling, words), &[(before, &after)])
    }),
    page("full", |words| {
        let page = online("waiting", words.refusals.room_full, words);
        changed(page, &[("data-do=\"reconnect\" hidden", "data-do=\"reconnect\"")])
    }),
    page("a message refused", |words| {
        pending(&refused("A long story", words.refusals.no_space, Retry::ByHand, words), "live", words)
    }),
    page("a message not sent", |words| {
        let message = changed(on_way(ADA, "Is this thing on?", words), &[("role=\"alert\" hidden", "role=\"alert\"")]);
        pending(&message, "waiting", words)
    }),
    page("deleted", |words| ended(words.closes.room_deleted, WayOn::FrontPage, words)),
    page("locked", |words| ended(words.refusals.room_locked, WayOn::FrontPage, words)),
    page("left", |words| ended(words.closes.left, WayOn::JoinAgain, words)),
    page("session over", |words| ended(words.closes.session_over, WayOn::EnterName, words)),
    page("name taken", |words| ended(words.closes.name_taken, WayOn::ChooseAnotherName, words)),
    page("help is open", |words| {
        let help = inside(crate::help(words), "<div class=\"help-content\"", "</div><p>").0.replace(" hidden", "");
        let dialog = "<dialog open class=\"help-dialog\" aria-labelledby=\"help-title\">";
        let end = format!("{dialog}<div class=\"help-content\"{help}</div></dialog></body>");
        let styles = format!("{}</head>", later_styles().0);
        changed(live(busy(), words), &[("</body>", &end), ("</head>", &styles)])
    }),
    page("people are open", |words| {
        changed(live(busy(), words), &[("class=\"members\" popover", "class=\"members\" popover data-shown")])
    }),
    page("skip link with the focus", |words| {
        changed(live(busy(), words), &[("class=\"skip\"", "class=\"skip\" data-focus"), (" autofocus", "")])
    }),
    page("without scripts", |words| without_scripts(&busy(), words)).without_scripts(),
    page("without scripts, refused", |words| {
        let sentence = (words.refusals.too_fast)(3);
        without_scripts(&RoomView { mode: refused_form(&sentence), ..busy() }, words)
    })
    .without_scripts(),
    page("without scripts, owner, newcomer", |words| {
        let (role, reader) = (Role::Owner, Reader::Newcomer);
        without_scripts(&RoomView { role, reader, needs_owner_link: true, welcome: WELCOME, ..busy() }, words)
    })
    .without_scripts(),
    page("earlier messages", |words| {
        let log = log(MessageListMode::Static);
        let messages = MessageListView { reader: Some(ADA.id), messages: today(log.messages, words), ..log };
        room_page(&RoomView { messages, mode: RoomPageMode::Archive, ..busy() }, words)
    }),
    page("earlier messages, with later ones", |words| {
        let log = MessageListView { later: Some(MORE.seq), ..log(MessageListMode::Static) };
        let messages = MessageListView { reader: Some(ADA.id), messages: today(log.messages, words), ..log };
        room_page(&RoomView { messages, mode: RoomPageMode::Archive, ..busy() }, words)
    }),
    page("at the message of a link", |words| {
        let (later, at) = (Some(HELLO.seq + 5), Some(HELLO.seq + 2));
        let messages = MessageListView { later, at, ..list(conversation()) };
        to_newest(live(RoomView { messages, ..busy() }, words), words.room.newest)
    }),
    page("without the message of a link", |words| {
        let messages = MessageListView { at: Some(HELLO.seq + 9), ..list(conversation()) };
        live(RoomView { messages, ..busy() }, words)
    }),
    page("without scripts, at the message of a link", |words| {
        let (later, at) = (Some(HELLO.seq + 5), Some(HELLO.seq + 2));
        let messages = MessageListView { later, at, ..list(conversation()) };
        without_scripts(&RoomView { messages, ..busy() }, words)
    })
    .without_scripts(),
];

/// With the button that leads to the newest message.
fn to_newest(page: Markup, label: &str) -> Markup {
    let shown = format!("</svg> <span>{label}</span></button><p class=\"typing\"");
    changed(
        page,
        &[("id=\"latest\" hidden", "id=\"latest\""), ("</svg> <span></span></button><p class=\"typing\"", &shown)],
    )
}

const WELCOME: &str = "Welcome to the lobby. Be kind, and mind the flower beds.";

const CROWD: [MemberView; 8] = [
    ADA,
    GRACE,
    LINUS,
    NOOR,
    MemberView { id: "barbarabarbara22", name: "Barbara" },
    MemberView { id: "dennisdennisden2", name: "Dennis" },
    MemberView { id: "francesfrancesf2", name: "Frances" },
    MemberView { id: "margaretmargare2", name: "Margaret" },
];

const fn page(state: &'static str, render: fn(&Words) -> Markup) -> Example {
    Example::new("room_page", state, Surroundings::Page, render)
}

fn busy() -> RoomView<'static> {
    let members = MembersView { listed: vec![here(ADA), here(GRACE), away(LINUS), here(NOOR)], online_count: 4 };
    RoomView { messages: list(conversation()), members, ..lobby() }
}

fn empty() -> RoomView<'static> {
    let members = MembersView { listed: vec![here(ADA)], online_count: 1 };
    RoomView { messages: MessageListView { earlier: None, ..list(Vec::new()) }, members, topic: "", ..lobby() }
}

fn list(messages: Vec<MessageView<'static>>) -> MessageListView<'static> {
    MessageListView { messages, ..log(MessageListMode::Live) }
}

/// The page of a reader, connected.
fn live(view: RoomView, words: &Words) -> Markup {
    online_as(&view, "live", words.scripts.live, words)
}

/// The page with a message that the room has not taken, or not yet.
fn pending(message: &Markup, state: &str, words: &Words) -> Markup {
    let status = if state == "live" { words.scripts.live } else { words.scripts.reconnecting };
    let before = "id=\"pending\">";
    changed(online(state, status, words), &[(before, &format!("{before}{}", message.0))])
}

/// The page whose connection is closed for good.
fn ended(sentence: &'static str, way_on: WayOn, words: &Words) -> Markup {
    let ending = ending(sentence, way_on, words).0;
    let form = "<form class=\"composer\"";
    let instead = format!("{ending}<form hidden class=\"composer\"");
    let styles = format!("{}</head>", later_styles().0);
    changed(online("gone", words.scripts.closed, words), &[(form, &instead), ("</head>", &styles)])
}

/// The page of a reader without scripts, with the log as an example of its own.
fn without_scripts(view: &RoomView, words: &Words) -> Markup {
    let log = format!("src=\"/example/{}/log_frame/conversation\"", words.lang);
    changed(room_page(&of_reader(view, words), words), &[("src=\"/r/lobby/log\"", &log)])
}

/// With their own messages marked, and times by their clock.
fn of_reader<'a>(view: &RoomView<'a>, words: &Words) -> RoomView<'a> {
    let messages = today(view.messages.messages.clone(), words);
    let messages = MessageListView { reader: Some(view.me.id), messages, ..view.messages.clone() };
    RoomView { messages, ..view.clone() }
}

fn refused_form(sentence: &str) -> RoomPageMode<'_> {
    match lobby().mode {
        RoomPageMode::Current { version, seen, frame, .. } => {
            let composer = ComposerView { text: "Not so fast", refusal: Some(sentence), ..COMPOSER };
            RoomPageMode::Current { version, seen, frame, composer }
        }
        RoomPageMode::Archive => RoomPageMode::Archive,
    }
}

fn online(state: &str, status: &str, words: &Words) -> Markup {
    online_as(&busy(), state, status, words)
}

fn online_as(view: &RoomView, state: &str, status: &str, words: &Words) -> Markup {
    changed(
        room_page(&of_reader(view, words), words),
        &[
            ("<body class=\"room\"", &format!("<body class=\"room\" data-state=\"{state}\"")),
            ("id=\"connection\" role=\"status\">", &format!("id=\"connection\" role=\"status\">{status}")),
        ],
    )
}
