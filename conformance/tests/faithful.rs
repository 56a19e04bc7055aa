//! The faithful reference server is silent.

mod stand;

use stand::Stand;

#[tokio::test]
async fn a_faithful_server_yields_nothing() {
    let stand = Stand::faithful().await;
    let run = stand.run(8).await;
    println!("{}", run.report());
    assert_eq!(run.findings(), Vec::<String>::new());
}
