//! What the text of a message is made from: blocks, and the inlines of their lines.

/// A part of a message that begins on a line of its own.
#[derive(Clone, Debug)]
pub enum BlockView<'a> {
    /// Lines of text.
    Paragraph(Vec<InlineView<'a>>),
    /// What somebody else said.
    Quote(Vec<BlockView<'a>>),
    /// Lines of code.
    Code(Vec<&'a str>),
    /// A list of items.
    Bullets(Vec<Vec<InlineView<'a>>>),
    /// A list whose items are counted.
    Numbers {
        /// The number of the first one.
        start: u32,
        /// The items.
        items: Vec<Vec<InlineView<'a>>>,
    },
}

/// A part of a line.
#[derive(Clone, Debug)]
pub enum InlineView<'a> {
    /// Text that is nothing else.
    Text(&'a str),
    /// The end of a line.
    Break,
    /// Code.
    Code(&'a str),
    /// Strong emphasis.
    Strong(Vec<InlineView<'a>>),
    /// Emphasis.
    Em(Vec<InlineView<'a>>),
    /// What is said no more.
    Strike(Vec<InlineView<'a>>),
    /// An address that shows itself.
    Link(Href<'a>),
    /// An address behind a text.
    MaskedLink {
        /// Where it leads.
        href: Href<'a>,
        /// The same for people: a host, or a mailbox.
        domain: &'a str,
        /// What is shown.
        text: Vec<InlineView<'a>>,
    },
}

/// The address of a link that somebody typed: the only attribute that holds what people typed.
///
/// It is a second lock. The rules of chat make links of nothing else; should they ever, no page
/// would have one.
#[derive(Clone, Copy, Debug)]
pub struct Href<'a>(&'a str);

impl<'a> Href<'a> {
    /// Takes an address that leads to the web or to a mailbox.
    #[must_use]
    pub fn new(address: &'a str) -> Option<Self> {
        let (scheme, _) = address.split_once(':')?;
        let is_known = ["https", "http", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
        is_known.then_some(Self(address))
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &'a str {
        self.0
    }
}
