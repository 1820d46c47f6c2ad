//! Takes a text in Rust or JavaScript apart: code, comments, literals. Knows nothing else of the
//! languages.

use crate::source::is_word;

/// A string literal.
#[derive(Debug)]
pub(crate) struct Literal {
    /// The line on which it begins, from 0.
    pub(crate) line: usize,
    pub(crate) text: String,
}

/// How comments and literals are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    Rust,
    JavaScript,
    Other,
}

/// Goes through a text, letter by letter.
pub(crate) struct Reader {
    language: Language,
    letters: Vec<char>,
    at: usize,
    line: usize,
    code: String,
    literals: Vec<Literal>,
}

impl Reader {
    pub(crate) fn new(text: &str, language: Language) -> Self {
        Self { language, letters: text.chars().collect(), at: 0, line: 0, code: String::new(), literals: Vec::new() }
    }

    /// The code, line by line as the text, and its string literals.
    pub(crate) fn read(mut self) -> (String, Vec<Literal>) {
        if self.language == Language::Other {
            return (self.letters.iter().collect(), Vec::new());
        }
        while let Some(letter) = self.peek(0) {
            match (letter, self.peek(1)) {
                ('/', Some('/')) => self.skip_line(),
                ('/', Some('*')) => self.skip_block(),
                ('"', _) => self.literal('"', false),
                ('\'' | '`', _) if self.language == Language::JavaScript => self.literal(letter, false),
                ('/', _) if self.language == Language::JavaScript && self.may_begin_a_pattern() => self.pattern(),
                ('\'', _) if self.language == Language::Rust => self.character(),
                ('r', Some('"' | '#')) if self.language == Language::Rust && !self.follows_a_word() => self.raw(),
                _ => self.copy(),
            }
        }
        (self.code, self.literals)
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.letters.get(self.at + ahead).copied()
    }

    fn copy(&mut self) {
        if let Some(letter) = self.peek(0) {
            self.code.push(letter);
            self.pass();
        }
    }

    /// Passes a letter without keeping it; the end of a line is always kept.
    fn blank(&mut self) {
        if self.peek(0) == Some('\n') {
            self.code.push('\n');
        }
        self.pass();
    }

    fn pass(&mut self) {
        if self.peek(0) == Some('\n') {
            self.line += 1;
        }
        self.at += 1;
    }

    fn skip_line(&mut self) {
        while self.peek(0).is_some_and(|letter| letter != '\n') {
            self.blank();
        }
    }

    fn skip_block(&mut self) {
        let mut depth = 0;
        while self.peek(0).is_some() {
            match (self.peek(0), self.peek(1)) {
                (Some('/'), Some('*')) if depth == 0 || self.language == Language::Rust => depth += 1,
                (Some('*'), Some('/')) => depth -= 1,
                _ => {
                    self.blank();
                    continue;
                }
            }
            self.blank();
            self.blank();
            if depth == 0 {
                return;
            }
        }
    }

    /// A string from its opening mark to the same one; in a raw one a backslash is a letter like
    /// others.
    fn literal(&mut self, mark: char, raw: bool) {
        let line = self.line;
        let mut text = String::new();
        self.copy();
        while let Some(letter) = self.peek(0) {
            if letter == mark {
                self.copy();
                break;
            }
            if letter == '\\' && !raw {
                self.escape(&mut text);
                continue;
            }
            text.push(letter);
            self.blank();
        }
        self.literals.push(Literal { line, text });
    }

    /// A backslash and what it stands for: at the end of a line, nothing, with the space that
    /// begins the next one.
    fn escape(&mut self, text: &mut String) {
        self.blank();
        match self.peek(0) {
            Some('\n') => {
                while self.peek(0).is_some_and(char::is_whitespace) {
                    self.blank();
                }
            }
            Some('n' | 'r' | 't') => {
                text.push(' ');
                self.blank();
            }
            Some(letter) => {
                text.push(letter);
                self.blank();
            }
            None => {}
        }
    }

    /// `r"…"`, `r#"…"#`, or a raw identifier.
    fn raw(&mut self) {
        let hashes = (1..).take_while(|ahead| self.peek(*ahead) == Some('#')).count();
        if self.peek(hashes + 1) != Some('"') {
            return self.copy();
        }
        let line = self.line;
        (0..hashes + 2).for_each(|_| self.copy());
        let mut text = String::new();
        while let Some(letter) = self.peek(0) {
            let closes = letter == '"' && (1..=hashes).all(|ahead| self.peek(ahead) == Some('#'));
            if closes {
                (0..=hashes).for_each(|_| self.copy());
                break;
            }
            text.push(letter);
            self.blank();
        }
        self.literals.push(Literal { line, text });
    }

    /// `'x'` and `'\n'` are characters; `'a` is a lifetime.
    fn character(&mut self) {
        let closing = match self.peek(1) {
            Some('\\') => (3..12).find(|ahead| self.peek(*ahead) == Some('\'')),
            _ => Some(2).filter(|ahead| self.peek(*ahead) == Some('\'')),
        };
        self.copy();
        if let Some(closing) = closing {
            (1..closing).for_each(|_| self.blank());
            self.copy();
        }
    }

    fn follows_a_word(&self) -> bool {
        self.at > 0 && self.letters.get(self.at - 1).is_some_and(|letter| is_word(*letter))
    }

    /// A slash after an operator begins a pattern; after a value it divides.
    fn may_begin_a_pattern(&self) -> bool {
        let before = self.code.trim_end();
        before.ends_with(['(', ',', '=', ':', '[', '!', '&', '|', '?', '{', '}', ';', '>'])
            || before.ends_with("return")
    }

    fn pattern(&mut self) {
        self.copy();
        let mut in_class = false;
        while let Some(letter) = self.peek(0).filter(|letter| *letter != '\n') {
            match letter {
                '\\' => self.blank(),
                '[' => in_class = true,
                ']' => in_class = false,
                '/' if !in_class => return self.copy(),
                _ => {}
            }
            self.blank();
        }
    }
}
