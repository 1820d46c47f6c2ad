//! Sessions: what a cookie says, who it makes somebody, and whom it does not.

use super::*;

fn ada() -> Session {
    let cookie = Cookie { id: "00112233445566778899aabbccddeeff".to_owned(), until: 5_000 };
    let name = Name::parse("Ada Łovelace & co.").unwrap();
    Session { cookie, name, since: 3_000, members: MemberIds::OfRoom, arrival: None }
}

fn keys() -> Keys {
    Keys::signing_with("0123456789abcdef0123456789abcdef")
}

fn read_at(now: Millis, content: &Content) -> Option<Browser> {
    Browser::signed(&content.signed(&keys()).unwrap(), &keys(), now)
}

#[test]
fn session_lasts_until_it_runs_out() {
    let content = Content::of_session(ada());
    assert_eq!(read_at(1_000, &content), Some(Browser::Member(ada())));
    assert_eq!(read_at(4_999, &content), Some(Browser::Member(ada())));
    assert_eq!(read_at(5_000, &content), None);
}

#[test]
fn arrival_travels_with_the_session() {
    for listing in [Listing::Listed, Listing::Unlisted] {
        let founding = Founding { title: SingleLineText::title("Küche & co.").unwrap(), listing };
        let arrival = Some(Arrival { room: Slug::parse("garden").unwrap(), founding });
        let session = Session { arrival, ..ada() };
        assert_eq!(read_at(0, &Content::of_session(session.clone())), Some(Browser::Member(session)));
    }
}

#[test]
fn visitor_is_no_member_and_keeps_the_id() {
    let visitor = read_at(0, &Content::of_visitor(ada().cookie)).unwrap();
    assert_eq!(visitor, Browser::Visitor(ada().cookie));
    assert_eq!(visitor.session(), None);
}

#[test]
fn cookie_of_the_build_before_is_a_session() {
    let signed = keys().sign("purpose=session&id=1&name=Ada&until=5000").unwrap();
    let session = Browser::signed(&signed, &keys(), 0).and_then(Browser::session).unwrap();
    assert_eq!((session.name().as_str(), session.arrival()), ("Ada", None));
    let [lobby, garden] = rooms().map(|room| session.member_in(&room).unwrap());
    assert_eq!(lobby, garden, "who owns rooms by that id owns them still");
    assert_eq!((session.mark().since, session.person().to_string()), (0, lobby.id.as_str().to_owned()));
    let again = Content::of_session(session.clone()).signed(&keys()).unwrap();
    assert_eq!(Browser::signed(&again, &keys(), 0), Some(Browser::Member(session)));
}

#[test]
fn signature_for_another_purpose_is_no_session() {
    let content = Content { purpose: "owner".to_owned(), ..Content::of_session(ada()) };
    assert_eq!(read_at(0, &content), None);
}

#[test]
fn cookie_is_renewed_when_a_day_of_it_is_gone() {
    let cookie = Cookie { id: String::new(), until: SESSION_LIFETIME_MS };
    assert!(!cookie.is_due(0) && !cookie.is_due(SESSION_RENEWED_AFTER_MS));
    assert!(cookie.is_due(SESSION_RENEWED_AFTER_MS + 1));
    assert_eq!(cookie.renewed(7).until, SESSION_LIFETIME_MS + 7);
}

#[test]
fn number_of_a_token_belongs_to_one_browser() {
    let other = Session { cookie: Cookie { id: "f".repeat(32), until: 0 }, ..ada() };
    assert_eq!(ada().number_of("a"), ada().number_of("a"));
    assert_ne!(ada().number_of("a"), ada().number_of("b"));
    assert_ne!(ada().number_of("a"), other.number_of("a"));
}

fn rooms() -> [Slug; 2] {
    ["lobby", "garden"].map(|room| Slug::parse(room).unwrap())
}

#[test]
fn member_id_tells_of_neither_session_nor_other_rooms() {
    let [lobby, garden] = rooms().map(|room| ada().member_in(&room).unwrap().id);
    assert_eq!(lobby, ada().member_in(&rooms()[0]).unwrap().id);
    assert_eq!(lobby.as_str().len(), 16);
    let known = [lobby.as_str().to_owned(), garden.as_str().to_owned(), ada().person().to_string()];
    assert!(known.iter().all(|id| !ada().cookie.id.contains(id)));
    assert_eq!(known.iter().collect::<std::collections::BTreeSet<_>>().len(), 3, "{known:?}");
}

#[test]
fn planted_cookie_is_not_the_one_that_is_joined_with() {
    let planted = Browser::Visitor(ada().cookie);
    let join = |token| planted.clone().begin_at(4_000, ada().name, token, &keys()).unwrap().person();
    assert_eq!(join("a form"), join("a form"), "sent twice");
    assert_ne!(join("a form"), join("another"), "which is what others know");
    assert_ne!(join("a form"), ada().person());
    assert_eq!(join(""), join(""), "of a program");
}

#[test]
fn session_under_another_name_began_with_it() {
    let begin = |name: &str| Browser::Member(ada()).begin_at(4_000, Name::parse(name).unwrap(), "", &keys()).unwrap();
    assert_eq!(begin("Ada Łovelace & co."), ada());
    let renamed = begin("Augusta");
    assert_eq!(renamed.person(), ada().person());
    assert_eq!((ada().mark().since, renamed.mark().since), (3_000, 4_000));
}
