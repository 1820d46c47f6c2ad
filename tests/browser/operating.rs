//! The pages of the operator, signed in, as everybody has to be able to use them: on a desk and on
//! a phone.

use harness::{OPERATOR_KEY, Server, Visitor, wait};
use templates::urls;
use templates::words::Language;

use crate::person::Person;

#[tokio::test]
async fn pages_of_the_operator_serve_everybody() {
    let server = Server::shared().await;
    let room = "browser-operated";
    let (ada, grace) = (Visitor::joins(server, "Ada").await, Visitor::joins(server, "Grace").await);
    let name = "AVeryLongNameWithoutAnySpaceInIt";
    let linus = Visitor::joins(server, name).await;
    assert_eq!(ada.says(room, "Welcome.").await.status, 303);
    let window = linus.enters(room).await;
    window.says(&"unbreakable".repeat(20));
    let seq = window.sees(&"unbreakable".repeat(20)).await.seq;
    let note = "unbreakable".repeat(20);
    assert_eq!(grace.post(&urls::report(room, seq), &[("reason", "spam"), ("note", &note)]).await.status, 200);
    let order = [("term", "600000"), ("mute-reason", "Advertisingadvertisingadvertising")];
    assert_eq!(ada.post(&urls::mute(room, &window.me()), &order).await.status, 303);
    let known = Visitor::operates(server).await;
    wait::until("D1 to know of it", wait::DEPARTURE_TIMEOUT, async || {
        let is_there = known.visits(urls::operator::SANCTIONS).await.has(&format!("[value='{room}']"))
            && known.visits(urls::operator::REPORTS).await.has(&format!("[value='{room}']"));
        if is_there { Ok(()) } else { Err("not yet".to_owned()) }
    })
    .await;

    let operator = Person::new(server).await;
    operator.opens(urls::operator::ROOMS).await;
    operator.submits("key", OPERATOR_KEY).await;
    operator.sees_the_pages_of_the_operator().await;
    let pages = [
        urls::operator::ROOMS.to_owned(),
        urls::operator::room(room),
        urls::operator::REPORTS.to_owned(),
        urls::operator::SANCTIONS.to_owned(),
        urls::operator::PEOPLE.to_owned(),
        urls::operator::AUDIT.to_owned(),
        urls::operator::SETTINGS.to_owned(),
    ];
    let mut broken = Vec::new();
    for language in Language::ALL {
        operator.has_chosen(language).await;
        for page in &pages {
            operator.opens(page).await;
            for (width, height) in [(1280, 700), (320, 256)] {
                operator.has_a_screen_of(width, height).await;
                let place = format!("{page} in {language:?} at {width} x {height}");
                let widest = operator.width_of_page().await;
                broken.extend((widest > width).then(|| format!("{place} is {widest} px wide")));
                let small = operator.targets_below(24).await;
                let found = [small, operator.texts_cut_by_spacing().await, operator.hidden_when_focused().await];
                broken.extend(found.concat().into_iter().map(|problem| format!("{place}: {problem}")));
            }
            operator.touches_a_screen_of(375, 700).await;
            let small = operator.targets_below(44).await;
            broken.extend(small.into_iter().map(|problem| format!("{page} in {language:?} by touch: {problem}")));
            broken.extend(operator.broken_rules(&format!("{page} in {language:?} on a phone")).await);
            operator.touches_nothing().await;
        }
    }
    assert_eq!(broken, [""; 0]);
    operator.goes().await;
}
