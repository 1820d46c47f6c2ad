//! The stylesheet: one file a component, tokens first.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// What stands at the beginning of a text and may be in a name.
fn name(text: &str) -> &str {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).next().unwrap_or_default()
}

/// The names of the files in a folder that end like this, without the end.
fn names(folder: &str, end: &str) -> BTreeSet<String> {
    let files = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).expect("a folder");
    let names = files.map(|file| file.expect("a file").file_name().into_string().expect("UTF-8"));
    names.filter_map(|name| name.strip_suffix(end).map(str::to_owned)).collect()
}

fn style(name: &str) -> String {
    fs::read_to_string(format!("../static/css/{name}.css")).expect("a style sheet")
}

/// A browser says nothing about one that is not there: text has the colour of what is around it.
#[test]
fn custom_property_that_is_used_is_defined() {
    let css: String = names("../static/css", ".css").iter().map(|name| style(name)).collect();
    let defined: BTreeSet<&str> = css
        .split(['{', ';', '\n'])
        .filter_map(|part| part.trim().strip_prefix("--")?.split_once(':'))
        .map(|(name, _)| name)
        .collect();
    // One with a fallback may come from a script.
    let used = css
        .split("var(--")
        .skip(1)
        .map(|rest| (name(rest), rest))
        .filter(|(name, rest)| rest[name.len()..].starts_with(')'));
    let undefined: BTreeSet<&str> = used.map(|(name, _)| name).filter(|name| !defined.contains(name)).collect();
    assert_eq!(undefined, BTreeSet::new());
}

#[test]
fn style_sheet_is_named_as_its_template() {
    let mut sheets = names("../static/css", ".css");
    for shared in ["natter", "tokens", "base"] {
        assert!(sheets.remove(shared), "{shared}.css");
    }
    let templates = names(".", ".rs");
    assert_eq!(sheets.difference(&templates).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn style_sheet_joins_every_part_once() {
    let manifest = style("natter");
    let parts: Vec<&str> =
        manifest.lines().filter_map(|line| line.strip_prefix("@import \"")?.split('.').next()).collect();
    let mut sheets = names("../static/css", ".css");
    sheets.remove("natter");
    assert_eq!(parts.len(), sheets.len());
    assert_eq!(parts.into_iter().map(str::to_owned).collect::<BTreeSet<_>>(), sheets);
}

/// Or a page that is read from the right would be laid out from the left.
#[test]
fn layout_names_no_side() {
    let sided = ["left", "right"];
    for sheet in names("../static/css", ".css") {
        // Comments end with the line, or begin with it.
        let lines = style(&sheet);
        let mut is_comment = false;
        for (at, line) in lines.lines().enumerate() {
            is_comment = is_comment || line.trim_start().starts_with("/*");
            let skipped = is_comment;
            is_comment = is_comment && !line.contains("*/");
            if skipped {
                continue;
            }
            let declarations = line.split(['{', ';', '}']).filter_map(|part| part.split_once(':'));
            for (property, value) in declarations {
                let mut words = property.split(['-', ' ']).chain(value.split(' ')).map(str::trim);
                assert!(!words.any(|word| sided.contains(&word)), "{sheet}.css, line {}: {line}", at + 1);
            }
        }
    }
}

#[test]
fn colour_stands_among_the_tokens() {
    // A face makes its colour from its hue.
    let colours = ["oklch(0", "rgb(", "hsl(", "#"];
    for sheet in names("../static/css", ".css").into_iter().filter(|sheet| sheet != "tokens") {
        for line in style(&sheet).lines().filter(|line| !line.contains("/*")) {
            for value in line.split(['{', ';']).filter_map(|part| part.split_once(": ")).map(|(_, value)| value) {
                assert!(!colours.iter().any(|colour| value.contains(colour)), "{sheet}.css: {line}");
            }
        }
    }
}
