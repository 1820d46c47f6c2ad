//! People who read different languages, in one room.

use std::rc::Rc;

use templates::words::Language;

use super::lobby::Lobby;

/// Ada reads English, Grace German, Noor Arabic; and nothing was sent yet.
fn room_of_three() -> Lobby {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").enters_reading(Language::German, "Grace", "g1");
    lobby.enters_reading(Language::Arabic, "Noor", "n1").waits(60_000);
    for connection in ["a1", "g1", "n1"] {
        lobby.frames_of(connection);
    }
    lobby
}

fn told(lobby: &Lobby, connection: &str) -> String {
    lobby.frames_of(connection).concat()
}

#[test]
fn notice_is_told_in_the_words_of_each_reader() {
    let mut lobby = room_of_three();
    lobby.renames("Ada", "Countess");
    let name = |name: &str| maud::html! { bdi { (name) } };
    for (connection, language) in [("a1", Language::English), ("g1", Language::German), ("n1", Language::Arabic)] {
        let expected = (language.words().notices.renamed)(&name("Ada"), &name("Countess")).0;
        let told = told(&lobby, connection);
        assert!(told.contains(&expected), "{language:?}: {told}");
    }
}

#[test]
fn message_is_one_rendering_for_all_languages() {
    let mut lobby = room_of_three();
    lobby.says("Ada", "Is this thing on?");
    let [one, other, third] = ["a1", "g1", "n1"].map(|connection| lobby.frames_of(connection));
    assert_eq!(one.len(), 1);
    assert!(one[0].contains("Is this thing on?"), "{}", one[0]);
    assert!(Rc::ptr_eq(&one[0], &other[0]) && Rc::ptr_eq(&one[0], &third[0]), "encoded once");
}

#[test]
fn typing_is_told_in_the_words_of_each_reader() {
    let mut lobby = room_of_three();
    lobby.types("Ada");
    let name = maud::html! { bdi { "Ada" } };
    for (connection, language) in [("g1", Language::German), ("n1", Language::Arabic)] {
        let expected = (language.words().typing.named)(std::slice::from_ref(&name)).0;
        let told = told(&lobby, connection);
        assert!(told.contains(&expected), "{language:?}: {told}");
    }
    assert!(!told(&lobby, "a1").contains("Ada"), "nobody is told of themselves");
}

#[test]
fn first_frame_names_the_roles_in_the_readers_language() {
    let mut lobby = Lobby::founded();
    lobby.enters("Ada", "a1").waits(60_000);
    lobby.enters_reading(Language::German, "Grace", "g1").enters_reading(Language::Arabic, "Noor", "n1");
    lobby.enters("Linus", "l1");
    for (connection, language) in [("g1", Language::German), ("n1", Language::Arabic), ("l1", Language::English)] {
        let first = lobby.frames_of(connection).first().map(|frame| frame.to_string()).unwrap_or_default();
        let owner = language.words().members.owner;
        assert!(first.contains(&format!(">{owner}</span>")), "{language:?}: {first}");
    }
}

#[test]
fn language_that_nobody_reads_is_not_rendered() {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1");
    assert_eq!(lobby.languages(), [Language::English]);
    lobby.enters_reading(Language::German, "Grace", "g1").enters_reading(Language::German, "Grace", "g2");
    assert_eq!(lobby.languages(), [Language::English, Language::German]);
    lobby.leaves("g1");
    assert_eq!(lobby.languages(), [Language::English, Language::German]);
    lobby.leaves("g2").leaves("a1");
    assert_eq!(lobby.languages(), []);
}

#[test]
fn language_of_a_page_outlives_the_rooms_sleep() {
    let mut lobby = room_of_three();
    lobby.sleeps();
    assert_eq!(lobby.languages(), Language::ALL);
    lobby.renames("Ada", "Countess");
    let told = told(&lobby, "g1");
    let now = (Language::German.words().notices.renamed)(&maud::html! { "x" }, &maud::html! { "y" }).0;
    let word = now.split(['x', 'y']).map(str::trim).find(|part| part.len() > 2).expect("a word");
    assert!(told.contains(word), "{word}: {told}");
}
