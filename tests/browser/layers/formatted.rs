//! What a text becomes in a page, told from the blocks that the room reads in it: another way than
//! that of the templates.

use std::collections::BTreeMap;

use room::formatting::{Block, Inline, parse};

use crate::person::Shape;

/// The attributes that our elements have in a text. No other element is in one.
const OURS: &[(&str, &[&str])] = &[
    ("a", &["dir", "href", "rel", "target"]),
    ("bdi", &["class", "data-member"]),
    ("blockquote", &["dir"]),
    ("code", &["dir"]),
    ("div", &["class", "dir"]),
    ("em", &[]),
    ("li", &["dir"]),
    ("ol", &["start"]),
    ("p", &["dir"]),
    ("pre", &[]),
    ("s", &[]),
    ("small", &["class"]),
    ("strong", &[]),
    ("ul", &[]),
];

/// Elements by their number, and the text without white space.
#[derive(Debug, Default)]
pub(super) struct Expected {
    elements: BTreeMap<&'static str, usize>,
    text: String,
}

impl Expected {
    pub(super) fn of(text: &str) -> Self {
        let mut expected = Self::default();
        // What somebody does stands behind their name.
        let blocks = parse(text.strip_prefix("/me ").unwrap_or(text));
        if let [Block::Paragraph(inlines)] = blocks.as_slice() {
            expected.add_all(inlines);
        } else {
            for block in &blocks {
                expected.add_block(block);
            }
        }
        expected
    }

    /// What is otherwise in a page, in words.
    pub(super) fn differs_from(&self, body: &Shape) -> Option<String> {
        let mut seen = BTreeMap::new();
        for element in &body.elements {
            let (name, attributes) = element.split_once(' ').unwrap_or((element, ""));
            let Some((name, known)) = OURS.iter().find(|(ours, _)| *ours == name) else {
                return Some(format!("there is {element}"));
            };
            if let Some(unknown) = attributes.split_whitespace().find(|attribute| !known.contains(attribute)) {
                return Some(format!("{name} has {unknown}"));
            }
            // Who is mentioned depends on who is here.
            if *name != "bdi" || attributes.is_empty() {
                *seen.entry(*name).or_default() += 1;
            }
        }
        let text = dense(&body.text);
        let is_text = text == self.text || (text.starts_with('*') && text.ends_with(&self.text));
        let is_action = text != self.text && is_text;
        let without_names = |mut elements: BTreeMap<&'static str, usize>| {
            if is_action {
                elements.remove("bdi");
            }
            elements
        };
        let (expected, seen) = (without_names(self.elements.clone()), without_names(seen));
        (!is_text || (seen != expected && !is_action))
            .then(|| format!("expected {expected:?} {:?}, and there is {seen:?} {text:?}", self.text))
    }

    fn add(&mut self, name: &'static str) {
        *self.elements.entry(name).or_default() += 1;
    }

    fn say(&mut self, text: &str) {
        self.text.push_str(&dense(text));
    }

    fn add_block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(inlines) => {
                self.add("p");
                self.add_all(inlines);
            }
            Block::Quote(blocks) => {
                self.add("blockquote");
                for block in blocks {
                    self.add_block(block);
                }
            }
            Block::Code(lines) => {
                for name in ["div", "pre", "code"] {
                    self.add(name);
                }
                for line in lines {
                    self.say(line);
                }
            }
            Block::Bullets(items) => self.add_list("ul", items),
            Block::Numbers { items, .. } => self.add_list("ol", items),
        }
    }

    fn add_list(&mut self, name: &'static str, items: &[Vec<Inline>]) {
        self.add(name);
        for item in items {
            self.add("li");
            self.add_all(item);
        }
    }

    fn add_all(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(text) | Inline::Mention { text, .. } => self.say(text),
                Inline::Break => {}
                Inline::Code(code) => {
                    self.add("code");
                    self.say(code);
                }
                Inline::Strong(inside) => self.wrap("strong", inside),
                Inline::Em(inside) => self.wrap("em", inside),
                Inline::Strike(inside) => self.wrap("s", inside),
                Inline::Link(url) => {
                    self.add("a");
                    self.say(url.as_str());
                }
                Inline::MaskedLink { url, text } => {
                    self.wrap("a", text);
                    self.add("small");
                    self.add("bdi");
                    self.say(&format!("({})", url.domain()));
                }
            }
        }
    }

    fn wrap(&mut self, name: &'static str, inside: &[Inline]) {
        self.add(name);
        self.add_all(inside);
    }
}

fn dense(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
