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

/// What browsers are sent.
const JOINED: [&str; 4] = ["natter", "pages", "announcement", "without_scripts"];

#[test]
fn style_sheet_is_named_as_its_template() {
    let mut sheets = names("../static/css", ".css");
    for shared in JOINED.into_iter().chain(["tokens", "base"]) {
        assert!(sheets.remove(shared), "{shared}.css");
    }
    let templates = names(".", ".rs");
    assert_eq!(sheets.difference(&templates).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn every_style_sheet_is_joined_once() {
    let manifests: String = JOINED.iter().map(|name| style(name)).collect();
    let parts: Vec<&str> =
        manifests.lines().filter_map(|line| line.strip_prefix("@import \"")?.split('.').next()).collect();
    let mut sheets = names("../static/css", ".css");
    sheets.retain(|name| !JOINED.contains(&name.as_str()));
    assert_eq!(parts.len(), sheets.len());
    assert_eq!(parts.into_iter().map(str::to_owned).collect::<BTreeSet<_>>(), sheets);
}

/// Whether a declaration is for one side of the screen, by a word or by an order that begins at the
/// top and goes round by the right.
fn is_sided(property: &str, value: &str) -> bool {
    let names_a_side = property.split(['-', ' ']).chain(value.split([' ', ',', '('])).any(|word| {
        let word = word.trim();
        ["left", "right", "translateX", "translate3d"].contains(&word)
    });
    // A function counts as one part, whatever stands in it.
    let mut depth = 0;
    let mut whole = String::new();
    for c in value.chars() {
        depth += i32::from(c == '(') - i32::from(c == ')');
        whole.push(if c == ' ' && depth > 0 { '_' } else { c });
    }
    let parts: Vec<&str> = whole.split_whitespace().collect();
    let goes_round = ["margin", "padding", "inset", "border-width", "border-color", "border-style", "scroll-margin"];
    let differs = match (property, &*parts) {
        (property, [_, end, _, start]) => goes_round.contains(&property) && end != start,
        ("translate", [across, ..]) => *across != "0",
        _ => false,
    };
    let corners = property == "border-radius" && parts.iter().any(|part| Some(part) != parts.first());
    let is_shadow = property.ends_with("-shadow") || property == "--float";
    let across = parts.iter().find(|part| part.starts_with(|c: char| c.is_ascii_digit() || c == '-'));
    names_a_side || differs || corners || (is_shadow && across.is_some_and(|across| *across != "0"))
}

#[test]
fn declaration_for_one_side_is_found() {
    let sided = [
        ("margin-left", "1px"),
        ("text-align", "right"),
        ("margin", "0 1px 0 calc(2px + 1px)"),
        ("inset", "0 auto 0 0"),
        ("transform", "translateX(2px)"),
        ("translate", "2px"),
        ("box-shadow", "inset 3px 0 var(--accent)"),
        ("border-radius", "1px 0"),
    ];
    for (property, value) in sided {
        assert!(is_sided(property, value), "{property}: {value}");
    }
    let fair = [
        ("margin", "0 1px 2px 1px"),
        ("margin", "0 auto"),
        ("inset-inline", "auto 0"),
        ("translate", "0 2px"),
        ("box-shadow", "0 3px 6px rgb(0 0 0 / 10%)"),
        ("border-radius", "var(--r1)"),
    ];
    for (property, value) in fair {
        assert!(!is_sided(property, value), "{property}: {value}");
    }
}

/// Or a page that is read from the right would be laid out from the left.
#[test]
fn layout_names_no_side() {
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
            // One side is meant where the other direction has a rule of its own.
            let selector = line.split(" {").next().unwrap_or_default().trim();
            let is_for_both = line.contains(":dir(rtl)") || lines.contains(&format!("{selector}:dir(rtl)"));
            let declarations = line.split(['{', ';', '}']).filter_map(|part| part.split_once(':'));
            for (property, value) in declarations.filter(|_| !is_for_both) {
                assert!(!is_sided(property.trim(), value.trim()), "{sheet}.css, line {}: {line}", at + 1);
            }
        }
    }
}

/// What no theme changes: a camera reads black on white, and a mask is as thick as its black.
const SAME_IN_EVERY_THEME: [(&str, &str); 3] = [("qr_code", "white"), ("qr_code", "black"), ("message_text", "black")];

/// All that CSS has a name for, but for those of a system.
const NAMED_COLOURS: &str = "aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue \
    blueviolet brown burlywood cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue \
    darkcyan darkgoldenrod darkgray darkgreen darkgrey darkkhaki darkmagenta darkolivegreen darkorange darkorchid \
    darkred darksalmon darkseagreen darkslateblue darkslategray darkslategrey darkturquoise darkviolet deeppink \
    deepskyblue dimgray dimgrey dodgerblue firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite gold \
    goldenrod gray green greenyellow grey honeydew hotpink indianred indigo ivory khaki lavender lavenderblush \
    lawngreen lemonchiffon lightblue lightcoral lightcyan lightgoldenrodyellow lightgray lightgreen lightgrey \
    lightpink lightsalmon lightseagreen lightskyblue lightslategray lightslategrey lightsteelblue lightyellow lime \
    limegreen linen magenta maroon mediumaquamarine mediumblue mediumorchid mediumpurple mediumseagreen \
    mediumslateblue mediumspringgreen mediumturquoise mediumvioletred midnightblue mintcream mistyrose moccasin \
    navajowhite navy oldlace olive olivedrab orange orangered orchid palegoldenrod palegreen paleturquoise \
    palevioletred papayawhip peachpuff peru pink plum powderblue purple rebeccapurple red rosybrown royalblue \
    saddlebrown salmon sandybrown seagreen seashell sienna silver skyblue slateblue slategray slategrey snow \
    springgreen steelblue tan teal thistle tomato turquoise violet wheat white whitesmoke yellow yellowgreen";

#[test]
fn colour_stands_among_the_tokens() {
    // A face makes its colour from its hue.
    let colours = ["oklch(0", "rgb(", "hsl(", "lab(", "lch(0", "hwb(", "color(", "#"];
    let mut excused: BTreeSet<&(&str, &str)> = BTreeSet::new();
    for sheet in names("../static/css", ".css").into_iter().filter(|sheet| sheet != "tokens") {
        for line in style(&sheet).lines().filter(|line| !line.contains("/*")) {
            for value in line.split(['{', ';']).filter_map(|part| part.split_once(": ")).map(|(_, value)| value) {
                assert!(!colours.iter().any(|colour| value.contains(colour)), "{sheet}.css: {line}");
                for word in value.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')) {
                    let is_colour = NAMED_COLOURS.split_whitespace().any(|colour| word.eq_ignore_ascii_case(colour));
                    let excuse = SAME_IN_EVERY_THEME.iter().find(|(file, colour)| *file == sheet && *colour == word);
                    excused.extend(excuse);
                    assert!(!is_colour || excuse.is_some(), "{sheet}.css names {word}: {line}");
                }
            }
        }
    }
    assert_eq!(excused.len(), SAME_IN_EVERY_THEME.len(), "excuses that nothing needs");
}
