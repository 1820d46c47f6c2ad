//! What `bin/deploy` does last: it looks whether what it deployed works.

use harness::{Server, Start, smoke};

#[tokio::test]
async fn smoke_passes_where_natter_works() {
    let smoke = smoke(Server::shared().await, 30).await;
    assert!(smoke.works, "{}", smoke.told);
    for step in ["opens a socket", "comes over the socket", "is in the page", "can leave", "the room is deleted"] {
        assert!(smoke.told.contains(step), "{step}: {}", smoke.told);
    }
}

#[tokio::test]
async fn smoke_fails_where_nobody_can_join() {
    let server = Start::default().without_secret().server().await;
    let smoke = smoke(&server, 1).await;
    assert!(!smoke.works, "{}", smoke.told);
    assert!(smoke.told.contains("does not work: the first page was answered with 500"), "{}", smoke.told);
}
