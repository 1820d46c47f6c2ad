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
        // Not `Html::select`: that goes through the nodes as they were made, not as they stand.
        self.0.tree.root().descendants().filter_map(ElementRef::wrap).filter(|it| selector.matches(it)).collect()
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

    /// An attribute of everything that matches and has it, in order.
    #[must_use]
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        self.all(selector).iter().filter_map(|element| element.attr(name)).map(str::to_owned).collect()
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
        self.texts(&format!("#{} .name", ids::MEMBERS))
    }

    /// The names in the list of people of those who are away, in the order in which they stand.
    #[must_use]
    pub fn away(&self) -> Vec<String> {
        self.texts(&format!("#{} .member.away:has(.small) .name", ids::MEMBERS))
    }

    /// The line that tells who is typing. That it vanishes is the stylesheet's doing.
    #[track_caller]
    #[must_use]
    pub fn typing(&self) -> String {
        self.text(&format!("#{}", ids::TYPING))
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
    pub fn notices(&self) -> Vec<String> {
        self.texts(&format!("#{} .notice", ids::HISTORY))
    }

    /// Every piece of text in the page, one after the other.
    #[must_use]
    pub fn whole_text(&self) -> String {
        text(&self.0.root_element())
    }

    /// Does to the page what a frame says, as our extension and htmx do. Returns the version that
    /// the page is at afterwards, if the frame says so.
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
        // What should go and is not there is gone, for htmx as for us.
        if targets.is_empty() && swap != "delete" {
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
            if self.update_part(element) {
                continue;
            }
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
                None => self.place(target, id, copied),
            }
        }
        Ok(())
    }

    /// Does what the scripts do with what travels among messages and is none; false of a message.
    /// Tests of replies look at the page.
    fn update_part(&mut self, part: ElementRef<'_>) -> bool {
        let attribute = |name| part.attr(name);
        if let Some(message) = attribute("data-reactions") {
            self.remove(&format!("#{message} .reactions"));
            if self.has(&format!("#{message}")) {
                self.append(&format!("#{message}"), &part.inner_html());
            }
        }
        attribute("data-quote").or(attribute("data-reactions")).or(attribute("data-reacted")).is_some()
    }

    /// Puts a message before those with higher numbers, and nowhere if it is from before the first;
    /// anything else at the end.
    fn place(&mut self, target: NodeId, id: &str, element: NodeId) {
        let here = self.0.tree.get(target).into_iter().flat_map(|target| target.children());
        let messages = here.filter_map(|node| Some((node.id(), seq(ElementRef::wrap(node)?.value().id()?)?)));
        let (mut messages, number) = (messages.peekable(), seq(id));
        let is_higher = |(_, other): &(NodeId, i64)| number.is_some_and(|number| *other > number);
        if messages.peek().is_some_and(is_higher) {
            return;
        }
        let next = messages.find(is_higher).map(|(node, _)| node);
        match next.and_then(|next| self.0.tree.get_mut(next)) {
            Some(mut next) => drop(next.insert_id_before(element)),
            None => self.append_node(target, element),
        }
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

/// A message's place, by its id.
fn seq(id: &str) -> Option<i64> {
    id.strip_prefix('m')?.parse().ok()
}

#[track_caller]
fn said(message: &ElementRef<'_>) -> Said {
    let parsed = |selector: &str| Selector::parse(selector).expect("our own selectors are right");
    let one = |selector: &str| {
        let selector = parsed(selector);
        let mut found = message.select(&selector);
        match (found.next(), found.next()) {
            (Some(one), None) => one,
            _ => panic!("a message should have one {selector:?}: {}", message.html()),
        }
    };
    let attribute = |name: &str| message.attr(name).unwrap_or_default().to_owned();
    let id = attribute("id");
    Said {
        seq: seq(&id).unwrap_or_else(|| panic!("a message should have its place as its id, not {id:?}")),
        member: attribute("data-member"),
        name: text(&one(".name")),
        cid: attribute("data-cid"),
        time: one(".head time").attr("datetime").unwrap_or_default().to_owned(),
        // A message that is nothing but files has none.
        text: if message.select(&parsed(".files")).count() > 0 && message.select(&parsed(".body")).count() == 0 {
            String::new()
        } else {
            text(&one(".body"))
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page that shows these elements in its log.
    fn page(ids: &[&str]) -> Document {
        let mut page = Document::parse("<ol id=log></ol><ol id=pending><li id=p-one></li></ol>");
        ids.iter().for_each(|id| page.append("#log", &format!("<li id={id}>old</li>")));
        page
    }

    fn upsert(page: &mut Document, ids: &[&str]) {
        let content: String = ids.iter().map(|id| format!("<li id={id}>new</li>")).collect();
        page.apply(&format!(r##"<hx-partial hx-target="#log" hx-swap="upsert">{content}</hx-partial>"##)).unwrap();
    }

    fn ids(page: &Document) -> Vec<String> {
        page.all("#log li").iter().filter_map(|item| item.value().id().map(str::to_owned)).collect()
    }

    #[test]
    fn known_element_is_replaced_in_place() {
        let mut page = page(&["m1", "n1", "m2", "m3"]);
        upsert(&mut page, &["m2", "n1"]);
        assert_eq!(ids(&page), ["m1", "n1", "m2", "m3"]);
        assert_eq!(page.texts("#log li"), ["old", "new", "new", "old"]);
    }

    #[test]
    fn new_element_goes_to_the_end() {
        let mut page = page(&[]);
        upsert(&mut page, &["n8"]);
        upsert(&mut page, &["m9", "n9", "m10"]);
        upsert(&mut page, &["n10"]);
        upsert(&mut page, &["m11"]);
        assert_eq!(ids(&page), ["n8", "m9", "n9", "m10", "n10", "m11"], "by number, not by letters");
    }

    #[test]
    fn late_message_stands_where_it_belongs() {
        let mut page = page(&["m1", "n1", "m4", "n4", "m5"]);
        upsert(&mut page, &["m3", "m2"]);
        assert_eq!(ids(&page), ["m1", "n1", "m2", "m3", "m4", "n4", "m5"]);
    }

    #[test]
    fn message_of_an_earlier_page_is_left_out() {
        let mut page = page(&["n6", "m7", "m8"]);
        upsert(&mut page, &["m6", "m9"]);
        assert_eq!(ids(&page), ["n6", "m7", "m8", "m9"]);
    }

    #[test]
    fn pending_message_can_be_confirmed_twice() {
        let mut page = page(&[]);
        let settled = r##"<hx-partial hx-target="#p-one" hx-swap="delete"></hx-partial>"##;
        assert_eq!((page.apply(settled), page.apply(settled)), (Ok(None), Ok(None)));
        assert!(!page.has("#pending li"));
    }
}
