//! The `wasm-bindgen` command, as far as worker-build uses it: it writes the JavaScript glue of the
//! Worker.
//!
//! It leaves out all the rest of the published command, above all a test runner with a web server
//! and TLS. Compiling that took longer than everything in here
//! (`docs/decisions/0016-build-tools-and-the-first-hour.md`).

use std::env;
use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    match run(env::args().skip(1)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("wasm-bindgen: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Does what the arguments say. An argument that is not known is an error: a newer worker-build may
/// want something that must not be left out in silence.
fn run(mut arguments: impl Iterator<Item = String>) -> Result<(), Box<dyn Error>> {
    let mut bindgen = Bindgen::new();
    // As the published command begins; the library's own default is another one.
    bindgen.omit_default_module_path(false);
    let mut out_dir = None;
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("{argument} needs a value"));
        match argument.as_str() {
            "--version" => {
                println!("wasm-bindgen {}", env!("CARGO_PKG_VERSION"));
                return Ok(());
            }
            "--out-dir" => out_dir = Some(PathBuf::from(value()?)),
            "--out-name" => _ = bindgen.out_name(&value()?),
            "--target" => match value()?.as_str() {
                "module" => _ = bindgen.module(true)?,
                other => return Err(format!("tools/bindgen does not know the target {other}").into()),
            },
            "--typescript" => _ = bindgen.typescript(true),
            "--no-typescript" => _ = bindgen.typescript(false),
            "--debug" => _ = bindgen.debug(true),
            "--no-demangle" => _ = bindgen.demangle(false),
            "--keep-debug" => _ = bindgen.keep_debug(true),
            "--omit-default-module-path" => _ = bindgen.omit_default_module_path(true),
            "--split-linked-modules" => _ = bindgen.split_linked_modules(true),
            "--experimental-reset-state-function" => _ = bindgen.reset_state_function(true),
            "--force-enable-abort-handler" => _ = bindgen.force_enable_abort_handler(true),
            option if option.starts_with('-') => {
                return Err(format!("tools/bindgen does not know {option}: add it there").into());
            }
            input => _ = bindgen.input_path(input),
        }
    }
    let out_dir = out_dir.ok_or("--out-dir is missing")?;
    // Its own errors tell their causes only in this form.
    bindgen.generate(out_dir).map_err(|error| format!("{error:?}").into())
}
