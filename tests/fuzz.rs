//! Texts nobody wrote, and what must hold of each (`fuzz/targets.rs`). As a test it runs every text of the corpus through every target once. Built by `.ci/fuzz`,
//! with `--cfg fuzzing` and counters in the code, it is a fuzzer: `ARMISTICE_TARGET` says what it looks at, and new texts come out of old ones (`fuzz/mutate.rs`).

#![cfg_attr(fuzzing, no_main)]

mod below;
mod fuzz {
    #[cfg_attr(not(fuzzing), allow(dead_code, reason = "only a fuzzer makes texts"))]
    pub mod mutate;
    pub mod targets;
    pub mod text;
}

#[cfg(fuzzing)]
mod fuzzer {
    use crate::fuzz::mutate::mutate;
    use crate::fuzz::targets::{TARGETS, Target};
    use std::sync::LazyLock;

    static TARGET: LazyLock<Target> = LazyLock::new(|| {
        let name = std::env::var("ARMISTICE_TARGET").unwrap_or_else(|_| "check".to_owned());
        let known = TARGETS.iter().find(|(n, _)| *n == name);
        *known.expect("a target of this name")
    });

    libfuzzer_sys::fuzz_target!(|data: &[u8]| {
        let text = String::from_utf8_lossy(data).into_owned();
        // What a text can do to the stack of a program it must not do to one of half that size.
        let run = std::thread::Builder::new()
            .stack_size(4 << 20)
            .spawn(move || TARGET.1(&text));
        run.expect("a thread").join().expect("what must hold");
    });

    libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
        if seed.is_multiple_of(16) {
            return libfuzzer_sys::fuzzer_mutate(data, size, max_size);
        }
        let text = mutate(&String::from_utf8_lossy(&data[..size]), seed);
        let mut end = max_size.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        data[..end].copy_from_slice(&text.as_bytes()[..end]);
        end
    });
}

#[cfg(not(fuzzing))]
fn main() -> std::process::ExitCode {
    use libtest_mimic::{Arguments, Trial};
    use std::path::Path;
    use std::time::{Duration, Instant};

    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["tests/fuzz/corpus", "tests/trials"];
    let files = folders.map(|f| below::truces(&root.join(f))).concat();
    let trials = fuzz::targets::TARGETS.iter().map(|(name, target)| {
        let files = files.clone();
        Trial::test(format!("fuzz::{name}"), move || {
            for file in files {
                let text = String::from_utf8_lossy(&std::fs::read(&file)?).into_owned();
                let start = Instant::now();
                std::panic::catch_unwind(|| target(&text))
                    .map_err(|_| format!("{} does not hold", file.display()))?;
                let took = start.elapsed();
                if took > Duration::from_secs(5) {
                    return Err(format!("{} took {took:?}", file.display()).into());
                }
            }
            Ok(())
        })
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit_code()
}
