//! Paths as URIs (RFC 3986): relative ones stay relative, and nothing in a name is taken for a part of the URI.

use std::fmt::Write as _;

/// The URI of a path as reports show it. A `\` counts as `/`, since a path from Windows may have it; `file://` stands before an absolute path.
pub(super) fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let mut out = String::with_capacity(path.len() + 8);
    let drive = matches!(path.as_bytes(), [letter, b':', b'/', ..] if letter.is_ascii_alphabetic());
    if path.starts_with("//") {
        out.push_str("file:");
    } else if path.starts_with('/') {
        out.push_str("file://");
    } else if drive {
        out.push_str("file:///");
    } else if path
        .split('/')
        .next()
        .is_some_and(|first| first.contains(':'))
    {
        // Else what stands before the colon would be a scheme.
        out.push_str("./");
    }
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z'
            | b'a'..=b'z'
            | b'0'..=b'9'
            | b'-'
            | b'.'
            | b'_'
            | b'~'
            | b'/'
            | b':'
            | b'@'
            | b'!'
            | b'$'
            | b'&'
            | b'\''
            | b'('
            | b')'
            | b'*'
            | b'+'
            | b','
            | b';'
            | b'=' => {
                out.push(char::from(byte));
            }
            other => {
                let _ = write!(out, "%{other:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn names_stay_names() {
        for (path, wanted) in [
            ("a b/c#d%e?.truce", "a%20b/c%23d%25e%3F.truce"),
            ("é/停.truce", "%C3%A9/%E5%81%9C.truce"),
            ("a:b.truce", "./a:b.truce"),
            ("x/a:b.truce", "x/a:b.truce"),
            ("-x.truce", "-x.truce"),
            ("<stdin>", "%3Cstdin%3E"),
            ("/srv/a b", "file:///srv/a%20b"),
            ("C:\\a\\b c", "file:///C:/a/b%20c"),
            ("\\\\host\\a", "file://host/a"),
            ("a\\b[1]", "a/b%5B1%5D"),
        ] {
            assert_eq!(uri(path), wanted);
        }
    }
}
