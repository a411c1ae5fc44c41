//! An editor, as far as the language server can tell: it sends messages, waits for answers, and keeps what it is told.

use lsp_server::{Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// Nothing takes longer.
const BOUND: Duration = Duration::from_secs(60);

pub struct Client {
    child: Child,
    to: Option<ChildStdin>,
    from: Receiver<Message>,
    asked: i32,
    root: PathBuf,
    /// The last diagnostics of each text, by its path from the root.
    pub told: BTreeMap<String, Vec<Value>>,
    pub capabilities: Value,
}

impl Client {
    /// Starts a server for a folder.
    pub fn start(root: &Path, encodings: &[&str]) -> Client {
        let root = root.canonicalize().expect("a folder");
        let mut child = Command::new(env!("CARGO_BIN_EXE_armistice"))
            .args(["lsp", "--stdio"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("runs");
        let (sender, from) = channel();
        let mut out = BufReader::new(child.stdout.take().expect("stdout"));
        std::thread::spawn(move || {
            while let Ok(Some(message)) = Message::read(&mut out) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let to = child.stdin.take();
        let mut client = Client {
            child,
            to,
            from,
            asked: 0,
            root,
            told: BTreeMap::new(),
            capabilities: Value::Null,
        };
        let uri = client.uri("");
        let answer = client.ask(
            "initialize",
            json!({
                "processId": null, "rootUri": uri.trim_end_matches('/'),
                "capabilities": { "general": { "positionEncodings": encodings } },
            }),
        );
        client.capabilities = answer["capabilities"].clone();
        client.tell("initialized", json!({}));
        client
    }

    pub fn uri(&self, path: &str) -> String {
        format!("file://{}/{path}", self.root.display())
    }

    fn send(&mut self, message: Message) {
        let to = self.to.as_mut().expect("open");
        message.write(to).expect("sent");
        to.flush().expect("sent");
    }

    pub fn tell(&mut self, method: &str, params: Value) {
        self.send(Notification::new(method.to_owned(), params).into());
    }

    /// Sends a question and goes on.
    pub fn begin(&mut self, method: &str, params: Value) -> RequestId {
        self.asked += 1;
        let id = RequestId::from(self.asked);
        self.send(Request::new(id.clone(), method.to_owned(), params).into());
        id
    }

    /// The answer to a question that was sent.
    pub fn answer(&mut self, id: &RequestId) -> Response {
        loop {
            match self.from.recv_timeout(BOUND).expect("an answer in time") {
                Message::Response(r) if r.id == *id => return r,
                Message::Response(_) | Message::Request(_) => {}
                Message::Notification(n) => self.note(n),
            }
        }
    }

    fn note(&mut self, n: Notification) {
        if n.method == "textDocument/publishDiagnostics" {
            let uri = n.params["uri"].as_str().expect("an address");
            let path = uri
                .strip_prefix(&self.uri(""))
                .expect("in the folder")
                .to_owned();
            let all = n.params["diagnostics"].as_array().expect("a list").clone();
            self.told.insert(path, all);
        }
    }

    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.begin(method, params);
        let response = self.answer(&id);
        assert!(response.error.is_none(), "{method}: {:?}", response.error);
        response.result.unwrap_or_default()
    }

    pub fn open(&mut self, path: &str, text: &str) {
        let uri = self.uri(path);
        let document = json!({ "uri": uri, "languageId": "truce", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
    }

    pub fn change(&mut self, path: &str, version: i32, changes: Value) {
        let document = json!({ "uri": self.uri(path), "version": version });
        self.tell(
            "textDocument/didChange",
            json!({ "textDocument": document, "contentChanges": changes }),
        );
    }

    /// What the server says of a word of a text: the offset is counted from where the word stands.
    pub fn at(&self, path: &str, text: &str, word: &str, further: usize) -> Value {
        let at = text.find(word).expect("the word") + further;
        let start = text[..at].rfind('\n').map_or(0, |n| n + 1);
        let line = text[..at].matches('\n').count();
        let character: usize = text[start..at].chars().map(char::len_utf16).sum();
        json!({
            "textDocument": { "uri": self.uri(path) },
            "position": { "line": line, "character": character },
        })
    }

    /// Waits until the newest texts are judged; what is wrong with them was told before.
    pub fn judged(&mut self, path: &str) -> Value {
        let begun = Instant::now();
        loop {
            let uri = self.uri(path);
            let lenses = self.ask(
                "textDocument/codeLens",
                json!({ "textDocument": { "uri": uri } }),
            );
            if !lenses.is_null() {
                return lenses;
            }
            assert!(begun.elapsed() < BOUND, "never judged");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// What was told, as `path: line code severity`.
    pub fn shown(&self) -> Vec<String> {
        let mut out = Vec::new();
        for (path, all) in &self.told {
            for d in all {
                let severity = ["", "error", "warning", "note"]
                    [d["severity"].as_u64().expect("a number") as usize];
                let line = d["range"]["start"]["line"].as_u64().expect("a number") + 1;
                out.push(format!(
                    "{path}:{line}: {severity} {}",
                    d["code"].as_str().expect("a code")
                ));
            }
        }
        out.sort();
        out
    }

    /// Ends as an editor ends it.
    pub fn end(mut self) {
        self.ask("shutdown", Value::Null);
        self.tell("exit", Value::Null);
        self.to = None;
        let begun = Instant::now();
        while self.child.try_wait().expect("a process").is_none() {
            assert!(begun.elapsed() < BOUND, "it does not end");
            std::thread::sleep(Duration::from_millis(5));
        }
        assert!(self.child.wait().expect("a process").success());
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What `check` says of a folder, as [`Client::shown`] has it.
pub fn checked(root: &Path) -> Vec<String> {
    let out = Command::new(env!("CARGO_BIN_EXE_armistice"))
        .args(["check", "--format", "json"])
        .current_dir(root)
        .output()
        .expect("runs");
    let report: Value = serde_json::from_slice(&out.stdout).expect("JSON");
    let all = report["diagnostics"].as_array().expect("a list");
    let mut out: Vec<String> = all
        .iter()
        .map(|d| {
            let at = &d["at"];
            format!(
                "{}:{}: {} {}",
                at["path"].as_str().expect("a path"),
                at["start"]["line"],
                d["severity"].as_str().expect("a word"),
                d["code"].as_str().expect("a code")
            )
        })
        .collect();
    out.sort();
    out
}
