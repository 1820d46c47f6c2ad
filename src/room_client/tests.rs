//! The forms in which builds write calls and answers. A form stays here for ever: after a deploy a
//! Worker and a room of two builds read each other.

use std::fmt::Debug;

use room::{Person, Role, Settings, Strictness};

use super::answers::problem_of;
use super::*;
use crate::protocol::forms::variants;

const ADA: &str = r#"{"id":"adaaaaaaaaaaaaaa","name":"Ada"}"#;

/// What the builds before 2026-11-28 ask and answer in JSON.
const SAY: &str = r#"{"member":{"id":"adaaaaaaaaaaaaaa","name":"Ada"},"cid":"cid-0001","text":"Hello."}"#;
const SETTINGS: &str = r#"{"member":{"id":"adaaaaaaaaaaaaaa","name":"Ada"},"value":{"topic":"Tea","welcome":"",
    "listing":"Listed","join_policy":"Locked"}}"#;
const SNAPSHOT: &str = r#"{"version":12,"messages":[{"seq":12,"version":12,"member":"adaaaaaaaaaaaaaa","name":"Ada",
    "body":"Hello.","cid":"cid-0001","said_at":5000,"continues":true}],"earlier":"Room","listed_members":[{"member":
    {"id":"adaaaaaaaaaaaaaa","name":"Ada"},"status":"Away"}],"online_count":1,"settings":{"topic":"Tea","welcome":"",
    "listing":"Listed","join_policy":"Locked"},"role":"Owner","access_denied":null}"#;
/// What the builds since then say to owners.
const OWNED: &str = r#"{"role":"Owner","owners":[{"id":"adaaaaaaaaaaaaaa","name":"Ada"},{"id":"graceaaaaaaaaaaa",
    "name":null}],"needs_owner_link":true}"#;
const OWNER_LINK: &str = r#"{"member":{"id":"adaaaaaaaaaaaaaa","name":"Ada"},"value":"0a1b","uses":2}"#;
const MESSAGES: &str = r#"{"messages":[{"seq":12,"version":12,"member":"adaaaaaaaaaaaaaa","name":"Ada",
    "body":"Hello.","cid":"cid-0001","said_at":5000,"continues":false}],"archived_until":7}"#;
/// The builds since then, of messages that changed.
const CHANGED: &str = r#"{"messages":[{"seq":12,"version":14,"member":"adaaaaaaaaaaaaaa","name":"Ada","body":"Hello.",
    "cid":"cid-0001","said_at":5000,"continues":false,"edited_at":6000,"removal":null},{"seq":13,"version":15,
    "member":"adaaaaaaaaaaaaaa","name":"Ada","body":"","cid":"cid-0002","said_at":5500,"continues":false,
    "edited_at":null,"removal":{"at":7000,"by":"adaaaaaaaaaaaaaa","name":"Ada"}}],"archived_until":null}"#;
/// What the builds since then ask and answer about one message.
const EDIT: &str = r#"{"member":{"id":"adaaaaaaaaaaaaaa","name":"Ada"},"value":{"seq":12,"cid":"edit-0001","base":14,
    "text":"Hullo."}}"#;
const REMOVE: &str = r#"{"member":{"id":"adaaaaaaaaaaaaaa","name":"Ada"},"value":12}"#;
const MESSAGE: &str = r#"{"room":{"version":14,"role":"Owner"},"message":{"seq":12,"version":14,
    "member":"adaaaaaaaaaaaaaa","name":"Ada","body":"Hello.","cid":"cid-0001","said_at":5000,"continues":false,
    "edited_at":6000,"removal":null},"is_archived":false,"allowed":{"edit":true,"remove":true,"undo_removal":false},
    "edit_window_ms":86400000,"earlier":[{"body":"Hullo.","at":5000,"replaced_by":"edit-0001"}]}"#;
const MEMBERS: &str = r#"{"members":[[5,{"member":{"id":"adaaaaaaaaaaaaaa","name":"Ada"},"status":"Active"}]],
    "online_count":3,"next":{"after":5,"before":null,"limit":2}}"#;

/// Without these nothing is known of what is asked or answered. Every build has written them.
const REQUIRED: &[&str] = &[
    "member",
    "id",
    "name",
    "cid",
    "text",
    "value",
    "seq",
    "version",
    "body",
    "said_at",
    "after",
    "before",
    "limit",
    "at",
    "by",
    "base",
    "replaced_by",
];

fn parsed<T: DeserializeOwned>(form: &str) -> T {
    serde_json::from_str(form).unwrap_or_else(|error| panic!("{error}: {form}"))
}

#[track_caller]
fn reads_other_builds<T: DeserializeOwned>(form: &str) {
    for (what, variant) in variants(&parsed(form)) {
        let is_required = what.rsplit_once("no ").is_some_and(|(_, name)| REQUIRED.contains(&name));
        let read = serde_json::from_value::<T>(variant.clone());
        assert!(read.is_ok() || is_required, "{what}: {:?} in {variant}", read.err());
    }
}

fn asked<T: DeserializeOwned>(query: &str) -> T {
    serde_urlencoded::from_str(query).unwrap_or_else(|error| panic!("{error}: {query}"))
}

fn shown<T: Debug>(value: T) -> String {
    format!("{value:?}")
}

#[test]
fn calls_of_the_first_builds_are_read() {
    let connect: ConnectRequest = asked("id=adaaaaaaaaaaaaaa&name=Ada&since=12");
    assert_eq!((connect.member(), connect.since), (parsed(ADA), Some(12)));
    assert_eq!(connect.protocol, crate::protocol::Protocol::default(), "they do not say, and spoke the first one");
    let SnapshotRequest { before, limit, .. } = asked("id=adaaaaaaaaaaaaaa&name=Ada&before=9&limit=50");
    assert_eq!((before, limit), (Some(9), 50));
    assert!(asked::<SnapshotRequest>("limit=50").reader().is_none());
    assert_eq!(asked::<PageQuery>("after=3&limit=2"), PageQuery { after: Some(3), before: None, limit: 2 });
    assert_eq!(asked::<CallHeader>("after=3&limit=2").needs, 0, "every room understands them");
    let say: SayRequest = parsed(SAY);
    assert_eq!((say.member, say.cid.as_str(), say.text.as_str()), (parsed(ADA), "cid-0001", "Hello."));
    let settings: MemberRequest<Settings> = parsed(SETTINGS);
    assert_eq!(settings.value.topic.as_str(), "Tea");
}

#[test]
fn answers_of_the_first_builds_are_read() {
    let snapshot: Snapshot = parsed(SNAPSHOT);
    assert_eq!((snapshot.version, snapshot.online_count), (12, 1));
    assert_eq!((snapshot.role, snapshot.earlier), (Role::Owner, HistorySource::Room));
    assert_eq!(snapshot.messages[0].body.as_str(), "Hello.");
    assert!(snapshot.messages[0].continues);
    let messages: Result<MessagesAfter, Refusal> = parsed(&format!(r#"{{"Ok":{MESSAGES}}}"#));
    assert_eq!(messages.map(|messages| messages.archived_until), Ok(Some(7)).map_err(|()| Refusal::Empty));
    let members: MembersPage = parsed(MEMBERS);
    assert_eq!((members.online_count, members.members[0].0), (3, 5));
    let refused: Result<(), Refusal> = parsed(r#"{"Err":{"TooFast":{"wait_ms":500}}}"#);
    assert_eq!(refused, Err(Refusal::TooFast { wait_ms: 500 }));
}

#[test]
fn owners_are_known_to_later_builds_alone() {
    let snapshot: Snapshot = parsed(SNAPSHOT);
    assert_eq!((snapshot.owners.len(), snapshot.needs_owner_link), (0, false), "the first builds do not say");
    let snapshot: Snapshot = parsed(OWNED);
    assert_eq!(snapshot.owners.iter().map(|owner| owner.name.is_some()).collect::<Vec<_>>(), [true, false]);
    let link: MemberRequest<String> = parsed(OWNER_LINK);
    assert_eq!(link.value, "0a1b", "a room of the first builds reads it so");
}

#[test]
fn changes_of_messages_are_known_to_later_builds_alone() {
    let MessagesAfter { messages, .. } = parsed(MESSAGES);
    assert_eq!((messages[0].edited_at, &messages[0].removal), (None, &None), "the first builds have none");
    let MessagesAfter { messages, .. } = parsed(CHANGED);
    assert_eq!((messages[0].edited_at, &messages[0].removal), (Some(6_000), &None));
    let removal = messages[1].removal.as_ref().map(|removal| (removal.at, removal.name.as_str()));
    assert_eq!(removal, Some((7_000, "Ada")));
}

#[test]
fn calls_about_one_message_are_read() {
    let edit: MemberRequest<EditValue> = parsed(EDIT);
    assert_eq!((edit.value.seq, edit.value.base, edit.value.text.as_str()), (12, 14, "Hullo."));
    assert_eq!(parsed::<MemberRequest<room::Seq>>(REMOVE).value, 12);
    assert_eq!(asked::<MessageRequest>("id=adaaaaaaaaaaaaaa&name=Ada&seq=12").reader(), parsed(ADA));
    let answer: MessageAnswer = parsed(MESSAGE);
    assert_eq!((answer.allowed.edit, answer.message.map(|message| message.seq)), (true, Some(12)));
}

#[test]
fn field_that_is_new_or_missing_is_no_error() {
    reads_other_builds::<MemberRequest<EditValue>>(EDIT);
    reads_other_builds::<MessageAnswer>(MESSAGE);
    reads_other_builds::<SayRequest>(SAY);
    reads_other_builds::<MemberRequest<Settings>>(SETTINGS);
    reads_other_builds::<Snapshot>(SNAPSHOT);
    reads_other_builds::<Snapshot>(OWNED);
    reads_other_builds::<RoleLinkRequest>(OWNER_LINK);
    reads_other_builds::<MessagesAfter>(MESSAGES);
    reads_other_builds::<MessagesAfter>(CHANGED);
    reads_other_builds::<MembersPage>(MEMBERS);
}

#[test]
fn value_of_a_later_build_is_read_as_the_careful_one() {
    let later = SNAPSHOT.replace("Owner", "Gardener").replace("\"Room\"", "\"Elsewhere\"").replace("Away", "Dozing");
    let later = later.replace("Listed", "Whispered").replace("Locked", "Knock");
    let snapshot: Snapshot = parsed(&later);
    assert_eq!((snapshot.role, snapshot.earlier), (Role::Everybody, HistorySource::Nowhere));
    let settings = shown(&snapshot.settings);
    assert!(settings.contains("Unlisted") && settings.contains("Locked"), "{settings}");
}

#[test]
fn answer_that_is_none_says_the_room_is_being_updated() {
    let updating = |problem| matches!(problem, Problem::Refused(Refusal::RoomUpdating));
    // Of the first builds: no such call; a call that they could not read.
    assert!(updating(problem_of(404, r#"{"error":{"code":"not_found","message":"Nothing is here."}}"#)));
    assert!(updating(problem_of(400, r#"{"error":{"code":"unreadable","message":"That could not be read."}}"#)));
    // A refusal that came later.
    assert!(updating(problem_of(429, r#"{"Muted":{"until":7}}"#)));
    assert!(updating(problem_of(429, r#""RoomUpdating""#)));
    assert!(matches!(problem_of(429, r#""RoomFull""#), Problem::Refused(Refusal::RoomFull)));
    assert!(matches!(problem_of(500, r#"{"error":{"code":"internal","message":"Oh."}}"#), Problem::Internal));
}

#[test]
fn room_that_a_deploy_has_ended_is_being_updated() {
    assert!(is_about_update("JsError: Error: Durable Object reset because its code was updated."));
    assert!(!is_about_update("Error: Network connection lost."));
}

#[test]
fn header_tells_who_calls_and_from_where() {
    let header: CallHeader = asked(
        "needs=1&from=00000000000000aa.00000000000000bb&strictness=UnderAttack&founding=Ask\
              &person=aaaaaaaaaaaaaaah&session_since=12&since=99",
    );
    let session = Some(SessionMark { person: Person::of_bits(7), since: 12 });
    let from = "00000000000000aa.00000000000000bb".parse().ok();
    assert_eq!(header.caller(), Caller { from, strictness: Strictness::UnderAttack, is_operator: false, session });
    assert_eq!(header.founding, FoundingPermission::Ask);
}

#[test]
fn header_of_another_build_limits_nobody_wrongly() {
    for header in ["needs=1", "needs=1&from=&strictness=Lenient&founding=Perhaps", "from=an-address"] {
        let header: CallHeader = asked(header);
        assert_eq!(header.caller(), Caller::default());
        assert_eq!(header.founding, FoundingPermission::Granted);
    }
}
