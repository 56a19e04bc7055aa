//! Writes a request as a `curl` command line.

use std::fmt::Write;

use crate::exchange::{Piece, SentRequest, Shown};

/// A command line for a POSIX shell with curl that sends the same request. Credentials are
/// environment variables (see [`Secrets::variable`](crate::secret::Secrets::variable)).
///
/// `None` when the request cannot be written so: a header value with control characters.
#[must_use]
pub fn curl(request: &SentRequest) -> Option<String> {
    let mut line = String::new();
    let body = request.body.as_deref().unwrap_or_default();
    // A carriage return, as multipart bodies have it, gets lost in a terminal.
    let piped = std::str::from_utf8(body).is_err() || body.iter().any(|it| b"\0\r".contains(it));
    if piped {
        write!(line, "printf {} | ", octal(body)).ok()?;
    }
    line.push_str("curl -sS -i");
    // curl would read lists and ranges into them.
    if request.url.contains(['[', ']', '{', '}']) {
        line.push_str(" -g");
    }
    match request.method.as_str() {
        "HEAD" => line.push_str(" --head"),
        method => write!(line, " -X {}", quoted(method)).ok()?,
    }
    let url = match &request.shown_url {
        Some(shown) => word(shown),
        None => quoted(&request.url),
    };
    write!(line, " {url}").ok()?;
    for header in &request.headers {
        match &header.shown {
            // curl sends a header without a value only when it ends with a semicolon.
            _ if header.value.trim().is_empty() => {
                write!(line, " -H {}", quoted(&format!("{};", header.name))).ok()?;
            }
            Some(shown) => {
                let shown = shown.clone().after(format!("{}: ", header.name));
                write!(line, " -H {}", word(&shown)).ok()?;
            }
            None if header.value.chars().any(char::is_control) => return None,
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

/// What is shown as one word of a POSIX shell, which puts the credentials in and reads nothing into
/// anything else: in one pair of double quotes where that is so, else piece by piece.
fn word(shown: &Shown) -> String {
    let is_harmless = |(at, piece): (usize, &Piece)| {
        let former = at.checked_sub(1).map(|at| &shown.0[at]);
        let follows = matches!(former, Some(Piece::Placeholder(_)));
        // One that is encoded makes a command of its own.
        match piece {
            Piece::Text(text) => {
                !text.contains(['$', '`', '\\', '"', '!'])
                    // What else could be more of the name of a variable, or say how it is read.
                    && (!follows || text.starts_with(['&', ';', ' ']))
            }
            Piece::Placeholder(_) => !follows,
            Piece::Encoded(_) => true,
        }
    };
    if shown.0.iter().enumerate().all(is_harmless) {
        let pieces = shown.0.iter().map(|piece| match piece {
            Piece::Text(text) | Piece::Placeholder(text) => text.clone(),
            Piece::Encoded(text) => encoding(text),
        });
        return format!("\"{}\"", pieces.collect::<String>());
    }
    let pieces = shown.0.iter().map(|piece| match piece {
        Piece::Text(text) => quoted(text),
        Piece::Placeholder(text) => format!("\"{text}\""),
        Piece::Encoded(text) => format!("\"{}\"", encoding(text)),
    });
    pieces.collect()
}

/// A command of a POSIX shell that writes a text percent-encoded, byte by byte and without another
/// program.
fn encoding(text: &str) -> String {
    format!(
        "$(LC_ALL=C; s=\"{text}\"; while [ \"$s\" ]; do c=${{s%\"${{s#?}}\"}}; s=${{s#?}}; \
         case $c in ([A-Za-z0-9._~-]) printf %s \"$c\";; (*) printf %%%02X \"'$c\";; esac; done)"
    )
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
    for (place, &byte) in bytes.iter().enumerate() {
        match byte {
            // It would be taken for an option.
            b'-' if place == 0 => text.push_str("\\055"),
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
            shown_url: None,
            headers: vec![SentHeader {
                name: "x-api-key".to_owned(),
                value: "secret".to_owned(),
                shown: shown.map(Shown::placeholder),
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
    fn lists_and_ranges_are_no_business_of_curl() {
        let request = SentRequest {
            method: "GET".to_owned(),
            url: "http://h/x?a[b]=1".to_owned(),
            shown_url: None,
            headers: Vec::new(),
            body: None,
        };
        assert_eq!(
            curl(&request).unwrap(),
            "curl -sS -i -g -X GET 'http://h/x?a[b]=1'"
        );
    }

    /// What a shell makes of a word, without any program but those that it has.
    #[cfg(unix)]
    #[test]
    fn a_shell_percent_encodes_a_credential_in_a_url() {
        let shown = Shown(vec![
            text("http://h/$x?k="),
            Piece::Encoded("$TALLY_K".to_owned()),
            text("&w="),
            Piece::Encoded("${TALLY_K%?}".to_owned()),
        ]);
        let secret = "two words/é'\"$(id)`\\&%~";
        let encoded = crate::compose::encoded(secret);
        let expected = format!(
            "http://h/$x?k={encoded}&w={}",
            encoded.trim_end_matches('~')
        );
        for shown in [shown.clone(), Shown(shown.0[1..].to_vec())] {
            let mut shell = std::process::Command::new("/bin/sh");
            let script = format!("printf %s {}", word(&shown));
            let shell = shell.args(["-c", &script]).env("TALLY_K", secret);
            let got = shell.env("PATH", "").output().unwrap().stdout;
            let got = String::from_utf8(got).unwrap();
            assert!(expected.ends_with(&got) && got.len() > 60, "{got}");
        }
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
    fn the_lines_of_a_multipart_body_go_through_printf() {
        check(
            Some(b"--tally\r\n\r\n"),
            None,
            "printf '\\055-tally\\015\\012\\015\\012' | curl -sS -i -X PATCH 'http://h/tasks?a=1&b=2' \
             -H 'x-api-key: secret' -H 'content-type:' --data-binary @-",
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

    fn text(text: &str) -> Piece {
        Piece::Text(text.to_owned())
    }

    fn placeholder(text: &str) -> Piece {
        Piece::Placeholder(text.to_owned())
    }

    #[test]
    fn only_placeholders_are_read_by_the_shell() {
        let check = |pieces: &[Piece], expected: &str| {
            assert_eq!(word(&Shown(pieces.to_vec())), expected);
        };
        let (key, pin) = (placeholder("$TALLY_K"), placeholder("${TALLY_P%?}"));
        check(
            &[text("http://h/x?k="), key.clone()],
            r#""http://h/x?k=$TALLY_K""#,
        );
        check(
            &[text("http://h/$count?k="), key.clone()],
            r#"'http://h/$count?k='"$TALLY_K""#,
        );
        check(
            &[
                text("http://h/$(id)?k="),
                key.clone(),
                text("&p="),
                pin.clone(),
            ],
            r#"'http://h/$(id)?k='"$TALLY_K"'&p='"${TALLY_P%?}""#,
        );
        check(&[text("x`id`: "), key.clone()], r#"'x`id`: '"$TALLY_K""#);
        check(
            &[text("cookie: it's=\"; k="), key.clone()],
            r#"'cookie: it'\''s="; k='"$TALLY_K""#,
        );
        check(&[text("k="), key.clone(), text("_X")], r#"k="$TALLY_K"_X"#);
        check(
            &[text("k="), key.clone(), pin],
            r#"k="$TALLY_K""${TALLY_P%?}""#,
        );
    }

    /// What curl gets when a shell runs the line.
    #[cfg(unix)]
    #[test]
    fn a_shell_gives_curl_what_was_sent() {
        let shown = |pieces: &[Piece]| Some(Shown(pieces.to_vec()));
        let key = placeholder("$TALLY_K");
        let request = SentRequest {
            method: "GET".to_owned(),
            url: "http://h/$(echo 1)/`echo 2`/$HOME?k=it's \\ \"".to_owned(),
            shown_url: shown(&[text("http://h/$(echo 1)/`echo 2`/$HOME?k="), key.clone()]),
            headers: vec![
                SentHeader {
                    name: "x`echo`$HOME".to_owned(),
                    value: "$(no) it's \\ \"".to_owned(),
                    shown: shown(&[text("$(no) "), key.clone()]),
                },
                SentHeader {
                    name: "authorization".to_owned(),
                    value: "Bearer it's \\ \"".to_owned(),
                    shown: shown(&[text("Bearer "), key]),
                },
                SentHeader {
                    name: "x-empty".to_owned(),
                    value: String::new(),
                    shown: Some(Shown::default()),
                },
            ],
            body: None,
        };
        let line = curl(&request).unwrap();
        let script = format!("curl() {{ printf '%s\\n' \"$@\"; }}\n{line}");
        let mut shell = std::process::Command::new("sh");
        let shell = shell.args(["-c", &script]).env("TALLY_K", "it's \\ \"");
        let got = String::from_utf8(shell.output().unwrap().stdout).unwrap();
        let got: Vec<_> = got.lines().skip_while(|it| *it != "GET").skip(1).collect();
        let expected = [
            request.url.as_str(),
            "-H",
            "x`echo`$HOME: $(no) it's \\ \"",
            "-H",
            "authorization: Bearer it's \\ \"",
            "-H",
            "x-empty;",
        ];
        assert_eq!(got, expected, "{line}");
    }
}
