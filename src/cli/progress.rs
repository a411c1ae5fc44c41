//! What is told while something takes long: on standard error, where somebody sees it, and gone when it is done.

use std::io::{IsTerminal as _, Write as _};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Nothing is told of what takes no longer.
const PATIENCE: Duration = Duration::from_secs(1);
const BEAT: Duration = Duration::from_millis(500);

/// While it lives, what is done is told once it takes long.
pub(super) struct Progress {
    done: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Begins: `comparing us28 with e3`.
    pub(super) fn of(what: impl Into<String>) -> Progress {
        if !std::io::stderr().is_terminal() {
            return Progress { done: None };
        }
        let what = what.into();
        let (done, told) = channel();
        let thread = std::thread::Builder::new().spawn(move || {
            let began = Instant::now();
            let mut wait = PATIENCE;
            while told.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                wait = BEAT;
                let line = format!("\r{what} … {} s", began.elapsed().as_secs());
                // What cannot be told stops nothing.
                let _ = std::io::stderr().write_all(line.as_bytes());
            }
            if wait == BEAT {
                let _ = std::io::stderr().write_all(b"\r\x1B[K");
            }
        });
        Progress {
            done: thread.ok().map(|t| (done, t)),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((done, thread)) = self.done.take() {
            drop(done);
            let _ = thread.join();
        }
    }
}
