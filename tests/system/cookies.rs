//! Cookies without end, doubled and broken: how many an answer sets, and what is made of those that
//! come.

use harness::cast::ADA;
use harness::{Answer, Server, Visitor};
use reqwest::Method;
use templates::urls;

/// Cookies and bytes of them that an answer sets at most: proxies cut off what is much longer.
const SET_MAX: usize = 56;
const SET_MAX_BYTES: usize = 6 * 1_024;

/// Cookies of a name that ends with a number.
fn many(begins: &str, value: &str) -> String {
    (0..200).map(|n| format!("; {begins}{n}={value}")).collect()
}

fn set_by(answer: &Answer) -> Vec<String> {
    let cookies = answer.headers.get_all("Set-Cookie").iter();
    cookies.map(|cookie| cookie.to_str().expect("a cookie is text").to_owned()).collect()
}

async fn asks(visitor: &Visitor, method: Method, path: &str, cookies: &str) -> Answer {
    let session = visitor.cookie().expect("a session");
    visitor
        .asks(visitor.request(method, path).header("Cookie", format!("{session}{cookies}")).form(&[("room", "jar")]))
        .await
}

#[tokio::test]
async fn answer_sets_few_cookies_whatever_comes() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    assert_eq!(ada.says("jar", "Hello").await.status, 303);
    let crowds = [
        many("seen-room-", "1.2"),
        many("seen-room-", "broken"),
        many("seen-ROOM-", "1.2"),
        many("left-room-", "1"),
        many("kept-", "e30"),
        many("stranger-", "x"),
        format!("; ignored={}", many("aaaaaaaaaaaaaaaa~", "x").replace("; ", ".")),
        [many("seen-room-", "1.2"), many("seen-other-", "?"), many("left-room-", "1")].concat(),
    ];
    for cookies in &crowds {
        for (method, path) in [
            (Method::GET, urls::LANDING.to_owned()),
            (Method::GET, urls::YOUR_ROOMS.to_owned()),
            (Method::GET, urls::room("jar")),
            (Method::GET, urls::log_frame("jar", templates::views::LogPart::default())),
            (Method::GET, urls::profile("jar")),
            (Method::GET, urls::say("jar")),
            (Method::POST, urls::leave("jar")),
            (Method::POST, urls::FORGET_ROOM.to_owned()),
        ] {
            let answer = asks(&ada, method, &path, cookies).await;
            assert!(answer.status < 400, "{path} {cookies:.60}: {}", answer.status);
            let set = set_by(&answer);
            let bytes: usize = set.iter().map(String::len).sum();
            assert!(set.len() <= SET_MAX && bytes <= SET_MAX_BYTES, "{path} {cookies:.60}: {} {bytes}", set.len());
        }
    }
    // It clears two kinds, and clients take a hundred headers.
    let forgotten = set_by(&asks(&ada, Method::POST, urls::FORGET, &crowds[7]).await);
    assert!(forgotten.len() <= 80 && forgotten.iter().all(|set| set.contains("Max-Age=0")), "{forgotten:?}");
}

#[tokio::test]
async fn session_is_known_among_broken_and_doubled_cookies() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    ada.opens("jar-2").await;
    let session = ada.cookie().expect("a session");
    let stranger = Visitor::stranger(server);
    let opens = async |cookies: &str| {
        let page =
            stranger.asks(stranger.request(Method::GET, &urls::profile("jar-2")).header("Cookie", cookies)).await;
        (page.status, page.text.contains("value=\"Ada\""))
    };
    let padding = "x".repeat(12_000);
    for cookies in [
        format!("natter=; {session}"),
        format!("natter=broken; natter=a.b; {session}"),
        format!("natter=%00%ff; ;;; = ; natter; {session};"),
        format!("{session}; {session}"),
        format!("padding={padding}; {session}{}", many("other-", "x")),
        format!("lang=xx; ignored=%zz~; kept-0=!!; seen-jar-2=-1.x; left-=1; {session}"),
        format!("kept-0={padding}; {session}"),
    ] {
        assert_eq!(opens(&cookies).await, (200, true), "{cookies:.80}");
    }
    let value = session.split("natter=").nth(1).expect("its value").split(';').next().expect("its value");
    for cookies in [
        format!("natter={value}x"),
        format!("natter=x{value}"),
        format!("xnatter={value}"),
        format!("natter={}", value.to_uppercase()),
        format!("natter={}", value.replace('.', "")),
        // Not without end.
        format!("{}{session}", "natter=x; ".repeat(200)),
    ] {
        assert_eq!(opens(&cookies).await.0, 303, "{cookies:.80}: a stranger is led to the front page");
    }
}

#[tokio::test]
async fn browser_keeps_few_rooms_that_it_has_left() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    for n in 0..25 {
        let left = ada.post(&urls::leave(&format!("jar-left-{n}")), &[]).await;
        assert_eq!(left.status, 303);
    }
    let cookies = ada.cookie().expect("cookies");
    let left: Vec<&str> = cookies.split("; ").filter(|cookie| cookie.starts_with("left-")).collect();
    assert_eq!(left.len(), 20, "{left:?}");
    assert!(left.contains(&"left-jar-left-24=1"), "the last one is among them: {left:?}");
    assert_eq!(ada.post(urls::FORGET, &[]).await.status, 303);
    let cookies = ada.cookie().unwrap_or_default();
    assert!(!cookies.contains("left-"), "nothing is left of it: {cookies}");
}
