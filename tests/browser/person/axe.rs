//! axe-core in a page as people have it: with its scripts, under its content security policy. The
//! driver puts it there, which no policy of a page forbids.

use std::fs;
use std::sync::LazyLock;

use serde_json::Value;
use thirtyfour::prelude::*;

use super::Person;

static AXE: LazyLock<String> = LazyLock::new(|| {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../node_modules/axe-core/axe.min.js");
    fs::read_to_string(path).unwrap_or_else(|error| panic!("bin/setup installs {path}: {error}"))
});

/// The rules that the page breaks. A frame is looked at by itself.
const RUN: &str = r"
    const done = arguments[0];
    const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    axe.run(document, { runOnly: rules, resultTypes: ['violations'], iframes: false })
        .then(({ violations }) => violations.flatMap(({ id, nodes }) =>
            nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`)))
        .then(done, error => done([String(error)]));
";

impl Person {
    /// What of the page breaks a rule, in the light and in the dark.
    pub(crate) async fn broken_rules(&self, place: &str) -> Vec<String> {
        let mut broken = Vec::new();
        for scheme in ["light", "dark"] {
            self.prefers("color-scheme", scheme).await;
            let rules = run(&self.driver).await.unwrap_or_else(|error| panic!("{place}: {error}"));
            broken.extend(rules.iter().map(|rule| format!("{place} in the {scheme}: {rule}")));
        }
        broken
    }
}

async fn run(driver: &WebDriver) -> WebDriverResult<Vec<String>> {
    let is_there: bool = driver.execute("return !!window.axe", Vec::new()).await?.convert()?;
    if !is_there {
        driver.execute(AXE.as_str(), Vec::<Value>::new()).await?;
    }
    driver.execute_async(RUN, Vec::new()).await?.convert()
}
