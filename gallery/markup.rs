//! Markup as somebody reads it: an element a line, indented.

/// Elements without an end tag.
const VOID: [&str; 6] = ["input", "meta", "link", "br", "hr", "img"];

/// The markup, with a line break between elements, also in place of a space. Other text is left as
/// it is: a break in it could be seen.
pub(crate) fn indented(markup: &str) -> String {
    let mut lines = String::new();
    let mut depth = 0_usize;
    for line in markup.replace("><", ">\n<").replace("> <", ">\n<").split('\n') {
        let closes = line.starts_with("</");
        if closes {
            depth = depth.saturating_sub(1);
        }
        let is_tag = line.starts_with('<');
        lines.extend(std::iter::repeat_n("  ", if is_tag { depth } else { 0 }));
        lines.push_str(line);
        lines.push('\n');
        if !closes {
            depth = (depth + opened(line)).saturating_sub(closed(line));
        }
    }
    lines
}

/// How many elements begin in a line.
fn opened(line: &str) -> usize {
    let tags = line.split('<').skip(1).filter(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic()));
    tags.filter(|tag| !tag.contains("/>") && !VOID.iter().any(|name| is_named(tag, name))).count()
}

/// How many end in it.
fn closed(line: &str) -> usize {
    line.matches("</").count()
}

fn is_named(tag: &str, name: &str) -> bool {
    tag.strip_prefix(name).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::indented;

    #[test]
    fn element_stands_on_a_line_of_its_own() {
        let markup = r#"<li class="a"><p>Two<br>lines <b>of</b> text</p> <input><path d="M0"/></li>"#;
        let expected = "<li class=\"a\">\n  <p>Two<br>lines <b>of</b> text</p>\n  <input>\n  <path d=\"M0\"/>\n</li>\n";
        assert_eq!(indented(markup), expected);
    }
}
