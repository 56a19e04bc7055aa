use crate::stand::{self, Stand};
use tally_reference::{faults, variants};
#[test]
fn one() {
    let Ok(name) = std::env::var("ONE") else {
        return;
    };
    if name == "plan" {
        let stand = stand::alone(Stand::faithful());
        for op in &stand.plan.operations {
            for case in op.candidates.iter().chain(&op.cases) {
                println!(
                    "{:?} {} | {} | {:?} | {:?} x{} clause {:?} names? {}",
                    case.family,
                    case.id.0,
                    case.about,
                    case.intent,
                    case.expectation,
                    case.times,
                    case.clause
                        .as_ref()
                        .map(|it| stand::clause(&it.0).to_owned()),
                    serde_json::to_string(&case.request.body)
                        .unwrap()
                        .chars()
                        .take(150)
                        .collect::<String>()
                );
            }
            for gap in &op.gaps {
                println!("GAP {gap:?}");
            }
        }
        return;
    }
    for name in name.split(',') {
        let f: Vec<_> = faults::ALL
            .iter()
            .copied()
            .filter(|it| it.name == name)
            .collect();
        let v: Vec<_> = variants::ALL
            .iter()
            .copied()
            .filter(|it| it.name == name)
            .collect();
        let t = std::time::Instant::now();
        let told = stand::alone(async { Stand::new(&f, &v).await.run(8).await });
        println!(
            "#### {name} {:?} {:?}\n{}",
            f.first().map(|it| it.clause),
            t.elapsed(),
            told.report()
        );
        if std::env::var("EVENTS").is_ok() {
            for e in &told.events {
                println!(
                    "{}",
                    serde_json::to_string(e)
                        .unwrap()
                        .chars()
                        .take(3000)
                        .collect::<String>()
                );
            }
        }
    }
}
