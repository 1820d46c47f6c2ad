//! What a browser sends up the socket.

use serde::Deserialize;

use crate::{Cid, Refusal};

/// The composer's fields as JSON: `{"text": "…", "cid": "…"}`. (`ping` is answered by the platform and never
/// gets here.) Who is speaking is not in it: that comes from the session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// What was typed, still unchecked: a refusal of it should reach the send it belongs to.
    pub text: String,
    /// The browser's id for this send.
    pub cid: Cid,
}

impl Frame {
    /// Takes a frame as it came. The caller has checked its length.
    ///
    /// # Errors
    /// [`Refusal::Malformed`] if it is anything else, unknown or doubled fields included.
    pub fn parse(frame: &str) -> Result<Self, Refusal> {
        let Fields { text, cid } = serde_json::from_str(frame).map_err(|_| Refusal::Malformed)?;
        Ok(Self { text, cid: Cid::parse(&cid)? })
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

    #[test]
    fn a_frame_is_a_text_and_an_id() {
        let frame = Frame::parse(r#"{"text":"Is this thing on?","cid":"0b7e8c1a-5a55"}"#).unwrap();
        assert_eq!(frame.text, "Is this thing on?");
        assert_eq!(frame.cid.as_str(), "0b7e8c1a-5a55");
    }

    #[test]
    fn anything_else_is_malformed() {
        for bad in [
            "",
            "ping",
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
            assert_eq!(Frame::parse(bad), Err(Refusal::Malformed), "{bad:.40}");
        }
    }
}
