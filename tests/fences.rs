//! Blocks of code in a page of the documentation.

/// The fenced blocks of a page, each with the word behind its fence.
pub fn fences(page: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut current: Option<(String, String)> = None;
    for line in page.lines() {
        match &mut current {
            Some(block) if line.trim_end() == "```" => {
                out.push(std::mem::take(block));
                current = None;
            }
            Some((_, text)) => {
                text.push_str(line);
                text.push('\n');
            }
            None => {
                current = line
                    .trim_end()
                    .strip_prefix("```")
                    .map(|word| (word.to_owned(), String::new()))
            }
        }
    }
    out
}
