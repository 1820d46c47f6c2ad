//! What a browser sends up the socket.

use serde::Deserialize;

use crate::{Attention, Cid, Refusal};

/// A frame from a browser. (`ping` is answered by the platform and never gets here.)
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Frame {
    /// The composer's fields as JSON: `{"text": "…", "cid": "…"}`.
    Say(Saying),
    /// `ack`: the page has taken another [`ACK_UNITS`](crate::limits::ACK_UNITS).
    Ack,
    /// `typing`: something was typed, and not sent yet.
    Typing,
    /// `away`, `back`: nobody has looked at the page for a while; somebody does again.
    Attention(Attention),
}

/// Something to be said. Who is speaking is not in it: that comes from the session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saying {
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
        match frame {
            "ack" => return Ok(Self::Ack),
            "typing" => return Ok(Self::Typing),
            "away" => return Ok(Self::Attention(Attention::Away)),
            "back" => return Ok(Self::Attention(Attention::Here)),
            _ => {}
        }
        let Fields { text, cid } = serde_json::from_str(frame).map_err(|_| Refusal::Malformed)?;
        Ok(Self::Say(Saying { text, cid: Cid::parse(&cid)? }))
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
    fn a_send_is_a_text_and_an_id() {
        let frame = Frame::parse(r#"{"text":"Is this thing on?","cid":"0b7e8c1a-5a55"}"#).unwrap();
        let cid = Cid::parse("0b7e8c1a-5a55").unwrap();
        assert_eq!(frame, Frame::Say(Saying { text: "Is this thing on?".to_owned(), cid }));
    }

    #[test]
    fn or_a_word_about_the_page_and_who_is_in_front_of_it() {
        assert_eq!(Frame::parse("ack"), Ok(Frame::Ack));
        assert_eq!(Frame::parse("typing"), Ok(Frame::Typing));
        assert_eq!(Frame::parse("away"), Ok(Frame::Attention(Attention::Away)));
        assert_eq!(Frame::parse("back"), Ok(Frame::Attention(Attention::Here)));
    }

    #[test]
    fn anything_else_is_malformed() {
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
            assert_eq!(Frame::parse(bad), Err(Refusal::Malformed), "{bad:.40}");
        }
    }
}
