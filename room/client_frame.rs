//! What a browser sends up the socket, parsed.

use serde::Deserialize;

use crate::{Cid, ReactionState, Refusal, Seq, Status, UploadId};

/// A frame from a browser. The platform itself answers `ping`; it never gets here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientFrame {
    /// The composer's fields as JSON: `{"text": "…", "cid": "…"}`, and of a reply `"reply"`,
    /// of files `"files"`, their ids with spaces between them.
    Say {
        /// What was typed, still unchecked: a refusal has to reach the send that it belongs to.
        text: String,
        /// The browser's id for this send.
        cid: Cid,
        /// The place of the message that it answers.
        reply_to: Option<Seq>,
        /// The files that it has.
        files: Vec<UploadId>,
    },
    /// `{"react": seq, "emoji": "…", "on": true}`: a reaction to a message is to be so.
    React {
        /// The place of the message.
        seq: Seq,
        /// What may be an emoji, unchecked.
        typed: String,
        /// How it is to be.
        state: ReactionState,
    },
    /// `ack`: the page has read another [`ACK_EVERY_UNITS`](crate::limits::ACK_EVERY_UNITS).
    Ack,
    /// `typing`: somebody types, and has not sent it yet.
    Typing,
    /// `away`, `back`: nobody has looked at the page for a while; somebody does again.
    SetStatus(Status),
}

impl ClientFrame {
    /// How a page acknowledges.
    pub const ACK: &str = "ack";

    /// Parses a frame. The caller has checked its length. It does not say who speaks: that comes
    /// from the session.
    ///
    /// # Errors
    /// [`Refusal::Malformed`] if it is anything else, unknown or doubled fields included.
    pub fn parse(frame: &str) -> Result<Self, Refusal> {
        match frame {
            Self::ACK => return Ok(Self::Ack),
            "typing" => return Ok(Self::Typing),
            "away" => return Ok(Self::SetStatus(Status::Away)),
            "back" => return Ok(Self::SetStatus(Status::Active)),
            _ => {}
        }
        match serde_json::from_str(frame).map_err(|_| Refusal::Malformed)? {
            Fields::Say { text, cid, reply, files } => {
                let files = UploadId::parse_all(files.as_deref().unwrap_or_default())?;
                Ok(Self::Say { text, cid: Cid::parse(&cid)?, reply_to: reply, files })
            }
            Fields::React { react: seq, emoji: typed, on } => {
                let state = if on { ReactionState::On } else { ReactionState::Off };
                Ok(Self::React { seq, typed, state })
            }
        }
    }
}

#[derive(Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum Fields {
    Say { text: String, cid: String, reply: Option<Seq>, files: Option<String> },
    React { react: Seq, emoji: String, on: bool },
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn send_is_a_text_and_an_id() {
        let frame = ClientFrame::parse(r#"{"text":"Is this thing on?","cid":"0b7e8c1a-5a55"}"#).unwrap();
        let cid = Cid::parse("0b7e8c1a-5a55").unwrap();
        assert_eq!(
            frame,
            ClientFrame::Say { text: "Is this thing on?".to_owned(), cid, reply_to: None, files: Vec::new() }
        );
    }

    #[test]
    fn reply_names_the_place_that_it_answers() {
        let frame = ClientFrame::parse(r#"{"text":"It is.","cid":"0b7e8c1a-5a55","reply":1795442523005}"#).unwrap();
        let cid = Cid::parse("0b7e8c1a-5a55").unwrap();
        let reply_to = Some(1_795_442_523_005);
        assert_eq!(frame, ClientFrame::Say { text: "It is.".to_owned(), cid, reply_to, files: Vec::new() });
    }

    #[test]
    fn send_names_the_files_that_it_has() {
        let id = "0123456789abcdef0123456789abcdef";
        let frame = ClientFrame::parse(&format!(r#"{{"text":"","cid":"0b7e8c1a-5a55","files":"{id}"}}"#)).unwrap();
        let (cid, files) = (Cid::parse("0b7e8c1a-5a55").unwrap(), vec![UploadId::parse(id).unwrap()]);
        assert_eq!(frame, ClientFrame::Say { text: String::new(), cid, reply_to: None, files });
    }

    #[test]
    fn reaction_says_how_it_is_to_be() {
        let frame = ClientFrame::parse(r#"{"react":1795442523005,"emoji":"👍","on":false}"#).unwrap();
        let (seq, typed) = (1_795_442_523_005, "👍".to_owned());
        assert_eq!(frame, ClientFrame::React { seq, typed, state: ReactionState::Off });
        let both = r#"{"react":7,"emoji":"👍","on":true,"text":"a","cid":"0b7e8c1a"}"#;
        assert_eq!(ClientFrame::parse(both), Err(Refusal::Malformed));
    }

    #[test]
    fn other_frames_are_single_words() {
        assert_eq!(ClientFrame::parse("ack"), Ok(ClientFrame::Ack));
        assert_eq!(ClientFrame::parse("typing"), Ok(ClientFrame::Typing));
        assert_eq!(ClientFrame::parse("away"), Ok(ClientFrame::SetStatus(Status::Away)));
        assert_eq!(ClientFrame::parse("back"), Ok(ClientFrame::SetStatus(Status::Active)));
    }

    #[test]
    fn unknown_frame_is_malformed() {
        for bad in [
            "",
            "ping",
            "ack ",
            "ACK",
            "Typing",
            "\"away\"",
            "back\n",
            "null",
            "[]",
            "{}",
            r#"{"text":"no id"}"#,
            r#"{"text":1,"cid":"0b7e8c1a"}"#,
            r#"{"text":"a","cid":"0b7e8c1a","reply":"7"}"#,
            r#"{"text":"a","cid":"0b7e8c1a","reply":1.5}"#,
            r#"{"text":"a","text":"b","cid":"0b7e8c1a"}"#,
            r#"{"text":"I am Grace","cid":"0b7e8c1a","name":"Grace"}"#,
            r#"{"text":"a","cid":"0b7e8c1a","files":"../../etc"}"#,
            r#"{"text":"a","cid":"0b7e8c1a""#,
            &"[".repeat(10_000),
        ] {
            assert_eq!(ClientFrame::parse(bad), Err(Refusal::Malformed), "{bad:.40}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn any_frame_is_taken_or_refused(frame in ".{0,200}") {
            let _ = ClientFrame::parse(&frame);
            let _ = crate::Name::parse(&frame);
            let _ = crate::Slug::typed(&frame);
            let _ = crate::Body::parse(&frame);
        }

        #[test]
        fn accepted_body_is_accepted_again_unchanged(typed in "\\PC{0,100}") {
            if let Ok(body) = crate::Body::parse(&typed) {
                prop_assert_eq!(crate::Body::parse(body.as_str()), Ok(body));
            }
        }

        #[test]
        fn accepted_name_is_accepted_again_unchanged(typed in "\\PC{0,40}") {
            if let Ok(name) = crate::Name::parse(&typed) {
                prop_assert_eq!(crate::Name::parse(name.as_str()), Ok(name));
            }
        }
    }
}
