//! The page of a message, and its forms: what its author does with it, without scripts.

use harness::cast::{ADA, GRACE};
use harness::{Answer, Document, Server, Start, Visitor};
use templates::urls;
use templates::words::ENGLISH;

/// The forms that only the author of a message has.
const OF_ITS_AUTHOR: &str = "form[action$='/edit'], form[action$='/remove']";

/// The author of a message, somebody else, and the place of it.
async fn said(server: &Server, room: &str, text: &str) -> (Visitor, Visitor, i64) {
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    assert_eq!(ada.says(room, text).await.status, 303);
    assert_eq!(grace.says(room, "And I say this.").await.status, 303);
    let seq = ada.opens(room).await.messages()[0].seq;
    (ada, grace, seq)
}

/// Sends the form of a page that does something, with another text if it has one, as a browser
/// does.
async fn submits(visitor: &Visitor, page: &Document, action: &str, text: &str) -> Answer {
    let form = format!("form[action='{action}']");
    assert!(page.has(&form), "the page has no {form}");
    let value = |name: &str| {
        let field = format!("{form} [name={name}]");
        page.has(&field).then(|| page.attribute(&field, "value")).flatten().unwrap_or_default()
    };
    visitor.posts(action, &[("text", text), ("cid", &value("cid")), ("base", &value("base"))]).await
}

fn typed(page: &Document) -> String {
    page.text("#text")
}

#[tokio::test]
async fn author_edits_a_message_on_its_page() {
    let server = Server::shared().await;
    let (ada, grace, seq) = said(server, "page-1", "*Is* this <b>thing</b> on?").await;
    let (graces, path) = (grace.enters("page-1").await, urls::message("page-1", seq));
    let page = ada.visits(&path).await;
    assert_eq!(page.text(".log .body"), "Is this <b>thing</b> on?");
    assert_eq!(typed(&page), "*Is* this <b>thing</b> on?", "the field has what was typed");
    assert!(page.has(&format!("a[href='{}']", urls::in_log("page-1", seq))));
    assert!(page.has(&format!(".message .head a[href='{path}'] time")), "as in the log");

    let edited = submits(&ada, &page, &urls::edit("page-1", seq), "Was it on?").await;
    assert_eq!((edited.status, edited.header("location")), (303, &*path));
    graces.sees("Was it on?").await;
    let again = submits(&ada, &page, &urls::edit("page-1", seq), "Was it on?").await;
    assert_eq!(again.status, 303, "a form that is sent twice");
    let page = ada.visits(&path).await;
    assert_eq!((page.text(".log .body"), typed(&page)), ("Was it on?".to_owned(), "Was it on?".to_owned()));
    assert!(page.text(".message .edited").starts_with("Edited "));
    assert_eq!(graces.texts()[0], "Was it on?");
}

#[tokio::test]
async fn edit_of_a_second_window_loses_no_text() {
    let server = Server::shared().await;
    let (ada, _, seq) = said(server, "page-2", "Is this on?").await;
    let (path, edit) = (urls::message("page-2", seq), urls::edit("page-2", seq));
    let [first, second] = [ada.visits(&path).await, ada.visits(&path).await];
    assert_eq!(submits(&ada, &first, &edit, "The first window.").await.status, 303);
    let refused = submits(&ada, &second, &edit, "The second window.").await;
    assert_eq!((refused.status, refused.header("location")), (303, &*urls::kept(&path)));
    for _ in 0..2 {
        let page = ada.visits(&urls::kept(&path)).await;
        assert_eq!(page.text(".log .body"), "The first window.");
        assert_eq!(typed(&page), "The second window.");
        assert_eq!(page.texts(".refusal"), [ENGLISH.changes.edited_meanwhile]);
        assert!(page.text("title").starts_with("Error: "));
    }
    let both = ada.visits(&urls::kept(&path)).await;
    assert_eq!(submits(&ada, &both, &edit, "Both windows.").await.header("location"), path);
    let page = ada.visits(&urls::kept(&path)).await;
    assert_eq!((page.text(".log .body"), page.texts(".refusal")), ("Both windows.".to_owned(), vec![]));

    // A page to which "Back" leads has changed the message already, and another text is another
    // change.
    let back = submits(&ada, &both, &edit, "Changed my mind.").await;
    assert_eq!(back.header("location"), urls::kept(&path), "it is not taken for the same change");
    assert_eq!(typed(&ada.visits(&urls::kept(&path)).await), "Changed my mind.");
}

#[tokio::test]
async fn refused_edit_of_a_program_is_answered_at_once() {
    let server = Server::shared().await;
    let (ada, grace, seq) = said(server, "page-3", "Is this on?").await;
    let edit = urls::edit("page-3", seq);
    let base = seq.to_string();
    let fields = [("text", "Mine now."), ("cid", "edit-0001"), ("base", &*base)];
    for (visitor, fields, status, sentence) in [
        (&grace, fields, 403, ENGLISH.changes.not_author),
        (&ada, [("text", " "), fields[1], fields[2]], 422, ENGLISH.refusals.empty),
        (&ada, [fields[0], fields[1], ("base", "1")], 409, ENGLISH.changes.edited_meanwhile),
    ] {
        let answer = visitor.post(&edit, &fields).await;
        assert_eq!((answer.status, answer.document().texts(".refusal")), (status, vec![sentence.to_owned()]));
    }
    let bad = ada.post(&edit, &[("text", "Kept."), ("cid", "edit-0001"), ("base", "x")]).await;
    assert_eq!((bad.status, bad.document().text(".typed")), (400, "Kept.".to_owned()));
    let stranger = Visitor::stranger(server).post(&edit, &fields).await;
    assert_eq!((stranger.status, stranger.document().text(".typed")), (401, "Mine now.".to_owned()));
    assert_eq!(ada.opens("page-3").await.messages()[0].text, "Is this on?");
}

#[tokio::test]
async fn removed_message_comes_back_by_undo() {
    let server = Server::shared().await;
    let (ada, grace, seq) = said(server, "page-4", "A slip of the tongue.").await;
    let (graces, path) = (grace.enters("page-4").await, urls::message("page-4", seq));
    let page = ada.visits(&path).await;
    let removed = submits(&ada, &page, &urls::remove("page-4", seq), "").await;
    assert_eq!((removed.status, removed.header("location")), (303, &*path));
    graces.shows("the tombstone", |page| page.has(".message .removal")).await;
    let tombstone = ada.visits(&path).await;
    assert!(tombstone.text(".message .removal").starts_with("Removed by"), "{}", tombstone.whole_text());
    assert!(!tombstone.whole_text().contains("slip"));

    let late = submits(&ada, &page, &urls::edit("page-4", seq), "A slip of the pen.").await;
    assert_eq!(late.header("location"), urls::kept(&path));
    let kept = ada.visits(&urls::kept(&path)).await;
    assert_eq!(kept.texts(".refusal"), [ENGLISH.changes.message_removed]);
    assert_eq!(kept.text(".typed"), "A slip of the pen.");

    let undo = urls::undo_removal("page-4", seq);
    assert_eq!(submits(&ada, &tombstone, &undo, "").await.header("location"), path);
    graces.sees("A slip of the tongue.").await;
    assert_eq!(ada.visits(&path).await.text(".log .body"), "A slip of the tongue.");
    assert_eq!(grace.post(&undo, &[]).await.status, 403, "it was not hers to undo");
}

#[tokio::test]
async fn somebody_else_reads_a_message_without_its_forms() {
    let server = Server::shared().await;
    let (ada, grace, seq) = said(server, "page-5", "Only mine.").await;
    let path = urls::message("page-5", seq);
    let page = grace.visits(&path).await;
    assert_eq!(page.text(".log .body"), "Only mine.");
    assert!(!page.has(OF_ITS_AUTHOR), "{}", page.whole_text());
    for action in [urls::edit("page-5", seq), urls::remove("page-5", seq)] {
        let fields = [("text", "Not mine."), ("cid", "edit-0001"), ("base", "1")];
        assert_eq!(grace.post(&action, &fields).await.status, 403, "{action}");
    }
    assert!(!Visitor::stranger(server).get(&path).await.text.contains("Only mine."), "before one joins");
    ada.enters("page-5").await.closes().await;
    let settings = [("title", ""), ("topic", ""), ("welcome", ""), ("locked", "yes")];
    assert_eq!(ada.post(&urls::settings("page-5"), &settings).await.status, 200);
    let newcomer = Visitor::joins(server, "Linus").await;
    let locked = newcomer.get(&path).await;
    assert_eq!((locked.status, locked.text.contains("Only mine.")), (403, false));
    assert_eq!(newcomer.post(&urls::remove("page-5", seq), &[]).await.status, 403);
}

#[tokio::test]
async fn missing_message_leads_back_to_its_room() {
    let server = Server::shared().await;
    let (ada, _, seq) = said(server, "page-6", "There.").await;
    for (path, title) in [
        (urls::message("page-6", seq + 1_000), ENGLISH.message_page.not_found),
        (urls::message("page-6", 1), ENGLISH.message_page.not_found),
        (urls::message("page-that-nobody-made", 1), ENGLISH.message_page.not_found),
        (format!("{}x", urls::message("page-6", seq)), ENGLISH.problems.not_found.title),
    ] {
        let answer = ada.get(&path).await;
        assert_eq!((answer.status, answer.document().text("h1")), (404, title.to_owned()), "{path}");
        let room = path.split("/m/").next().unwrap_or_default();
        assert!(answer.document().has(&format!("a[href='{room}']")), "{path} leads back");
    }
    let lost = ada.post(&urls::edit("page-6", 1), &[("text", "Kept."), ("cid", "edit-0001"), ("base", "1")]).await;
    assert_eq!((lost.status, lost.document().text(".typed")), (404, "Kept.".to_owned()));
}

#[tokio::test]
async fn archived_message_is_changed_like_any_other() {
    let server = Start::default().with("KEEP_MESSAGES", 1).server().await;
    let (ada, grace, seq) = said(&server, "lobby", "Long ago.").await;
    let kept = grace.opens("lobby").await.messages()[1].seq;
    does(&grace, &urls::react("lobby", seq), &[("on", "❤️")]).await;
    // The least that can be kept is 250.
    let crowd = Visitor::crowd(&server, 40).await;
    for n in 0..300 {
        assert_eq!(crowd[n % 40].says("lobby", &format!("message {n}")).await.status, 303);
    }
    server.log().receives("room_pruned", "lobby", 1).await;
    let (path, log) = (urls::message("lobby", seq), urls::in_log("lobby", seq));
    let page = ada.visits(&path).await;
    assert_eq!((page.text(".log .body"), page.has(OF_ITS_AUTHOR)), ("Long ago.".to_owned(), true));
    assert!(!grace.visits(&path).await.has(OF_ITS_AUTHOR));

    let edited = submits(&ada, &page, &urls::edit("lobby", seq), "Long ago, *edited*.").await;
    assert_eq!((edited.status, edited.header("location")), (303, &*path));
    does(&ada, &urls::react("lobby", seq), &[("on", "❤️")]).await;
    does(&ada, &urls::react("lobby", kept), &[("on", "👍")]).await;
    does(&ada, &urls::react("lobby", kept), &[("off", "👍")]).await;
    // D1 may not have it yet: every page has.
    for page in [&path, &log] {
        let page = grace.visits(page).await;
        assert!(page.texts(".log .body").contains(&"Long ago, edited.".to_owned()));
        assert_eq!(page.texts(&format!("#m{seq} .reactions b")), ["2"]);
    }
    let history = format!("/api/rooms/lobby/history?after={}&limit=1", seq - 1);
    assert_eq!(ada.get(&history).await.json()["messages"][0]["text"], "Long ago, *edited*.");
    let page = ada.visits(&path).await;
    assert_eq!(page.texts(".earlier-texts .body"), ["Long ago."]);

    let removed = submits(&ada, &page, &urls::remove("lobby", seq), "").await;
    assert_eq!(removed.status, 303);
    for page in [&path, &log] {
        let page = grace.visits(page).await;
        assert!(!page.whole_text().contains("Long ago"), "it is gone from {page:?}");
        assert!(page.has(&format!("#m{seq} .removal")) && !page.has(&format!("#m{seq} .reactions")));
    }
    assert_eq!(ada.get(&history).await.json()["messages"][0]["text"], "");
    let others = grace.visits(&urls::in_log("lobby", kept)).await;
    assert_eq!(others.text(".linked .body"), "And I say this.");
    let undone = submits(&ada, &ada.visits(&path).await, &urls::undo_removal("lobby", seq), "").await;
    assert_eq!(undone.status, 303);
    assert_eq!(grace.visits(&path).await.text(".log .body"), "Long ago, edited.");
    assert_eq!(grace.visits(&path).await.texts(".log .reactions b"), ["2"]);
}

async fn does(visitor: &Visitor, path: &str, form: &[(&str, &str)]) {
    let answer = visitor.posts(path, form).await;
    assert_eq!(answer.status, 303, "{path}: {}", answer.text);
}

#[tokio::test]
async fn earlier_versions_are_shown_to_whom_the_owner_lets() {
    let server = Server::shared().await;
    let room = "page-7";
    let ada = Visitor::joins(server, ADA).await;
    assert_eq!(ada.says(room, "I own this.").await.status, 303);
    let (grace, linus) = (Visitor::joins(server, GRACE).await, Visitor::joins(server, "Linus").await);
    assert_eq!(grace.says(room, "*Helo*").await.status, 303);
    let path = urls::message(room, ada.opens(room).await.messages()[1].seq);
    let edit = format!("{path}/edit");
    let page = grace.visits(&path).await;
    assert!(page.whole_text().contains(ENGLISH.message_page.kept_for_author), "it is said before");
    assert_eq!(submits(&grace, &page, &edit, "Hello").await.status, 303);
    let earlier = async |visitor: &Visitor| visitor.visits(&path).await.texts(".earlier-texts .body");
    let nothing = [""; 0];
    assert_eq!([earlier(&grace).await, earlier(&ada).await], [["Helo"]; 2]);
    assert_eq!(earlier(&linus).await, nothing);

    for (choice, readers, promise) in [
        ("everybody", 1, ENGLISH.message_page.kept_for_everybody),
        ("none", 0, ENGLISH.message_page.not_kept),
        ("author", 0, ENGLISH.message_page.kept_for_author),
    ] {
        let saved = ada.post(&urls::settings(room), &[("title", ""), ("earlier", choice)]).await.document();
        assert!(saved.has(&format!("#earlier option[value={choice}][selected]")), "{choice}");
        assert_eq!(earlier(&linus).await.len(), readers, "{choice}");
        assert!(grace.visits(&path).await.whole_text().contains(promise), "{choice}");
    }
}
