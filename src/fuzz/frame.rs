//! Frames, of both directions.

use client::{Client, PageHead};
use room::{ClientFrame, ReactionState, Status, UploadId};
use serde_json::{Value, json};

use super::text_of;

/// A frame that is understood says what stands in it and nothing else, and is understood the same
/// when it is written down again. A page takes any frame.
pub fn frame(data: &[u8]) {
    let text = text_of(data);
    if let Ok(parsed) = ClientFrame::parse(&text) {
        assert_eq!(ClientFrame::parse(&written(&parsed)), Ok(parsed.clone()));
        assert_says_what_stands_in_it(&text, &parsed);
    }
    is_taken_by_a_page(&text);
}

fn written(frame: &ClientFrame) -> String {
    match frame {
        ClientFrame::Say { text, cid, reply_to, files } => {
            json!({ "text": text, "cid": cid.as_str(), "reply": reply_to, "files": joined(files) }).to_string()
        }
        ClientFrame::React { seq, typed, state } => {
            json!({ "react": seq, "emoji": typed, "on": *state == ReactionState::On }).to_string()
        }
        ClientFrame::Ack => ClientFrame::ACK.to_owned(),
        ClientFrame::Typing => "typing".to_owned(),
        ClientFrame::SetStatus(Status::Away) => "away".to_owned(),
        ClientFrame::SetStatus(Status::Active) => "back".to_owned(),
    }
}

/// By another reader of JSON, which takes any fields.
fn assert_says_what_stands_in_it(text: &str, frame: &ClientFrame) {
    let expected: Value = match frame {
        ClientFrame::Say { .. } | ClientFrame::React { .. } => {
            serde_json::from_str(&written(frame)).unwrap_or_default()
        }
        _ => return assert_eq!(text, written(frame)),
    };
    let mut found: Value = serde_json::from_str(text).unwrap_or_default();
    if let Some(fields) = found.as_object_mut().filter(|_| matches!(frame, ClientFrame::Say { .. })) {
        fields.entry("reply").or_insert(Value::Null);
        let files = fields.get("files").and_then(Value::as_str).unwrap_or_default();
        let files = UploadId::parse_all(files).unwrap_or_default();
        fields.insert("files".to_owned(), joined(&files).into());
    }
    assert_eq!(found, expected, "{text}");
}

/// Ids as they stand in a frame: each once, with single spaces.
fn joined(files: &[UploadId]) -> String {
    files.iter().map(UploadId::as_str).collect::<Vec<_>>().join(" ")
}

fn is_taken_by_a_page(text: &str) {
    let head = PageHead { socket: "/r/lobby/ws", member: "adaadaadaadaada2", version: "1" };
    let mut page = Client::new(&head);
    page.connect(0);
    page.on_open();
    page.say("0123456789abcdef", "Hello");
    let _ = page.on_frame(text, 1);
    let _ = client::messages(text);
}
