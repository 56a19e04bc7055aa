//! Strings that match a pattern.

use regex_syntax::hir::{Class, Hir, HirKind};
use tally_spec::schema::{rust_pattern, without_look_around};

/// How often an unbounded repetition is repeated at most beyond its minimum.
const REPEATS: u32 = 4_096;

/// Strings that the pattern should match, different ones for different `salt`, of about the wanted
/// length where the pattern leaves a choice. They are guesses: look-arounds and word boundaries are
/// not looked at, so the caller checks each.
pub(super) fn matching(pattern: &str, length: usize, salts: std::ops::Range<usize>) -> Vec<String> {
    let plain = without_look_around(pattern);
    let Some(hir) = rust_pattern(&plain).and_then(|rust| regex_syntax::parse(&rust).ok()) else {
        return Vec::new();
    };
    let minimum = least(&hir);
    let mut strings = Vec::new();
    for salt in salts {
        let mut text = String::new();
        let mut spare = length.saturating_sub(minimum);
        write(&hir, salt, &mut spare, &mut text);
        if !strings.contains(&text) {
            strings.push(text);
        }
    }
    strings
}

/// The number of characters of the shortest match.
fn least(hir: &Hir) -> usize {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 0,
        HirKind::Literal(literal) => String::from_utf8_lossy(&literal.0).chars().count(),
        HirKind::Class(_) => 1,
        HirKind::Repetition(repetition) => repetition.min as usize * least(&repetition.sub),
        HirKind::Capture(capture) => least(&capture.sub),
        HirKind::Concat(parts) => parts.iter().map(least).sum(),
        HirKind::Alternation(parts) => parts.iter().map(least).min().unwrap_or(0),
    }
}

fn write(hir: &Hir, salt: usize, spare: &mut usize, into: &mut String) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => into.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(class) => {
            let choice = choice(class);
            let salt = salt + into.len() * usize::from(salt > 0);
            into.extend(choice.get(salt % choice.len().max(1)));
        }
        HirKind::Capture(capture) => write(&capture.sub, salt, spare, into),
        HirKind::Concat(parts) => {
            for part in parts {
                write(part, salt, spare, into);
            }
        }
        HirKind::Alternation(parts) => {
            if let Some(part) = parts.get(salt % parts.len().max(1)) {
                write(part, salt / parts.len().max(1), spare, into);
            }
        }
        HirKind::Repetition(repetition) => {
            let each = least(&repetition.sub).max(1);
            let more = repetition
                .max
                .map_or(REPEATS, |max| max - repetition.min)
                .min(u32::try_from(*spare / each).unwrap_or(REPEATS));
            *spare -= (more as usize * each).min(*spare);
            let turns = repetition
                .min
                .saturating_add(more)
                .min(REPEATS.max(repetition.min));
            if let HirKind::Class(class) = repetition.sub.kind() {
                let choice = choice(class);
                let pick = |turn: u32| {
                    // Of several turns the first varies fastest.
                    let salt = if turn == 0 {
                        salt
                    } else {
                        salt / 2 + turn as usize * (salt & 1)
                    };
                    choice.get(salt % choice.len().max(1)).copied()
                };
                into.extend((0..turns).filter_map(pick));
                return;
            }
            let mut inner = 0;
            for turn in 0..turns {
                let salt = if turn == 0 { salt } else { salt / 2 };
                write(&repetition.sub, salt, &mut inner, into);
            }
        }
    }
}

/// The characters of a class among which one is picked: letters and digits if there are any, else
/// other visible ones, else the first ones.
fn choice(class: &Class) -> Vec<char> {
    let ranges: Vec<(char, char)> = match class {
        Class::Unicode(class) => class
            .ranges()
            .iter()
            .map(|it| (it.start(), it.end()))
            .collect(),
        Class::Bytes(class) => class
            .ranges()
            .iter()
            .map(|it| (char::from(it.start()), char::from(it.end())))
            .collect(),
    };
    let has = |wanted: &char| {
        ranges
            .iter()
            .any(|(start, end)| (start..=end).contains(&wanted))
    };
    let plain: Vec<char> = ('a'..='z')
        .chain('A'..='Z')
        .chain('0'..='9')
        .filter(|plain| has(plain))
        .collect();
    if !plain.is_empty() {
        return plain;
    }
    let visible: Vec<char> = ('!'..='~')
        .chain([' '])
        .filter(|visible| has(visible))
        .collect();
    if !visible.is_empty() {
        return visible;
    }
    ranges
        .iter()
        .flat_map(|&(start, end)| (start..=end).take(8))
        .take(64)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pattern: &str, length: usize) {
        let regex = regress::Regex::with_flags(pattern, "u").unwrap();
        let strings = matching(pattern, length, 0..8);
        assert!(
            strings.iter().any(|text| regex.find(text).is_some()),
            "{pattern}: {strings:?}"
        );
    }

    #[test]
    fn patterns_of_real_documents_are_matched() {
        for pattern in [
            "^[a-z][a-z0-9-]{2,62}$",
            r"^\d{4}-\d{2}$",
            r"^(?!-)[a-zA-Z0-9-]+\/[\w.]+$",
            "^(foo|ba[rz])+x?$",
            r"^\+?[1-9]\d{1,14}$",
            r"^arn:(aws|aws-cn):[a-z]+:\S+$",
            r"^[^\s@]+@[^\s@]+\.[^\s@]+$",
            r"^\p{L}+$",
            "^#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})$",
            r"^[\[\]a]*$",
            "",
        ] {
            check(pattern, 0);
            check(pattern, 20);
        }
    }

    #[test]
    fn the_wanted_length_is_reached_where_it_can_be() {
        assert_eq!(matching("^[a-z]{2,40}$", 30, 0..1)[0].len(), 30);
        assert_eq!(matching("^a+b$", 5, 0..1), ["aaaab"]);
    }

    #[test]
    fn different_salts_give_different_strings() {
        assert_eq!(matching("^[a-f0-9]{4}$", 4, 0..8).len(), 8);
    }
}
