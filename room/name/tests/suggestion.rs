//! Free names that are suggested for one that is taken.

use std::collections::BTreeSet;

use super::*;

fn free(typed: &str, taken: &[&str]) -> String {
    let taken: BTreeSet<NameKey> = taken.iter().flat_map(|taken| name(taken).keys()).collect();
    let is_free = |variant: &Name| !variant.keys().iter().any(|key| taken.contains(key));
    name(typed).variants().find(is_free).expect("a free one").to_string()
}

#[test]
fn taken_name_gets_the_next_free_number() {
    assert_eq!(free("Ada", &["Ada"]), "Ada 2");
    assert_eq!(free("Ada", &["Ada", "ada 2", "АDА 3"]), "Ada 4");
    assert_eq!(free("Ada 2", &["Ada", "Ada 2"]), "Ada 3");
    assert_eq!(free("7", &["7"]), "7 2");
    assert_eq!(free("מרים", &["מרים"]), "מרים 2");
}

#[test]
fn long_name_is_cut_between_graphemes() {
    let long = "e\u{301}x".repeat(16);
    let short = free(&long, &[&long]);
    assert_eq!(short, format!("{} 2", "éx".repeat(15)));
    let full = "𞤀".repeat(32);
    assert_eq!(free(&full, &[&full]), format!("{} 2", "𞤀".repeat(30)));
    let families = format!("A {}", "👨‍👩‍👧‍👦".repeat(5));
    assert_eq!(free(&families, &[&families]), format!("A {} 2", "👨‍👩‍👧‍👦".repeat(4)));
    let words = format!("{} b", "a".repeat(30));
    assert_eq!(free(&words, &[&words]), format!("{} 2", "a".repeat(30)), "no double space");
}

#[test]
fn suggestions_end_after_a_hundred() {
    let variants: Vec<String> = name("Ada").variants().map(|variant| variant.to_string()).collect();
    assert_eq!(variants.len(), limits::NAME_SUGGESTIONS_MAX);
    assert_eq!(variants.last().map(String::as_str), Some("Ada 101"));
}
