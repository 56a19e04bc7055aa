//! Patterns of ECMA-262 as regular expressions of which texts are made.

use std::iter::Peekable;
use std::str::Chars;

/// A pattern as Rust's regular expressions write it, without what only looks: anchors, boundaries
/// and look-around. A text that it matches as a whole is still to be judged by the pattern itself.
/// None for a pattern that refers back.
#[must_use]
pub fn drawn(pattern: &str) -> Option<String> {
    // Where something must be of a kind somewhere, ordinary characters are the more likely ones.
    let looks = ["(?=", "(?!", "(?<=", "(?<!"]
        .iter()
        .any(|open| pattern.contains(open));
    let any = if looks { "[ -~]" } else { "." };
    let mut drawn = String::with_capacity(pattern.len());
    let mut rest = pattern.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '^' | '$' => {}
            // Look-around is tried at every place of a text: short ones are judged soon.
            '*' | '+' if looks => {
                let most = if drawn.ends_with(')') { "2}" } else { "6}" };
                drawn.push_str(if character == '+' { "{1," } else { "{0," });
                drawn.push_str(most);
            }
            '.' => drawn.push_str(any),
            '[' => class(&mut rest, &mut drawn),
            '\\' => match rest.next()? {
                'b' | 'B' => {}
                '1'..='9' | 'k' => return None,
                'd' => drawn.push_str("[0-9]"),
                'w' => drawn.push_str("[0-9A-Za-z_]"),
                's' => drawn.push_str("[ \\t]"),
                escaped => escape(escaped, &mut rest, &mut drawn),
            },
            '(' if rest.peek() == Some(&'?') => {
                rest.next();
                group(&mut rest, &mut drawn);
            }
            other => drawn.push(other),
        }
    }
    Some(drawn)
}

/// What follows `(?`: a group without a capture or with a name, or look-around, which is left out.
fn group(rest: &mut Peekable<Chars<'_>>, drawn: &mut String) {
    let behind = rest.next_if_eq(&'<').is_some();
    if rest.next_if(|next| matches!(next, '=' | '!')).is_some() {
        skip(rest);
    } else if behind {
        rest.by_ref().find(|name| *name == '>');
        drawn.push('(');
    } else {
        drawn.push_str("(?");
    }
}

/// Passes all to the end of a group, and the number of its repetitions.
fn skip(rest: &mut Peekable<Chars<'_>>) {
    let (mut depth, mut in_class) = (1_u32, false);
    while let Some(character) = rest.next() {
        match character {
            '\\' => drop(rest.next()),
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class => depth += 1,
            ')' if !in_class => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    rest.next_if(|next| matches!(next, '?' | '*' | '+'));
}

/// A class, in which only few characters mean more than themselves.
fn class(rest: &mut Peekable<Chars<'_>>, drawn: &mut String) {
    drawn.push('[');
    if rest.next_if_eq(&'^').is_some() {
        drawn.push('^');
    }
    while let Some(character) = rest.next() {
        match character {
            ']' => {
                drawn.push(']');
                return;
            }
            '[' | '&' | '~' | '^' => drawn.extend(['\\', character]),
            '\\' => match rest.next() {
                Some('b') => drawn.push_str("\\x08"),
                Some('d') => drawn.push_str("0-9"),
                Some('w') => drawn.push_str("0-9A-Za-z_"),
                Some('s') => drawn.push_str(" \\t"),
                Some(escaped) => escape(escaped, rest, drawn),
                None => {}
            },
            other => drawn.push(other),
        }
    }
}

/// An escape that means the same in a class and outside.
fn escape(escaped: char, rest: &mut Peekable<Chars<'_>>, drawn: &mut String) {
    match escaped {
        '0' => drawn.push_str("\\x00"),
        '/' => drawn.push('/'),
        '-' => drawn.push_str("\\x2d"),
        'c' => {
            let letter = rest.next().map_or(0, |letter| u32::from(letter) % 32);
            let digit = |digit| char::from_digit(digit, 16).unwrap_or_default();
            drawn.extend(['\\', 'x', digit(letter / 16), digit(letter % 16)]);
        }
        // Letters that are an escape in both, and what is none in either.
        'D' | 'W' | 'S' | 'n' | 'r' | 't' | 'v' | 'f' | 'x' | 'u' | 'p' | 'P' => {
            drawn.extend(['\\', escaped]);
        }
        letter if letter.is_ascii_alphanumeric() || !letter.is_ascii() => drawn.push(letter),
        other => drawn.extend(['\\', other]),
    }
}
