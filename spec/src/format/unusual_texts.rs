//! Texts and characters that are often handled wrongly.

/// Texts that patterns often do not match, and that are often handled as something else.
pub const UNUSUAL_TEXTS: &[&str] = &[
    "", " ", "!", "a", "A", "0", "-", "é", "a b", "\n", "☃", "_", "/", "%", "-1", "1.5", "a@b",
    "🎸",
];

/// Ranges of characters that are drawn together; the first are ordinary ones. Every server can store
/// all of them.
pub const ALPHABETS: &[&[(char, char)]] = &[
    &[('a', 'z'), ('a', 'z'), ('A', 'Z'), ('0', '9'), (' ', ' ')],
    &[(' ', '~')],
    &[('a', 'z'), ('\u{a1}', '\u{17f}')],
    &[
        ('\u{391}', '\u{3a1}'),
        ('\u{410}', '\u{44f}'),
        ('\u{5d0}', '\u{5ea}'),
    ],
    &[('\u{3041}', '\u{3096}'), ('\u{4e00}', '\u{9fa5}')],
    &[
        ('\u{1f300}', '\u{1f5ff}'),
        ('\u{1d400}', '\u{1d454}'),
        ('a', 'z'),
    ],
    &[(' ', ' '), ('\t', '\n'), ('\r', '\r'), ('a', 'z')],
    &[('\u{300}', '\u{36f}'), ('a', 'z'), ('\u{200b}', '\u{200f}')],
    &[
        ('"', '"'),
        ('\'', '\''),
        ('\\', '\\'),
        ('<', '>'),
        ('{', '}'),
        ('%', '&'),
    ],
];

/// Characters that JSON permits and many stores refuse or change: NUL, invisible ones, what is not
/// a character. They are for code that reads strings, and are not sent to servers.
pub const RARELY_STORED: &[char] = &[
    '\0',
    '\u{7f}',
    '\u{a0}',
    '\u{202e}',
    '\u{feff}',
    '\u{ffff}',
    '\u{10ffff}',
];
