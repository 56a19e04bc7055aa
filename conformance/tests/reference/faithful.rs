//! The faithful server is silent, and upholds what it can.

use crate::stand::Stand;
use crate::variants::noises;

#[tokio::test]
async fn a_faithful_server_yields_nothing() {
    let stand = Stand::faithful().await;
    let told = stand.run(8).await;
    assert_eq!(noises(&told), Vec::<String>::new());
    let clauses = told.summary.clauses;
    assert_eq!(
        (clauses.violated, clauses.inconclusive),
        (0, 0),
        "{}",
        told.report()
    );
}
