//! The gallery: every example in a document of its own, and the pages around them.
//!
//! This program only renders. It prints the site as JSON and ends; `serve.mjs` serves it and calls
//! this again when a template was saved, `diff.mjs` takes pictures of it.

mod markup;
mod pages;
mod tokens;

use std::collections::BTreeMap;
use std::error::Error;
use std::{fs, io};

use serde::Serialize;
use templates::examples::{self, Example, Surroundings};
use templates::words::{Language, Words};

use crate::markup::indented;

/// The whole site.
#[derive(Serialize)]
struct Site {
    /// What there is to see, in order.
    examples: Vec<Listed>,
    languages: Vec<&'static str>,
    /// The HTML of each page, by its path.
    pages: BTreeMap<String, String>,
}

/// An example, for programs that look at all of them.
#[derive(Serialize)]
struct Listed {
    component: &'static str,
    state: &'static str,
    path: String,
    /// Whether it is a whole page, and not a part of one.
    is_page: bool,
    runs_scripts: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let tokens = tokens::read(&fs::read_to_string("static/css/tokens.css")?);
    let examples = examples::all();
    let mut pages = pages::all(&examples, &tokens);
    for words in Language::ALL.map(Language::words) {
        for example in &examples {
            pages.insert(document_path(example, words), with_folds(example.document(words).into_string(), words));
            pages.insert(markup_path(example, words), indented(&example.markup(words).0));
        }
    }
    let listed = |example: &Example| Listed {
        component: example.component,
        state: example.state,
        path: example.path(),
        is_page: example.surroundings == Surroundings::Page,
        runs_scripts: example.runs_scripts,
    };
    let languages = Language::ALL.map(Language::tag).to_vec();
    let site = Site { examples: examples.iter().map(listed).collect(), languages, pages };
    serde_json::to_writer(io::stdout().lock(), &site)?;
    Ok(())
}

/// A script hands the words of a folded message to the stylesheet (`on_demand/fold.js`).
fn with_folds(document: String, words: &Words) -> String {
    let (more, less) = (words.scripts.show_more, words.scripts.show_less);
    let style = format!("<style>:root {{ --show-more: \"{more}\"; --show-less: \"{less}\" }}</style></head>");
    document.replacen("</head>", &style, 1)
}

/// Where the markup of an example is, to be read.
fn markup_path(example: &Example, words: &Words) -> String {
    format!("/markup/{}/{}", words.lang, example.path())
}

/// Where the document of an example is.
fn document_path(example: &Example, words: &Words) -> String {
    format!("/example/{}/{}", words.lang, example.path())
}
