//! What takes time is done beside the messages: one thread reads the texts, another judges what was read. Only the newest texts are read, and only what was read
//! of the newest is judged.

use crate::Input;
use crate::editor::{Hint, Index, dates};
use crate::parallel::STACK;
use crate::project::{Before, Options, Project, Report};
use crossbeam_channel::{Receiver, Sender, unbounded};
use std::path::PathBuf;
use std::sync::Arc;

/// Texts to be read.
pub(super) struct Job {
    /// How often anything had changed.
    pub(super) turn: u64,
    pub(super) inputs: Vec<Input>,
    /// What was named: files that are used are looked for from there.
    pub(super) paths: Vec<PathBuf>,
    pub(super) options: Options,
}

/// Texts that were read.
pub(super) struct Read {
    pub(super) turn: u64,
    pub(super) project: Project,
    pub(super) index: Index,
    options: Options,
}

/// What is done.
pub(super) enum Done {
    Read(Arc<Read>),
    Judged(Judged),
}

/// What was made of texts that were read.
pub(super) struct Judged {
    pub(super) turn: u64,
    pub(super) report: Report,
    /// When clauses are done.
    pub(super) dates: Vec<Hint>,
}

/// Starts both threads. They end when nobody sends or listens any more.
pub(super) fn start() -> (Sender<Job>, Receiver<Done>) {
    let (jobs, to_read) = unbounded::<Job>();
    let (read, to_judge) = unbounded::<Arc<Read>>();
    let (out, done) = unbounded();
    let told = out.clone();
    spawn(move || {
        let mut before = Before::default();
        while let Some(job) = newest(&to_read) {
            let all = Arc::new(Read::of(job, &mut before));
            if told.send(Done::Read(Arc::clone(&all))).is_err() || read.send(all).is_err() {
                return;
            }
        }
    });
    spawn(move || {
        while let Some(all) = newest(&to_judge) {
            let judged = Judged {
                turn: all.turn,
                report: all.project.judged(&all.options),
                dates: dates(&all.project),
            };
            if out.send(Done::Judged(judged)).is_err() {
                return;
            }
        }
    });
    (jobs, done)
}

/// A thread with as much room as all have that read texts.
fn spawn(work: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(work);
    // Without a thread nothing is read: what waits for it sees its channel closed.
    drop(thread);
}

/// Waits for something to do, and passes over what is old already.
fn newest<T>(from: &Receiver<T>) -> Option<T> {
    let mut out = from.recv().ok()?;
    while let Ok(next) = from.try_recv() {
        out = next;
    }
    Some(out)
}

impl Read {
    fn of(job: Job, before: &mut Before) -> Read {
        let loader = super::super::load::loader(&job.paths);
        let project = Project::again(job.inputs, false, &loader, before);
        let index = Index::new(&project);
        Read {
            turn: job.turn,
            project,
            index,
            options: job.options,
        }
    }
}
