//! Writes a request as a `curl` command line.

use std::fmt::Write;

use crate::exchange::SentRequest;

/// A command line for a POSIX shell with curl that sends the same request. Credentials are
/// environment variables (see [`Secrets::variable`](crate::secret::Secrets::variable)).
///
/// `None` when the request cannot be written so: a header value with control characters.
#[must_use]
pub fn curl(request: &SentRequest) -> Option<String> {
    let mut line = String::new();
    let body = request.body.as_deref().unwrap_or_default();
    let piped = std::str::from_utf8(body).is_err() || body.contains(&0);
    if piped {
        write!(line, "printf {} | ", octal(body)).ok()?;
    }
    line.push_str("curl -sS -i");
    match request.method.as_str() {
        "HEAD" => line.push_str(" --head"),
        method => write!(line, " -X {}", quoted(method)).ok()?,
    }
    if request.shown_url == request.url {
        write!(line, " {}", quoted(&request.url)).ok()?;
    } else {
        write!(line, " \"{}\"", request.shown_url).ok()?;
    }
    for header in &request.headers {
        match &header.shown {
            Some(shown) => write!(line, " -H \"{}: {shown}\"", header.name).ok()?,
            None if header.value.chars().any(char::is_control) => return None,
            // curl sends a header without a value only when it ends with a semicolon.
            None if header.value.is_empty() => {
                write!(line, " -H {}", quoted(&format!("{};", header.name))).ok()?;
            }
            None => {
                let header = format!("{}: {}", header.name, header.value);
                write!(line, " -H {}", quoted(&header)).ok()?;
            }
        }
    }
    // curl would add a content type of its own.
    let typed = |name: &str| name.eq_ignore_ascii_case("content-type");
    if request.body.is_some() && !request.headers.iter().any(|it| typed(&it.name)) {
        line.push_str(" -H 'content-type:'");
    }
    if piped {
        line.push_str(" --data-binary @-");
    } else if request.body.is_some() {
        let text = std::str::from_utf8(body).unwrap_or_default();
        write!(line, " --data-raw {}", quoted(text)).ok()?;
    }
    Some(line)
}

/// The text as one word of a POSIX shell.
fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=@,+".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// The bytes as an argument of `printf`.
pub(crate) fn octal(bytes: &[u8]) -> String {
    let mut text = "'".to_owned();
    for &byte in bytes {
        match byte {
            b'%' => text.push_str("%%"),
            b' '..=b'~' if byte != b'\'' && byte != b'\\' => text.push(char::from(byte)),
            _ => {
                let _ = write!(text, "\\{byte:03o}");
            }
        }
    }
    text.push('\'');
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::SentHeader;

    fn check(body: Option<&'static [u8]>, shown: Option<&str>, expected: &str) {
        let request = SentRequest {
            method: "PATCH".to_owned(),
            url: "http://h/tasks?a=1&b=2".to_owned(),
            shown_url: "http://h/tasks?a=1&b=2".to_owned(),
            headers: vec![SentHeader {
                name: "x-api-key".to_owned(),
                value: "secret".to_owned(),
                shown: shown.map(str::to_owned),
            }],
            body: body.map(bytes::Bytes::from_static),
        };
        assert_eq!(curl(&request).unwrap(), expected);
    }

    #[test]
    fn a_credential_is_a_variable() {
        check(
            None,
            Some("$TALLY_KEY"),
            "curl -sS -i -X PATCH 'http://h/tasks?a=1&b=2' -H \"x-api-key: $TALLY_KEY\"",
        );
    }

    #[test]
    fn quotes_in_a_body_survive_the_shell() {
        check(
            Some(b"{\"t\":\"it's\"}"),
            None,
            "curl -sS -i -X PATCH 'http://h/tasks?a=1&b=2' -H 'x-api-key: secret' \
             -H 'content-type:' --data-raw '{\"t\":\"it'\\''s\"}'",
        );
    }

    #[test]
    fn bytes_that_are_no_text_go_through_printf() {
        check(
            Some(b"{\"t\":\"\xff%\0\"}"),
            None,
            "printf '{\"t\":\"\\377%%\\000\"}' | curl -sS -i -X PATCH 'http://h/tasks?a=1&b=2' \
             -H 'x-api-key: secret' -H 'content-type:' --data-binary @-",
        );
    }
}
