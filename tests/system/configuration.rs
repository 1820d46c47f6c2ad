//! Settings that an operator got wrong: Natter runs all the same, and its log says what is wrong.

use harness::cast::ADA;
use harness::{Start, Visitor};

#[tokio::test]
async fn bad_setting_is_told_once_and_the_default_used() {
    let server = Start::default().with("EDIT_HOURS", "a day").with("KEEP_MESAGES", 300).server().await;
    let ada = Visitor::joins(&server, ADA).await;
    ada.opens("porch").await;
    let lines = server.log().lines();
    let told = |name: &str| -> Vec<String> {
        let about = format!("\"name\":\"{name}\"");
        lines.iter().filter(|line| line.contains("config_value_ignored") && line.contains(&about)).cloned().collect()
    };
    let misread = told("EDIT_HOURS");
    assert_eq!(misread.len(), 1, "{lines:?}");
    for part in ["\"value\":\"a day\"", "not a whole number", "\"used\":24", "\"do\":\"Set EDIT_HOURS to"] {
        assert!(misread[0].contains(part), "{part}: {misread:?}");
    }
    let unknown = told("KEEP_MESAGES");
    assert_eq!(unknown.len(), 1, "{lines:?}");
    assert!(unknown[0].contains("no setting of this name") && !unknown[0].contains("300"), "{unknown:?}");
    assert!(told("KEEP_MESSAGES").is_empty(), "what can be used is not complained of");
}
