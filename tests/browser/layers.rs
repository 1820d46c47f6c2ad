//! No script comes out of what people write: escaping, the content security policy and Trusted
//! Types each keep it in alone. The proxy before the browser takes the others away.
//!
//! Trusted Types say nothing of what the browser itself parses, so they are shown by what comes by
//! frames and by what scripts fetch; those two layers before them, also by pages.

mod files;
mod formatted;
mod packing;
mod stage;

use std::collections::BTreeSet;

use harness::corpus::{MARKER, vectors};
use harness::{Interceptor, Layer};
use templates::urls;

use crate::person::{Doings, Person, Shape};
use formatted::Expected;
use stage::{Compared, Stage};

/// Frames that are received before the page is looked at, and messages in a page of them.
const BATCH: usize = 100;

/// How many of the vectors run something at least where nothing stands in their way: they are no
/// proof otherwise. The others are for parsers of another kind.
const RUN_UNDEFENDED: usize = 40;

/// Somebody in the room, whose browser has these layers before it and no others.
async fn reader(layers: &[Layer], name: &str) -> (Interceptor, Person, &'static Stage) {
    let stage = Stage::set().await;
    let interceptor = Interceptor::with(layers, stage.server.port()).await.expect("a port");
    let person = Person::at(interceptor.origin()).await;
    // By a room where nothing was said, as what is there runs already.
    person.goes_to("layers-foyer", name).await;
    person.watches_scripts().await;
    (interceptor, person, stage)
}

/// Which vectors called, of these and all that were seen before.
fn vectors_that_ran(calls: &[String]) -> BTreeSet<usize> {
    let marks = calls.iter().filter_map(|call| call.strip_prefix(&format!("{MARKER} ")));
    marks.filter_map(|number| number.parse().ok()).collect()
}

fn is_quiet(seen: &Doings, after: &str) {
    assert_eq!(*seen, Doings::default(), "{after}");
}

/// Everything that somebody can see of the texts, with what the page did then.
async fn walks(interceptor: &Interceptor, person: &Person, stage: &Stage, mut looks: impl AsyncFnMut(&str, Doings)) {
    for path in stage.pages() {
        person.opens(&path).await;
        looks(&path, person.tries_everything().await).await;
    }
    for (what, answer) in stage.answers() {
        person.opens(&interceptor.shows(answer.clone())).await;
        looks(what, person.tries_everything().await).await;
    }
}

/// The frames of the texts, as they arrive, in a page without messages.
async fn receives_all(
    interceptor: &Interceptor,
    person: &Person,
    stage: &Stage,
    mut looks: impl AsyncFnMut(&str, Doings),
) -> usize {
    let mut taken = 0;
    for frames in stage.frames().chunks(BATCH) {
        person.opens(&urls::room("layers-foyer")).await;
        let frames: Vec<String> = frames.iter().map(|frame| interceptor.frame(frame)).collect();
        taken += person.receives(&frames).await;
        looks("frames", person.tries_everything().await).await;
    }
    taken
}

/// Each message, in each page: its text is what was said, and there is nothing else around it than
/// around a harmless one.
async fn messages_are_what_was_said(person: &Person, stage: &Stage) {
    let mut messages = Vec::new();
    for path in stage.pages_of_messages() {
        person.opens(&path).await;
        messages
            .extend(person.sees_messages().await.into_iter().filter_map(|seen| Some((stage.said(seen.seq)?, seen))));
    }
    assert!(messages.len() >= stage.messages(), "{} of {} messages are there", messages.len(), stage.messages());
    let harmless = messages.iter().filter(|(said, _)| said.text.starts_with("Harmless"));
    let known: BTreeSet<String> = harmless.flat_map(|(_, seen)| seen.around.iter().cloned()).collect();
    for (said, seen) in &messages {
        let unknown: Vec<_> = seen.around.iter().filter(|element| !known.contains(*element)).collect();
        assert_eq!(unknown, Vec::<&String>::new(), "around {said:?}");
        assert_eq!(Expected::of(&said.text).differs_from(&seen.body), None, "{said:?}");
        assert_eq!(seen.name, said.name, "the name above {said:?}");
    }
}

/// Nothing happens, nothing would have been kept in by the other layers, and every text is what was
/// said.
#[tokio::test]
async fn escaping_alone_lets_no_script_out() {
    let (interceptor, person, stage) = reader(&[Layer::Escaping, Layer::Reports], "Ada of escaping").await;
    walks(&interceptor, &person, stage, async |what, seen| is_quiet(&seen, what)).await;
    let taken = receives_all(&interceptor, &person, stage, async |what, seen| is_quiet(&seen, what)).await;
    assert_eq!(taken, stage.frames().len(), "frames that were taken");
    messages_are_what_was_said(&person, stage).await;
    settings_are_what_was_saved(&interceptor, &person, stage).await;

    // The premise: that is let through here, and seen.
    person.opens(&urls::room("layers-foyer")).await;
    assert!(person.makes_markup_of("<object>").await);
    let seen = person.tries_everything().await.violations;
    assert!(seen.iter().any(|it| it.starts_with("require-trusted-types-for")), "{seen:?}");
    person.goes().await;
}

/// What owners wrote stands there as it was accepted, among what harmless text makes.
async fn settings_are_what_was_saved(interceptor: &Interceptor, person: &Person, stage: &Stage) {
    for Compared { what, of, hostile, texts, harmless } in stage.compared() {
        person.opens(&interceptor.shows(harmless.clone())).await;
        let plain = person.sees_shape(of).await;
        person.opens(&interceptor.shows(hostile.clone())).await;
        let Shape { elements, text } = person.sees_shape(of).await;
        let known: BTreeSet<&String> = plain.elements.iter().collect();
        let unknown: Vec<_> = elements.iter().filter(|element| !known.contains(element)).collect();
        assert_eq!(unknown, Vec::<&String>::new(), "{what} has elements that harmless text does not make");
        for typed in texts {
            assert!(text.contains(typed), "{what} does not show {typed:?}: {text}");
        }
    }
}

#[tokio::test]
async fn policy_alone_lets_no_script_run() {
    let (interceptor, person, stage) = reader(&[Layer::Policy], "Ada of the policy").await;
    let mut violations = 0;
    let mut looks = async |what: &str, seen: Doings| {
        assert_eq!(seen.calls, [""; 0], "{what}");
        violations += seen.violations.len();
    };
    walks(&interceptor, &person, stage, &mut looks).await;
    receives_all(&interceptor, &person, stage, &mut looks).await;
    eprintln!("{violations} violations");
    assert!(violations > vectors().len(), "{violations} violations: was there anything to keep out?");
    person.goes().await;
}

#[tokio::test]
async fn trusted_types_alone_let_no_script_run() {
    let layers = [Layer::EscapingOfPages, Layer::TrustedTypes];
    let (interceptor, person, stage) = reader(&layers, "Ada of trusted types").await;
    let mut refusals = 0;
    let mut looks = async |what: &str, seen: Doings| {
        assert_eq!(seen.left_for, [""; 0], "{what}");
        assert_eq!(seen.calls, [""; 0], "{what}");
        refusals += seen.violations.iter().filter(|it| it.starts_with("require-trusted-types-for")).count();
    };
    let taken = receives_all(&interceptor, &person, stage, &mut looks).await;
    assert!(taken > 0 && taken < stage.frames().len(), "{taken} of {} frames were taken", stage.frames().len());
    eprintln!("{refusals} refusals, {taken} of {} frames taken", stage.frames().len());
    assert!(refusals >= RUN_UNDEFENDED, "{refusals} frames were refused: was there anything to keep out?");

    // What scripts fetch: earlier messages, as the log goes on by itself.
    for path in stage.pages_of_messages() {
        person.opens(&urls::room("layers-foyer")).await;
        person.takes_markup_from(&path).await;
        assert_eq!(person.tries_everything().await.calls, [""; 0], "{path}");
    }
    person.opens(&urls::room("layers-foyer")).await;
    assert!(person.makes_markup_of("<p class=\"a\">b").await, "the premise");
    for vector in [
        "<script>1</script>",
        "<p onclick=\"1\">",
        "<a href=\"javascript:1\">",
        "<b hx-get=\"/help\">",
        "<img src=\"data:,\">",
    ] {
        assert!(!person.makes_markup_of(vector).await, "{vector}");
    }
    person.goes().await;
}

/// The premise of the others: these texts do run scripts, and the test sees them.
#[tokio::test]
async fn undefended_page_runs_scripts_of_strangers() {
    let (interceptor, person, stage) = reader(&[], "Ada undefended").await;
    let (mut in_pages, mut in_frames, mut fetched) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for path in stage.pages_of_messages() {
        person.opens(&path).await;
        in_pages.extend(vectors_that_ran(&person.tries_everything().await.calls));
    }
    receives_all(&interceptor, &person, stage, async |_, seen| in_frames.extend(vectors_that_ran(&seen.calls))).await;
    for path in stage.pages_of_messages() {
        person.opens(&urls::room("layers-foyer")).await;
        person.takes_markup_from(&path).await;
        // Nobody pokes at it: that may lead away.
        fetched.extend(vectors_that_ran(&person.sees_calls().await));
    }
    eprintln!("ran: {} in frames, {} in pages, {} in what was fetched", in_frames.len(), in_pages.len(), fetched.len());
    assert!(in_frames.len() >= RUN_UNDEFENDED, "only these ran in frames: {in_frames:?}");
    // One that is not closed takes those after it in.
    assert!(in_pages.len() >= RUN_UNDEFENDED / 4, "only these ran in pages: {in_pages:?}");
    assert!(fetched.len() >= RUN_UNDEFENDED / 4, "only these ran in what was fetched: {fetched:?}");
    person.goes().await;
}
