//! A name, from the first one to being forgotten.

use harness::{Server, Visitor};
use templates::words::ENGLISH;

use crate::person::Person;

#[tokio::test]
async fn impossible_name_is_refused_in_its_field() {
    let server = Server::shared().await;
    let ada = Person::new(server).await;
    ada.opens("/?room=browser-bad-name").await;
    for (name, problem) in [
        ("!!!", "A name needs at least one letter or number."),
        ("Аdmin", "That name is reserved. Please choose another."),
    ] {
        ada.resubmits("name", name).await;
        ada.sees_problem_of_name(problem, name).await;
    }
    ada.sees_field("room", "browser-bad-name").await;
    ada.resubmits("name", "Ada").await;
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
    let problem = "Someone here is already called that, or something very similar. “ada 2” is free.";
    other.sees_problem_of_name(problem, "ada").await;
    other.takes_the_suggestion().await;
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
    let problem = "Someone here is already called that, or something very similar. “Ada 2” is free.";
    other.sees_problem_of_name(problem, "Ada").await;
    other.submits("name", "").await;
    other.sees_problem_of_name(problem, "Ada").await;
    other.resubmits("name", "Ada Lovelace").await;
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
    grace.drafts("half a thou").await;

    ada.opens_the_profile().await;
    ada.resubmits("name", "GRACE").await;
    let problem = "Someone here is already called that, or something very similar. “GRACE 2” is free.";
    ada.sees_problem_of_name(problem, "GRACE").await;
    ada.resubmits("name", "Countess").await;
    ada.is_live().await;
    ada.says("after").await;
    for person in [&ada, &grace] {
        person.sees_people(&["Grace", "Countess"]).await;
        person.sees_conversation(&["Ada: before", "Countess: after"]).await;
    }
    let notices = grace.notices().await;
    assert!(notices.contains(&"Ada is now Countess".to_owned()), "{notices:?}");
    assert_eq!(grace.authors().await, (1, 1), "the same member, with the same face but for the letters");
    grace.sees_draft("half a thou").await;
    ada.goes().await;
    grace.goes().await;
}

#[tokio::test]
async fn leaving_member_is_gone_in_every_tab() {
    let server = Server::shared().await;
    let grace = Person::joins(server, "Grace", "browser-leaving").await;
    let ada = Person::joins(server, "Ada", "browser-leaving").await;
    grace.sees_people(&["Grace", "Ada"]).await;
    ada.drafts("Am I still here?").await;
    let (room, _) = ada.opens_a_tab().await;
    ada.opens("/r/browser-leaving/you").await;
    ada.leaves().await;
    ada.is_at("/").await;
    grace.sees_people(&["Grace"]).await;
    grace.sees_notice("Ada left").await;

    // Text that is typed into the tab that is left is not sent, and not lost.
    ada.switches_to(&room).await;
    ada.is("gone").await;
    ada.sees_ending(ENGLISH.closes.left).await;
    assert_eq!(ada.kept_draft().await, "Am I still here?");
    grace.sees_people(&["Grace"]).await;
    ada.takes_the_way_on().await;
    ada.is_live().await;
    grace.sees_people(&["Grace", "Ada"]).await;
    ada.presses_send().await;
    grace.sees(&["Am I still here?"]).await;
    ada.goes().await;
    grace.goes().await;
}

#[tokio::test]
async fn forgotten_browser_with_an_open_tab_stays_a_stranger() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-forgotten").await;
    // The page of a room marks it as read when it is hidden.
    ada.records_whether_it_is_hidden().await;
    let (room, other) = ada.opens_a_tab().await;
    ada.opens("/").await;
    ada.sees_that_it_is_hidden("true").await;
    ada.has_a_read_marker("browser-forgotten").await;

    ada.opens("/r/browser-remembered").await;
    ada.opens("/r/browser-remembered/you").await;
    ada.is_forgotten().await;
    ada.is_at("/").await;
    ada.sees_field("name", "").await;
    for _ in 0..2 {
        ada.switches_to(&room).await;
        ada.sees_that_it_is_hidden("false").await;
        ada.switches_to(&other).await;
        ada.sees_that_it_is_hidden("true").await;
        assert_eq!(ada.cookies().await, "");
    }
    ada.reloads().await;
    assert_eq!(ada.recent_rooms().await, 0);
    ada.opens("/r/browser-forgotten").await;
    ada.sees_field("name", "").await;
    ada.goes().await;
}
