//! Every component and every page, in every state worth seeing.
//!
//! This one list feeds the gallery (`bin/gallery`), the snapshots of the markup, the checks of
//! accessibility and the pictures. A component without an example fails a test. The Worker is built
//! without any of it.
//!
//! Out of scope: what a page shows only while a script runs, like the scroll place. What a script
//! writes into a page stands here as it is afterwards ([`scripted`]). What a browser makes of a
//! page without changing its markup is an attribute that the gallery knows: `data-focus`,
//! `data-shown`.

pub mod cast;
mod entrance;
mod export;
mod files;
mod for_you;
mod log_frame;
mod message_actions;
mod message_page;
mod message_text;
mod messages;
mod moderation;
mod operator;
mod operator_order;
mod ownership;
mod people;
mod person_check;
mod reports;
mod rooms;
mod scripted;
mod search;
mod sending;
mod small_parts;
mod surroundings;

use maud::Markup;

use crate::words::Words;

pub use surroundings::Surroundings;

/// A component or a page in one state.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// Its template: the name of a file of this crate, without the end.
    pub component: &'static str,
    /// What it is an example of, in a few words: small letters, digits, spaces and commas.
    pub state: &'static str,
    /// What it stands in, in a document of its own.
    pub surroundings: Surroundings,
    /// Whether its browser runs scripts: others show what stands in `noscript`.
    pub runs_scripts: bool,
    render: fn(&Words) -> Markup,
}

impl Example {
    const fn new(
        component: &'static str,
        state: &'static str,
        surroundings: Surroundings,
        render: fn(&Words) -> Markup,
    ) -> Self {
        Self { component, state, surroundings, runs_scripts: true, render }
    }

    /// The same in a browser that runs no scripts.
    const fn without_scripts(self) -> Self {
        Self { runs_scripts: false, ..self }
    }

    /// Where it is found: the component, `/`, and the state with hyphens.
    #[must_use]
    pub fn path(&self) -> String {
        format!("{}/{}", self.component, self.state.replace(", ", "-").replace(' ', "-"))
    }

    /// The markup: of a component as it travels, of a page the whole document.
    #[must_use]
    pub fn markup(&self, words: &Words) -> Markup {
        (self.render)(words)
    }

    /// A document that shows it as it is in a browser, without its scripts.
    #[must_use]
    pub fn document(&self, words: &Words) -> Markup {
        scripted::without_scripts(self.surroundings.around(self, words))
    }
}

/// All examples, a component's together.
#[must_use]
pub fn all() -> Vec<Example> {
    let lists = [
        entrance::EXAMPLES,
        export::EXAMPLES,
        files::EXAMPLES,
        for_you::EXAMPLES,
        operator::EXAMPLES,
        operator_order::EXAMPLES,
        ownership::EXAMPLES,
        rooms::EXAMPLES,
        messages::EXAMPLES,
        message_actions::EXAMPLES,
        message_page::EXAMPLES,
        moderation::EXAMPLES,
        reports::EXAMPLES,
        search::EXAMPLES,
        message_text::EXAMPLES,
        log_frame::EXAMPLES,
        sending::EXAMPLES,
        people::EXAMPLES,
        person_check::EXAMPLES,
        small_parts::EXAMPLES,
    ];
    let mut all = lists.concat();
    all.sort_by_key(|example| example.component);
    all
}
