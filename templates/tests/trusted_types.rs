//! `static/js/trusted_types.js` knows what our templates are made of: what scripts make of markup
//! passes it, and it lets through nothing that no template has.

use std::collections::BTreeSet;
use std::fs;

use scraper::{Html, Node};
use templates::examples::{self, Example};
use templates::words::ENGLISH;
use templates::{Envelope, ServerFrame, Swap, Target};

/// No script makes markup of these: the page of Turnstile, and what is a file.
const NEVER_TAKEN: [&str; 2] = ["export", "person_check"];

/// What scripts make themselves, in examples of what is there afterwards.
const MADE_BY_SCRIPTS: [&str; 1] = ["dialog"];

/// What the policy takes away before it looks.
const TAKEN_AWAY: [&str; 2] = ["head", "noscript"];

/// The names that the policy lists.
fn listed() -> BTreeSet<String> {
    let source = fs::read_to_string("../static/js/trusted_types.js").expect("the policy");
    let (_, list) = source.split_once("const NAMES = new Set((").expect("the list");
    let (list, _) = list.split_once(").split(' '))").expect("its end");
    list.split('\'').skip(1).step_by(2).flat_map(str::split_whitespace).map(str::to_owned).collect()
}

/// What it lets through without listing it.
fn passes_unlisted(name: &str) -> bool {
    name.len() <= 2 || name.starts_with("aria-") || (name.starts_with("data-") && !name.starts_with("data-hx-"))
}

fn without(element: &str, markup: &str) -> String {
    let mut rest = markup;
    let mut kept = String::new();
    while let Some((before, after)) = rest.split_once(&format!("<{element}")) {
        // `<header` is another one.
        let (is_it, end) = (after.starts_with([' ', '>']), format!("</{element}>"));
        let after = if is_it { after.split_once(&end).map_or("", |(_, after)| after) } else { after };
        kept.push_str(before);
        if !is_it {
            kept.push('<');
            kept.push_str(element);
        }
        rest = after;
    }
    kept + rest
}

/// The names of elements and attributes, also in templates.
fn names_in(markup: &str) -> BTreeSet<String> {
    let looked_at = TAKEN_AWAY.iter().fold(markup.to_owned(), |markup, element| without(element, &markup));
    let page = Html::parse_document(&looked_at);
    let elements = page.tree.nodes().filter_map(|node| match node.value() {
        Node::Element(element) => Some(element),
        _ => None,
    });
    elements
        .flat_map(|element| {
            let attributes = element.attrs().map(|(name, _)| name.to_owned());
            std::iter::once(element.name().to_owned()).chain(attributes).collect::<Vec<_>>()
        })
        .collect()
}

fn taken() -> impl Iterator<Item = Example> {
    examples::all().into_iter().filter(|example| !NEVER_TAKEN.contains(&example.component))
}

#[test]
fn trusted_types_know_every_name_of_the_templates() {
    let listed = listed();
    let mut used = BTreeSet::new();
    for example in taken() {
        let mut names = names_in(&example.markup(&ENGLISH).0);
        names.retain(|name| !MADE_BY_SCRIPTS.contains(&&**name));
        let unknown: Vec<_> = names.iter().filter(|name| !listed.contains(*name) && !passes_unlisted(name)).collect();
        assert_eq!(unknown, Vec::<&String>::new(), "{}: teach static/js/trusted_types.js", example.path());
        used.extend(names);
    }
    // As htmx calls an envelope.
    let mut frame = ServerFrame::default();
    frame.add(Envelope { target: Target::MessageList, swap: Swap::Upsert, version: Some(1) }, &maud::html! { li {} });
    used.extend(names_in(&frame.take().replace("hx-partial", "template")));
    let idle: Vec<_> = listed.difference(&used).collect();
    assert_eq!(idle, Vec::<&String>::new(), "no template has these: take them out of static/js/trusted_types.js");
}

/// Or an address that runs something would pass.
#[test]
fn trusted_types_look_at_every_address() {
    let source = fs::read_to_string("../static/js/trusted_types.js").expect("the policy");
    let (_, looked_at) = source.split_once("const ADDRESSES = new Set([").expect("the list");
    let (looked_at, _) = looked_at.split_once("])").expect("its end");
    let looked_at: BTreeSet<&str> = looked_at.split('\'').skip(1).step_by(2).collect();
    let listed = listed();
    let addresses = ["action", "cite", "data", "formaction", "href", "longdesc", "manifest", "poster", "src", "srcset"];
    let found: BTreeSet<&str> = addresses.into_iter().filter(|name| listed.contains(*name)).collect();
    assert_eq!(found, looked_at);
}

#[test]
fn trusted_types_list_nothing_that_runs() {
    let names = listed();
    assert!(names.len() > 50, "need a list for this test to mean anything: {names:?}");
    for harmful in [
        "script",
        "iframe",
        "object",
        "embed",
        "base",
        "meta",
        "link",
        "style",
        "math",
        "noscript",
        "srcdoc",
        "srcset",
        "ping",
        "background",
        "poster",
        "http-equiv",
        "nonce",
        "xlink:href",
        "shadowrootmode",
    ] {
        assert!(!names.contains(harmful) && !passes_unlisted(harmful), "{harmful}");
    }
    assert!(!names.iter().any(|name| name.starts_with("on") || name.starts_with("data-hx")), "{names:?}");
}
