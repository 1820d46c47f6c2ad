//! Inlines: the marks of one line, from left to right. No mark reaches beyond its line.
//!
//! A mark is looked at where it stands: it is escaped, or code, a link or emphasis, or it is text.

use super::code_spans::{Backticks, without_padding};
use super::emphasis::{Emphasis, Neighbours, Open};
use super::{Inline, Reading, Url, links};
use crate::limits;

/// Reads a line and adds what it holds.
pub(super) fn parse<'a>(line: &'a str, reading: &mut Reading<'a>, nodes: &mut Vec<Inline<'a>>) {
    parse_nested(line, limits::EMPHASIS_DEPTH_MAX, reading, nodes);
}

/// The same inside of other marks: fewer may stand in one another.
fn parse_nested<'a>(line: &'a str, levels: usize, reading: &mut Reading<'a>, nodes: &mut Vec<Inline<'a>>) {
    let backticks = Backticks::of(line);
    let mut parser = Parser { line, at: 0, text_from: 0, nodes, open: Vec::new(), levels, reading, backticks };
    parser.read();
}

struct Parser<'a, 'p> {
    line: &'a str,
    /// Where the mark stands that is looked at.
    at: usize,
    /// Where the text begins that is in no node yet.
    text_from: usize,
    nodes: &'p mut Vec<Inline<'a>>,
    /// Emphasis that is not closed yet, outermost first.
    open: Vec<Open<'a>>,
    /// How deep emphasis may stand in one another.
    levels: usize,
    reading: &'p mut Reading<'a>,
    backticks: Backticks,
}

impl<'a> Parser<'a, '_> {
    fn read(&mut self) {
        while let Some(mark) = self.next_mark() {
            let read = match mark {
                b'\\' => self.escape(),
                b'`' => self.code_span(),
                b'[' => self.masked_link(),
                b'*' | b'_' | b'~' => self.emphasis(),
                b'@' => self.mention(),
                _ => self.link(),
            };
            // What is not read as a mark is text, and every mark is one byte.
            self.at += read.unwrap_or(1);
        }
        self.at = self.line.len();
        self.end_text();
    }

    /// Goes to the next character that may be a mark, or the beginning of an address.
    fn next_mark(&mut self) -> Option<u8> {
        let is_mark =
            |byte: &u8| matches!(byte, b'\\' | b'`' | b'[' | b'*' | b'_' | b'~' | b'@' | b'h' | b'H' | b'm' | b'M');
        let rest = self.line.as_bytes().get(self.at..)?;
        self.at += rest.iter().position(is_mark)?;
        self.line.as_bytes().get(self.at).copied()
    }

    /// The line from the mark on.
    fn rest(&self) -> &'a str {
        self.line.get(self.at..).unwrap_or_default()
    }

    fn before(&self) -> Option<char> {
        self.line.get(..self.at)?.chars().next_back()
    }

    /// Makes a node of the text before the mark.
    fn end_text(&mut self) {
        if let Some(text) = self.line.get(self.text_from..self.at).filter(|text| !text.is_empty()) {
            self.nodes.push(Inline::Text(text));
        }
    }

    /// Adds a node in place of the next `read` bytes.
    fn push(&mut self, node: Inline<'a>, read: usize) -> Option<usize> {
        self.end_text();
        self.nodes.push(node);
        self.text_from = self.at + read;
        Some(read)
    }

    /// A backslash before a mark vanishes, and the mark is text. Elsewhere it is a character.
    fn escape(&mut self) -> Option<usize> {
        let mut following = self.rest().chars().skip(1);
        let escaped = following.next().filter(|c| is_escapable(*c))?;
        // Two are part of a path (`\\server\share`), unless the second one could escape a mark.
        if escaped == '\\' && !following.next().is_some_and(is_escapable) {
            return None;
        }
        let read = 1 + escaped.len_utf8();
        // The arm of ¯\_(ツ)_/¯.
        if self.before() != Some('¯') {
            self.end_text();
            self.text_from = self.at + 1;
        }
        Some(read)
    }

    /// Code, between as many backticks on either side. Without the second ones they are text.
    fn code_span(&mut self) -> Option<usize> {
        let rest = self.rest();
        let ticks = rest.bytes().take_while(|byte| *byte == b'`').count();
        let from = self.at + ticks;
        let Some(to) = self.backticks.find(ticks, from) else { return Some(ticks) };
        let code = self.line.get(from..to)?;
        self.push(Inline::Code(without_padding(code)), to + ticks - self.at)
    }

    /// Somebody who is mentioned here, whatever marks their name has in it.
    fn mention(&mut self) -> Option<usize> {
        let rest = self.rest();
        let mention = self.reading.mention_at(rest)?;
        let text = rest.get(..mention.len)?;
        self.push(Inline::Mention { member: &mention.member, text }, mention.len)
    }

    /// An address that shows itself. Beyond [`limits::LINKS_MAX`] it is text.
    fn link(&mut self) -> Option<usize> {
        if self.before().is_some_and(|c| c.is_ascii_alphanumeric()) {
            return None;
        }
        let url = Url::at_start(self.rest())?;
        let read = url.as_str().len();
        if self.take_link().is_none() {
            return Some(read);
        }
        self.push(Inline::Link(url), read)
    }

    /// `[text](address)`.
    fn masked_link(&mut self) -> Option<usize> {
        let (text, url, read) = links::masked_link(self.rest())?;
        self.take_link()?;
        if text == url.as_str() {
            return self.push(Inline::Link(url), read);
        }
        if links::looks_like_an_address(text) {
            // No address stands for another one: both are shown, and only the real one leads there.
            self.push(Inline::Text(text), read);
            self.nodes.extend([Inline::Text(" "), Inline::Link(url)]);
            return Some(read);
        }
        let mut inside = Vec::new();
        let levels = self.levels.saturating_sub(self.open_levels());
        parse_nested(text, levels, &mut self.reading.without_links(), &mut inside);
        self.push(Inline::MaskedLink { url, text: inside }, read)
    }

    fn take_link(&mut self) -> Option<()> {
        self.reading.links_left = self.reading.links_left.checked_sub(1)?;
        Some(())
    }

    /// A run of one character closes what a run like it has opened, or opens itself, or is text.
    fn emphasis(&mut self) -> Option<usize> {
        let rest = self.rest();
        let mark = rest.chars().next()?;
        let (run, after) = rest.split_at_checked(rest.len() - rest.trim_start_matches(mark).len())?;
        let read = Some(run.len());
        let Some(emphasis) = Emphasis::of(run) else { return read };
        let neighbours = Neighbours { before: self.before(), after: after.chars().next() };
        if neighbours.may_close(run) && self.close(run, emphasis) {
            return read;
        }
        if neighbours.may_open(run) && self.open_levels() + emphasis.levels() <= self.levels {
            // Text, until it is closed.
            self.push(Inline::Text(run), run.len());
            self.open.push(Open { run, emphasis, nodes_before: self.nodes.len() });
        }
        read
    }

    fn open_levels(&self) -> usize {
        self.open.iter().map(|open| open.emphasis.levels()).sum()
    }

    /// Closes the nearest run that is the same. What was opened since is text.
    fn close(&mut self, run: &str, emphasis: Emphasis) -> bool {
        let Some(position) = self.open.iter().rposition(|open| open.run == run) else { return false };
        let Some(opened) = self.open.get(position).map(|open| open.nodes_before) else { return false };
        let is_empty = self.nodes.len() <= opened && self.text_from == self.at;
        if is_empty {
            return false;
        }
        self.end_text();
        self.text_from = self.at + run.len();
        let inside = self.nodes.split_off(opened);
        self.nodes.pop();
        self.nodes.push(emphasis.around(inside));
        self.open.truncate(position);
        true
    }
}

/// Whether a backslash makes a character of this mark.
fn is_escapable(c: char) -> bool {
    matches!(c, '*' | '_' | '~' | '`' | '[' | ']' | '\\' | '>' | '@' | ':')
}
