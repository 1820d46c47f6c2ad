//! The pages around the examples: what there is, one page a component, and the tokens.

use std::collections::BTreeMap;
use std::path::Path;

use maud::{DOCTYPE, Markup, html};
use templates::examples::{Example, Surroundings};
use templates::words::{ENGLISH, Language};

use crate::document_path;
use crate::markup::indented;
use crate::tokens::{Colour, GRAPHIC_CONTRAST, Shade, TEXT_CONTRAST, Tokens, contrast};

/// Widths of screens: as wide as there is room, small phone, phone, tablet, desktop.
const WIDTHS: [&str; 5] = ["all", "320", "375", "768", "1280"];

const THEMES: [(&str, &str); 3] = [("", "system"), ("light", "light"), ("dark", "dark")];
const DIRECTIONS: [(&str, &str); 3] = [("", "of the language"), ("ltr", "left to right"), ("rtl", "right to left")];

/// Grounds, and the colours that stand on them.
const PAIRS: [(&str, &[&str]); 4] = [
    ("paper", &["ink", "soft", "accent", "warn", "ok", "line"]),
    ("panel", &["ink", "soft", "accent", "warn", "ok", "line"]),
    ("tint", &["ink", "soft", "accent", "warn", "ok", "line"]),
    ("accent", &["on-fill", "paper"]),
];

const SAMPLE: &str = "Is this thing on? It has to be. هل يعمل هذا؟";

/// The pages by their path, but for the examples themselves.
pub(crate) fn all(examples: &[Example], tokens: &Tokens) -> BTreeMap<String, String> {
    let mut components: Vec<&str> = examples.iter().map(|example| example.component).collect();
    components.dedup();
    let chrome = |current: &str, content: Markup| frame(current, &components, &content).into_string();
    let mut pages = BTreeMap::new();
    for component in &components {
        let shown: Vec<&Example> = examples.iter().filter(|example| example.component == *component).collect();
        pages.insert(component_path(component), chrome(component, component_page(component, &shown)));
    }
    pages.insert("/tokens".to_owned(), chrome("tokens", tokens_page(tokens)));
    pages.insert("/".to_owned(), chrome("", index(&components, examples)));
    pages
}

fn component_path(component: &str) -> String {
    format!("/component/{component}")
}

fn frame(current: &str, components: &[&str], content: &Markup) -> Markup {
    let title = if current.is_empty() { "Natter gallery".to_owned() } else { format!("{current} · Natter gallery") };
    let link = |path: &str, name: &str| {
        let is_current = (name == current).then_some("page");
        html! { a href=(path) aria-current=[is_current] { (name) } }
    };
    let languages = Language::ALL.map(|language| (language.tag(), language.words().own_name));
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                title { (title) }
                meta name="viewport" content="width=device-width, initial-scale=1";
                link rel="icon" href="data:,";
                link rel="stylesheet" href="/natter.css";
                link rel="stylesheet" href="/gallery.css";
                script src="/live.js" type="module" {}
                script src="/gallery.js" type="module" {}
            }
            body.gallery {
                header {
                    a href="/" { strong { "Natter gallery" } }
                    form id="switches" {
                        (switch("width", "Width", &WIDTHS.map(|width| (width, width))))
                        (switch("theme", "Theme", &THEMES))
                        (switch("lang", "Language", &languages))
                        (switch("dir", "Direction", &DIRECTIONS))
                    }
                }
                nav aria-label="Components" {
                    (link("/tokens", "tokens"))
                    @for component in components { (link(&component_path(component), component)) }
                }
                pre id="build-error" hidden {}
                main { (content) }
            }
        }
    }
}

fn switch(name: &str, label: &str, options: &[(&str, &str)]) -> Markup {
    html! {
        label { (label) " " select name=(name) { @for (value, text) in options { option value=(value) { (text) } } } }
    }
}

fn index(components: &[&str], examples: &[Example]) -> Markup {
    html! {
        h1 { "Every component in every state" }
        p { (examples.len()) " examples of " (components.len()) " components. What you save is shown here at once." }
        ul.components {
            @for component in components {
                li {
                    a href=(component_path(component)) { (component) }
                    @for example in examples.iter().filter(|example| example.component == *component) {
                        span { (example.state) }
                    }
                }
            }
        }
    }
}

fn component_page(component: &str, examples: &[&Example]) -> Markup {
    let words = &ENGLISH;
    let styles = format!("static/css/{component}.css");
    html! {
        h1 { (component) }
        p.files {
            code { "templates/" (component) ".rs" }
            // Some look as the page does that they stand in.
            @if Path::new(&styles).exists() { " " code { (styles) } }
        }
        div.examples {
            @for example in examples {
                section.example id=(example.path().replace('/', "-")) {
                    h2 { (example.state) }
                    a.alone href=(document_path(example, words)) { "alone" }
                    div.stage {
                        iframe.whole[example.surroundings == Surroundings::Page] title=(example.state)
                            loading="lazy" data-path=(example.path()) {}
                    }
                    details {
                        summary { "Markup" }
                        button type="button" data-do="copy" { "Copy" }
                        pre { code lang=(words.lang) { (indented(&example.markup(words).0)) } }
                    }
                }
            }
        }
    }
}

fn tokens_page(tokens: &Tokens) -> Markup {
    let find = |name: &str| tokens.colours.iter().find(|colour| colour.name == name);
    html! {
        h1 { "Tokens" }
        p.files { code { "static/css/tokens.css" } }
        h2 { "Colours" }
        div.swatches {
            @for colour in &tokens.colours {
                div { code { "--" (colour.name) } (swatch("light", &colour.light)) (swatch("dark", &colour.dark)) }
            }
        }
        h2 { "Contrast of text" }
        p { "WCAG 2.2 asks for " (TEXT_CONTRAST) " for text and for " (GRAPHIC_CONTRAST) " for what is no text." }
        @for (scheme, shade) in [("light", light as fn(&Colour) -> &Shade), ("dark", dark)] {
            h3 { (scheme) }
            @for (ground, texts) in PAIRS {
                @if let Some(ground) = find(ground) {
                    ul.pairs style={ "background: " (shade(ground).css) } {
                        @for text in texts.iter().filter_map(|name| find(name)) {
                            (pair(shade(text), shade(ground), &format!("{} on {}", text.name, ground.name)))
                        }
                    }
                }
            }
        }
        h2 { "Sizes" }
        div.sizes {
            @for (name, value) in &tokens.sizes {
                div {
                    code { "--" (name) }
                    span { (value) }
                    span.bar style={ "inline-size: min(" (value) ", 100%)" } {}
                }
            }
        }
        h2 { "Type" }
        div.type {
            @for (name, value) in tokens.sizes.iter().filter(|(name, _)| name.starts_with("text-")) {
                p style={ "font-size: " (value) } { code { "--" (name) } " " (value) ": " (SAMPLE) }
            }
        }
    }
}

fn light(colour: &Colour) -> &Shade {
    &colour.light
}

fn dark(colour: &Colour) -> &Shade {
    &colour.dark
}

fn swatch(scheme: &str, shade: &Shade) -> Markup {
    html! {
        span.swatch style={ "background: " (shade.css) } title=(shade.css) { (scheme) }
        code.value { (shade.css) }
    }
}

/// How well one colour is read on the other.
fn pair(text: &Shade, ground: &Shade, names: &str) -> Markup {
    let ratio = contrast(text, ground);
    let verdict = if ratio >= TEXT_CONTRAST {
        "text"
    } else if ratio >= GRAPHIC_CONTRAST {
        "no text"
    } else {
        "decoration"
    };
    html! { li style={ "color: " (text.css) } { (names) " " strong { (format!("{ratio:.2}")) } " " (verdict) } }
}
