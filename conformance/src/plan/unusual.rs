//! Unusual but lawful values: what programs stumble over though no schema forbids it.

use serde_json::{Value, json};
use tally_spec::schema::Keyword;

use super::boundary_cases::push;
use super::new_case::{Cases, NewCase, PlanContext, difference, stem};
use super::parameters::is_sendable;
use crate::case::{Difference, Expectation, Family, Intent};
use crate::probe::locate::locate;
use crate::probe::prober::Prober;
use crate::values::{self, PathStep};

/// How many strings of one request get unusual values.
const STRINGS: usize = 12;

/// Texts without anything that a schema could forbid, and what they are.
fn texts() -> Vec<(&'static str, String)> {
    let some = |name: &'static str, text: &str| (name, text.to_owned());
    let mut texts = vec![
        ("256-characters", "a".repeat(256)),
        (
            "1000-characters",
            "abcdefghi ".repeat(100).trim_end().to_owned() + ".",
        ),
        ("10000-characters", "a".repeat(10_000)),
        some("one-space", " "),
        some("spaces-around", "  text  "),
        some("newline", "first line\nsecond line"),
        some("newline-at-the-end", "text\n"),
        some("crlf", "first line\r\nsecond line"),
        some("tab", "a\tb"),
        some("double-quotes", "say \"hello\""),
        some("single-quotes", "it's"),
        some("typographic-quotes", "“it’s” – …"),
        some("backslashes", "C:\\new\\table"),
        some("slashes", "../../etc/passwd"),
        some("looks-true", "true"),
        some("looks-null", "null"),
        some("looks-undefined", "undefined"),
        some("looks-integer", "123"),
        some("looks-leading-zeros", "007"),
        some("looks-float", "1e3"),
        some("looks-nan", "NaN"),
        some("looks-object", "{}"),
        some("looks-array", "[]"),
        some("looks-date", "2026-03-14"),
        some("percent", "100%25 %s %d {0} ${x} {{x}}"),
        some(
            "html",
            "<b onclick=\"x()\">bold</b> &amp; <script>alert(1)</script>",
        ),
        some("sql", "Robert'); DROP TABLE tasks;--"),
        some("shell", "$(echo x) `echo x` ; | &"),
        some("latin-1", "Ünïcödé ß"),
        some("greek", "Ελληνικά"),
        some("cjk", "日本語のテキスト"),
        some("arabic", "مرحبا بالعالم"),
        some("right-to-left-override", "abc\u{202e}def"),
        some("combining", "e\u{301}o\u{308}\u{323}"),
        some("zero-width", "a\u{200b}b\u{feff}c"),
        some("emoji", "🎵 🇩🇪 👍🏽"),
        some("zwj-sequence", "👩‍👩‍👧‍👦"),
        some("plane-1", "𝒯𝑒𝓍𝓉 𐍈"),
        some("plane-2", "𠀋𠮷"),
        some("plane-3", "\u{30000}\u{3134a}"),
        some("plane-14", "a\u{e0041}b"),
        some("private-use", "\u{e000}\u{f0000}\u{100000}"),
        some("noncharacters", "\u{fffe}\u{ffff}"),
        some("line-separators", "a\u{2028}b\u{2029}c\u{85}d"),
        some("turkish-i", "İıIi"),
        some("replacement", "\u{fffd}"),
        some("delete", "a\u{7f}b"),
    ];
    let controls: String = (1..0x20)
        .filter_map(char::from_u32)
        .filter(|c| !matches!(c, '\n' | '\r' | '\t'))
        .collect();
    texts.push(("control-characters", controls));
    texts
}

/// Unusual texts for every string that the schema leaves free, and members that nothing forbids.
pub(super) fn cases(ground: &PlanContext<'_, '_>, cases: &mut Cases) {
    for (index, (input, prober)) in ground.inputs.iter().zip(&ground.probers).enumerate() {
        ground.work.allot(ground.clauses() + STRINGS);
        for steps in strings(prober) {
            ground.work.allot(ground.clauses() + STRINGS);
            for (name, text) in texts() {
                let made = vec![Value::String(text)];
                let about = |_: &Value| format!("is unusual: {}", name.replace('-', " "));
                let honours = prober.placed(&steps, made, &about);
                for honour in honours
                    .into_iter()
                    .filter(|it| is_sendable(input, &it.value))
                {
                    push(ground, cases, index, Family::Unusual, None, "text", honour);
                }
            }
            nul(ground, cases, index, prober, &steps);
        }
        if input.parameter.is_none() {
            unknown_members(ground, cases, index, prober);
        }
    }
}

/// The strings that have neither format, pattern nor list.
fn strings(prober: &Prober<'_>) -> Vec<Vec<PathStep>> {
    let mut strings: Vec<Vec<PathStep>> = Vec::new();
    for occurrence in prober
        .occurrences
        .iter()
        .filter(|it| it.keyword == Some(Keyword::Type))
    {
        if strings.len() >= STRINGS {
            break;
        }
        let Some(steps) = locate(&prober.maker, occurrence) else {
            continue;
        };
        // An ordinary text is fine there: nothing but lengths is said of it.
        let free = ["An ordinary text, and a long one", "Zwölf Boxkämpfer 42"];
        let made = free.iter().map(|&text| json!(text)).collect();
        let placed = prober.placed(&steps, made, &|_| String::new());
        let is_text = placed.len() == free.len();
        let only_text = prober
            .placed(&steps, vec![json!(12.5)], &|_| String::new())
            .is_empty();
        if is_text && only_text && !strings.contains(&steps) {
            strings.push(steps);
        }
    }
    strings
}

/// The character NUL: many stores refuse it, so it is only to be survived.
fn nul(
    ground: &PlanContext<'_, '_>,
    cases: &mut Cases,
    index: usize,
    prober: &Prober<'_>,
    steps: &[PathStep],
) {
    let input = &ground.inputs[index];
    let made = vec![json!("a\u{0}b")];
    for honour in prober.placed(steps, made, &|_| "has the character NUL".to_owned()) {
        if !is_sendable(input, &honour.value) {
            continue;
        }
        let pointer = format!("{}{}", input.pointer, honour.pointer);
        let difference = difference(ground, index, &honour.pointer, &honour.base, &honour.value);
        cases.push(
            ground,
            NewCase {
                id: format!("{}/text/nul", stem(&pointer)),
                family: Family::Unusual,
                clause: None,
                intent: Intent::Probes,
                request: ground.request(&[(index, Some(honour.value))]),
                expectation: Expectation::Survived,
                difference: Some(difference),
                about: honour.about,
                times: 1,
            },
        );
    }
}

/// Members that no schema describes, where the schema is open for them.
fn unknown_members(
    ground: &PlanContext<'_, '_>,
    cases: &mut Cases,
    index: usize,
    prober: &Prober<'_>,
) {
    let base = ground.values[index]
        .clone()
        .or_else(|| prober.bases(&[]).into_iter().next());
    let Some(Value::Object(members)) = base else {
        return;
    };
    let more = [
        ("unknown", json!("unknown"), "text"),
        ("unknown", Value::Null, "null"),
        (
            "unknown",
            json!({ "nested": [1, { "deep": true }] }),
            "object",
        ),
        ("x-unknown", json!(1), "number"),
        ("日本語", json!("unknown"), "cjk-name"),
    ];
    for (name, value, word) in more {
        if members.contains_key(name) {
            continue;
        }
        let mut with = members.clone();
        with.insert(name.to_owned(), value.clone());
        let whole = Value::Object(with);
        if !prober.accepts(&whole) {
            continue;
        }
        let pointer = format!(
            "{}{}",
            ground.inputs[index].pointer,
            values::pointer(&[PathStep::Member(name.into())])
        );
        let request = ground.request(&[(index, Some(whole))]);
        let expectation = ground.accepted(&request);
        cases.push(
            ground,
            NewCase {
                id: format!("body/unknown-member/{word}"),
                family: Family::Unusual,
                clause: None,
                intent: Intent::Honours,
                request,
                expectation,
                difference: Some(Difference {
                    pointer,
                    accepted: None,
                    sent: Some(value),
                }),
                about: format!("the body has the member `{name}`, which nothing describes"),
                times: 1,
            },
        );
    }
}
