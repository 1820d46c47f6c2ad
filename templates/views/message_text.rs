//! What the text of a message is made from: blocks, and the inlines of their lines. And what may be
//! meant while somebody types one.

use super::MemberView;

/// How a text is shown.
#[derive(Clone, Debug)]
pub enum Format<'a> {
    /// As it was typed, as most are.
    AsTyped,
    /// As it was typed, and larger: it is a few emoji and nothing else.
    EmojiAlone,
    /// As these blocks.
    Blocks(Vec<BlockView<'a>>),
    /// As what somebody does, in the third person.
    Action {
        /// What its author is called.
        name: &'a str,
        /// What they do.
        blocks: Vec<BlockView<'a>>,
    },
}

impl Format<'_> {
    /// Whether it names this member.
    #[must_use]
    pub fn mentions(&self, member: &str) -> bool {
        match self {
            Self::AsTyped | Self::EmojiAlone => false,
            Self::Blocks(blocks) | Self::Action { name: _, blocks } => blocks.iter().any(|it| it.mentions(member)),
        }
    }
}

impl BlockView<'_> {
    fn mentions(&self, member: &str) -> bool {
        let in_line = |line: &Vec<InlineView>| line.iter().any(|inline| inline.mentions(member));
        match self {
            Self::Paragraph(line) => in_line(line),
            Self::Quote(blocks) => blocks.iter().any(|block| block.mentions(member)),
            Self::Code(_) => false,
            Self::Bullets(items) | Self::Numbers { start: _, items } => items.iter().any(in_line),
        }
    }
}

impl InlineView<'_> {
    fn mentions(&self, member: &str) -> bool {
        match self {
            Self::Mention { member: named, text: _ } => *named == member,
            Self::Strong(inside) | Self::Em(inside) | Self::Strike(inside) => {
                inside.iter().any(|inline| inline.mentions(member))
            }
            Self::Text(_) | Self::Break | Self::Code(_) | Self::Link(_) | Self::MaskedLink { .. } => false,
        }
    }
}

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
    /// Somebody who was named.
    Mention {
        /// Their id: letters and digits only.
        member: &'a str,
        /// As it was typed, with the `@`.
        text: &'a str,
    },
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

/// Something that may be meant while somebody types.
#[derive(Clone, Copy, Debug)]
pub enum SuggestionView<'a> {
    /// Somebody who is here, behind an `@`.
    Person(MemberView<'a>),
    /// An emoji, by its shortcode.
    Emoji {
        /// The emoji.
        emoji: &'a str,
        /// The shortcode, without colons.
        name: &'a str,
    },
    /// A command.
    Command {
        /// Without its `/`.
        name: &'a str,
        /// What it does.
        does: &'a str,
    },
}
