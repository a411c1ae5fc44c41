//! The texts as the editor has them: open ones in memory, the others on the disk; paths and addresses, offsets and positions.

use super::super::load::{is_text, read, shown};
use crate::Input;
use crate::source::LineIndex;
use lsp_types::{Position, PositionEncodingKind, Range, TextDocumentContentChangeEvent, Uri};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::str::FromStr as _;

/// What a column counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Bytes,
    Utf16,
}

impl Encoding {
    /// Bytes, if the editor can; else what every editor can.
    pub(super) fn of(offered: Option<&[PositionEncodingKind]>) -> Encoding {
        let can = |kind: &PositionEncodingKind| *kind == PositionEncodingKind::UTF8;
        if offered.is_some_and(|all| all.iter().any(can)) {
            Encoding::Bytes
        } else {
            Encoding::Utf16
        }
    }

    pub(super) fn kind(self) -> PositionEncodingKind {
        match self {
            Encoding::Bytes => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
        }
    }

    fn columns(self, text: &str) -> usize {
        match self {
            Encoding::Bytes => text.len(),
            Encoding::Utf16 => text.chars().map(char::len_utf16).sum(),
        }
    }

    /// The position of an offset.
    pub(super) fn position(self, text: &str, lines: &LineIndex, offset: usize) -> Position {
        let mut at = offset.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let line = lines.line_of(at as u32);
        let start = lines.range(line, text).start;
        Position::new(line as u32, self.columns(&text[start..at]) as u32)
    }

    pub(super) fn range(self, text: &str, lines: &LineIndex, start: usize, end: usize) -> Range {
        Range::new(
            self.position(text, lines, start),
            self.position(text, lines, end),
        )
    }

    /// The offset of a position; what lies behind the end of a line is its end.
    pub(super) fn offset(self, text: &str, lines: &LineIndex, at: Position) -> usize {
        let range = lines.range(at.line as usize, text);
        let line = text[range.clone()].trim_end_matches(['\n', '\r']);
        let mut left = at.character as usize;
        let mut offset = 0;
        for c in line.chars() {
            let width = match self {
                Encoding::Bytes => c.len_utf8(),
                Encoding::Utf16 => c.len_utf16(),
            };
            if left < width {
                break;
            }
            left -= width;
            offset += c.len_utf8();
        }
        range.start + offset
    }
}

/// A text that is open.
pub(super) struct Open {
    pub(super) uri: Uri,
    pub(super) text: String,
    pub(super) version: i32,
}

/// All texts.
pub(super) struct Texts {
    /// The folder the editor works in, which is the working folder.
    root: PathBuf,
    /// Open texts, by the path they are shown under.
    pub(super) open: BTreeMap<String, Open>,
    pub(super) encoding: Encoding,
}

impl Texts {
    pub(super) fn new(root: PathBuf, encoding: Encoding) -> Texts {
        Texts {
            root,
            open: BTreeMap::new(),
            encoding,
        }
    }

    /// The path a text is shown under: counted from the working folder, if it lies in it.
    pub(super) fn path_of(&self, uri: &Uri) -> String {
        let file = url::Url::parse(uri.as_str())
            .ok()
            .and_then(|u| u.to_file_path().ok());
        match file {
            Some(file) => shown(file.strip_prefix(&self.root).unwrap_or(&file)),
            None => uri.as_str().to_owned(),
        }
    }

    /// The address of a text.
    pub(super) fn uri_of(&self, path: &str) -> Option<Uri> {
        if let Some(open) = self.open.get(path) {
            return Some(open.uri.clone());
        }
        let file = self.root.join(path);
        let url = url::Url::from_file_path(file).ok()?;
        Uri::from_str(url.as_str()).ok()
    }

    /// Makes the changes of an open text, in their order.
    pub(super) fn change(
        &mut self,
        path: &str,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
    ) {
        let encoding = self.encoding;
        let Some(open) = self.open.get_mut(path) else {
            return;
        };
        for change in changes {
            match change.range {
                None => open.text = change.text,
                Some(range) => {
                    let lines = LineIndex::new(&open.text);
                    let start = encoding.offset(&open.text, &lines, range.start);
                    let end = encoding.offset(&open.text, &lines, range.end).max(start);
                    open.text.replace_range(start..end, &change.text);
                }
            }
        }
        open.version = version;
    }

    /// All texts as they are now. What cannot be read is left out, as long as it is not open.
    pub(super) fn inputs(&self, files: &[PathBuf]) -> Vec<Input> {
        let mut all: BTreeMap<String, String> = BTreeMap::new();
        let beside = self
            .open
            .keys()
            .filter(|p| !files.iter().any(|f| shown(f) == **p));
        let folders: Vec<PathBuf> = beside
            .filter_map(|p| Path::new(p).parent().map(Path::to_path_buf))
            .collect();
        let near = folders.iter().flat_map(|f| texts_in(f));
        for file in files.iter().cloned().chain(near) {
            let path = shown(&file);
            if !self.open.contains_key(&path)
                && let Ok(text) = read(&file)
            {
                all.insert(path, text);
            }
        }
        for (path, open) in &self.open {
            let text = open.text.strip_prefix('\u{FEFF}').unwrap_or(&open.text);
            all.insert(path.clone(), text.to_owned());
        }
        let inputs = all.into_iter().map(|(path, text)| Input { path, text });
        inputs.collect()
    }
}

/// The texts of one folder: a file that is opened by itself belongs to them.
fn texts_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    // A link may lead out of the project: it is read when it is opened.
    let files = entries.filter(|e| e.file_type().is_ok_and(|t| t.is_file()));
    let mut out: Vec<PathBuf> = files.map(|e| e.path()).filter(|p| is_text(p)).collect();
    out.sort();
    out
}
