//! A recorded run gives the same reports as the run itself.

use tally_conformance::event::VERSION;
use tally_conformance::report::{Jsonl, Report, Style, Terminal, replay};
use tally_reference::faults;

use crate::stand::{self, Stand};

#[test]
fn a_recorded_run_gives_the_same_reports() {
    let names = [
        "long-title-refused",
        "null-enabled-refused",
        "title-trimmed",
        "hang-on-long-title",
    ];
    let faults: Vec<_> = names
        .iter()
        .map(|name| faults::find(name).unwrap())
        .collect();
    let told = stand::alone(async { Stand::new(&faults, &[]).await.run(8).await });
    let mut recorded = Vec::new();
    let mut jsonl = Jsonl::new(&mut recorded);
    for event in &told.events {
        jsonl.event(event).unwrap();
    }
    let mut text = Vec::new();
    let mut terminal = Terminal::new(&mut text, Style { color: false }, |_| None);
    replay(recorded.as_slice(), &mut terminal).unwrap();
    drop(terminal);
    assert_eq!(String::from_utf8(text).unwrap(), told.report());
    let mut again = Vec::new();
    replay(recorded.as_slice(), &mut Jsonl::new(&mut again)).unwrap();
    assert_eq!(again, recorded);
}

#[test]
fn a_stream_that_is_none_is_refused_with_its_line() {
    let mut out = Vec::new();
    let error = replay("\n{\"event\":1}\n".as_bytes(), &mut Jsonl::new(&mut out)).unwrap_err();
    assert_eq!(error.to_string(), "line 2 is no event");
    let later =
        r#"{"event":"run-started","version":99,"url":"http://h/","operations":[],"jobs":1}"#;
    let error = replay(later.as_bytes(), &mut Jsonl::new(&mut out)).unwrap_err();
    let expected = format!("the events are of version 99, and {VERSION} is what can be read");
    assert_eq!(error.to_string(), expected);
}
