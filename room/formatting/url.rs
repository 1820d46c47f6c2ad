//! Addresses: what may stand in a link, and where it ends.

use crate::name::{is_default_ignorable, is_mark};

/// Whatever a page does not load but goes to. Nothing else can be in a [`Url`].
const WEB: [&str; 2] = ["https://", "http://"];
const MAIL: &str = "mailto:";

/// An address as it was typed: of the web, without a user's name and password, or of a mailbox. No
/// other scheme can be in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Url<'a>(&'a str);

impl<'a> Url<'a> {
    /// The address that a text begins with.
    #[must_use]
    pub fn at_start(text: &'a str) -> Option<Self> {
        let after_scheme = match after_web_scheme(text) {
            Some(rest) => after_authority(rest)?,
            None => after_mailbox(after_scheme(text, MAIL)?)?,
        };
        let path = if after_scheme.starts_with(['/', '?', '#']) { path_len(after_scheme) } else { 0 };
        let whole = text.get(..text.len() - after_scheme.len() + path)?;
        Some(Self(whole.trim_end_matches(ends_a_sentence)))
    }

    /// The whole address, as it was typed.
    #[must_use]
    pub fn as_str(&self) -> &'a str {
        self.0
    }

    /// Where it leads, to be shown to people: a host, or the address of a mailbox.
    #[must_use]
    pub fn domain(&self) -> &'a str {
        let begins_path = |c| matches!(c, '/' | '?' | '#');
        match after_web_scheme(self.0) {
            Some(rest) => rest.get(..host_len(rest).unwrap_or_default()).unwrap_or_default(),
            None => after_scheme(self.0, MAIL).and_then(|rest| rest.split(begins_path).next()).unwrap_or_default(),
        }
    }
}

fn after_web_scheme(text: &str) -> Option<&str> {
    WEB.iter().find_map(|scheme| after_scheme(text, scheme))
}

fn after_scheme<'a>(text: &'a str, scheme: &str) -> Option<&'a str> {
    let (typed, rest) = text.split_at_checked(scheme.len())?;
    typed.eq_ignore_ascii_case(scheme).then_some(rest)
}

/// What follows the host and the port. `https://bank.example@evil.example` leads to evil.example, so
/// it is no link.
fn after_authority(text: &str) -> Option<&str> {
    let authority = text.split(|c| is_end(c) || matches!(c, '/' | '?' | '#')).next()?;
    if authority.contains('@') {
        return None;
    }
    let rest = text.get(host_len(text)?..)?;
    let port = rest.strip_prefix(':').map_or(0, |port| port.bytes().take_while(u8::is_ascii_digit).count());
    if port == 0 { Some(rest) } else { rest.get(1 + port..) }
}

/// What follows `local@host`.
fn after_mailbox(text: &str) -> Option<&str> {
    let is_local = |c: char| c.is_alphanumeric() || matches!(c, '.' | '+' | '-' | '_' | '\'');
    let (local, rest) = text.split_at_checked(text.find(|c| !is_local(c))?)?;
    let host = rest.strip_prefix('@').filter(|_| !local.is_empty())?;
    host.get(host_len(host)?..)
}

/// Bytes of the host that a text begins with: letters of any script, or an address in brackets.
fn host_len(text: &str) -> Option<usize> {
    if text.starts_with('[') {
        let end = text.find(|c: char| !(c.is_ascii_hexdigit() || matches!(c, '[' | ':' | '.')))?;
        return text.get(end..)?.starts_with(']').then_some(end + 1);
    }
    let is_host = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_') || is_mark(c);
    let len = text.find(|c| !is_host(c) || is_end(c)).unwrap_or(text.len());
    text.starts_with(char::is_alphanumeric).then_some(len)
}

/// Bytes of a path, query and fragment, up to a bracket that closes none of theirs. So
/// `(https://a.example/a_(b))` keeps the first one.
fn path_len(text: &str) -> usize {
    let mut open = OpenBrackets::default();
    text.find(|c| is_end(c) || open.is_closed_too_often(c)).unwrap_or(text.len())
}

/// How many brackets of each kind are open.
#[derive(Default)]
struct OpenBrackets {
    round: usize,
    square: usize,
    curly: usize,
}

impl OpenBrackets {
    /// Counts this character if it is a bracket, unless it closes what is not open.
    fn is_closed_too_often(&mut self, c: char) -> bool {
        let open = match c {
            '(' | ')' => &mut self.round,
            '[' | ']' => &mut self.square,
            '{' | '}' => &mut self.curly,
            _ => return false,
        };
        match c {
            '(' | '[' | '{' => *open += 1,
            _ if *open == 0 => return true,
            _ => *open -= 1,
        }
        false
    }
}

/// Whether no address goes on behind this character: white space, what is not seen or turns the
/// direction, quotation marks, and the punctuation of scripts without spaces. Browsers take `\` for
/// `/`, others do not.
fn is_end(c: char) -> bool {
    if c.is_ascii() {
        return c <= ' ' || matches!(c, '<' | '>' | '"' | '`' | '\\' | '\u{7F}');
    }
    c.is_whitespace()
        || c.is_control()
        || is_default_ignorable(c)
        || matches!(c, '«' | '»' | '‹' | '›' | '“' | '”' | '„' | '‘' | '’' | '‚')
        || "。、，！？：；「」『』（）【】《》〈〉".contains(c)
}

/// Whether this belongs to the sentence rather than to the address that ends with it.
fn ends_a_sentence(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '~' | '|' | '(' | '[' | '{')
        || matches!(c, '…' | '،' | '؛' | '؟' | '۔' | '।')
}
