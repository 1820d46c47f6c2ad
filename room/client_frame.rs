//! What a browser sends up the socket, parsed.

use serde::Deserialize;

use crate::{Cid, Refusal, Status};

/// A frame from a browser. The platform itself answers `ping`; it never gets here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientFrame {
    /// The composer's fields as JSON: `{"text": "…", "cid": "…"}`.
    Say {
        /// What was typed, still unchecked: a refusal has to reach the send that it belongs to.
        text: String,
        /// The browser's id for this send.
        cid: Cid,
    },
    /// `ack`: the page has read another [`ACK_EVERY_UNITS`](crate::limits::ACK_EVERY_UNITS).
    Ack,
    /// `typing`: somebody types, and has not sent it yet.
    Typing,
    /// `away`, `back`: nobody has looked at the page for a while; somebody does again.
    SetStatus(Status),
}

impl ClientFrame {
    /// Parses a frame. The caller has checked its length. It does not say who speaks: that comes
    /// from the session.
    ///
    /// # Errors
    /// [`Refusal::Malformed`] if it is anything else, unknown or doubled fields included.
    pub fn parse(frame: &str) -> Result<Self, Refusal> {
        match frame {
            "ack" => return Ok(Self::Ack),
            "typing" => return Ok(Self::Typing),
            "away" => return Ok(Self::SetStatus(Status::Away)),
            "back" => return Ok(Self::SetStatus(Status::Active)),
            _ => {}
        }
        let Fields { text, cid } = serde_json::from_str(frame).map_err(|_| Refusal::Malformed)?;
        Ok(Self::Say { text, cid: Cid::parse(&cid)? })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    text: String,
    cid: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn send_is_a_text_and_an_id() {
        let frame = ClientFrame::parse(r#"{"text":"Is this thing on?","cid":"0b7e8c1a-5a55"}"#).unwrap();
        let cid = Cid::parse("0b7e8c1a-5a55").unwrap();
        assert_eq!(frame, ClientFrame::Say { text: "Is this thing on?".to_owned(), cid });
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
            r#"{"text":"a","text":"b","cid":"0b7e8c1a"}"#,
            r#"{"text":"I am Grace","cid":"0b7e8c1a","name":"Grace"}"#,
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
