//! What one is called, from the first name to being forgotten.

use harness::{Server, Visitor};

use crate::instrumentation::STATUS;
use crate::joining::NEWS;
use crate::person::Person;

/// Selects all that is in a field, so that what is typed takes its place.
const ALL: &str = "\u{E009}a\u{E009}";

const ENTER: &str = "\u{E007}";

/// Who has said what.
const SAID: &str = "return [...document.querySelectorAll('#log .message')].map(message =>\
                    message.querySelector('.name').textContent + ': ' + message.querySelector('.body').textContent)";

impl Person {
    #[track_caller]
    fn is_told_of_the_name<'a>(&'a self, problem: &'a str, typed: &'a str) -> impl Future<Output = ()> + 'a {
        self.reads([("#name-problem", problem), ("#name:focus", typed)])
    }
}

#[tokio::test]
async fn impossible_name_is_refused_in_its_field() {
    let server = Server::shared().await;
    let ada = Person::new(server).await;
    ada.opens("/?room=browser-bad-name").await;
    ada.clicks("[name=listed]").await;
    for (name, problem) in [
        ("!!!", "A name needs at least one letter or digit."),
        ("Аdmin", "This name could be taken for somebody who runs the place. Choose another one."),
    ] {
        ada.types("#name", &format!("{ALL}{name}{ENTER}")).await;
        ada.is_told_of_the_name(problem, name).await;
    }
    ada.reads([("#room", "browser-bad-name"), ("[name=listed]:checked", "yes")]).await;
    ada.types("#name", &format!("{ALL}Ada{ENTER}")).await;
    ada.is_live().await;
    ada.sees_people(&["Ada"]).await;
    ada.goes().await;
}

#[tokio::test]
async fn taken_name_comes_with_a_free_one_to_press() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-taken").await;
    let other = Person::new(server).await;
    other.opens("/?room=browser-taken").await;
    other.enters("ada").await;
    other.is_told_of_the_name("Somebody here has this name, or one that looks like it. “ada 2” is free.", "ada").await;
    other.clicks(".instead").await;
    other.is_live().await;
    for person in [&ada, &other] {
        person.sees_people(&["Ada", "ada 2"]).await;
    }
    ada.goes().await;
    other.goes().await;
}

#[tokio::test]
async fn enter_key_never_takes_the_suggestion() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, "Ada").await.enters("browser-typed").await;
    let other = Person::new(server).await;
    other.opens("/?room=browser-typed").await;
    other.enters("Ada").await;
    let problem = "Somebody here has this name, or one that looks like it. “Ada 2” is free.";
    other.is_told_of_the_name(problem, "Ada").await;
    other.types("#name", ENTER).await;
    other.is_told_of_the_name(problem, "Ada").await;
    other.types("#name", &format!("{ALL}Ada Lovelace{ENTER}")).await;
    other.is_live().await;
    ada.sees_people(&["Ada", "Ada Lovelace"]).await;
    other.goes().await;
}

#[tokio::test]
async fn rename_reaches_everyone_but_old_messages() {
    let server = Server::shared().await;
    let grace = Person::joins(server, "Grace", "browser-renaming").await;
    let ada = Person::joins(server, "Ada", "browser-renaming").await;
    ada.says("before").await;
    grace.sees(&["before"]).await;
    grace.types("#text", "half a thou").await;

    ada.clicks(".you a").await;
    ada.types("#name", &format!("{ALL}GRACE{ENTER}")).await;
    ada.is_told_of_the_name("Somebody here has this name, or one that looks like it. “GRACE 2” is free.", "GRACE")
        .await;
    ada.types("#name", &format!("{ALL}Countess{ENTER}")).await;
    ada.is_live().await;
    ada.says("after").await;
    for person in [&ada, &grace] {
        person.sees_people(&["Grace", "Countess"]).await;
        person.finds(SAID, vec!["Ada: before".to_owned(), "Countess: after".to_owned()]).await;
    }
    let lines: Vec<String> = grace.eval(NEWS).await;
    assert!(lines.contains(&"Ada is now Countess".to_owned()), "{lines:?}");
    // It is the same person, with the same face but for the letters, and nobody was disturbed.
    let authors = "return new Set([...document.querySelectorAll('#log .message')].map(m => m.dataset.member)).size";
    assert_eq!(grace.eval::<usize>(authors).await, 1);
    let hues = "return new Set([...document.querySelectorAll('#log .avatar')].map(face => face.className)).size";
    assert_eq!(grace.eval::<usize>(hues).await, 1);
    grace.reads([("#text", "half a thou")]).await;
    ada.goes().await;
    grace.goes().await;
}

#[tokio::test]
async fn leaving_member_is_gone_in_every_tab() {
    let server = Server::shared().await;
    let grace = Person::joins(server, "Grace", "browser-leaving").await;
    let ada = Person::joins(server, "Ada", "browser-leaving").await;
    grace.sees_people(&["Grace", "Ada"]).await;
    let room = ada.driver.window().await.expect("a window");
    let other = ada.driver.new_tab().await.expect("another tab");
    ada.driver.switch_to_window(other).await.expect("it opens");
    ada.opens("/r/browser-leaving/you").await;
    ada.clicks("form[action$='/leave'] button").await;
    ada.is_at("/").await;
    grace.sees_people(&["Grace"]).await;
    let lines: Vec<String> = grace.eval(NEWS).await;
    assert!(lines.concat().contains("Ada left"), "{lines:?}");

    // What is typed into the tab that is left is said by nobody, and not lost.
    ada.driver.switch_to_window(room).await.expect("the room is still there");
    ada.is("gone").await;
    ada.finds(STATUS, "You have left this room.".to_owned()).await;
    ada.says("Am I still here?").await;
    ada.has_pending(&["Am I still here?"]).await;
    ada.is("gone").await;
    grace.sees_people(&["Grace"]).await;
    ada.reloads().await;
    ada.is_live().await;
    grace.sees_people(&["Grace", "Ada"]).await;
    grace.sees(&["Am I still here?"]).await;
    ada.goes().await;
    grace.goes().await;
}

#[tokio::test]
async fn forgotten_browser_with_an_open_tab_stays_a_stranger() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-forgotten").await;
    let room = ada.driver.window().await.expect("a window");
    // The page of a room notes what was seen when it is hidden.
    ada.eval::<()>("document.addEventListener('visibilitychange', () => { localStorage.hidden = document.hidden })")
        .await;
    let other = ada.driver.new_tab().await.expect("another tab");
    ada.driver.switch_to_window(other.clone()).await.expect("it opens");
    ada.opens("/").await;
    ada.finds("return localStorage.hidden", Some("true".to_owned())).await;
    ada.finds("return document.cookie.startsWith('seen-browser-forgotten=')", true).await;

    ada.opens("/r/browser-remembered").await;
    ada.opens("/r/browser-remembered/you").await;
    ada.clicks("form[action='/forget'] button").await;
    ada.is_at("/").await;
    ada.reads([("#name", "")]).await;
    for _ in 0..2 {
        ada.driver.switch_to_window(room.clone()).await.expect("the room is still there");
        ada.finds("return localStorage.hidden", Some("false".to_owned())).await;
        ada.driver.switch_to_window(other.clone()).await.expect("it is still there");
        ada.finds("return localStorage.hidden", Some("true".to_owned())).await;
        assert_eq!(ada.eval::<String>("return document.cookie").await, "");
    }
    ada.reloads().await;
    assert_eq!(ada.counts(".yours li").await, 0);
    ada.opens("/r/browser-forgotten").await;
    ada.is_at("/").await;
    ada.goes().await;
}
