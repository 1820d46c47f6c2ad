//! What an owner decides, and what the others see of it.

use harness::{Proxy, Server, Visitor, wait};

use crate::instrumentation::STATUS;
use crate::person::Person;

impl Person {
    /// Makes a decision about a room on its page of settings, and saves it.
    async fn decides(&self, room: &str, decision: impl AsyncFn()) {
        self.opens(&format!("/r/{room}/settings")).await;
        decision().await;
        self.clicks("form.join button").await;
        self.finds("return document.querySelector('.ok[role=status]')?.textContent.startsWith('Saved.')", Some(true))
            .await;
    }
}

#[tokio::test]
async fn saved_topic_and_welcome_reach_everyone_at_once() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-topic").await;
    let grace = Person::joins(server, "Grace", "browser-topic").await;
    assert_eq!((ada.counts("a.settings").await, grace.counts("a.settings").await), (1, 0), "who came first owns it");
    grace.types("#text", "half a thou").await;

    ada.clicks("a.settings").await;
    ada.types("#topic", "Everything that grows").await;
    ada.types("#welcome", "Mind the <b>beds</b>.").await;
    ada.clicks("form.join button").await;
    let words = [("#topic", "Everything that grows"), ("#welcome", "Mind the <b>beds</b>.")];
    grace.reads(words).await;
    grace.reads([("#text", "half a thou")]).await;
    ada.clicks(".back a").await;
    ada.is_live().await;
    ada.reads(words).await;

    // Taken back, they leave no gap.
    ada.decides("browser-topic", async || {
        ada.eval::<()>("for (const id of ['topic', 'welcome']) document.getElementById(id).value = ''").await;
    })
    .await;
    grace.reads([("#topic", ""), ("#welcome", "")]).await;
    let shown = "return ['#topic', '#welcome'].map(line => document.querySelector(line).checkVisibility())";
    grace.finds(shown, [false, false]).await;
    ada.goes().await;
    grace.goes().await;
}

#[tokio::test]
async fn room_is_listed_while_its_owner_wants_it() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-listed").await;
    let grace = Person::joins(server, "Grace", "browser-elsewhere").await;
    let listed = "return document.querySelector('.rooms a[href=\"/r/browser-listed\"]')?.closest('li').textContent";
    let sees = async |expected: Option<&str>| {
        wait::until(format!("the front page to say {expected:?}"), wait::SHIPPED, async || {
            grace.opens("/").await;
            let found: Option<String> = grace.eval(listed).await;
            if found.as_deref() == expected { Ok(()) } else { Err(format!("{found:?}")) }
        })
        .await;
    };
    sees(None).await;
    ada.decides("browser-listed", async || {
        ada.types("#topic", "Come in").await;
        ada.clicks("[name=listed]").await;
    })
    .await;
    ada.clicks(".back a").await;
    ada.is_live().await;
    sees(Some("browser-listed 1 hereCome inNothing said yet")).await;
    grace.clicks(".rooms a[href='/r/browser-listed']").await;
    grace.is_live().await;
    ada.sees_people(&["Ada", "Grace"]).await;

    ada.decides("browser-listed", async || ada.clicks("[name=listed]").await).await;
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
    ada.decides("browser-locked", async || ada.clicks("[name=locked]").await).await;

    let linus = Person::new(server).await;
    linus.opens("/r/browser-locked").await;
    linus.enters("Linus").await;
    linus.reads([("#room-problem", "This room is locked: its owner lets in nobody new."), ("#name", "Linus")]).await;
    grace.is_live().await;
    grace.reloads().await;
    grace.is_live().await;

    // Who is in Natter already, in another room, is told by a page.
    let stranger = Person::joins(server, "Ken", "browser-unlocked").await;
    stranger.opens("/r/browser-locked").await;
    stranger.reads([("h1", "This room is locked")]).await;

    ada.decides("browser-locked", async || ada.clicks("[name=locked]").await).await;
    linus.clicks("form.join button").await;
    linus.is_live().await;
    // Ada looks at her settings, and not at the room.
    grace.sees_people(&["Grace", "Linus"]).await;
    for person in [ada, grace, linus, stranger] {
        person.goes().await;
    }
}

#[tokio::test]
async fn owner_link_makes_another_device_an_owner() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-link").await;
    ada.clicks("a.settings").await;
    ada.clicks("form[action$='/owner-link'] button").await;
    let link = "return document.querySelector('.link')?.textContent.replace(location.origin, '') ?? ''";
    ada.finds("return document.querySelectorAll('.link').length", 1).await;
    let link: String = ada.eval(link).await;

    let phone = Person::new(server).await;
    phone.has_a_screen_of(375, 700).await;
    phone.opens(&link).await;
    phone.reads([("h1", "Own browser-link")]).await;
    phone.types("#name", "Ada on the phone\u{E007}").await;
    phone.reads([("h1", "Settings of browser-link")]).await;
    assert!(!phone.eval::<String>("return document.referrer").await.contains("key="), "the secret is told to nobody");
    phone.decides("browser-link", async || phone.types("#topic", "By phone").await).await;
    ada.opens("/r/browser-link").await;
    ada.reads([("#topic", "By phone")]).await;

    // A newer link ends it.
    ada.clicks("a.settings").await;
    ada.clicks("form[action$='/owner-link'] button").await;
    ada.finds("return document.querySelectorAll('.link').length", 1).await;
    let late = Person::new(server).await;
    late.opens(&link).await;
    late.types("#name", "Eve\u{E007}").await;
    late.reads([(".lead", "This link does not work any more. Ask an owner of the room for a new one.")]).await;
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

    ada.clicks("a.settings").await;
    ada.types("#confirm", "browser\u{E007}").await;
    ada.reads([("#confirm-problem", "Type the room’s name to confirm.")]).await;
    grace.is_live().await;
    ada.types("#confirm", "\u{E009}a\u{E009}browser-deleted").await;
    ada.clicks("button.grave").await;
    ada.is_at("/").await;

    grace.is("gone").await;
    grace.finds("return closes", vec![4004]).await;
    grace.finds(STATUS, "This room was deleted by its owner.".to_owned()).await;
    assert!(!grace.is_shown("[data-do=reconnect]").await, "there is nothing to retry");
    grace.eval::<()>("dispatchEvent(new Event('online')); document.dispatchEvent(new Event('visibilitychange'))").await;
    assert_eq!(grace.eval::<usize>("return sockets.length").await, 1);
    grace.reloads().await;
    grace.reads([("h1", "This room is gone")]).await;
    let history = Visitor::stranger(server).get("/api/rooms/browser-deleted/history").await;
    assert_eq!(history.status, 410);
    ada.goes().await;
    grace.goes().await;
}

#[tokio::test]
async fn private_room_is_found_by_its_link_alone() {
    let server = Server::shared().await;
    // What a room that is no secret tells, so that silence means something.
    let grace = Person::joins(server, "Grace", "browser-open").await;
    grace.clicks(".home").await;
    grace.finds("return new URL(document.referrer).pathname", "/r/browser-open".to_owned()).await;
    grace.goes().await;

    let ada = Person::new(server).await;
    ada.opens("/").await;
    ada.types("#name", "Ada").await;
    ada.clicks("[name=listed]").await;
    ada.clicks("[name=private]").await;
    ada.is_live().await;
    ada.reads([("h1", "private room")]).await;
    let [address, link, title]: [String; 3] =
        ada.eval("return [location.pathname, document.querySelector('.empty code').textContent, document.title]").await;
    assert_eq!((link, title.as_str()), (format!("{}{address}", server.origin()), "private room · Natter"));

    let linus = Person::new(server).await;
    let says_nothing = async |place: &str| {
        linus.is_at(place).await;
        linus.finds("return document.referrer", String::new()).await;
    };
    let robots = "return fetch(location).then(answer => answer.headers.get('x-robots-tag'))";
    linus.opens(&address).await;
    says_nothing("/").await;
    assert_eq!(linus.eval::<String>(robots).await, "noindex, nofollow", "where a robot would be sent");
    linus.enters("Linus").await;
    linus.is_live().await;
    says_nothing(&address).await;
    assert_eq!(linus.eval::<String>(robots).await, "noindex, nofollow");
    ada.sees_people(&["Ada", "Linus"]).await;
    linus.clicks(".you a").await;
    says_nothing(&format!("{address}/you")).await;
    linus.clicks(".back a").await;
    says_nothing(&address).await;
    linus.clicks(".home").await;
    says_nothing("/").await;

    // Listed it is not: a room that was started later is there already.
    let grace = Visitor::stranger(server);
    let started = grace.post("/", &[("name", "Grace"), ("room", "browser-later"), ("listed", "yes")]).await;
    assert_eq!(started.status, 303);
    wait::until("the front page to list the later one", wait::SHIPPED, async || {
        linus.opens("/").await;
        match linus.counts(".rooms a[href='/r/browser-later']").await {
            1 => Ok(()),
            rooms => Err(format!("{rooms} rooms")),
        }
    })
    .await;
    assert_eq!(linus.counts(&format!(".rooms a[href='{address}']")).await, 0);
    assert_eq!(linus.counts(&format!(".yours a[href='{address}']")).await, 1);
    ada.goes().await;
    linus.goes().await;
}
