//! Many texts in one, and many pages: what is looked at together takes less time.

use harness::Answer;

/// Pages of one kind that are looked at as one.
const BATCH: usize = 24;

/// Texts, as many together as there is room for.
pub(super) fn packed(texts: &[String], max_chars: usize) -> Vec<Vec<String>> {
    let mut packs: Vec<Vec<String>> = Vec::new();
    let mut left = 0;
    for text in texts {
        let chars = text.chars().count() + 1;
        match packs.last_mut().filter(|_| chars <= left) {
            Some(pack) => pack.push(text.clone()),
            None if chars <= max_chars => {
                packs.push(vec![text.clone()]);
                left = max_chars;
            }
            None => continue,
        }
        left -= chars;
    }
    packs
}

/// The same in one line.
pub(super) fn in_a_line(texts: &[String], max_chars: usize) -> Vec<String> {
    packed(texts, max_chars).iter().map(|pack| pack.join(" ")).collect()
}

/// Pages of one kind as one: what they show, in the frame of the first.
pub(super) fn batches(what: &str, answers: &[Answer]) -> Vec<(String, Answer)> {
    const BODY: &str = "<body";
    let shown = |answer: &Answer| {
        let (_, body) = answer.text.split_once(BODY).expect("a page");
        let (body, _) = body.split_once('>').and_then(|(_, body)| body.rsplit_once("</body>")).expect("its end");
        body.to_owned()
    };
    let batch = |answers: &[Answer]| {
        let (before, _) = answers[0].text.split_once(BODY).expect("a page");
        let bodies: Vec<String> = answers.iter().map(shown).collect();
        let text = format!("{before}{BODY}>{}</body></html>", bodies.concat());
        (what.to_owned(), Answer { text, ..answers[0].clone() })
    };
    answers.chunks(BATCH).map(batch).collect()
}
