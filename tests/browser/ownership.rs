//! What an owner decides, and what the others see of it.

use harness::{Proxy, Server, Visitor, wait};
use templates::words::{ENGLISH, Language};

use crate::person::Person;

#[tokio::test]
async fn saved_topic_and_welcome_reach_everyone_at_once() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-topic").await;
    let grace = Person::joins(server, "Grace", "browser-topic").await;
    assert!(ada.owns_the_room().await && !grace.owns_the_room().await, "the first one owns it");
    grace.drafts("half a thou").await;

    ada.opens_the_settings().await;
    ada.fills("topic", "Everything that grows").await;
    ada.fills("welcome", "Mind the <b>beds</b>.").await;
    ada.presses_the_button().await;
    grace.sees_topic("Everything that grows").await;
    grace.sees_welcome("Mind the <b>beds</b>.").await;
    grace.sees_draft("half a thou").await;
    ada.goes_back().await;
    ada.is_live().await;
    ada.sees_topic("Everything that grows").await;
    ada.sees_welcome("Mind the <b>beds</b>.").await;

    // Taken back, they leave no gap.
    ada.decides("browser-topic", async || {
        ada.empties("topic").await;
        ada.empties("welcome").await;
    })
    .await;
    grace.sees_topic("").await;
    grace.sees_welcome("").await;
    grace.sees_no_gap_for_topic_or_welcome().await;
    ada.goes().await;
    grace.goes().await;
}

#[tokio::test]
async fn room_is_listed_while_its_owner_wants_it() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-listed").await;
    let grace = Person::joins(server, "Grace", "browser-elsewhere").await;
    let sees = async |expected: Option<&str>| {
        wait::until(format!("the front page to say {expected:?}"), wait::ARCHIVE_TIMEOUT, async || {
            grace.opens("/").await;
            let found = grace.listed("browser-listed").await;
            if found.as_deref() == expected { Ok(()) } else { Err(format!("{found:?}")) }
        })
        .await;
    };
    sees(None).await;
    ada.decides("browser-listed", async || {
        ada.fills("topic", "Come in").await;
        ada.chooses("listed").await;
    })
    .await;
    ada.goes_back().await;
    ada.is_live().await;
    sees(None).await;
    ada.says("Hello.").await;
    sees(Some("browser-listed 1 hereCome inLast message just now")).await;
    grace.opens_listed("browser-listed").await;
    grace.is_live().await;
    ada.sees_people(&["Ada", "Grace"]).await;

    ada.decides("browser-listed", async || ada.chooses("listed").await).await;
    sees(None).await;
    ada.goes().await;
    grace.goes().await;
}

#[tokio::test]
async fn locked_room_tells_newcomers_why_not() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-locked").await;
    let grace = Person::joins(server, "Grace", "browser-locked").await;
    grace.sees_people(&["Ada", "Grace"]).await;
    ada.decides("browser-locked", async || ada.chooses("locked").await).await;

    let linus = Person::new(server).await;
    linus.opens("/r/browser-locked").await;
    linus.sees_lead("This room is locked. Only people who have been here before can join.").await;
    linus.opens("/?room=browser-locked").await;
    linus.enters("Linus").await;
    linus.sees_problem("room", "This room is locked. Its owner isn’t letting new people in.").await;
    linus.sees_field("name", "Linus").await;
    grace.is_live().await;
    grace.reloads().await;
    grace.is_live().await;

    // Somebody in another room of Natter is told by a page.
    let stranger = Person::joins(server, "Ken", "browser-unlocked").await;
    stranger.opens("/r/browser-locked").await;
    stranger.sees_heading(ENGLISH.problems.room_locked.title).await;

    ada.decides("browser-locked", async || ada.chooses("locked").await).await;
    linus.presses_the_button().await;
    linus.is_live().await;
    // Ada looks at her settings, and not at the room.
    grace.sees_people(&["Grace", "Linus"]).await;
    for person in [ada, grace, linus, stranger] {
        person.goes().await;
    }
}

#[tokio::test]
async fn owner_link_survives_a_change_of_language() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-link-tongues").await;
    let link = ada.makes_an_owner_link().await;
    let grace = Person::new(server).await;
    grace.opens(&link).await;
    for language in [Language::German, Language::Arabic] {
        grace.reads_in(language).await;
        grace.sees_lead(language.words().owner_link.lead).await;
    }
    grace.submits("name", "Grace").await;
    grace.is_at_page("/r/browser-link-tongues/settings").await;
    ada.goes().await;
    grace.goes().await;
}

#[tokio::test]
async fn owner_link_makes_another_device_an_owner() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-link").await;
    let link = ada.makes_an_owner_link().await;

    let phone = Person::new(server).await;
    phone.has_a_screen_of(375, 700).await;
    phone.opens(&link).await;
    phone.sees_heading("Become an owner of browser-link").await;
    phone.submits("name", "Ada on the phone").await;
    phone.sees_heading("Room settings: browser-link").await;
    let (_, code) = link.split_once('#').expect("a code in the fragment");
    assert!(!phone.referrer().await.contains(code), "the secret is told to nobody");
    phone.decides("browser-link", async || phone.fills("topic", "By phone").await).await;
    ada.opens("/r/browser-link").await;
    ada.sees_topic("By phone").await;

    // It was for one person; and a newer link cancels an older one.
    let late = Person::new(server).await;
    late.opens(&link).await;
    late.submits("name", "Eve").await;
    late.sees_problem("key", "This link no longer works. Ask an owner of the room for a new one.").await;
    let link = ada.makes_an_owner_link().await;
    ada.goes_back().await;
    ada.makes_an_owner_link().await;
    ada.goes_back().await;
    late.opens(&link).await;
    late.submits("name", "Eve").await;
    late.sees_problem("key", "This link no longer works. Ask an owner of the room for a new one.").await;
    for person in [ada, phone, late] {
        person.goes().await;
    }
}

#[tokio::test]
async fn deleted_room_sends_everyone_away_for_good() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins(server, "Ada", "browser-deleted").await;
    let grace = Person::joins_over(&proxy, "Grace", "browser-deleted").await;
    grace.says("Loud and clear.").await;
    grace.sees(&["Loud and clear."]).await;

    ada.opens_the_settings().await;
    ada.submits("confirm", "browser").await;
    ada.sees_problem("confirm", "Type DELETE to confirm.").await;
    grace.is_live().await;
    ada.refills("confirm", "delete").await;
    ada.deletes_the_room().await;
    ada.is_at("/").await;

    grace.is("gone").await;
    grace.sees_closes(&[4004]).await;
    grace.sees_ending(ENGLISH.closes.room_deleted).await;
    assert!(!grace.can_reconnect().await, "there is nothing to retry");
    grace.is_woken(1).await;
    assert_eq!(grace.connections().await, 1);
    grace.reloads().await;
    grace.sees_heading(ENGLISH.problems.room_deleted).await;
    let history = Visitor::stranger(server).get("/api/rooms/browser-deleted/history").await;
    assert_eq!(history.status, 410);
    ada.goes().await;
    grace.goes().await;
}

/// A room that is no secret tells where a reader came from, so that silence means something.
#[tokio::test]
async fn open_room_is_named_as_the_referrer() {
    let server = Server::shared().await;
    let grace = Person::joins(server, "Grace", "browser-open").await;
    grace.goes_home().await;
    grace.came_from(Some("/r/browser-open")).await;
    grace.goes().await;
}

#[tokio::test]
async fn private_room_is_found_by_its_link_alone() {
    let server = Server::shared().await;
    let ada = Person::new(server).await;
    ada.opens("/").await;
    ada.starts_a_room().await;
    ada.fills_focused("title", "Book club").await;
    ada.chooses("access][value=private").await;
    ada.submits("name", "Ada").await;
    ada.is_live().await;
    ada.sees_heading("Book club").await;
    let address = ada.address().await;
    assert_eq!(ada.link_to_share().await, format!("{}{address}", server.origin()));
    assert_eq!(ada.title().await, "\u{2068}Book club\u{2069} · Natter");

    let linus = Person::new(server).await;
    let says_nothing = async |place: &str| {
        linus.is_at(place).await;
        linus.came_from(None).await;
    };
    linus.opens(&address).await;
    says_nothing(&address).await;
    linus.sees_heading("Book club").await;
    assert_eq!(linus.word_to_robots().await, "noindex, nofollow", "what a robot would see");
    linus.enters("Linus").await;
    linus.is_live().await;
    says_nothing(&address).await;
    assert_eq!(linus.word_to_robots().await, "noindex, nofollow");
    ada.sees_people(&["Ada", "Linus"]).await;
    linus.opens_the_profile().await;
    says_nothing(&format!("{address}/you")).await;
    linus.goes_back().await;
    says_nothing(&address).await;
    linus.goes_home().await;
    says_nothing("/").await;

    // Listed it is not: a room that was started later is there already.
    let grace = Visitor::stranger(server);
    grace.get("/").await;
    let started = grace.post("/", &[("name", "Grace"), ("room", "browser-later"), ("listed", "yes")]).await;
    assert_eq!(started.status, 303);
    assert_eq!(grace.says("browser-later", "Hello.").await.status, 303);
    wait::until("the front page to list the later one", wait::ARCHIVE_TIMEOUT, async || {
        linus.opens("/").await;
        match linus.places_on_the_front_page("/r/browser-later").await {
            (1, _) => Ok(()),
            places => Err(format!("{places:?}")),
        }
    })
    .await;
    assert_eq!(linus.places_on_the_front_page(&address).await, (0, 1), "among his own alone");
    ada.goes().await;
    linus.goes().await;
}
