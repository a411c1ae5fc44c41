//! `armistice lsp`: what editors ask while a text is written, on standard input and output.

mod answers;
mod texts;
mod told;
mod work;

use super::config::{Config, NAME};
use super::{GOOD, Problem, check, load};
use clap::Args;
use crossbeam_channel::{Sender, select};
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::notification::{
    Cancel, DidChangeTextDocument, DidChangeWatchedFiles, DidCloseTextDocument,
    DidOpenTextDocument, DidSaveTextDocument, Notification as _, PublishDiagnostics,
};
use lsp_types::request::{
    CodeLensRefresh, InlayHintRefreshRequest, RegisterCapability, Request as _,
};
use lsp_types::*;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use texts::{Encoding, Open, Texts};
use work::{Done, Job, Judged, Read};

/// Options of `lsp`.
#[derive(Args)]
pub(super) struct Lsp {
    /// Speak on standard input and output; what is done anyway, for editors that say so
    #[arg(long)]
    stdio: bool,
}

impl Lsp {
    /// Runs it, until the editor ends it.
    pub(super) fn run(self) -> Result<u8, Problem> {
        let (connection, io) = Connection::stdio();
        serve(&connection)?;
        drop(connection);
        io.join().map_err(broken)?;
        Ok(GOOD)
    }
}

fn broken(e: impl std::fmt::Display) -> Problem {
    Problem::Usage(format!("the editor broke off: {e}"))
}

fn serve(connection: &Connection) -> Result<(), Problem> {
    let (id, params) = connection.initialize_start().map_err(broken)?;
    let params: InitializeParams = serde_json::from_value(params).map_err(broken)?;
    let general = params.capabilities.general.as_ref();
    let encoding = Encoding::of(general.and_then(|g| g.position_encodings.as_deref()));
    let root = root_of(&params);
    // Settings, files that are used and the paths that are shown count from there, as for every other command.
    let _ = std::env::set_current_dir(&root);
    let answer = InitializeResult {
        capabilities: answers::capabilities(encoding),
        server_info: Some(ServerInfo {
            name: "armistice".to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
    };
    let answer = serde_json::to_value(answer).map_err(broken)?;
    connection.initialize_finish(id, answer).map_err(broken)?;
    let refreshes = refreshes(&params);
    let (jobs, done) = work::start();
    let mut server = Server {
        connection,
        texts: Texts::new(root, encoding),
        jobs,
        turn: 0,
        config: Config::default(),
        files: Vec::new(),
        read: None,
        judged: None,
        waiting: Vec::new(),
        told: BTreeMap::new(),
        refreshes,
        asked: 0,
    };
    if can_watch(&params) {
        server.watch();
    }
    server.look_around();
    server.changed();
    loop {
        select! {
            recv(connection.receiver) -> message => {
                let Ok(message) = message else { return Ok(()) };
                match message {
                    Message::Request(r) => {
                        // An editor that has ended the session may go without a further word.
                        match connection.handle_shutdown(&r) {
                            Ok(true) | Err(_) => return Ok(()),
                            Ok(false) => server.asked_for(r),
                        }
                    }
                    Message::Notification(n) => server.told_of(n),
                    Message::Response(_) => {}
                }
            }
            recv(done) -> what => match what {
                Ok(Done::Read(read)) => server.was_read(read),
                Ok(Done::Judged(judged)) => server.was_judged(judged),
                Err(_) => return Err(Problem::Internal("the work beside the messages ended".to_owned())),
            }
        }
    }
}

/// What stands in the margin follows from verdicts: an editor that can is told to ask for it again when they are there.
fn refreshes(params: &InitializeParams) -> Vec<&'static str> {
    let Some(w) = params.capabilities.workspace.as_ref() else {
        return Vec::new();
    };
    let lenses = w.code_lens.as_ref().and_then(|c| c.refresh_support);
    let hints = w.inlay_hint.as_ref().and_then(|c| c.refresh_support);
    let all = [
        (lenses, CodeLensRefresh::METHOD),
        (hints, InlayHintRefreshRequest::METHOD),
    ];
    let can = all.into_iter().filter(|(can, _)| *can == Some(true));
    can.map(|(_, method)| method).collect()
}

/// Does the editor watch files for those that ask it to?
fn can_watch(params: &InitializeParams) -> bool {
    let workspace = params.capabilities.workspace.as_ref();
    let watching = workspace.and_then(|w| w.did_change_watched_files.as_ref());
    watching.and_then(|w| w.dynamic_registration) == Some(true)
}

/// The folder the editor works in.
fn root_of(params: &InitializeParams) -> PathBuf {
    let folder = params
        .workspace_folders
        .iter()
        .flatten()
        .next()
        .map(|f| &f.uri);
    #[allow(deprecated, reason = "older editors say nothing else")]
    let uri = folder.or(params.root_uri.as_ref());
    let url = uri.and_then(|u| url::Url::parse(u.as_str()).ok());
    let path = url.and_then(|u| u.to_file_path().ok());
    path.or_else(|| std::env::current_dir().ok())
        .unwrap_or_default()
}

struct Server<'c> {
    connection: &'c Connection,
    texts: Texts,
    jobs: Sender<Job>,
    /// How often anything has changed.
    turn: u64,
    /// The settings in force.
    config: Config,
    /// The files of the project.
    files: Vec<PathBuf>,
    /// What was read last.
    read: Option<Arc<Read>>,
    /// What was judged last.
    judged: Option<Judged>,
    /// Questions about texts that are being read.
    waiting: Vec<Request>,
    /// What was told last of each text.
    told: BTreeMap<String, Vec<lsp_types::Diagnostic>>,
    /// What the editor asks for again when it is told to.
    refreshes: Vec<&'static str>,
    /// How much the editor was asked.
    asked: i32,
}

impl Server<'_> {
    /// Looks for the settings and the files of the project. What is wrong with the settings is told by `check`.
    fn look_around(&mut self) {
        self.config = Config::find(None, false).unwrap_or_default();
        let found = load::find(&self.config.paths(Vec::new()));
        self.files = found.map(|(files, _)| files).unwrap_or_default();
    }

    /// Has everything read again.
    fn changed(&mut self) {
        self.turn += 1;
        let job = Job {
            turn: self.turn,
            inputs: self.texts.inputs(&self.files),
            paths: self.config.paths(Vec::new()),
            options: check::options(&self.config),
        };
        let _ = self.jobs.send(job);
    }

    fn is_current(&self) -> bool {
        self.read.as_ref().is_some_and(|r| r.turn == self.turn)
    }

    fn asked_for(&mut self, request: Request) {
        if self.is_current() || answers::needs_no_reading(&request.method) {
            self.answer(request);
        } else {
            self.waiting.push(request);
        }
    }

    fn answer(&self, request: Request) {
        let id = request.id.clone();
        let about = answers::About {
            texts: &self.texts,
            read: self.read.as_deref(),
            judged: self.judged.as_ref().filter(|j| j.turn == self.turn),
        };
        let response = match about.answer(request) {
            Ok(value) => Response::new_ok(id, value),
            Err((code, why)) => Response::new_err(id, code as i32, why),
        };
        let _ = self.connection.sender.send(response.into());
    }

    fn told_of(&mut self, n: Notification) {
        match n.method.as_str() {
            DidOpenTextDocument::METHOD => {
                let Some(p) = params::<DidOpenTextDocumentParams>(n) else {
                    return;
                };
                let d = p.text_document;
                let path = self.texts.path_of(&d.uri);
                let open = Open {
                    uri: d.uri,
                    text: d.text,
                    version: d.version,
                };
                self.texts.open.insert(path, open);
                self.changed();
            }
            DidChangeTextDocument::METHOD => {
                let Some(p) = params::<DidChangeTextDocumentParams>(n) else {
                    return;
                };
                let path = self.texts.path_of(&p.text_document.uri);
                self.texts
                    .change(&path, p.text_document.version, p.content_changes);
                self.changed();
            }
            DidCloseTextDocument::METHOD => {
                let Some(p) = params::<DidCloseTextDocumentParams>(n) else {
                    return;
                };
                let path = self.texts.path_of(&p.text_document.uri);
                self.texts.open.remove(&path);
                self.changed();
            }
            DidSaveTextDocument::METHOD | DidChangeWatchedFiles::METHOD => {
                self.look_around();
                self.changed();
            }
            Cancel::METHOD => {
                let Some(p) = params::<CancelParams>(n) else {
                    return;
                };
                let id: RequestId = match p.id {
                    NumberOrString::Number(n) => n.into(),
                    NumberOrString::String(s) => s.into(),
                };
                if let Some(at) = self.waiting.iter().position(|r| r.id == id) {
                    self.waiting.remove(at);
                    let code = ErrorCode::RequestCanceled as i32;
                    let response = Response::new_err(id, code, "cancelled".to_owned());
                    let _ = self.connection.sender.send(response.into());
                }
            }
            _ => {}
        }
    }

    fn was_read(&mut self, read: Arc<Read>) {
        self.read = Some(read);
        if !self.is_current() {
            return;
        }
        for request in std::mem::take(&mut self.waiting) {
            self.answer(request);
        }
        // Mistakes are told at once; drafting faults when all is judged.
        let Some(read) = self.read.clone() else {
            return;
        };
        if read
            .project
            .diagnostics
            .iter()
            .any(|d| d.severity == crate::Severity::Error)
        {
            self.tell(&read, &read.project.diagnostics);
        }
    }

    fn was_judged(&mut self, judged: Judged) {
        let newest = |turn: u64| turn == judged.turn && turn == self.turn;
        let Some(read) = self.read.clone().filter(|r| newest(r.turn)) else {
            return;
        };
        self.tell(&read, &judged.report.diagnostics);
        self.judged = Some(judged);
        for method in self.refreshes.clone() {
            self.ask(method, serde_json::Value::Null);
        }
    }

    /// Asks the editor for something; what it answers does not matter.
    fn ask(&mut self, method: &str, params: serde_json::Value) {
        self.asked += 1;
        let ask = Request::new(self.asked.into(), method.to_owned(), params);
        let _ = self.connection.sender.send(ask.into());
    }

    /// Asks to be told when a text or the settings change on the disk.
    fn watch(&mut self) {
        let watched = serde_json::json!({ "registrations": [{
            "id": "texts",
            "method": DidChangeWatchedFiles::METHOD,
            "registerOptions": { "watchers": [{ "globPattern": "**/*.truce" }, { "globPattern": format!("**/{NAME}") }] },
        }] });
        self.ask(RegisterCapability::METHOD, watched);
    }

    /// Tells what is wrong with each text, if it is not what was told before.
    fn tell(&mut self, read: &Read, all: &[crate::Diagnostic]) {
        let project = &read.project;
        let mut now: BTreeMap<String, Vec<lsp_types::Diagnostic>> = BTreeMap::new();
        for d in all {
            let source = project.sources.get(d.at.span.source);
            if !source.built_in {
                let told = told::diagnostic(project, &self.texts, d);
                now.entry(source.path.clone()).or_default().push(told);
            }
        }
        // What has nothing wrong any more is told so.
        for path in self.told.keys().chain(self.texts.open.keys()) {
            now.entry(path.clone()).or_default();
        }
        for (path, diagnostics) in &now {
            if self.told.get(path) == Some(diagnostics) {
                continue;
            }
            let Some(uri) = self.texts.uri_of(path) else {
                continue;
            };
            let version = self.texts.open.get(path).map(|o| o.version);
            let params = PublishDiagnosticsParams::new(uri, diagnostics.clone(), version);
            let told = Notification::new(PublishDiagnostics::METHOD.to_owned(), params);
            let _ = self.connection.sender.send(told.into());
        }
        self.told = now;
    }
}

/// What a message says; nothing: it is not what it should be, and nothing is done.
fn params<T: serde::de::DeserializeOwned>(n: Notification) -> Option<T> {
    serde_json::from_value(n.params).ok()
}
