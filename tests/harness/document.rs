//! A page, and what frames make of it.

use ego_tree::{NodeId, NodeRef};
use scraper::{ElementRef, Html, Node, Selector};
use templates::ids;

/// A page as a browser has it.
#[derive(Clone, Debug)]
pub struct Document(Html);

/// A message in a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Its place in the room.
    pub seq: i64,
    /// The member who said it.
    pub member: String,
    /// What the member is called.
    pub name: String,
    /// The author's id for it.
    pub cid: String,
    /// When, RFC 3339.
    pub time: String,
    /// What.
    pub text: String,
}

impl Document {
    /// Reads a page.
    #[must_use]
    pub fn parse(html: &str) -> Self {
        Self(Html::parse_document(html))
    }

    /// The elements that a selector finds, in order.
    #[track_caller]
    pub fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        let selector = Selector::parse(selector).unwrap_or_else(|error| panic!("{selector} is no selector: {error}"));
        // From the root, and so in the order in which they stand; `Html::select` has them in the order in which
        // they were made, those that were removed since included.
        self.0.root_element().select(&selector).collect()
    }

    /// The text of each element that a selector finds.
    #[track_caller]
    #[must_use]
    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.all(selector).iter().map(text).collect()
    }

    /// The text of the one element that a selector finds.
    #[track_caller]
    #[must_use]
    pub fn text(&self, selector: &str) -> String {
        text(&self.one(selector))
    }

    /// An attribute of the one element that a selector finds.
    #[track_caller]
    #[must_use]
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        self.one(selector).attr(name).map(str::to_owned)
    }

    /// Whether a selector finds anything.
    #[track_caller]
    #[must_use]
    pub fn has(&self, selector: &str) -> bool {
        !self.all(selector).is_empty()
    }

    /// The messages that were said, in the order in which they stand.
    #[must_use]
    pub fn messages(&self) -> Vec<Said> {
        self.all(&format!("#{} .message", ids::HISTORY)).iter().map(said).collect()
    }

    /// The names in the list of people, in the order in which they stand.
    #[must_use]
    pub fn people(&self) -> Vec<String> {
        self.texts(&format!("#{} .name", ids::PEOPLE))
    }

    /// How many people it says are here, wherever it says so.
    ///
    /// # Panics
    /// If it does not say the same everywhere.
    #[track_caller]
    #[must_use]
    pub fn count(&self) -> usize {
        let mut counts = self.texts(".count");
        counts.dedup();
        match counts.as_slice() {
            [count] => count.parse().unwrap_or_else(|_| panic!("{count:?} people are here")),
            _ => panic!("the page says that {counts:?} people are here"),
        }
    }

    /// The quiet lines that nobody said.
    #[must_use]
    pub fn news(&self) -> Vec<String> {
        self.texts(&format!("#{} .news", ids::HISTORY))
    }

    /// Every piece of text in the page, one after the other.
    #[must_use]
    pub fn whole_text(&self) -> String {
        text(&self.0.root_element())
    }

    /// Does to the page what a frame says, as our extension and htmx do. Returns the version that the page is at
    /// afterwards, if the frame says so.
    ///
    /// # Errors
    /// What is wrong with the frame. It is not undone.
    pub fn apply(&mut self, frame: &str) -> Result<Option<String>, String> {
        let frame = Html::parse_fragment(frame);
        let mut version = None;
        for envelope in frame.root_element().children() {
            let element = ElementRef::wrap(envelope).filter(|element| element.value().name() == "hx-partial");
            let element = element.ok_or_else(|| format!("something outside of envelopes: {:?}", envelope.value()))?;
            self.swap(element)?;
            version = element.attr("data-version").map(str::to_owned).or(version);
        }
        Ok(version)
    }

    /// Puts an element at the end of another one, as a script would.
    pub(crate) fn append(&mut self, target: &str, html: &str) {
        let fragment = Html::parse_fragment(html);
        let target = self.one(target).id();
        for child in fragment.root_element().children() {
            let copied = self.copy(child);
            self.append_node(target, copied);
        }
    }

    /// Removes the elements that a selector finds.
    pub(crate) fn remove(&mut self, selector: &str) {
        let found: Vec<NodeId> = self.all(selector).iter().map(|element| element.id()).collect();
        found.into_iter().for_each(|node| self.detach(node));
    }

    fn swap(&mut self, envelope: ElementRef<'_>) -> Result<(), String> {
        let attribute = |name| envelope.attr(name).ok_or_else(|| format!("an envelope without {name}"));
        let (target, swap) = (attribute("hx-target")?, attribute("hx-swap")?);
        let targets: Vec<NodeId> = self.all(target).iter().map(|element| element.id()).collect();
        if targets.is_empty() {
            return Err(format!("nothing in the page is {target}"));
        }
        for target in targets {
            match swap {
                "upsert" => self.upsert(target, envelope)?,
                "innerHTML" => self.replace_content(target, envelope),
                "delete" => self.detach(target),
                _ => return Err(format!("{swap} is no swap style that the page knows")),
            }
        }
        Ok(())
    }

    fn upsert(&mut self, target: NodeId, envelope: ElementRef<'_>) -> Result<(), String> {
        for element in envelope.child_elements() {
            let id = element.value().id().ok_or_else(|| format!("an element without id: {}", element.html()))?;
            let old = self.all(&format!("[id=\"{id}\"]")).first().map(|element| element.id());
            let copied = self.copy(*element);
            match old {
                Some(old) => {
                    if let Some(mut old) = self.0.tree.get_mut(old) {
                        old.insert_id_before(copied);
                        old.detach();
                    }
                }
                None => self.append_node(target, copied),
            }
        }
        Ok(())
    }

    fn replace_content(&mut self, target: NodeId, envelope: ElementRef<'_>) {
        let old: Vec<NodeId> =
            self.0.tree.get(target).map(|node| node.children().map(|child| child.id()).collect()).unwrap_or_default();
        old.into_iter().for_each(|node| self.detach(node));
        for child in envelope.children() {
            let copied = self.copy(child);
            self.append_node(target, copied);
        }
    }

    /// Copies a node of another tree into this one. It stands nowhere yet.
    fn copy(&mut self, node: NodeRef<'_, Node>) -> NodeId {
        let copied = self.0.tree.orphan(node.value().clone()).id();
        for child in node.children() {
            let child = self.copy(child);
            self.append_node(copied, child);
        }
        copied
    }

    fn append_node(&mut self, parent: NodeId, child: NodeId) {
        if let Some(mut parent) = self.0.tree.get_mut(parent) {
            parent.append_id(child);
        }
    }

    fn detach(&mut self, node: NodeId) {
        if let Some(mut node) = self.0.tree.get_mut(node) {
            node.detach();
        }
    }

    #[track_caller]
    fn one(&self, selector: &str) -> ElementRef<'_> {
        let found = self.all(selector);
        assert_eq!(found.len(), 1, "the page should have one {selector}");
        found[0]
    }
}

fn text(element: &ElementRef<'_>) -> String {
    element.text().collect()
}

#[track_caller]
fn said(message: &ElementRef<'_>) -> Said {
    let one = |selector: &str| {
        let selector = Selector::parse(selector).expect("our own selectors are right");
        let mut found = message.select(&selector);
        match (found.next(), found.next()) {
            (Some(one), None) => one,
            _ => panic!("a message should have one {selector:?}: {}", message.html()),
        }
    };
    let attribute = |name: &str| message.attr(name).unwrap_or_default().to_owned();
    let id = attribute("id");
    let seq = id.strip_prefix('m').and_then(|seq| seq.parse().ok());
    Said {
        seq: seq.unwrap_or_else(|| panic!("a message should have its place as its id, not {id:?}")),
        member: attribute("data-member"),
        name: text(&one(".name")),
        cid: attribute("data-cid"),
        time: one("time").attr("datetime").unwrap_or_default().to_owned(),
        text: text(&one(".body")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_already_keeps_its_place() {
        let mut page = Document::parse(
            r#"<div id="history"><ol id="log"><li class="news" id="n0">x</li><li id="m1">one</li><li id="m2">two</li></ol></div>"#,
        );
        page.apply(r##"<hx-partial hx-target="#log" hx-swap="upsert"><li id="m1">one again</li></hx-partial>"##)
            .expect("a frame");
        assert_eq!(page.texts("#log li"), ["x", "one again", "two"]);
    }
}
