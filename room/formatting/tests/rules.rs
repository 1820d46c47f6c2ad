//! The rules for blocks and emphasis, each with what it leaves alone, and excerpts.

use super::notation::parsed;
use crate::formatting::excerpt;

/// What a text becomes, row by row; the same text again where it stays.
#[track_caller]
pub(super) fn holds(rows: &[(&str, &str)]) {
    for (typed, expected) in rows {
        assert_eq!(parsed(typed), *expected, "{typed:?}");
    }
}

#[test]
fn line_breaks_spaces_and_tabs_stay_as_typed() {
    holds(&[
        ("  two\n\tone tab\n a  b ", "  two⏎\tone tab⏎ a  b "),
        ("a\n\n\nb", "a¶⏎b"),
        ("a\n\n \n\t\nb\n\nc", "a¶⏎⏎b¶c"),
        ("a\n\n\n- b\n- c\n\nd", "a¶{ul b•c}¶d"),
    ]);
}

#[test]
fn fence_keeps_its_lines_up_to_its_like() {
    holds(&[
        ("a\n```\n  *b*\n> c\n```\nd", "a¶{pre   *b*⏎> c}¶d"),
        ("````\n```\n````", "{pre ```}"),
        ("```\na\n````  ", "{pre a}"),
        ("```\na\n``` b", "{pre a⏎``` b}"),
        ("> ```\n> a\nb", "{quote {pre a}}¶b"),
        ("``` two words\na", "``` two words⏎a"),
        ("```a`b\nc", "```a`b⏎c"),
        (" ```\na", " ```⏎a"),
        ("``\na", "``⏎a"),
        ("```\n```", "```⏎```"),
        ("```", "```"),
    ]);
}

#[test]
fn quote_ends_with_its_lines_and_has_three_levels() {
    holds(&[
        ("> a\n>\n> b", "{quote a¶b}"),
        ("> - a\n> - b", "{quote {ul a•b}}"),
        ("> > > > a", "{quote {quote {quote > a}}}"),
        (">a", ">a"),
        (" > a", " > a"),
        (">\n> ", ">⏎> "),
        (r"\> a", "> a"),
    ]);
}

#[test]
fn list_has_two_lines_that_begin_alike() {
    holds(&[
        ("- a\n* b\n• c\nd", "{ul a•b•c}¶d"),
        ("- a\n-b", "- a⏎-b"),
        ("- a\n- ", "- a⏎- "),
        ("- a\n  - b", "- a⏎  - b"),
        ("- - a\n- - b", "{ul - a•- b}"),
        ("1. a\n2. b", "{ol 1: a•b}"),
        ("7) a\n8) b\n10) c", "{ol 7: a•b}¶10) c"),
        ("0. a\n1. b", "{ol 0: a•b}"),
        ("998. a\n999. b\n1000. c", "{ol 998: a•b}¶1000. c"),
        ("07. a\n08. b", "07. a⏎08. b"),
        ("1. a\n1. b", "1. a⏎1. b"),
        ("1. a\n3. b", "1. a⏎3. b"),
        ("1.5 a\n2.5 b", "1.5 a⏎2.5 b"),
        ("a\n- b\n- c", "a¶{ul b•c}"),
    ]);
}

#[test]
fn backslash_before_a_mark_vanishes() {
    holds(&[
        (r"\*a\* \_b\_ \~\~c\~\~ \`d\`", "*a* _b_ ~~c~~ `d`"),
        (r"\[a](https://a.example)", "[a]({a https://a.example})"),
        (r"\\*a*", r"\{i a}"),
        (r"\\server\share", r"\\server\share"),
        (r"\d+\.\d \n a\", r"\d+\.\d \n a\"),
        (r"`\*`", r"{c \*}"),
        (r"\`a`", "`a`"),
    ]);
}

#[test]
fn code_is_between_as_many_backticks() {
    holds(&[
        ("`a *b* \\* https://a.example`", "{c a *b* \\* https://a.example}"),
        ("``a`b``", "{c a`b}"),
        ("` a ` `  a `", "{c a} {c  a}"),
        ("` ` `a", "{c  } `a"),
        ("`a``b`", "{c a``b}"),
        ("```a``", "```a``"),
        ("`a\nb`", "`a⏎b`"),
        ("``", "``"),
    ]);
}

#[test]
fn emphasis_begins_and_ends_at_words() {
    holds(&[
        ("*a* _b_ ***c***", "{i a} {i b} {b {i c}}"),
        ("un**believ**able ~~un~~able", "un{b believ}able {s un}able"),
        ("(*a*), \"_b_\": '**c**'", "({i a}), \"{i b}\": '{b c}'"),
        ("* a*, *a *, ** a **", "* a*, *a *, ** a **"),
        ("f(*args, **kwargs) and f(*args)", "f(*args, **kwargs) and f(*args)"),
        ("__init__.py has __all__", "{b init}.py has {b all}"),
        ("a__b__c and _a_b", "a__b__c and _a_b"),
        ("/*a*/ *.rs *,* *!*", "/{i a}/ *.rs *,* *!*"),
        ("これは*強調*です", "これは{i 強調}です"),
        ("*a\nb*", "*a⏎b*"),
        ("____ ~~~~ ~~~a~~~ ****a****", "____ ~~~~ ~~~a~~~ ****a****"),
    ]);
}

#[test]
fn emphasis_in_emphasis_has_three_levels() {
    holds(&[
        ("**a _b ~~c~~_**", "{b a {i b {s c}}}"),
        ("**a _b ~~c *d* e~~_**", "{b a {i b {s c *d* e}}}"),
        ("_~~***a***~~_", "{i {s ***a***}}"),
        ("*a **b* c**", "{i a **b} c**"),
        ("**`a`** *[b](https://a.example)*", "{b {c a}} {i {a b → https://a.example}}"),
        ("_**~~[*a*](https://a.example)~~**_", "{i {b {s {a *a* → https://a.example}}}}"),
    ]);
}

#[test]
fn excerpt_is_one_line_without_marks() {
    for (typed, expected) in [
        ("Is this thing on?", "Is this thing on?"),
        ("**a**\n_b_  `c`\n\n> d\n\n- e\n- f\n\n```\ng\n  h\n```", "a b c d e f g h"),
        ("[here](https://a.example) or https://b.example", "here or https://b.example"),
    ] {
        assert_eq!(excerpt(typed), expected);
    }
}

#[test]
fn excerpt_is_cut_between_what_readers_count() {
    assert_eq!(excerpt(&"é".repeat(80)), "é".repeat(80));
    assert_eq!(excerpt(&"é".repeat(81)), format!("{}…", "é".repeat(79)));
    assert_eq!(excerpt(&"👩‍👩‍👧".repeat(81)), format!("{}…", "👩‍👩‍👧".repeat(79)));
    assert_eq!(excerpt(&format!("{} b c d", "a".repeat(78))), format!("{}…", "a".repeat(78)));
}
