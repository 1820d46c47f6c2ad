//! What is said, and who sees it.

use harness::cast::{ADA, GRACE, LINUS};
use harness::{Document, Server, Visitor};
use templates::words::ENGLISH;
use templates::{ids, urls};

#[tokio::test]
async fn messages_appear_in_every_window_in_order() {
    let server = Server::shared().await;
    let [ada, grace, linus] = three(server).await;
    let (adas, graces) = (ada.enters("well").await, grace.enters("well").await);
    adas.says("One.");
    graces.sees("One.").await;
    graces.says("Two.");
    adas.sees("Two.").await;
    adas.says("Three.\nWith a second line.");
    for window in [&adas, &graces] {
        window.sees("Three.\nWith a second line.").await;
        assert_eq!(window.texts(), ["One.", "Two.", "Three.\nWith a second line."]);
        assert_eq!(names(&window.document()), [ADA, GRACE, ADA]);
    }
    assert_eq!(adas.messages(), graces.messages());
    assert_eq!(adas.pending(), [""; 0], "what has been seen is not pending");

    // The page that is opened later is made of the same messages, to the byte; but for the hour,
    // which is that of its reader at once.
    let later = linus.opens("well").await;
    assert_eq!(later.messages(), graces.messages());
    let message = |document: &Document| {
        let (message, hour) = (document.all(".log > .message").pop()?.html(), document.texts(".log time").pop()?);
        Some(message.replace(&format!(">{hour}</time>"), "></time>"))
    };
    assert_eq!(message(&later), message(&graces.document()));
    for said in later.messages() {
        let time = said.time.strip_prefix("20").unwrap_or_else(|| panic!("{} is no time", said.time));
        assert!(time.ends_with('Z') && time.len() == "26-11-23T14:02:03.004Z".len(), "{}", said.time);
    }
    let seqs: Vec<i64> = later.messages().iter().map(|said| said.seq).collect();
    assert_eq!(seqs, [seqs[0], seqs[0] + 1, seqs[0] + 2]);
}

#[tokio::test]
async fn form_post_arrives_like_a_socket_send() {
    let server = Server::shared().await;
    let [ada, grace, _] = three(server).await;
    let graces = grace.enters("porch").await;
    let page = ada.opens("porch").await;
    let answer = ada.submits(&page, "By post.").await;
    assert_eq!((answer.status, answer.header("location")), (303, "/r/porch"));
    let said = graces.sees("By post.").await;
    assert_eq!(said.name, ADA);

    // Going back and sending again is no second message.
    assert_eq!(ada.submits(&page, "By post.").await.status, 303);
    let page = ada.opens("porch").await;
    assert_eq!(page.messages(), [said]);
    assert_eq!(ada.submits(&page, "A second one.").await.status, 303, "the next page has an id of its own");
    graces.sees("A second one.").await;
    assert_eq!(graces.texts(), ["By post.", "A second one."]);
}

#[tokio::test]
async fn duplicate_send_keeps_one_message() {
    let server = Server::shared().await;
    let [ada, grace, _] = three(server).await;
    let (adas, graces) = (ada.enters("echo").await, grace.enters("echo").await);
    adas.sees_people(&[ADA, GRACE]).await;
    let cid = adas.says("Once.");
    let said = adas.sees("Once.").await;
    let (version, frames) = (adas.version(), adas.frames().len());

    // Another text under the same id: what is stored is what was said first.
    adas.says_as(&cid, "Twice?");
    adas.shows("the repeat to be answered", |page| !page.has(&format!("[id=\"{}\"]", ids::pending(&cid)))).await;
    adas.says("After.");
    adas.sees("After.").await;
    graces.sees("After.").await;
    for window in [&adas, &graces] {
        assert_eq!(window.texts(), ["Once.", "After."]);
        assert_eq!(window.messages()[0], said);
    }
    let answer = adas.frames()[frames].clone();
    assert!(answer.contains("Once.") && !answer.contains("data-version"), "{answer}");
    assert!(!graces.frames().contains(&answer), "nobody but the sender is told of a repeat");
    assert_eq!(adas.version(), version + 1, "a repeat takes no place");
}

#[tokio::test]
async fn same_client_id_of_two_members_is_two_messages() {
    let server = Server::shared().await;
    let [ada, grace, _] = three(server).await;
    let (adas, graces) = (ada.enters("twins").await, grace.enters("twins").await);
    adas.says_as("0123456789abcdef", "Ada’s.");
    graces.sees("Ada’s.").await;
    graces.says_as("0123456789abcdef", "Grace’s.");
    for window in [&adas, &graces] {
        window.sees("Grace’s.").await;
        assert_eq!(window.texts(), ["Ada’s.", "Grace’s."]);
    }
}

#[tokio::test]
async fn author_comes_from_the_session_alone() {
    let server = Server::shared().await;
    let [ada, grace, _] = three(server).await;
    let (adas, graces) = (ada.enters("mask").await, grace.enters("mask").await);
    for frame in [
        r#"{"text":"I am Grace.","cid":"0123456789abcdef","name":"Grace"}"#,
        r#"{"text":"I am Grace.","cid":"0123456789abcdef","member":"aaaaaaaaaaaaaaaa"}"#,
    ] {
        adas.sends(frame);
        adas.shows("that the frame was not understood", |page| {
            page.texts(&format!("#{}", ids::REFUSAL)).concat() == ENGLISH.refusals.malformed
        })
        .await;
    }
    let form = [("text", "By form."), ("cid", "fedcba9876543210"), ("name", GRACE), ("member", &graces.me())];
    ada.post(&urls::say("mask"), &form).await;
    adas.says("I am Ada.");
    graces.sees("I am Ada.").await;
    assert_eq!(graces.texts(), ["By form.", "I am Ada."]);
    assert_eq!(names(&graces.document()), [ADA, ADA]);
    assert!(graces.messages().iter().all(|said| said.member == adas.me()));
}

#[tokio::test]
async fn markup_is_shown_as_text_everywhere() {
    const NAME: &str = "<script>alert(1)</script>";
    const NASTY: &str = "</li></hx-partial><script>alert(2)</script><img src=x onerror=alert(3)>\
                         <hx-partial hx-target=\"body\" hx-swap=\"delete\"></hx-partial>&lt;b&gt; ]]> {{7*7}}";
    let server = Server::shared().await;
    let eve = Visitor::joins(server, NAME).await;
    let grace = Visitor::joins(server, GRACE).await;
    let graces = grace.enters("stage").await;
    let eves = eve.enters("stage").await;
    graces.sees_people(&[GRACE, NAME]).await;
    eves.says(NASTY);
    let said = graces.sees(NASTY).await;
    assert_eq!(said.name, NAME);
    graces.shows("the notice that somebody came", |page| page.notices().concat().contains(NAME)).await;

    let page = grace.opens("stage").await;
    assert_eq!(page.messages(), [said]);
    assert_eq!(page.people(), [GRACE, NAME]);
    let refused = eve.says("stage", &format!("</textarea>{}", NASTY.repeat(20))).await;
    assert_eq!(refused.status, 422);
    assert!(refused.document().text("textarea").starts_with("</textarea></li>"), "{}", refused.text);
    let landing = eve.get("/?room=%22%3E%3Cscript%3E").await;
    assert_eq!(landing.document().attribute("#room", "value").as_deref(), Some("\"><script>"));
    assert_eq!(landing.document().attribute("#name", "value").as_deref(), Some(NAME));
    for document in [graces.document(), page, refused.document(), landing.document()] {
        assert!(!document.has("script:not([src]), img, [onerror]"), "markup got through");
    }
    for frame in graces.frames() {
        assert!(!frame.contains("<script") && !frame.contains("<img"), "{frame}");
    }
}

/// The fragments of a frame are only ever shown: nothing in them runs, loads or asks.
#[tokio::test]
async fn frame_carries_no_active_content() {
    let server = Server::shared().await;
    let [ada, grace, linus] = three(server).await;
    let graces = grace.enters("glass").await;
    let adas = ada.enters("glass").await;
    adas.says("Hello.");
    graces.sees("Hello.").await;
    adas.says("");
    adas.sends("nonsense");
    adas.shows("both refusals", |page| page.texts(".send-status .refusal, #refusal .refusal").len() == 2).await;
    let mut linus = linus.enters("glass").await;
    linus.believes(Some("0"));
    linus.reconnects().await;
    let frames = [graces.frames(), adas.frames(), linus.frames()].concat();
    assert!(frames.len() >= 6, "frames of several kinds are needed for this to mean anything: {frames:#?}");
    for kind in ["class=\"message", "class=\"member", "class=\"notice", "class=\"refusal", "hx-target=\"#history"] {
        assert!(frames.iter().any(|frame| frame.contains(kind)), "a frame with {kind} is needed: {frames:#?}");
    }
    for frame in frames {
        let document = Document::parse(&frame);
        let fragments = document.all("hx-partial *");
        assert!(document.has("hx-partial"), "a frame is made of envelopes: {frame}");
        for element in fragments {
            let name = element.value().name();
            assert!(!["script", "style", "iframe", "form", "img", "link"].contains(&name), "<{name}> in {frame}");
            for (attribute, _) in element.value().attrs() {
                // One is to keep htmx away from the log.
                let acts = ["on", "hx-", "style", "src"].iter().any(|start| attribute.starts_with(start));
                assert!(!acts || attribute == "hx-ignore", "{attribute} in {frame}");
            }
        }
    }
}

#[tokio::test]
async fn too_long_message_is_refused_with_its_text() {
    let server = Server::shared().await;
    let [ada, grace, _] = three(server).await;
    let (adas, graces) = (ada.enters("scroll").await, grace.enters("scroll").await);
    let fits = "🐢".repeat(2_000);
    adas.says(&fits);
    graces.sees(&fits).await;

    let cid = adas.says(&format!("{fits}x"));
    insta::assert_snapshot!(adas.sees_refusal(&cid).await, @"That’s 2,001 characters, and the limit is 2,000. Shorten it by 1.");
    let answer = ada.says("scroll", &format!("{fits}y")).await;
    assert_eq!(answer.status, 422);
    assert_eq!(answer.document().text("textarea").trim_start(), format!("{fits}y"), "what was typed is kept");
    assert!(answer.document().text("#refusal").contains("2,001 characters"));

    adas.says("Short.");
    graces.sees("Short.").await;
    assert_eq!(graces.texts(), [fits.as_str(), "Short."]);
    assert_eq!(grace.opens("scroll").await.messages().len(), 2, "nothing that was refused is stored");
}

#[tokio::test]
async fn invisible_message_is_refused() {
    let server = Server::shared().await;
    let [ada, grace, _] = three(server).await;
    let (adas, graces) = (ada.enters("mute").await, grace.enters("mute").await);
    for text in ["", "   ", "\n\t\n", "\u{200b}\u{feff}"] {
        let cid = adas.says(text);
        assert_eq!(adas.sees_refusal(&cid).await, "Type a message first.", "{text:?}");
        assert_eq!(ada.says("mute", text).await.status, 422, "{text:?}");
    }
    adas.says("Words.");
    graces.sees("Words.").await;
    assert_eq!(graces.texts(), ["Words."]);
}

async fn three(server: &Server) -> [Visitor; 3] {
    [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await, Visitor::joins(server, LINUS).await]
}

fn names(document: &Document) -> Vec<String> {
    document.messages().into_iter().map(|said| said.name).collect()
}
