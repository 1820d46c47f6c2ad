//! Forms that are refused, as a browser meets them: what was typed and why it was not taken stand
//! at an address that can be loaded again, until the form is taken.

use harness::cast::{ADA, GRACE, LINUS};
use harness::{Answer, Document, Server, Visitor};
use room::limits;
use templates::urls;
use templates::words::ENGLISH;

/// Is refused, and led to a page that stays as it is, however often it is loaded.
async fn is_refused(visitor: &Visitor, path: &str, fields: &[(&str, &str)], place: &str) -> Document {
    let refused = visitor.posts(path, fields).await;
    assert_eq!((refused.status, refused.header("location")), (303, place), "{path}: {}", refused.text);
    for cookie in refused.headers.get_all("set-cookie") {
        let cookie = cookie.to_str().expect("text");
        let path = place.split(['?', '#']).next().unwrap_or_default();
        assert!(cookie.contains(&format!("; Path={path};")) && cookie.contains("; HttpOnly"), "{cookie}");
    }
    let [page, again] = [visitor.get(place).await, visitor.get(place).await];
    let values = |page: &Answer| {
        let page = page.document();
        let fields =
            ["title", "topic", "welcome", "address", "name", "room", "confirm", "key"].map(|id| format!("#{id}"));
        fields.map(|field| page.has(&field).then(|| page.attribute(&field, "value")))
    };
    assert_eq!((page.status, values(&page)), (200, values(&again)), "{place}");
    assert_eq!(page.document().texts(".refusal"), again.document().texts(".refusal"), "{place}");
    let title = page.document().text("title");
    assert!(title.starts_with("Error: "), "{title}");
    again.document()
}

#[track_caller]
fn assert_beside(page: &Document, field: &str, typed: &str, sentence: &str) {
    assert_eq!(page.attribute(&format!("#{field}"), "value").as_deref(), Some(typed), "what was typed is there");
    assert_eq!(page.text(&format!("#{field}-problem")), sentence);
}

/// Nothing of a refused form is shown any more.
async fn forgets(visitor: &Visitor, place: &str) {
    let page = visitor.get(place).await;
    let refusals = if page.status == 200 { page.document().texts(".refusal") } else { Vec::new() };
    assert_eq!(refusals, [""; 0], "{place}");
}

#[tokio::test]
async fn refused_settings_stay_until_they_are_saved() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let _window = ada.enters("refused-1").await;
    let (settings, long) = (urls::settings("refused-1"), "x".repeat(limits::TOPIC_MAX_CHARS + 1));
    let place = urls::kept(&settings);
    let fields = [("title", "Küche"), ("topic", &long), ("welcome", "Mind \"the\" stove"), ("locked", "yes")];
    let page = is_refused(&ada, &settings, &fields, &place).await;
    assert_beside(&page, "topic", &long, &(ENGLISH.refusals.topic_too_long)(limits::TOPIC_MAX_CHARS));
    let kept = ["title", "welcome"].map(|field| page.attribute(&format!("#{field}"), "value").unwrap_or_default());
    assert_eq!(kept, ["Küche", "Mind \"the\" stove"]);
    assert!(page.has("[name=locked][checked]") && !page.has("[name=listed][checked]"));
    assert_eq!(page.attribute("[name=to]", "value").as_deref(), Some(&*place), "in another language, too");

    let fresh = ada.get(&settings).await.document();
    assert_eq!(fresh.attribute("#title", "value").as_deref(), Some(""), "whoever comes anew sees what is saved");
    assert!(!fresh.has(".refusal") && !fresh.has("[name=locked][checked]"));
    assert!(ada.posts(&settings, &[("title", "Küche")]).await.document().has(".ok"));
    forgets(&ada, &place).await;
}

#[tokio::test]
async fn refused_deletion_stays_beside_its_field() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let _window = ada.enters("refused-2").await;
    let place = urls::kept(&urls::settings("refused-2"));
    let page = is_refused(&ada, &urls::delete("refused-2"), &[("confirm", "delet")], &place).await;
    assert_beside(&page, "confirm", "delet", ENGLISH.refusals.not_confirmed);
    assert_eq!(page.attribute("#topic", "value").as_deref(), Some(""), "nothing else is refused");
    let gone = ada.posts(&urls::delete("refused-2"), &[("confirm", "DELETE")]).await;
    assert_eq!((gone.status, gone.header("location")), (303, urls::LANDING));
    let cleared = "kept-0=; Path=/r/refused-2/settings; Max-Age=0;";
    assert!(gone.headers.get_all("set-cookie").iter().any(|cookie| cookie.as_bytes().starts_with(cleared.as_bytes())));
}

#[tokio::test]
async fn refusals_about_owners_stand_with_the_owners() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let _window = ada.enters("refused-3").await;
    let place = format!("{}#owners", urls::kept(&urls::settings("refused-3")));
    for (form, fields, sentence) in [
        (
            urls::make_owner_link("refused-3"),
            ("uses", "10"),
            (ENGLISH.refusals.owner_link_uses)(limits::OWNER_LINK_USES_MAX),
        ),
        (urls::remove_owner("refused-3"), ("owner", "nobody"), ENGLISH.refusals.malformed.to_owned()),
        (urls::step_down("refused-3"), ("", ""), ENGLISH.refusals.last_owner.to_owned()),
    ] {
        let page = is_refused(&ada, &form, &[fields], &place).await;
        assert_eq!(page.texts("#owners .refusal"), [sentence], "{form}");
        assert!(page.has(".back a[href='/r/refused-3']"), "with a way on");
    }
    let program = ada.post(&urls::step_down("refused-3"), &[]).await;
    assert_eq!((program.status, program.document().has("#owners .refusal")), (409, true), "a program is told at once");
    assert!(ada.posts(&urls::make_owner_link("refused-3"), &[("uses", "1")]).await.document().has(".link"));
    forgets(&ada, &place).await;
    assert_eq!(grace.posts(&urls::step_down("refused-3"), &[]).await.status, 403, "who owns nothing has no page");
}

#[tokio::test]
async fn refused_new_name_stays_until_it_is_free() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let (_adas, _graces) = (ada.enters("refused-4").await, grace.enters("refused-4").await);
    let profile = urls::profile("refused-4");
    let place = urls::kept(&profile);
    let page = is_refused(&ada, &profile, &[("name", "!!!")], &place).await;
    assert_beside(&page, "name", "!!!", ENGLISH.refusals.name_without_letter);
    let page = is_refused(&ada, &profile, &[("name", "GRACE")], &place).await;
    assert_eq!(page.attribute("[name=instead]", "value").as_deref(), Some("GRACE 2"));
    let suggested = [("name", "GRACE"), ("instead", "GRACE 2")];
    assert_eq!(ada.posts(&profile, &suggested).await.header("location"), urls::room("refused-4"));
    forgets(&ada, &place).await;
    assert_eq!(ada.get(&place).await.document().attribute("#name", "value").as_deref(), Some("GRACE 2"));
}

#[tokio::test]
async fn refused_form_of_the_front_page_has_an_address() {
    let server = Server::shared().await;
    let ada = Visitor::stranger(server);
    ada.get(urls::LANDING).await;
    let page = is_refused(&ada, urls::LANDING, &[("name", "!!!"), ("room", "日本語")], urls::JOIN).await;
    assert_beside(&page, "name", "!!!", ENGLISH.refusals.name_without_letter);
    assert_beside(&page, "room", "日本語", &(ENGLISH.refusals.bad_slug)(limits::SLUG_MAX_CHARS));
    let joined = ada.posts(urls::LANDING, &[("name", ADA), ("room", "refused-5")]).await;
    assert_eq!((joined.status, joined.header("location")), (303, "/r/refused-5"));
    let nothing = ada.get(urls::JOIN).await;
    assert_eq!((nothing.status, nothing.header("location")), (303, urls::LANDING));
}

#[tokio::test]
async fn refused_newcomer_stays_at_the_preview() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::stranger(server)];
    let private = ada.post(urls::LANDING, &[("name", ADA), ("private", "yes")]).await;
    let private = private.header("location").trim_start_matches("/r/").to_owned();
    for room in ["refused-6", &private] {
        let _window = ada.enters(room).await;
        let form = grace.get(&urls::room(room)).await.document().attribute("form.join", "action");
        assert_eq!(form, Some(urls::join(room)));
        let page = is_refused(&grace, &urls::join(room), &[("name", "ADA")], &urls::join(room)).await;
        assert_eq!(page.attribute("#name", "value").as_deref(), Some("ADA"));
        assert_eq!(page.attribute("[name=instead]", "value").as_deref(), Some("ADA 2"));
        assert!(page.text(".present").contains(ADA), "it is the preview still");
        let program = Visitor::stranger(server).post(&urls::join(room), &[("name", "")]).await;
        assert_eq!((program.status, program.document().has(".present")), (422, true), "a program is told at once");
        let joined = grace.posts(&urls::join(room), &[("name", GRACE)]).await;
        assert_eq!(joined.header("location"), urls::room(room));
        let nothing = grace.get(&urls::join(room)).await;
        assert_eq!((nothing.status, nothing.header("location")), (303, &*urls::room(room)));
        assert_eq!(grace.posts(urls::FORGET, &[("room", room)]).await.status, 303);
        grace.get(urls::LANDING).await;
    }
}

#[tokio::test]
async fn refused_new_room_keeps_all_that_was_typed() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let _window = ada.enters("refused-7").await;
    let place = urls::kept(urls::NEW_ROOM);
    let grace = Visitor::joins(server, GRACE).await;
    let fields =
        [("title", "Mine"), ("address", "Refused 7"), ("access", "public"), ("name", LINUS), ("token", "a-token")];
    let page = is_refused(&grace, urls::NEW_ROOM, &fields, &place).await;
    assert_beside(&page, "address", "Refused 7", ENGLISH.new_room.address_taken);
    assert!(page.has("a[href='/r/refused-7']"), "with the way to the one that is there");
    let kept = ["title", "name"].map(|field| page.attribute(&format!("#{field}"), "value").unwrap_or_default());
    assert_eq!(kept, ["Mine", LINUS]);
    assert_eq!(page.attribute("[name=token]", "value").as_deref(), Some("a-token"), "a private room would be one");
    let untitled = [("address", ""), ("access", "public"), ("name", "!!!")];
    let page = is_refused(&grace, urls::NEW_ROOM, &untitled, &place).await;
    assert_beside(&page, "title", "", ENGLISH.new_room.no_title);
    assert_beside(&page, "name", "!!!", ENGLISH.refusals.name_without_letter);
    let started = [("title", "Refused Room Seven"), ("access", "public"), ("name", GRACE)];
    assert_eq!(grace.posts(urls::NEW_ROOM, &started).await.header("location"), "/r/refused-room-seven");
    forgets(&grace, &place).await;
}

#[tokio::test]
async fn refused_owner_keeps_the_code() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let _window = ada.enters("refused-8").await;
    let code = ada.post(&urls::make_owner_link("refused-8"), &[("uses", "1")]).await.document().text(".owner-code");
    let (own, place) = (urls::owner_link("refused-8"), urls::kept(&urls::owner_link("refused-8")));
    let page = is_refused(&grace, &own, &[("key", "0000"), ("name", GRACE)], &place).await;
    assert_beside(&page, "key", "0000", ENGLISH.refusals.owner_link_expired);
    let page = is_refused(&grace, &own, &[("key", &code), ("name", "ADA")], &place).await;
    assert_eq!(page.attribute("#key", "value").as_deref(), Some(&*code), "it is still good");
    assert_eq!(page.attribute("[name=instead]", "value").as_deref(), Some("ADA 2"));
    assert_eq!(grace.get(&own).await.document().attribute("#key", "value").as_deref(), Some(""));
    let taken = grace.posts(&own, &[("key", &code), ("name", GRACE)]).await;
    assert_eq!(taken.header("location"), urls::settings("refused-8"));
    forgets(&grace, &place).await;
}

#[tokio::test]
async fn form_that_no_cookie_holds_is_answered_at_once() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let _window = ada.enters("refused-9").await;
    let longest = "x".repeat(20_000);
    let answer = ada.posts(&urls::settings("refused-9"), &[("welcome", &longest)]).await;
    assert_eq!(answer.status, 422);
    assert_eq!(answer.document().attribute("#welcome", "value"), Some(longest));
}
