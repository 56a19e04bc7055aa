//! Reads JSON (RFC 8259).
//!
//! `serde_json` does not tell where things stand. This reader accepts exactly what RFC 8259 calls
//! JSON text, and knows the offset of everything.

use super::{DEPTH_LIMIT, SyntaxError, offset};
use crate::tree::{Builder, Range};

/// Reads one JSON text into the builder.
pub(super) fn read(text: &str, builder: &mut Builder<'_>) -> Result<(), SyntaxError> {
    let mut reader = Reader {
        text,
        bytes: text.as_bytes(),
        at: 0,
        scratch: String::new(),
    };
    reader.document(builder)
}

struct Reader<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    /// The value of a string with escapes, while it is read.
    scratch: String,
}

/// A string as it was met.
enum Text {
    /// Without escapes: a range of the text.
    Plain(Range),
    /// With escapes: its value is in `scratch`.
    Escaped,
}

impl<'t> Reader<'t> {
    fn error<T>(&self, message: impl Into<String>) -> Result<T, SyntaxError> {
        self.error_at(self.at, message)
    }

    fn error_at<T>(&self, at: usize, message: impl Into<String>) -> Result<T, SyntaxError> {
        Err(SyntaxError {
            message: message.into(),
            at: offset(at),
        })
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    /// What stands here, as a message says it.
    fn found(&self) -> String {
        match self
            .text
            .get(self.at..)
            .and_then(|rest| rest.chars().next())
        {
            None => "the text ends here".into(),
            Some(quote @ ('"' | '\'')) => format!("found `{quote}`"),
            Some(found) => format!("found `{}`", found.escape_debug()),
        }
    }

    fn document(&mut self, builder: &mut Builder<'_>) -> Result<(), SyntaxError> {
        // Whether each open container is an object.
        let mut open: Vec<bool> = Vec::new();
        loop {
            // A value starts here.
            self.space();
            if let Some(object) = self.value(builder)? {
                if builder.depth() > DEPTH_LIMIT {
                    return self.error(format!(
                        "containers nest more than {DEPTH_LIMIT} deep, which is not read"
                    ));
                }
                self.space();
                let close = if object { b'}' } else { b']' };
                if self.peek() != Some(close) {
                    open.push(object);
                    if object {
                        self.key(builder)?;
                    }
                    continue;
                }
                self.at += 1;
                close_container(builder, object);
            }
            // A value ended here: close what ends with it, or go on to the next.
            loop {
                self.space();
                let Some(&object) = open.last() else {
                    return match self.peek() {
                        None => Ok(()),
                        Some(_) => {
                            let found = self.found();
                            self.error(format!("expected nothing after the document; {found}"))
                        }
                    };
                };
                match self.peek() {
                    Some(b',') => {
                        self.at += 1;
                        self.space();
                        if object {
                            self.key(builder)?;
                        } else if self.peek() == Some(b']') {
                            return self.error("a comma before `]` is not JSON");
                        }
                        break;
                    }
                    Some(b'}') if object => {}
                    Some(b']') if !object => {}
                    _ => {
                        let close = if object { '}' } else { ']' };
                        let found = self.found();
                        return self.error(format!("expected `,` or `{close}`; {found}"));
                    }
                }
                self.at += 1;
                open.pop();
                close_container(builder, object);
            }
        }
    }

    fn key(&mut self, builder: &mut Builder<'_>) -> Result<(), SyntaxError> {
        if self.peek() != Some(b'"') {
            let found = self.found();
            return match self.peek() {
                Some(b'}') => self.error("a comma before `}` is not JSON"),
                _ => self.error(format!("expected a member name in double quotes; {found}")),
            };
        }
        let at = offset(self.at);
        match self.string()? {
            Text::Plain(range) => builder.key(self.slice(range), at),
            Text::Escaped => builder.key(&self.scratch, at),
        }
        self.space();
        if self.peek() != Some(b':') {
            let found = self.found();
            return self.error(format!("expected `:` after the member name; {found}"));
        }
        self.at += 1;
        Ok(())
    }

    fn slice(&self, range: Range) -> &'t str {
        &self.text[range.start as usize..range.start as usize + range.len as usize]
    }

    /// Reads a scalar, or opens a container: then says whether it is an object.
    fn value(&mut self, builder: &mut Builder<'_>) -> Result<Option<bool>, SyntaxError> {
        let at = offset(self.at);
        match self.peek() {
            Some(open @ (b'{' | b'[')) => {
                self.at += 1;
                builder.open(at);
                return Ok(Some(open == b'{'));
            }
            Some(b'"') => {
                match self.string()? {
                    Text::Plain(range) => builder.string_in_text(range, at),
                    Text::Escaped => builder.string(&self.scratch, at),
                };
            }
            Some(b'-' | b'0'..=b'9') => {
                let range = self.number()?;
                builder.number_in_text(range);
            }
            Some(b'a'..=b'z' | b'A'..=b'Z') => {
                let word = self.text[self.at..]
                    .split(|letter: char| !letter.is_ascii_alphanumeric())
                    .next()
                    .unwrap_or_default();
                match word {
                    "null" => builder.null(at),
                    "true" => builder.bool(true, at),
                    "false" => builder.bool(false, at),
                    _ => return self.error(format!("expected a value; found `{word}`")),
                };
                self.at += word.len();
            }
            _ => {
                let found = self.found();
                return self.error(format!("expected a value; {found}"));
            }
        }
        Ok(None)
    }

    fn digits(&mut self) -> Result<(), SyntaxError> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        if start == self.at {
            let found = self.found();
            return self.error(format!("expected a digit; {found}"));
        }
        Ok(())
    }

    fn number(&mut self) -> Result<Range, SyntaxError> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        let leading = self.at;
        self.digits()?;
        if self.bytes[leading] == b'0' && self.at > leading + 1 {
            return self.error_at(leading, "a number does not start with a superfluous zero");
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(range(start, self.at))
    }

    /// Reads a string from its opening quote to behind its closing one.
    fn string(&mut self) -> Result<Text, SyntaxError> {
        let open = self.at;
        self.at += 1;
        let mut start = self.at;
        let mut escaped = false;
        loop {
            match self.peek() {
                None => return self.error_at(open, "this string is not closed"),
                Some(b'"') => break,
                Some(b'\\') => {
                    if !escaped {
                        escaped = true;
                        self.scratch.clear();
                    }
                    self.scratch.push_str(&self.text[start..self.at]);
                    self.escape()?;
                    start = self.at;
                }
                Some(control @ 0..0x20) => {
                    return self.error(format!(
                        "the control character U+{control:04X} stands unescaped in a string"
                    ));
                }
                Some(_) => self.at += 1,
            }
        }
        let end = self.at;
        self.at += 1;
        if !escaped {
            return Ok(Text::Plain(range(start, end)));
        }
        self.scratch.push_str(&self.text[start..end]);
        Ok(Text::Escaped)
    }

    /// Reads one escape, or two that make a surrogate pair (RFC 8259 section 7).
    fn escape(&mut self) -> Result<(), SyntaxError> {
        let at = self.at;
        let plain = match self.bytes.get(at + 1) {
            Some(&same @ (b'"' | b'\\' | b'/')) => char::from(same),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 2;
                let unit = self.hex(at)?;
                let character = match unit {
                    0xD800..0xDC00 => {
                        let low = match self.bytes.get(self.at..self.at + 2) {
                            Some(b"\\u") => {
                                self.at += 2;
                                self.hex(at)?
                            }
                            _ => 0,
                        };
                        if !(0xDC00..0xE000).contains(&low) {
                            return self.error_at(at, LONE_SURROGATE);
                        }
                        0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)
                    }
                    unit => unit,
                };
                let Some(character) = char::from_u32(character) else {
                    return self.error_at(at, LONE_SURROGATE);
                };
                self.scratch.push(character);
                return Ok(());
            }
            _ => return self.error("this escape is not one of JSON's"),
        };
        self.scratch.push(plain);
        self.at += 2;
        Ok(())
    }

    fn hex(&mut self, escape: usize) -> Result<u32, SyntaxError> {
        let digits = self.text.get(self.at..self.at + 4);
        let valid = digits.filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        match valid.and_then(|digits| u32::from_str_radix(digits, 16).ok()) {
            Some(unit) => {
                self.at += 4;
                Ok(unit)
            }
            None => self.error_at(escape, "`\\u` is followed by four hexadecimal digits"),
        }
    }
}

const LONE_SURROGATE: &str = "this escape is half of a surrogate pair and stands for no character";

fn close_container(builder: &mut Builder<'_>, object: bool) {
    if object {
        builder.close_object();
    } else {
        builder.close_array();
    }
}

fn range(start: usize, end: usize) -> Range {
    Range {
        start: offset(start),
        len: offset(end - start),
    }
}

#[cfg(test)]
mod tests;
