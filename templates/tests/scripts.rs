//! That pages name our scripts, have what they look for, and what each of them may know. What they
//! weigh is in `tools/bundles.test.mjs`.

use std::collections::BTreeSet;
use std::fs;

use scraper::{Html, Selector};
use templates::assets::{HTMX_4_0_1_MIN_JS, INVITE_SCRIPT, OWNER_LINK_SCRIPT, ROOM_SCRIPT};
use templates::views::{MessageListMode, RoomPageMode, RoomView};
use templates::words::ENGLISH;

use templates::examples::cast::{INVITATION, OWNER_LINK, lobby, log};

/// The source of a module, by its path below `static/js`.
fn source(module: &str) -> String {
    fs::read_to_string(format!("../static/js/{module}")).expect("the module is there")
}

/// The entry of a room's page.
const ROOM: &str = "room.js";

/// The modules in a folder of `static/js`, by their paths below that.
fn modules(folder: &str) -> Vec<String> {
    let files = fs::read_dir(format!("../static/js/{folder}")).expect("a folder");
    let names = files.map(|file| format!("{folder}{}", file.expect("a file").file_name().display()));
    names.filter(|name| name.ends_with(".js")).collect()
}

/// What stands between two texts, each time.
fn between<'a>(text: &'a str, start: &str, end: char) -> BTreeSet<&'a str> {
    text.split(start).skip(1).filter_map(|rest| rest.split(end).next()).collect()
}

/// The modules that a module imports.
fn imports(module: &str, source: &str) -> BTreeSet<String> {
    let imports = between(source, "from '", '\'');
    let names = imports.iter().map(|path| path.strip_prefix("./").expect("a module imports its neighbours"));
    let found: BTreeSet<String> = names.map(str::to_owned).collect();
    assert_eq!(found.len(), source.matches("import ").count(), "{module} imports in a way that this test cannot read");
    found
}

fn room() -> String {
    templates::room_page(&lobby(), &ENGLISH).0
}

/// An attribute of all that a selector finds.
fn attributes(page: &str, selector: &str, attribute: &str) -> Vec<String> {
    let selector = Selector::parse(selector).expect("a selector");
    let page = Html::parse_document(page);
    page.select(&selector).filter_map(|element| element.attr(attribute)).map(str::to_owned).collect()
}

/// The modules that only those fetch who need them.
fn on_demand() -> Vec<String> {
    modules("on_demand/")
}

/// Nobody else fetches it, and it knows no more of the page than the others.
#[test]
fn module_on_demand_is_fetched_by_the_entry_or_its_neighbour() {
    // What of the entry has a module of its own.
    let parts = [ROOM, "keys.js", "composer_help.js", "composer_files.js", "log_links.js", "news.js"];
    let entry = parts.map(source).concat();
    let mut fetched = between(&entry, "import('./on_demand/", '\'');
    // Under a new address each time that it is asked for.
    fetched.extend(between(&entry, "`./on_demand/", '?'));
    let sources: Vec<(String, String)> =
        on_demand().into_iter().map(|module| (module.clone(), source(&module))).collect();
    for (module, source) in &sources {
        for import in between(source, "from '", '\'') {
            match import.strip_prefix("./") {
                Some(neighbour) => drop(fetched.insert(neighbour)),
                None => assert_eq!(import, "../settings.js", "{module} imports it"),
            }
        }
        for global in ["document", "window"] {
            let mut words = source.split(|c: char| !c.is_alphanumeric());
            assert!(words.all(|word| word != global), "{module} knows {global}");
        }
    }
    let there: BTreeSet<&str> = sources.iter().filter_map(|(module, _)| module.rsplit('/').next()).collect();
    assert_eq!(fetched, there);
}

#[test]
fn every_state_of_the_connection_has_words() {
    for state in ["connecting", "live", "waiting", "offline", "polling", "gone"] {
        let words = attributes(&room(), "#script-words", &format!("data-{state}"));
        assert!(words.first().is_some_and(|words| !words.is_empty()), "{state}");
    }
}

/// A page with a script of its own, and the form that the script finds.
#[track_caller]
fn loads_a_script_of_its_own(page: &str, script: &'static str, form: &str) {
    assert_eq!(attributes(page, "script", "src"), [script]);
    let module = script.strip_prefix("/scripts/").expect("where scripts are");
    for name in between(&source(module), "const { ", '}').into_iter().flat_map(|names| names.split(", ")) {
        let name = name.trim();
        let selector = format!("form[name={form}] :is(#{name}, [name={name}])");
        let selector = Selector::parse(&selector).expect("a selector");
        assert_eq!(Html::parse_document(page).select(&selector).count(), 1, "{name}: the script looks for this");
    }
}

#[test]
fn invitation_loads_a_script_of_its_own() {
    loads_a_script_of_its_own(&templates::invitation(&INVITATION, &ENGLISH).0, INVITE_SCRIPT, "invite");
}

#[test]
fn owner_link_page_loads_a_script_of_its_own() {
    loads_a_script_of_its_own(&templates::owner_link(&OWNER_LINK, &ENGLISH).0, OWNER_LINK_SCRIPT, "own");
}

#[test]
fn room_loads_htmx_and_one_script() {
    assert_eq!(attributes(&room(), "script", "src"), [HTMX_4_0_1_MIN_JS, ROOM_SCRIPT]);
    assert_eq!(attributes(&room(), "link[rel=modulepreload]", "href"), [""; 0]);
    let mut needed = BTreeSet::from([ROOM.to_owned()]);
    for module in modules("") {
        needed.extend(imports(&module, &source(&module)));
    }
    assert_eq!(needed, BTreeSet::from_iter(modules("")), "what modules import is what there is");
}

#[test]
fn modules_know_neither_the_page_nor_each_other() {
    for module in modules("").into_iter().filter(|module| module != ROOM) {
        let source = source(&module);
        let known = imports(&module, &source);
        assert!(known.iter().all(|import| import == "settings.js"), "{module} imports {known:?}");
        for global in ["document", "window"] {
            let words = source.split(|c: char| !c.is_alphanumeric());
            assert_eq!(words.filter(|word| *word == global).count(), 0, "{module} knows {global}");
        }
    }
}

#[test]
fn page_has_every_element_that_scripts_find() {
    let page = room();
    let entry = source(ROOM);
    let ids: BTreeSet<String> = attributes(&page, "[id]", "id").into_iter().collect();
    let looked_for = between(&entry, "byId('", '\'');
    assert!(looked_for.len() > 6, "need ids for this test to mean anything: {looked_for:?}");
    for id in looked_for {
        assert!(ids.contains(id), "room.js looks for #{id}");
    }

    let modules: String = modules("").into_iter().chain(on_demand()).map(|module| source(&module)).collect();
    let code: String = modules.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let keys = code.split("words.").skip(1).filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric()).next());
    let keys: BTreeSet<String> = keys.map(data_attribute).collect();
    assert!(keys.len() > 1, "need words for this test to mean anything: {keys:?}");
    for key in keys {
        let words = attributes(&page, "#script-words", &key);
        assert!(words.first().is_some_and(|words| !words.is_empty()), "{key}: a script shows this");
    }
}

/// `retryIn` in a script is `data-retry-in` in the page.
fn data_attribute(key: &str) -> String {
    let kebab = key.chars().map(|c| if c.is_uppercase() { format!("-{}", c.to_lowercase()) } else { c.to_string() });
    format!("data-{}", kebab.collect::<String>())
}

#[test]
fn earlier_messages_have_what_scripts_need_there() {
    let view = RoomView { messages: log(MessageListMode::Static), mode: RoomPageMode::Archive, ..lobby() };
    let page = templates::room_page(&view, &ENGLISH).0;
    assert_eq!(attributes(&page, "[data-me]", "data-socket"), [""; 0], "so that they start nothing");
    for (selector, attribute) in [("[data-me]", "data-me"), ("#history", "id"), ("#script-words", "data-today")] {
        assert_eq!(attributes(&page, selector, attribute).len(), 1, "{selector} has {attribute}");
    }
}
