//! The command line of `armistice`.

fn main() -> std::process::ExitCode {
    armistice::cli::run()
}
