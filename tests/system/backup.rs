//! Backups: a room leaves as a file and comes back whole; D1 gets once more what it lost; somebody
//! is forgotten. `bin/operate` does all of it, as an operator would.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use std::{env, fs, process};

use harness::cast::{ADA, GRACE, LINUS};
use harness::{OPERATOR_KEY, Server, Start, Visitor, wait};
use serde_json::{Value, json};
use templates::urls;

/// How a file of a room begins.
const HEAD: &str = r#"{"type":"room","#;

/// The room erases what D1 has twice, 45 s apart, before its address is free.
const ERASED_WITHIN: Duration = Duration::from_secs(120);

/// What is in it is a secret of the rooms, so it goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = env::temp_dir().join(format!("natter-backup-{name}-{}", process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        Self(folder)
    }

    fn file(&self, name: &str) -> String {
        self.0.join(name).to_str().expect("UTF-8").to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What a command printed, and whether it succeeded.
async fn operates(server: &Server, words: &[&str]) -> (bool, String) {
    let mut command = Command::new("bin/operate");
    command.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).args(words);
    command.env("NATTER_URL", server.origin()).env("OPERATOR_KEY", OPERATOR_KEY);
    let output = tokio::task::spawn_blocking(move || command.output()).await.expect("it is run").expect("it runs");
    let text = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&text).into_owned())
}

async fn done(server: &Server, words: &[&str]) -> String {
    let (succeeded, text) = operates(server, words).await;
    assert!(succeeded, "{words:?}: {text}");
    text
}

/// A file without when it was made.
fn lines(file: &str) -> Vec<Value> {
    let text = fs::read_to_string(file).expect("a file");
    let mut lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    lines[0].as_object_mut().and_then(|head| head.remove("exported_at")).expect("when it was made");
    lines
}

/// Deletes a room, and waits until nothing is left of it.
async fn deletes(server: &Server, room: &str) {
    done(server, &["delete", room]).await;
    wait::until(format!("{room} to be erased"), ERASED_WITHIN, async || {
        let answer = Visitor::stranger(server).get(&format!("/api/rooms/{room}/users")).await;
        if answer.status == 410 { Err("it is being erased".to_owned()) } else { Ok(()) }
    })
    .await;
}

#[tokio::test]
async fn room_comes_back_as_it_was() {
    let server = Start::default().with("KEEP_MESSAGES", 250).server().await;
    let folder = Folder::new("whole");
    let [ada, grace, linus] = [
        Visitor::joins(&server, ADA).await,
        Visitor::joins(&server, GRACE).await,
        Visitor::joins(&server, LINUS).await,
    ];
    let adas = ada.enters("garden").await;
    let settings = [("title", "The garden"), ("topic", "What <b>grows</b>"), ("slow", "0")];
    ada.post(&urls::settings("garden"), &settings).await;
    let (graces, linuses) = (grace.enters("garden").await, linus.enters("garden").await);
    adas.says("The first rose.");
    let first = graces.sees("The first rose.").await.seq;
    graces.says("Oops.");
    let oops = adas.sees("Oops.").await.seq;
    assert_eq!(grace.post(&urls::remove("garden", oops), &[]).await.status, 303);
    let react = [("on", "🎉")];
    assert_eq!(grace.post(&urls::react("garden", first), &react).await.status, 303);
    let ban = [("term", "0"), ("ban-reason", "Advertising")];
    assert_eq!(ada.post(&urls::ban("garden", &linuses.me()), &ban).await.status, 303);
    // Enough for a part of it to lie in D1 alone.
    let crowd = Visitor::crowd(&server, 40).await;
    for n in 0..7 {
        for (who, visitor) in crowd.iter().enumerate() {
            assert_eq!(visitor.says("garden", &format!("Talk {n} of {who}")).await.status, 303);
        }
    }
    server.log().receives("room_pruned", "garden", 1).await;

    let (before, after) = (folder.file("before.ndjson"), folder.file("after.ndjson"));
    done(&server, &["export", "garden", &before]).await;
    assert_eq!(fs::metadata(&before).expect("a file").permissions(), private(), "nobody else reads it");
    let (succeeded, refused) = operates(&server, &["import", &before]).await;
    assert!(!succeeded && refused.contains("already been in this room"), "{refused}");
    let planned = done(&server, &["import", &before, "--dry-run"]).await;
    assert!(planned.starts_with("Would import 282 messages of 43 people into garden"), "{planned}");
    deletes(&server, "garden").await;
    assert!(!fs::read_to_string(&before).expect("a file").contains("Oops."), "what was removed stays removed");

    done(&server, &["import", &before]).await;
    done(&server, &["export", "garden", &after]).await;
    for (was, is) in lines(&before).iter().zip(&lines(&after)) {
        assert_eq!(was, is);
    }
    assert_eq!(lines(&before).len(), lines(&after).len());
    let page = ada.opens("garden").await;
    assert_eq!(page.text("h1"), "The garden");
    assert_eq!(ada.get(&urls::settings("garden")).await.status, 200, "she owns it");
    assert_eq!(linus.get("/r/garden").await.status, 403, "he is banned");
    let returned = grace.enters("garden").await;
    returned.says("We are back.");
    ada.enters("garden").await.sees("We are back.").await;
    // D1 has all of it again, with the tombstone and the reaction.
    server.store().receives("garden", 283).await;
    server.store().receives_reactions("garden", &["🎉 1"]).await;
}

fn private() -> fs::Permissions {
    std::os::unix::fs::PermissionsExt::from_mode(0o100_600)
}

#[tokio::test]
async fn owner_downloads_the_room_and_nobody_else() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let adas = ada.enters("backup-1").await;
    let graces = grace.enters("backup-1").await;
    adas.says("Tea & <script>alert(1)</script>");
    graces.sees("Tea & <script>alert(1)</script>").await;
    let page = ada.visits(&urls::settings("backup-1")).await;
    let [html, data] = [urls::export_page("backup-1"), urls::export_data("backup-1")];
    assert!(page.has(&format!("a[href='{html}']")) && page.has(&format!("a[href='{data}']")));

    let read = ada.get(&html).await;
    assert_eq!((read.status, read.header("content-disposition")), (200, "attachment; filename=\"backup-1.html\""));
    assert_eq!(read.header("cache-control"), "no-store");
    let document = read.document();
    assert!(document.whole_text().contains("Tea & <script>alert(1)</script>"));
    assert!(!document.has("script"));
    let days = document.texts("li.day");
    assert!(days.len() == 1 && days[0].ends_with(|last: char| last.is_ascii_digit()), "no date, but {days:?}");
    let lines = ada.get(&data).await;
    assert_eq!(lines.header("content-type"), "application/x-ndjson; charset=utf-8");
    assert!(lines.text.starts_with(HEAD) && lines.text.ends_with("{\"type\":\"end\"}\n"), "{}", lines.text);
    assert!(!lines.text.contains("\"from\":\""), "where people come from stays here");
    for path in [&html, &data] {
        assert_eq!(grace.get(path).await.status, 403);
        assert_eq!(Visitor::stranger(server).get(path).await.status, 401);
        assert_eq!(Visitor::operates(server).await.get(path).await.status, 200);
        assert_eq!(ada.post(path, &[]).await.status, 405);
    }
}

#[tokio::test]
async fn file_that_is_no_backup_changes_nothing() {
    let server = Server::shared().await;
    let folder = Folder::new("bad");
    let head = r#"{"type":"room","exported_at":7,"format":1,"room":"backup-2","founded":1,"version":9,"settings":{}}"#;
    let message = |seq: i64, body: &str| {
        let line = format!(
            r#"{{"type":"message","seq":{seq},"version":{seq},"said_at":5,"cid":"cid-000{seq}","body":"{body}",
                "member":"adaadaadaadaada2","name":"Ada"}}"#
        );
        line.replace('\n', "")
    };
    let end = r#"{"type":"end"}"#;
    let long = "x".repeat(2_001);
    for (name, content, says) in [
        ("text", "Dear diary,".to_owned(), "does not begin with a room"),
        ("half", format!("{head}\n{}\n", message(2, "Hello.")), "has no end"),
        ("broken", format!("{head}\n{{\"type\":\"message\",\"seq\":2}}\n{end}\n"), "Line 2 can’t be read"),
        ("long", format!("{head}\n{}\n{end}\n", message(2, &long)), "Line 2 can’t be read"),
        ("later", format!("{}\n{end}\n", head.replace("\"format\":1", "\"format\":2")), "Line 1 can’t be read"),
    ] {
        let file = folder.file(&format!("{name}.ndjson"));
        fs::write(&file, content).expect("a file");
        let (succeeded, text) = operates(server, &["import", &file]).await;
        assert!(!succeeded && text.starts_with("natter: ") && text.contains(says), "{name}: {text}");
    }
    assert_eq!(Visitor::operates(server).await.get("/operate/rooms/backup-2").await.status, 404, "there is no room");

    // Cut off in the middle, and begun anew.
    let file = folder.file("good.ndjson");
    fs::write(&file, format!("{head}\n{}\n{}\n{end}\n", message(2, "Hello."), message(3, "Again."))).expect("a file");
    let key = format!("Bearer {OPERATOR_KEY}");
    let post = |path: &str, body: String| {
        let stranger = Visitor::stranger(server);
        let request = stranger.request(reqwest::Method::POST, path).header("Authorization", &key).body(body);
        async move { stranger.asks(request).await }
    };
    let import = "/api/operate/rooms/backup-2/import";
    let orphan = post(&format!("{import}?of=7"), message(2, "Hello.")).await;
    assert_eq!((orphan.status, orphan.text.contains("belongs to no room")), (422, true), "{}", orphan.text);
    assert_eq!(post(import, format!("{head}\n{}", message(2, "Hello."))).await.status, 200);
    let closed = Visitor::joins(server, ADA).await.get("/r/backup-2").await;
    assert_eq!((closed.status, closed.text.contains("is being restored")), (403, true), "nobody is in the way");
    assert_eq!(post(&format!("{import}?of=8"), message(3, "Of another one.")).await.status, 409);
    done(server, &["import", &file]).await;
    assert_eq!(Visitor::joins(server, GRACE).await.enters("backup-2").await.texts(), ["Hello.", "Again."]);
    let nobody = Visitor::stranger(server).post(import, &[]).await;
    assert_eq!(nobody.status, 401, "without the key");
}

#[tokio::test]
async fn database_that_was_lost_is_filled_again() {
    let mut server = Server::start().await;
    let ada = Visitor::joins(&server, ADA).await;
    for text in ["One rose.", "Two roses."] {
        assert_eq!(ada.says("garden", text).await.status, 303);
    }
    server.store().receives("garden", 2).await;
    server.stop().await;
    server.store().loses_everything().expect("it is lost");
    server.apply_migrations().await;
    server.start_again().await;
    let said = done(&server, &["reship", "garden"]).await;
    assert!(said.contains("and has nothing from before") && said.contains("1 sent again."), "{said}");
    let rows = server.store().receives("garden", 2).await;
    assert_eq!(rows.iter().map(|row| &*row.body).collect::<Vec<_>>(), ["One rose.", "Two roses."]);
    let (succeeded, text) = operates(&server, &["reship", "nowhere"]).await;
    assert!(!succeeded, "{text}");
}

#[tokio::test]
async fn leftovers_of_a_deleted_room_are_erased() {
    let server = Server::start().await;
    // As D1 has them again after it went back in time.
    let insert = "INSERT INTO messages (room, seq, version, member, name, body, cid, said_at, continues) \
                  VALUES ('ghost', 1, 1, 'adaadaadaadaada2', 'Ada', 'Boo.', 'cid-0001', 1795442523004, 0); \
                  INSERT INTO room_index (slug, title, access, people, bytes, changed_at) \
                  VALUES ('ghost', '', 'unlisted', 0, 0, 1795442523004)";
    server.store().answers(insert).await;
    let said = done(&server, &["reship"]).await;
    assert!(said.contains("ghost: does not exist any more") && said.contains("0 sent again."), "{said}");
    done(&server, &["delete", "ghost"]).await;
    assert!(server.store().rows("ghost").await.expect("tables").is_empty());
    assert!(!done(&server, &["rooms"]).await.contains("ghost"));
    let (succeeded, text) = operates(&server, &["delete", "ghost"]).await;
    assert!(!succeeded, "nothing is left: {text}");
}

#[tokio::test]
async fn whole_site_moves_to_another_place() {
    let folder = Folder::new("site");
    let first = Server::start().await;
    let ada = Visitor::joins(&first, ADA).await;
    for room in ["garden", "tea"] {
        assert_eq!(ada.says(room, &format!("In {room}.")).await.status, 303);
        first.store().receives(room, 1).await;
    }
    done(&first, &["name", "The village"]).await;
    done(&first, &["listing", "by-hand"]).await;
    done(&first, &["list", "tea", "pick"]).await;
    done(&first, &["list", "spam", "off"]).await;
    wait::until("both rooms to be known", wait::ARCHIVE_TIMEOUT, async || {
        let rooms = done(&first, &["rooms"]).await;
        if rooms.contains("garden") && rooms.contains("tea") { Ok(()) } else { Err(rooms) }
    })
    .await;
    let to = folder.file("all");
    assert!(done(&first, &["export-all", &to]).await.contains("2 rooms and the settings"));
    drop(first);

    let second = Server::start().await;
    assert!(done(&second, &["import-all", &to]).await.contains("2 rooms are back"));
    let settings = done(&second, &["settings"]).await;
    assert!(settings.contains("The village") && settings.contains("by hand"), "{settings}");
    let again = folder.file("again");
    done(&second, &["export-all", &again]).await;
    let site = |folder: &str| fs::read_to_string(Path::new(folder).join("site.json")).expect("a file");
    assert_eq!(site(&again), site(&to));
    let site: Value = serde_json::from_str(&site(&to)).expect("JSON");
    let decided = json!([
        { "room": "spam", "off": true, "hides_topic": false, "picked": false },
        { "room": "tea", "off": false, "hides_topic": false, "picked": true },
    ]);
    assert_eq!(site["listing_decisions"], decided);
    let room = done(&second, &["room", "tea"]).await;
    assert!(room.contains("In tea."), "{room}");
    fs::remove_file(Path::new(&to).join("site.json")).expect("a file");
    let (succeeded, text) = operates(&second, &["import-all", &to]).await;
    assert!(!succeeded && text.contains("no site.json"), "{text}");
}

#[tokio::test]
async fn forgotten_member_is_gone_from_everywhere() {
    let server = Start::default().with("KEEP_MESSAGES", 250).server().await;
    let [ada, grace] = [Visitor::joins(&server, ADA).await, Visitor::joins(&server, "Gracie Hopper").await];
    let (adas, graces) = (ada.enters("garden").await, grace.enters("garden").await);
    graces.says("My garden is at 5 Mill Lane.");
    let hers = adas.sees("My garden is at 5 Mill Lane.").await.seq;
    let crowd = Visitor::crowd(&server, 40).await;
    for n in 0..7 {
        for (who, visitor) in crowd.iter().enumerate() {
            assert_eq!(visitor.says("garden", &format!("Talk {n} of {who}")).await.status, 303);
        }
    }
    server.log().receives("room_pruned", "garden", 1).await;
    adas.says("Thank you, @Gracie Hopper!");
    let thanks = graces.sees("Thank you, @Gracie Hopper!").await.seq;
    adas.says("@Gracie Hopper is away.");
    let away = graces.sees("@Gracie Hopper is away.").await.seq;
    let edit = [("text", "Somebody is away."), ("cid", "0123456789abcdef"), ("base", &away.to_string())];
    assert_eq!(ada.post(&urls::edit("garden", away), &edit).await.status, 303);
    graces.says("Any time.");
    adas.sees("Any time.").await;
    let react = [("on", "🎉")];
    assert_eq!(grace.post(&urls::react("garden", thanks), &react).await.status, 303);
    adas.shows("the reaction", |page| page.has(".reactions button")).await;
    let report = [("reason", "other"), ("note", "I am Gracie Hopper")];
    assert_eq!(grace.post(&urls::report("garden", thanks), &report).await.status, 200);

    let member = graces.me();
    let planned = done(&server, &["forget", &member, "garden", "--dry-run"]).await;
    assert!(planned.starts_with(&format!("Would forget {member} in garden")), "{planned}");
    assert!(adas.texts().contains(&"Any time.".to_owned()), "nothing was done");
    done(&server, &["forget", &member, "garden"]).await;
    graces.loses_connection().await;
    let notices = adas.notices();
    assert_eq!(notices.last().map(String::as_str), Some("— left"), "{notices:?}");
    let page = adas.shows("nothing of her", |page| !page.whole_text().contains("Any time.")).await;
    assert!(page.whole_text().contains("Thank you, @—!") && !page.has(".reactions button"), "{}", page.whole_text());
    let again = ada.opens("garden").await;
    assert!(!again.whole_text().contains("Gracie"), "{}", again.whole_text());
    let oldest = ada.get("/api/rooms/garden/history?after=0&limit=1").await.json();
    let oldest = &oldest["messages"][0];
    assert_eq!((oldest["seq"].as_i64(), oldest["text"].as_str()), (Some(hers), Some("")), "{oldest}");
    assert_eq!(oldest["name"].as_str(), Some("—"));

    wait::until("D1 to forget her", wait::ARCHIVE_TIMEOUT, async || {
        let rows = server.store().rows("garden").await?;
        let known = rows.iter().find(|row| row.name.contains("Gracie") || row.body.contains("Gracie"));
        known.map_or(Ok(()), |row| Err(format!("{row:?}")))
    })
    .await;
    server.store().receives_reactions("garden", &[]).await;
    let mut server = server;
    server.stop().await;
    for what in ["Gracie", "Mill Lane"] {
        assert!(!server.rooms_as_stored().await.contains(what), "{what}");
    }
}
