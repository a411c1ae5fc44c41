//! The command line of `armistice`.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
