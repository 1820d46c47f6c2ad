//! What was typed with marks: everywhere the same markup, and for programs the same text.

use harness::cast::{ADA, GRACE, LINUS};
use harness::{Document, Server, Visitor};
use templates::urls;
use templates::views::{LogPart, LogPlace};

const TYPED: &str = "> Is it on?\n**Yes**: `a < b` :tada:, see https://natter.example/r/x\n- <b>one</b>\n- two\n\n\
    ```\n  :tada: <x>\n```\n10:30:45";
/// As it is kept, for whoever reads, searches or edits it.
const KEPT: &str = "> Is it on?\n**Yes**: `a < b` 🎉, see https://natter.example/r/x\n- <b>one</b>\n- two\n\n\
    ```\n  :tada: <x>\n```\n10:30:45";
const SHOWN: &str = "Is it on?\nYes: a < b 🎉, see https://natter.example/r/x\n<b>one</b>\ntwo\n  :tada: <x>\n10:30:45";

const ROOM: &str = "printing";

/// The bodies of all messages, as markup.
fn bodies(page: &Document) -> Vec<String> {
    page.all(".log .body").iter().map(|body| body.html()).collect()
}

#[tokio::test]
async fn formatted_text_is_the_same_wherever_it_is_read() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let linus = Visitor::joins(server, LINUS).await;
    let (adas, mut graces) = (ada.enters(ROOM).await, grace.enters(ROOM).await);
    adas.says("Plain: snake_case, 2 * 3 * 4, :-) and :nothing:");
    adas.says(TYPED);
    adas.sees(SHOWN).await;
    graces.sees(SHOWN).await;
    let frame = bodies(&graces.document());
    let [plain, formatted] = frame.as_slice() else { panic!("two messages: {frame:?}") };
    assert_eq!(plain, "<p class=\"body\" dir=\"auto\">Plain: snake_case, 2 * 3 * 4, :-) and :nothing:</p>");
    for part in [
        "<blockquote dir=\"auto\"><p>Is it on?</p></blockquote>",
        "<strong>Yes</strong>: <code dir=\"ltr\">a &lt; b</code> 🎉",
        "rel=\"noopener noreferrer nofollow ugc\"",
        "<li dir=\"auto\">&lt;b&gt;one&lt;/b&gt;</li>",
        "<pre><code>  :tada: &lt;x&gt;</code></pre>",
    ] {
        assert!(formatted.contains(part), "{part} is not in {formatted}");
    }

    // The page, and its part before and after a message.
    let page = linus.opens(ROOM).await;
    assert_eq!(bodies(&page), frame);
    let [first, second] = [page.messages()[0].seq, page.messages()[1].seq];
    let newest = LogPart { place: LogPlace::Newest, ..LogPart::default() };
    let after = LogPart { place: LogPlace::After(first), ..newest };
    for (path, part) in [
        (urls::earlier(ROOM, second + 1), &frame[..]),
        (urls::log_frame(ROOM, newest), &frame[..]),
        (urls::log_frame(ROOM, after), &frame[1..]),
    ] {
        assert_eq!(bodies(&linus.get(&path).await.document()), part, "{path}");
    }

    // Who was away.
    graces.drops_connection().await;
    adas.says(TYPED);
    adas.shows("the same again", |page| bodies(page).len() == 3).await;
    graces.reconnects().await;
    assert_eq!(bodies(&graces.document())[1..], [formatted.clone(), formatted.clone()]);

    // Sent again, as it was typed: what is kept is no other text for that.
    let cid = adas.messages()[1].cid.clone();
    adas.says_as(&cid, TYPED);
    adas.shows("nothing pending", |page| !page.has("#pending > li")).await;
    assert_eq!(adas.texts().len(), 3);

    let told = linus.get(&format!("/api/rooms/{ROOM}/history")).await.json();
    assert_eq!(told["messages"][1]["text"], KEPT);
}
