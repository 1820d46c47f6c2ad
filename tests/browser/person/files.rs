//! Files in the field for a message, and pictures in the log.

use std::fs;
use std::future::Future;
use std::path::PathBuf;

use serde_json::json;
use templates::ids;

use super::{Person, by, owned, texts_of};

/// A picture of a cat, as far as anybody can tell from 8 × 12 pixels.
const PICTURE: &[u8] = include_bytes!("../../../room/upload/tests/samples/still.png");

/// A file on the disk of whoever is in front of the browser, under this name.
fn on_disk(name: &str, content: &[u8]) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("natter-files-{}", fastrand::u64(..)));
    fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join(name);
    fs::write(&file, content).expect("a file");
    file
}

/// A list of files with pictures of these names, in a script.
fn transfer(names: &[&str]) -> String {
    let (bytes, names) = (json!(PICTURE), json!(names));
    format!(
        "const data = new DataTransfer();\
         for (const name of {names}) {{\
           data.items.add(new File([new Uint8Array({bytes})], name, {{ type: 'image/png' }}));\
         }}"
    )
}

impl Person {
    /// Chooses a picture in the browser's own dialog.
    pub(crate) async fn chooses_a_picture(&self, name: &str) {
        self.picks(name, PICTURE).await;
    }

    /// Chooses a file of so many bytes.
    pub(crate) async fn chooses_a_file_of(&self, bytes: usize, name: &str) {
        self.picks(name, &vec![b'x'; bytes]).await;
    }

    async fn picks(&self, name: &str, content: &[u8]) {
        let path = on_disk(name, content).to_string_lossy().into_owned();
        let input = self.driver.find(thirtyfour::By::Css(format!("#{}", ids::FILE_INPUT))).await;
        let input = match input {
            Ok(input) => input,
            // The page without scripts has a field of its own.
            Err(_) => self.driver.find(thirtyfour::By::Css("input[type=file]")).await.expect("a field for a file"),
        };
        input.send_keys(&path).await.expect("the field takes a file");
    }

    /// Pastes pictures into the field for a message.
    pub(crate) async fn pastes_pictures(&self, names: &[&str]) {
        let paste = format!(
            "{} one('#{}').dispatchEvent(new ClipboardEvent('paste', \
               {{ clipboardData: data, bubbles: true, cancelable: true }}))",
            transfer(names),
            ids::TEXT
        );
        self.runs(&paste).await;
    }

    /// Drags pictures over the log and lets them go.
    pub(crate) async fn drops_pictures(&self, names: &[&str]) {
        let drop = format!(
            "{} for (const type of ['dragover', 'drop']) {{\
               one('.scroller').dispatchEvent(new DragEvent(type, \
                 {{ dataTransfer: data, bubbles: true, cancelable: true }}));\
             }}",
            transfer(names)
        );
        self.runs(&drop).await;
    }

    /// Waits until these files are there for the next message, and no others.
    #[track_caller]
    pub(crate) fn sees_uploaded(&self, names: &[&str]) -> impl Future<Output = ()> {
        let script = texts_of(".composer .uploads .upload[data-upload] .name");
        self.finds_owned(script, owned(names))
    }

    /// Waits until so many files are on their way.
    #[track_caller]
    pub(crate) fn sees_on_their_way(&self, count: usize) -> impl Future<Output = ()> {
        self.finds_count(".composer .uploads .upload:not([data-upload])".to_owned(), count)
    }

    /// Waits until the first of them has come this far, in percent.
    #[track_caller]
    pub(crate) fn sees_progress_over(&self, percent: u32) -> impl Future<Output = ()> {
        self.finds_owned(format!("return (one('.composer progress')?.value ?? 0) > {percent}"), true)
    }

    /// Waits until it is said that a file did not arrive.
    #[track_caller]
    pub(crate) fn sees_that_a_file_did_not_arrive(&self) -> impl Future<Output = ()> {
        self.finds("return one('.composer .uploads .unsent')?.checkVisibility() ?? false", true)
    }

    /// Has the file that did not arrive sent once more.
    #[track_caller]
    pub(crate) fn tries_the_file_again(&self) -> impl Future<Output = ()> {
        self.clicks(".composer .uploads [data-do=retry]".to_owned())
    }

    /// Says in words what the first picture shows.
    pub(crate) async fn describes_the_picture(&self, alt: &str) {
        self.types(".composer .uploads .alt".to_owned(), alt.to_owned()).await;
    }

    /// Takes the first file out again.
    #[track_caller]
    pub(crate) fn takes_a_file_out(&self) -> impl Future<Output = ()> {
        self.clicks(".composer .uploads .take-out".to_owned())
    }

    /// Waits until a sentence stands at the field for a message.
    #[track_caller]
    pub(crate) fn sees_at_the_field(&self, sentence: &str) -> impl Future<Output = ()> {
        self.reads(by(ids::REFUSAL), sentence)
    }

    /// Waits until the log has pictures that say this in words, all of them loaded.
    #[track_caller]
    pub(crate) fn sees_pictures(&self, alts: &[&str]) -> impl Future<Output = ()> {
        let script = "return all('#log .picture img').map(it => it.complete && it.naturalWidth ? it.alt : 'broken')";
        self.finds_owned(script.to_owned(), owned(alts))
    }

    /// Waits until files are offered for download under these names.
    #[track_caller]
    pub(crate) fn sees_downloads(&self, names: &[&str]) -> impl Future<Output = ()> {
        self.finds_owned(texts_of("#log .download bdi"), owned(names))
    }

    /// Opens a picture of the log, by its number from above.
    pub(crate) async fn opens_the_picture(&self, number: usize) {
        self.runs(&format!("all('#log .picture')[{}].focus()", number - 1)).await;
        self.runs(&format!("all('#log .picture')[{}].click()", number - 1)).await;
    }

    /// Waits until this picture is in front of the page; none if there is none.
    #[track_caller]
    pub(crate) fn sees_in_front(&self, alt: Option<&str>) -> impl Future<Output = ()> {
        let script = "const it = one('dialog.lightbox[open] img');\
                      return it ? (it.complete && it.naturalWidth ? it.alt : 'broken') : null";
        self.finds(script, alt.map(str::to_owned))
    }

    /// Whether the first picture of the log has the focus.
    #[track_caller]
    pub(crate) fn is_on_a_picture(&self) -> impl Future<Output = ()> {
        self.finds("return Boolean(document.activeElement?.matches('.picture'))", true)
    }

    /// Goes to the page for files, by the button beside the field.
    #[track_caller]
    pub(crate) fn goes_to_the_files(&self) -> impl Future<Output = ()> {
        self.clicks(".composer .attach".to_owned())
    }

    /// Uploads what was chosen on the page for files.
    #[track_caller]
    pub(crate) fn uploads_by_the_form(&self) -> impl Future<Output = ()> {
        self.clicks("form[enctype] button".to_owned())
    }

    /// Waits until these files are listed there.
    #[track_caller]
    pub(crate) fn sees_files_of_the_form(&self, names: &[&str]) -> impl Future<Output = ()> {
        self.finds_owned(texts_of("#uploads .name"), owned(names))
    }

    /// Sends the message of that page.
    #[track_caller]
    pub(crate) fn sends_the_form(&self) -> impl Future<Output = ()> {
        self.clicks("form[action$='/say'] button".to_owned())
    }

    /// Has so many bytes a second to send.
    pub(crate) async fn uploads_slowly(&self, bytes_a_second: u32) {
        let network = json!({
            "offline": false, "latency": 0, "downloadThroughput": -1, "uploadThroughput": bytes_a_second
        });
        self.tunes("Network.enable", json!({})).await;
        self.tunes("Network.emulateNetworkConditions", network).await;
    }
}
