//! What scripts make of a page in a browser, written down: examples show pages as they are then.

use maud::Markup;

/// Markup in which a script has changed something. Fails if it is not there to be changed: the
/// markup is another by now, and the example has to follow.
pub(super) fn changed(mut markup: Markup, changes: &[(&str, &str)]) -> Markup {
    for (before, after) in changes {
        assert!(markup.0.contains(before), "{before} is not in {}", markup.0);
        markup.0 = markup.0.replacen(before, after, 1);
    }
    markup
}

/// What stands between two pieces of some markup, without them.
pub(super) fn inside(mut markup: Markup, start: &str, end: &str) -> Markup {
    let content = markup.0.split_once(start).and_then(|(_, rest)| rest.rsplit_once(end)).map(|(content, _)| content);
    markup.0 = content.unwrap_or_else(|| unreachable!("{start} is not in the markup")).to_owned();
    markup
}

/// The document as it is without the scripts that it names: examples are still.
pub(super) fn without_scripts(mut document: Markup) -> Markup {
    for (start, end) in [("<script", "</script>"), ("<link rel=\"modulepreload\"", ">")] {
        let mut parts = document.0.split(start);
        let mut still = parts.next().unwrap_or_default().to_owned();
        still.extend(parts.filter_map(|part| part.split_once(end)).map(|(_, rest)| rest));
        document.0 = still;
    }
    document
}

/// A message of the reader: the script marks it.
pub(super) fn own(message: Markup) -> Markup {
    changed(message, &[("class=\"message", "class=\"message mine")])
}
