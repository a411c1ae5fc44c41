//! The same work on many things, on as many cores as there are; what comes out is in the order of what went in.

use std::cell::Cell;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// As much as the main thread of a program usually has, and more: what is judged must not depend on which thread judges it.
pub(crate) const STACK: usize = 16 << 20;

thread_local! {
    /// This thread does a part of something already: what it does is not divided again.
    static BUSY: Cell<bool> = const { Cell::new(false) };
}

/// Does it to each of them. Where there are no threads, or none can be had, one after another; and so where it is not worth it: to begin a thread and to wait for
/// it takes up to a millisecond.
pub(crate) fn map<T: Sync, R: Send>(
    items: &[T],
    worth_it: bool,
    f: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    if !worth_it || items.len() < 2 || BUSY.get() {
        return items.iter().map(f).collect();
    }
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    let next = AtomicUsize::new(0);
    let work = || {
        let taken = || {
            let n = next.fetch_add(1, Ordering::Relaxed);
            items.get(n).map(|item| (n, f(item)))
        };
        BUSY.set(true);
        let done = std::iter::from_fn(taken).collect::<Vec<_>>();
        BUSY.set(false);
        done
    };
    let mut done = thread::scope(|scope| {
        let others: Vec<_> = (1..workers.min(items.len()))
            .map_while(|_| {
                let builder = thread::Builder::new().stack_size(STACK);
                builder.spawn_scoped(scope, work).ok()
            })
            .collect();
        let mut all = work();
        for other in others {
            all.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        all
    });
    done.sort_unstable_by_key(|(n, _)| *n);
    done.into_iter().map(|(_, r)| r).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_comes_out_is_in_order() {
        for n in [0, 1, 2, 3, 1_000] {
            let items: Vec<usize> = (0..n).collect();
            let twice: Vec<usize> = items.iter().map(|i| 2 * i).collect();
            assert_eq!(super::map(&items, true, |i| 2 * i), twice);
            assert_eq!(super::map(&items, false, |i| 2 * i), twice);
        }
    }
}
