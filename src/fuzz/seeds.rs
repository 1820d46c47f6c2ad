//! Every seed in `fuzz/seeds` goes through its target: what fuzzers have found stays mended.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const FUZZ: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz");

/// All seeds together: they are read by everybody who clones this.
const SEEDS_MAX_BYTES: usize = 300 * 1024;

/// What is held against an input.
type Target = fn(&[u8]);

/// Each target is a file in `fuzz/targets` and a folder in `fuzz/seeds`.
const TARGETS: [(&str, Target); 10] = [
    ("backup", super::backup),
    ("cookies", super::cookies),
    ("cursor", super::cursor),
    ("frame", super::frame),
    ("markup", super::markup),
    ("name", super::name),
    ("search", super::search),
    ("session", super::session),
    ("slug", super::slug),
    ("upload", super::upload),
];

fn names_in(folder: &Path) -> BTreeSet<String> {
    let files = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    files.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned())).collect()
}

#[test]
fn seeds_hold_in_every_target() {
    let mut bytes = 0;
    for (target, check) in TARGETS {
        let seeds = fs::read_dir(Path::new(FUZZ).join("seeds").join(target)).expect("a folder of seeds");
        let mut count = 0;
        for seed in seeds.map(|entry| entry.expect("an entry").path()) {
            let data = fs::read(&seed).expect("a seed");
            println!("{}", seed.display());
            check(&data);
            (bytes, count) = (bytes + data.len(), count + 1);
        }
        assert!(count >= 5, "{target} has {count} seeds");
    }
    assert!(bytes <= SEEDS_MAX_BYTES, "the seeds have {bytes} bytes");
}

#[test]
fn targets_are_those_of_the_fuzzers() {
    let ours: BTreeSet<String> = TARGETS.iter().map(|(target, _)| (*target).to_owned()).collect();
    assert_eq!(names_in(&Path::new(FUZZ).join("targets")), ours);
    assert_eq!(names_in(&Path::new(FUZZ).join("seeds")), ours);
}

/// The fuzzers are built by a manifest of their own, with the same source.
#[test]
fn fuzzers_are_built_of_what_is_deployed() {
    let read = |path: &str| fs::read_to_string(Path::new(FUZZ).join(path)).expect("a file");
    let dependencies = |manifest: &str| -> BTreeSet<String> {
        let section = manifest.split("\n[dependencies]\n").nth(1).unwrap_or_default().split("\n[").next();
        let lines = section.unwrap_or_default().lines().filter_map(|line| line.split_once(" = "));
        lines.map(|(name, _)| name.to_owned()).collect()
    };
    let (deployed, fuzzed) = (dependencies(&read("../Cargo.toml")), dependencies(&read("Cargo.toml")));
    let missing: Vec<_> = deployed.difference(&fuzzed).collect();
    assert!(deployed.len() > 10 && missing.is_empty(), "missing in fuzz/Cargo.toml: {missing:?}");

    let versions = |lock: &str| -> BTreeSet<String> {
        let of_others = lock.split("[[package]]").filter(|package| package.contains("\nsource = "));
        of_others.map(|package| package.lines().skip(1).take(2).collect::<Vec<_>>().join(" ")).collect()
    };
    let name = |package: &String| package.split(" version").next().unwrap_or_default().to_owned();
    let (deployed, fuzzed) = (versions(&read("../Cargo.lock")), versions(&read("Cargo.lock")));
    let names: BTreeSet<String> = deployed.iter().map(name).collect();
    let others: Vec<_> = fuzzed.difference(&deployed).filter(|package| names.contains(&name(package))).collect();
    assert!(others.is_empty(), "fuzz/Cargo.lock has other versions than Cargo.lock: {others:#?}");
}
