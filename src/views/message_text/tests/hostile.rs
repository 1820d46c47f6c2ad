//! Texts that parsers take long for. All who are in a room wait for each other's messages, so time
//! has to grow as length does.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Repeated as often as they fit.
const REPEATED: &[&str] = &[
    "@",
    "@a ",
    "*@a",
    "*",
    "_",
    "~",
    "`",
    "[",
    "]",
    "(",
    "\\",
    "<",
    "\"",
    ":",
    "h",
    "m",
    "\n",
    " \n",
    "> ",
    ">\n",
    "> a\n",
    "> > > > a\n",
    "- ",
    "- a\n",
    "- a\n\n",
    "* ",
    "* a\n",
    "1. ",
    "1. a\n",
    "*_",
    "**_",
    "*a",
    "*a ",
    "**a ",
    "~~a ",
    "***a ",
    "_a_ ",
    "*a **b ",
    "*a* ",
    "a*b_c~~",
    "`a",
    "``a`",
    "`a` ",
    "```\n",
    "```a\n",
    "````\n```\n",
    "[a",
    "[a]",
    "[a](",
    "](",
    "[a](http://",
    "[a](https://x",
    "[a](https://x,",
    "[a](https://x.y/",
    "[a](https://x.y/(",
    "[a](https://x)",
    "*[a](https://x)*",
    "[a*](https://x@",
    "https://x ",
    "https://x.y/",
    "https://x.y/(",
    "https://x.y/)",
    "https://x.y/.",
    "https://x@",
    "https://x,",
    "https://[",
    "https://[:",
    "http://a?http://b",
    "mailto:",
    "mailto:a@",
    "mailto:a@b",
    "mailto:a@b ",
    "¯\\_",
    "\\*",
    "\\\\",
];

/// Before something that is repeated.
const BEGUN: &[(&str, &str)] = &[
    ("https://x.y/", "."),
    ("https://x.y/", ")"),
    ("https://x.y/", "()"),
    ("https://", "x:"),
    ("https://[", ":"),
    ("mailto:", "a"),
    ("[", "a"),
    ("[a](https://x.y/", "a"),
    ("*", "a "),
    ("```\n", "``\n"),
    ("> ```\n", "> a\n"),
];

/// Lengths that double three times, in bytes.
const LENGTHS: [usize; 4] = [1_000, 2_000, 4_000, 8_000];

/// How much longer the longest text may take than the shortest: eight times would be in proportion,
/// twice the length at 2.6 times the time is 17.6, and the square of the length is 64.
const GROWTH_MAX: f64 = 17.6;

/// How long the longest message may take.
const TIME_MAX: Duration = Duration::from_millis(10);

/// Times are taken until they are good: a busy machine only makes them worse.
const ROUNDS: usize = 40;

fn repeated(begin: &str, part: &str, length: usize) -> String {
    let times = (length - begin.len()) / part.len();
    [begin, &part.repeat(times)].concat()
}

/// Each run of backticks is longer than the one before it.
fn growing_backticks(length: usize) -> String {
    let runs = (1..).map(|ticks| format!("{}a", "`".repeat(ticks)));
    let mut text = String::new();
    runs.take_while(|run| {
        text.push_str(run);
        text.len() < length
    })
    .count();
    text
}

fn texts(length: usize) -> BTreeMap<String, String> {
    let all = REPEATED.iter().map(|part| ("", *part)).chain(BEGUN.iter().copied());
    let mut texts: BTreeMap<_, _> =
        all.map(|(begin, part)| (format!("{begin:?} {part:?}"), repeated(begin, part, length))).collect();
    texts.insert("growing backticks".to_owned(), growing_backticks(length));
    // Addresses in one another, where there are links enough already.
    let links = "http://a ".repeat(room::limits::LINKS_MAX);
    texts.insert("beyond the limit".to_owned(), repeated(&links, "http://a?", length));
    let brackets = [repeated("https://x.y/", "(", length / 2), ")".repeat(length / 2)].concat();
    texts.insert("brackets".to_owned(), brackets);
    texts
}

#[expect(clippy::disallowed_methods, reason = "a test runs natively, and time is what this one is about")]
fn time_of(text: &str) -> Duration {
    let start = Instant::now();
    black_box(super::markup(black_box(text)));
    start.elapsed()
}

#[test]
fn time_grows_as_length_does() {
    let [short, .., long] = LENGTHS.map(texts);
    for (pattern, short) in &short {
        let (mut least_short, mut least_long) = (Duration::MAX, Duration::MAX);
        let mut growth = f64::MAX;
        for _ in 0..ROUNDS {
            least_short = least_short.min(time_of(short));
            least_long = least_long.min(time_of(&long[pattern]));
            growth = least_long.as_secs_f64() / least_short.as_secs_f64();
        }
        assert!(growth < GROWTH_MAX, "{pattern} takes {growth:.1} times as long at eight times the length");
    }
}

#[test]
fn longest_message_is_shown_in_no_time() {
    let longest = room::limits::BODY_MAX_CHARS;
    for (pattern, text) in texts(longest) {
        let least = (0..ROUNDS).map(|_| time_of(&text)).min().unwrap_or_default();
        assert!(least < TIME_MAX, "{pattern} takes {least:?}");
    }
}
