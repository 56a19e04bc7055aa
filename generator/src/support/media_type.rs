//! Media types (RFC 9110 section 8.3.1).

/// Finds the first declared media type that a `Content-Type` names; its parameters and the case of
/// its letters are of no importance.
#[must_use]
pub fn position(content_type: &str, declared: &[&str]) -> Option<usize> {
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    declared
        .iter()
        .position(|declared| covers(declared, essence))
}

/// Whether a media type is no range, and within a range that is declared.
#[must_use]
pub fn is_of_range(media_type: &str, range: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    // RFC 9110 section 5.6.2, of which `*` is left out.
    let is_token = |text: &str| {
        let symbol = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'+-.^_`|~".contains(&byte);
        !text.is_empty() && text.bytes().all(symbol)
    };
    let concrete = essence.split_once('/').is_some_and(|(class, subtype)| is_token(class) && is_token(subtype));
    concrete && covers(range, essence)
}

/// Whether a media type lacks the boundary without which its body cannot be read (RFC 2046 section
/// 5.1.1).
#[must_use]
pub fn lacks_boundary(media_type: &str) -> bool {
    let mut parts = media_type.split(';');
    let essence = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
    let boundary = |part: &str| {
        let (name, value) = part.split_once('=').unwrap_or_default();
        name.trim().eq_ignore_ascii_case("boundary") && !value.trim().trim_matches('"').is_empty()
    };
    essence.starts_with("multipart/") && !parts.any(boundary)
}

/// Whether a media type is the declared one, or one of the declared range.
fn covers(declared: &str, essence: &str) -> bool {
    match declared.split_once('/') {
        Some(("*", "*")) => true,
        Some((class, "*")) => essence
            .split('/')
            .next()
            .is_some_and(|found| found.eq_ignore_ascii_case(class)),
        _ => declared.eq_ignore_ascii_case(essence),
    }
}
