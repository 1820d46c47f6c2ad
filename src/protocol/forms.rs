//! For tests: what other builds may write in place of what this one reads.

use serde_json::{Value, json};

/// Every variant of a value in which one object lacks one field, or has one that nobody knows yet.
pub(crate) fn variants(value: &Value) -> Vec<(String, Value)> {
    let mut variants = Vec::new();
    match value {
        Value::Object(fields) => {
            let mut newer = fields.clone();
            newer.insert("of_a_later_build".to_owned(), json!({ "any": ["thing"] }));
            variants.push(("a new field".to_owned(), Value::Object(newer)));
            for (name, field) in fields {
                let mut older = fields.clone();
                older.remove(name);
                variants.push((format!("no {name}"), Value::Object(older)));
                for (what, variant) in self::variants(field) {
                    let mut with = fields.clone();
                    with.insert(name.clone(), variant);
                    variants.push((format!("{name}: {what}"), Value::Object(with)));
                }
            }
        }
        Value::Array(items) => {
            for (n, item) in items.iter().enumerate() {
                for (what, variant) in self::variants(item) {
                    let mut with = items.clone();
                    with[n] = variant;
                    variants.push((what, Value::Array(with)));
                }
            }
        }
        _ => {}
    }
    variants
}
