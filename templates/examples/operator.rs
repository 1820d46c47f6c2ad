//! The pages of whoever runs the site.

use maud::Markup;

use super::cast::{ADA, GRACE, LINUS, LONG_NAME, LONG_WORD, NOOR, NOTHING, PRIVATE_ROOM, SAID_AT, SEQ};
use super::{Example, Surroundings};
use crate::urls;
use crate::views::{
    FieldView, MemberView, OperatedMessageView, OperatedPeopleView, OperatedPersonView, OperatedRoomRowView,
    OperatedRoomView, OperatedRoomsView, OverrideView, RoomAccess, RoomListingView, RoomPicking, RoomStarters, SignIn,
    SigningInView, SiteAuditEntryView, SiteAuditView, SiteSettingsView,
};
use crate::words::Words;

/// Signing in, rooms, people, the audit log, settings.
pub(super) const EXAMPLES: &[Example] = &[
    page("operator", "first", |words| crate::signing_in(&SIGNING_IN, words)),
    page("operator", "wrong key", |words| {
        let problem = Some(words.operator.signing_in.wrong_key);
        crate::signing_in(&SigningInView { problem, ..SIGNING_IN }, words)
    }),
    page("operator", "signed in no more", |words| {
        crate::signing_in(&SigningInView { sign_in: SignIn::Again, ..SIGNING_IN }, words)
    }),
    page("operator_rooms", "many", |words| crate::operator_rooms(&rooms(many(words)), words)),
    page("operator_rooms", "empty", |words| crate::operator_rooms(&rooms(Vec::new()), words)),
    page("operator_rooms", "later page", |words| {
        crate::operator_rooms(&OperatedRoomsView { is_first: false, next: None, ..rooms(many(words)) }, words)
    }),
    page("operator_rooms", "long words", |words| {
        let row = OperatedRoomRowView { room: LONG_WORD, title: LONG_WORD, ..garden(words) };
        crate::operator_rooms(&rooms(vec![row]), words)
    }),
    page("operator_rooms", "right to left", |words| {
        crate::operator_rooms(&rooms(vec![OperatedRoomRowView { title: "غرفة الحديقة", ..garden(words) }]), words)
    }),
    page("operator_rooms", "unavailable", |words| {
        crate::operator_rooms(&OperatedRoomsView { rooms: None, next: None, ..rooms(Vec::new()) }, words)
    }),
    page("operator_room", "listed", |words| crate::operator_room(&room(words), words)),
    page("operator_room", "empty", |words| {
        let (people, messages) = (Vec::new(), Vec::new());
        crate::operator_room(&OperatedRoomView { people, online_count: 0, messages, ..room(words) }, words)
    }),
    page("operator_room", "closed", |words| {
        let closed = Some("Spam. We reopen it tomorrow.");
        let listing = Some(RoomListingView { is_off: true, hides_topic: true, is_picked: true });
        crate::operator_room(&OperatedRoomView { closed, listing, access: RoomAccess::Closed, ..room(words) }, words)
    }),
    page("operator_room", "private", |words| {
        let (access, listing) = (RoomAccess::Private, None);
        let view = OperatedRoomView { room: PRIVATE_ROOM, title: "", access, listing, ..room(words) };
        crate::operator_room(&view, words)
    }),
    page("operator_room", "no reason given", |words| {
        let problem = Some(words.operator.site.reason_missing);
        crate::operator_room(&OperatedRoomView { reason: FieldView { problem, ..NOTHING }, ..room(words) }, words)
    }),
    page("operator_room", "message is gone", |words| {
        let problem = Some(words.changes.no_such_message);
        crate::operator_room(&OperatedRoomView { problem, ..room(words) }, words)
    }),
    page("operator_room", "deletion not confirmed", |words| {
        let confirm = FieldView { text: "yes", problem: Some(words.refusals.not_confirmed), suggestion: None };
        crate::operator_room(&OperatedRoomView { confirm, ..room(words) }, words)
    }),
    page("operator_room", "long words", |words| {
        let (title, topic) = (LONG_WORD, LONG_WORD);
        let messages = vec![message(LONG_NAME, LONG_WORD, words)];
        crate::operator_room(
            &OperatedRoomView { title, topic, people: vec![LONG_NAME], messages, ..room(words) },
            words,
        )
    }),
    page("operator_room", "right to left", |words| {
        let messages = vec![message(NOOR, "أهلا وسهلا!", words)];
        let view = OperatedRoomView { title: "غرفة الحديقة", people: vec![NOOR], messages, ..room(words) };
        crate::operator_room(&view, words)
    }),
    page("operator_people", "many", |words| {
        let [ada, grace, noor] = [ADA, GRACE, NOOR];
        let people = vec![
            OperatedPersonView { member: ada, rooms: vec![("lobby", ""), ("garden", "Tea & Cake")] },
            OperatedPersonView { member: grace, rooms: vec![(PRIVATE_ROOM, "")] },
            OperatedPersonView { member: noor, rooms: vec![("garden", "غرفة الحديقة")] },
        ];
        crate::operator_people(&in_rooms(Some(people)), words)
    }),
    page("operator_people", "empty", |words| crate::operator_people(&in_rooms(Some(Vec::new())), words)),
    page("operator_people", "long words", |words| {
        let person = OperatedPersonView { member: LONG_NAME, rooms: vec![("garden", LONG_WORD)] };
        crate::operator_people(&OperatedPeopleView { is_first: false, ..in_rooms(Some(vec![person])) }, words)
    }),
    page("operator_people", "unavailable", |words| crate::operator_people(&in_rooms(None), words)),
    page("operator_audit", "many", |words| {
        let said = &words.operator.audit;
        let closed = SiteAuditEntryView { what: said.closed_room, detail: "Spam", room: "garden", ..entry(words) };
        let private = SiteAuditEntryView { what: said.deleted_room, room: PRIVATE_ROOM, by: said.by_program, ..closed };
        let entries = Some(vec![closed, SiteAuditEntryView { detail: "", ..private }, entry(words)]);
        crate::operator_audit(&SiteAuditView { entries, earlier: Some(7), ..AUDIT }, words)
    }),
    page("operator_audit", "empty", |words| {
        crate::operator_audit(&SiteAuditView { entries: Some(Vec::new()), ..AUDIT }, words)
    }),
    page("operator_audit", "unavailable", |words| crate::operator_audit(&AUDIT, words)),
    page("site_settings", "as it comes", |words| crate::site_settings(&SITE, words)),
    page("site_settings", "saved", |words| {
        let [name, announcement, reason] =
            ["The Nattery", "We move house on Sunday.", "Back at 14:00."].map(|text| FieldView { text, ..NOTHING });
        let view = SiteSettingsView { name, announcement, read_only: true, read_only_reason: reason, ..SITE };
        let starters = RoomStarters::Operator;
        let listing = OverrideView { chosen: Some(RoomPicking::ByHand), ..SITE.listing };
        let listed_per_owner = OverrideView { chosen: Some(5), ..SITE.listed_per_owner };
        crate::site_settings(
            &SiteSettingsView { starters, listing, listed_per_owner, under_attack: true, saved: true, ..view },
            words,
        )
    }),
    page("site_settings", "refused", |words| {
        let problem = (words.operator.site.too_long)(60);
        let name = FieldView { text: LONG_WORD, problem: Some(&problem), suggestion: None };
        let reason = FieldView { problem: Some(words.operator.site.reason_missing), ..NOTHING };
        crate::site_settings(&SiteSettingsView { name, read_only: true, read_only_reason: reason, ..SITE }, words)
    }),
    page("site_settings", "unavailable", |words| {
        crate::site_settings(&SiteSettingsView { problem: Some(words.operator.unavailable), ..SITE }, words)
    }),
];

const SIGNING_IN: SigningInView =
    SigningInView { page: urls::operator::ROOMS, to: urls::operator::ROOMS, problem: None, sign_in: SignIn::First };

const AUDIT: SiteAuditView = SiteAuditView { page: urls::operator::AUDIT, entries: None, earlier: None };

const SITE: SiteSettingsView = SiteSettingsView {
    page: urls::operator::SETTINGS,
    name: NOTHING,
    welcome: NOTHING,
    announcement: NOTHING,
    read_only: false,
    read_only_reason: NOTHING,
    starters: RoomStarters::Everybody,
    listing: OverrideView { chosen: None, deployed: RoomPicking::ByOwners },
    listed_per_owner: OverrideView { chosen: None, deployed: 2 },
    listed_per_address: OverrideView { chosen: None, deployed: 7 },
    listed_choices: &[0, 1, 2, 5],
    under_attack: false,
    saved: false,
    problem: None,
};

const fn page(component: &'static str, state: &'static str, render: fn(&Words) -> Markup) -> Example {
    Example::new(component, state, Surroundings::Page, render)
}

fn rooms(rooms: Vec<OperatedRoomRowView<'static>>) -> OperatedRoomsView<'static> {
    let (page, next) = (urls::operator::ROOMS, Some("1.2.garden"));
    OperatedRoomsView { page, rooms: Some(rooms), next, is_first: true }
}

fn many(words: &Words) -> Vec<OperatedRoomRowView<'static>> {
    let of = |room, title, access, people, messages, megabytes| OperatedRoomRowView {
        room,
        title,
        access,
        people,
        messages,
        megabytes,
        ..garden(words)
    };
    vec![
        of("lobby", "", RoomAccess::Listed, 45, "1000+", "12.3"),
        garden(words),
        OperatedRoomRowView { reported: 2, ..of("spam-2", "", RoomAccess::Listed, 9, "312", "0.2") },
        of(PRIVATE_ROOM, "", RoomAccess::Private, 2, "17", "0.1"),
        of("tea-room", "The tea room", RoomAccess::Locked, 0, "230", "0.1"),
        of("spam", "", RoomAccess::Closed, 0, "999", "0.4"),
        of("cellar", "", RoomAccess::Unlisted, 0, "0", "0.1"),
    ]
}

fn garden(words: &Words) -> OperatedRoomRowView<'static> {
    OperatedRoomRowView {
        room: "garden",
        title: "Tea & Cake",
        access: RoomAccess::Listed,
        people: 3,
        messages: "312",
        reported: 0,
        megabytes: "0.2",
        changed: words.times.just_now,
        changed_at: SAID_AT,
    }
}

fn room(words: &Words) -> OperatedRoomView<'static> {
    OperatedRoomView {
        page: "/operate/rooms/garden",
        room: "garden",
        title: "Tea & Cake",
        topic: "Everything that grows",
        access: RoomAccess::Listed,
        closed: None,
        listing: Some(RoomListingView::default()),
        people: vec![ADA, GRACE, LINUS],
        online_count: 3,
        messages: vec![message(GRACE, "Loud and clear.\nAnd again.", words), message(ADA, "Is this thing on?", words)],
        reason: NOTHING,
        confirm: NOTHING,
        problem: None,
    }
}

fn message(author: MemberView<'static>, text: &'static str, words: &Words) -> OperatedMessageView<'static> {
    OperatedMessageView { seq: SEQ, author, text, time: words.times.just_now, said_at: SAID_AT }
}

fn in_rooms(people: Option<Vec<OperatedPersonView<'static>>>) -> OperatedPeopleView<'static> {
    OperatedPeopleView { page: urls::operator::PEOPLE, people, next: Some("1.2.garden"), is_first: true }
}

fn entry(words: &Words) -> SiteAuditEntryView<'static> {
    let said = &words.operator.audit;
    SiteAuditEntryView {
        time: words.times.just_now,
        at: SAID_AT,
        what: said.signed_in,
        detail: "",
        room: "",
        by: said.by_page,
    }
}
