//! Patterns of ECMA-262 as Rust's regular expressions: the one that judges a text, and the one that
//! texts are drawn from.

use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look, Repetition};
use tally_spec::schema::{ecma_regex, rust_pattern, without_look_around};

use crate::ir::Pattern;

/// What a pattern is in generated code; none if it is no regular expression. Texts are as long as
/// these say.
pub(crate) fn pattern(source: &str, min: usize, max: Option<usize>) -> Option<Pattern> {
    ecma_regex(source)?;
    Some(Pattern {
        source: source.to_owned(),
        rust: translated(source),
        drawn: drawn(source, min, max),
    })
}

/// The pattern in Rust's syntax; none unless it matches the same texts there.
fn translated(source: &str) -> Option<String> {
    let unicode = regress::Regex::with_flags(source, "u").is_ok();
    if !means_the_same(source, unicode) {
        return None;
    }
    let rust = rust_pattern(source)?;
    let hir = regex_syntax::parse(&rust).ok()?;
    // Where words end is a question of ASCII in ECMA-262.
    let rust = match hir.properties().look_set().contains_word() {
        true => rewritten(&hir, &ascii_words).to_string(),
        false => rust,
    };
    regex::Regex::new(&rust).is_ok().then_some(rust)
}

/// Whether Rust reads nothing in it in another way: classes without a character, and, of what only a
/// lenient reader takes for a pattern, some escapes and braces that ECMA-262 takes literally.
fn means_the_same(source: &str, unicode: bool) -> bool {
    let mut rest = source.chars();
    let mut in_class = false;
    while let Some(next) = rest.next() {
        let same = match next {
            '\\' => {
                let escaped = rest.next();
                unicode || escaped.is_some_and(|it| is_same_escape(it, rest.as_str()))
            }
            ']' => {
                in_class = false;
                true
            }
            _ if in_class => true,
            '[' => {
                in_class = true;
                let listed = rest.as_str();
                !listed.strip_prefix('^').unwrap_or(listed).starts_with(']')
            }
            '{' => unicode || is_count(rest.as_str()),
            _ => true,
        };
        if !same {
            return false;
        }
    }
    true
}

fn is_same_escape(escaped: char, rest: &str) -> bool {
    match escaped {
        'x' | 'u' | 'b' | 'B' => !rest.starts_with('{'),
        'd' | 'D' | 'w' | 'W' | 's' | 'S' | 'n' | 'r' | 't' | 'v' | 'f' | 'c' => true,
        '<' | '>' => false,
        other => other.is_ascii() && !other.is_ascii_alphanumeric(),
    }
}

/// Whether an open brace is followed by what both read as a number of repetitions.
fn is_count(rest: &str) -> bool {
    rest.split_once('}').is_some_and(|(counts, _)| {
        let (least, most) = counts.split_once(',').unwrap_or((counts, ""));
        let digits = |count: &str| count.bytes().all(|byte| byte.is_ascii_digit());
        !least.is_empty() && digits(least) && digits(most)
    })
}

/// An expression of texts that the pattern is likely to match, without what only looks: anchors,
/// boundaries and look-around. Each of them is still to be judged by the pattern itself. None for a
/// pattern that refers back.
fn drawn(source: &str, min: usize, max: Option<usize>) -> Option<String> {
    let plain = without_look_around(source);
    let looks = plain != source;
    let hir = regex_syntax::parse(&rust_pattern(&plain)?).ok()?;
    let room = max.map(|max| max.saturating_sub(min.min(max)).clamp(1, 64).max(min));
    let drawn = rewritten(&hir, &|hir| match hir.kind() {
        HirKind::Look(_) => Some(Hir::empty()),
        // Where something must be of a kind somewhere, ordinary characters are the more likely ones.
        HirKind::Class(Class::Unicode(class)) if looks => {
            let mut visible = class.clone();
            visible.intersect(&ClassUnicode::new([ClassUnicodeRange::new(' ', '~')]));
            (!visible.ranges().is_empty()).then(|| Hir::class(Class::Unicode(visible)))
        }
        _ => None,
    });
    let bounded = rewritten(&drawn, &|hir| {
        let HirKind::Repetition(repetition) = hir.kind() else {
            return None;
        };
        let of_class = matches!(repetition.sub.kind(), HirKind::Class(_));
        let most = match (looks, of_class, room) {
            // Look-around is tried at every place of a text: short ones are judged soon.
            (true, true, _) => 6,
            (true, false, _) => 2,
            (false, true, Some(room)) => u32::try_from(room).unwrap_or(u32::MAX),
            (false, ..) => return None,
        };
        repetition.max.is_none().then(|| {
            Hir::repetition(Repetition {
                max: Some(most.max(repetition.min)),
                ..repetition.clone()
            })
        })
    });
    Some(bounded.to_string())
}

fn ascii_words(hir: &Hir) -> Option<Hir> {
    match hir.kind() {
        HirKind::Look(Look::WordUnicode) => Some(Hir::look(Look::WordAscii)),
        HirKind::Look(Look::WordUnicodeNegate) => Some(Hir::look(Look::WordAsciiNegate)),
        _ => None,
    }
}

/// An expression with some parts replaced, the inner ones first.
fn rewritten(hir: &Hir, replace: &impl Fn(&Hir) -> Option<Hir>) -> Hir {
    let all = |parts: &[Hir]| parts.iter().map(|part| rewritten(part, replace)).collect();
    let inner = match hir.kind() {
        HirKind::Repetition(repetition) => Hir::repetition(Repetition {
            sub: Box::new(rewritten(&repetition.sub, replace)),
            ..repetition.clone()
        }),
        HirKind::Capture(capture) => rewritten(&capture.sub, replace),
        HirKind::Concat(parts) => Hir::concat(all(parts)),
        HirKind::Alternation(parts) => Hir::alternation(all(parts)),
        _ => hir.clone(),
    };
    replace(&inner).unwrap_or(inner)
}

#[cfg(test)]
mod tests {
    use proptest::strategy::{Strategy, ValueTree};
    use proptest::string::string_regex;
    use proptest::test_runner::TestRunner;

    use super::*;

    /// Texts that are drawn, and texts that are often misread.
    fn texts(drawn: &str) -> Vec<String> {
        let mut runner = TestRunner::deterministic();
        let strategy = string_regex(drawn).unwrap();
        let mut make = || strategy.new_tree(&mut runner).unwrap().current();
        let made: Vec<String> = (0..100).map(|_| make()).collect();
        let unusual = tally_spec::format::UNUSUAL_TEXTS.iter().copied();
        let others = ["\u{2028}", "é b", "\u{feff}a", "a\r", "a{2, 3}", "aa", "٣"];
        let changed = made.iter().map(|text| format!("{text}é"));
        let all = changed.chain(unusual.chain(others).map(str::to_owned));
        all.chain(made.iter().cloned()).collect()
    }

    #[test]
    fn a_translated_pattern_matches_the_same_texts() {
        for source in [
            "^[a-z][a-z0-9-]{2,62}$",
            r"^\d{4}-\d{2}$",
            r"^\S+ \w*$",
            "^.+$",
            r"\bb\b",
            r"a\B",
            r"^\+?[1-9]\d{1,14}$",
            r"^[^\s@]+@[^\s@]+\.[^\s@]+$",
            r"^\p{L}+$",
            r"^[\w\-\.\:]+$",
            r"^(foo|ba[rz])+x?$",
            r"^[a&&b[]+$",
            "a{2}",
            "",
        ] {
            let pattern = pattern(source, 0, None).unwrap();
            let ecma = ecma_regex(source).unwrap();
            assert!(pattern.rust.is_some(), "{source}");
            let rust = regex::Regex::new(&pattern.rust.unwrap()).unwrap();
            for text in texts(&pattern.drawn.unwrap()) {
                let matches = ecma.find(&text).is_some();
                assert_eq!(rust.is_match(&text), matches, "{source}: {text:?}");
            }
        }
    }

    #[test]
    fn what_rust_reads_in_another_way_is_not_translated() {
        for source in [
            "^(?!a)",
            r"(a)\1",
            "a{2, 3}",
            "a{,3}",
            r"\<a\>",
            r"\Aa",
            r"\u{41}\-",
            "[]a]",
            "[^]",
        ] {
            assert!(ecma_regex(source).is_some(), "{source}");
            assert_eq!(translated(source), None, "{source}");
        }
    }

    #[test]
    fn open_ends_are_as_long_as_texts_may_be() {
        let drawn = |source: &str, min, max| drawn(source, min, max).unwrap();
        assert_eq!(drawn("^[a-z]+$", 0, None), "[a-z]+");
        assert_eq!(drawn("^[a-z]+$", 3, Some(8)), "[a-z]{1,5}");
    }

    /// As many of the texts that are drawn as possible are to match.
    #[track_caller]
    fn matched(source: &str) {
        let pattern = pattern(source, 0, None).unwrap();
        let ecma = ecma_regex(source).unwrap();
        let mut runner = TestRunner::deterministic();
        let strategy = string_regex(&pattern.drawn.unwrap()).unwrap();
        let mut make = || strategy.new_tree(&mut runner).unwrap().current();
        let right = (0..300).filter(|_| ecma.find(&make()).is_some()).count();
        assert!(right > 50, "{source}: {right} of 300");
    }

    #[test]
    fn patterns_with_look_around_have_texts() {
        matched(r"^(?!admin$)[a-z]+$");
        matched(r"^(?=.*[A-Z])(?=.*\d).{8,}$");
        matched(r"^([a-zA-Z0-9]+[a-zA-Z0-9\-]*(?<!-))(\.[a-zA-Z0-9]+[a-zA-Z0-9\-]*(?<!-))*$");
        matched(r"(?<year>\d{4})-(?:0[1-9]|1[0-2])");
        matched(r"(^a\b[[(&~/]?$)|(^\cJ\x41\u0042$)");
        assert!(drawn(r"^(?!\s*[sS](?:[)]|\)))x$", 0, None).is_some());
        assert_eq!(drawn(r"^(a+)-\1$", 0, None), None);
    }
}
