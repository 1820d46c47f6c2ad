//! The gallery: every example in a document of its own, and the pages around them.
//!
//! This program only renders. It prints the site as JSON and ends; `serve.mjs` serves it and calls
//! this again when a template was saved, `diff.mjs` takes pictures of it.

mod markup;
mod pages;
mod tokens;

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{BufWriter, Write as _};
use std::{fs, io, thread};

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
    // A machine has more than one core, and somebody waits.
    thread::scope(|scope| {
        let examples = &examples;
        let rendering = Language::ALL.map(|language| scope.spawn(move || rendered(examples, language.words())));
        for rendered in rendering {
            pages.extend(rendered.join().map_err(|_| "an example panicked")?);
        }
        Ok::<(), &str>(())
    })?;
    let listed = |example: &Example| Listed {
        component: example.component,
        state: example.state,
        path: example.path(),
        is_page: example.surroundings == Surroundings::Page,
        runs_scripts: example.runs_scripts,
    };
    let languages = Language::ALL.map(Language::tag).to_vec();
    let site = Site { examples: examples.iter().map(listed).collect(), languages, pages };
    let mut out = BufWriter::new(io::stdout().lock());
    serde_json::to_writer(&mut out, &site)?;
    Ok(out.flush()?)
}

/// The examples in a language, and their markup.
fn rendered(examples: &[Example], words: &Words) -> Vec<(String, String)> {
    let both = examples.iter().flat_map(|example| {
        let document = with_folds(example.document(words).into_string(), words);
        let markup = indented(&example.markup(words).0);
        [(document_path(example, words), document), (markup_path(example, words), markup)]
    });
    both.collect()
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
