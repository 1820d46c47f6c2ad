//! Sessions: a signed cookie says who a browser is. Nothing is stored anywhere else.

use hmac::{Hmac, KeyInit, Mac};
use room::{Member, MemberId, Millis, Name};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use worker::{Env, Headers, Response};

use crate::http::error::Problem;
use crate::limits::{SESSION_LIFETIME_MS, SESSION_SECRET_MIN_CHARS, TOKEN_BYTES};
use crate::{clock, random};

/// The purpose that is signed with the content. A signature for any other purpose must not pass for
/// a session.
const PURPOSE: &str = "session";

/// A browser that has joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Session {
    /// 128 random bits. Never shown: pages show only ids that are derived from it.
    id: String,
    /// The name that was joined under.
    name: Name,
}

impl Session {
    /// A new session, or an old one under another name.
    pub(crate) fn begin(old: Option<Self>, name: Name) -> Result<Self, Problem> {
        let id = match old {
            Some(old) => old.id,
            None => random::hex::<TOKEN_BYTES>()?,
        };
        Ok(Self { id, name })
    }

    /// The session that a request carries, if we signed it and it has not run out.
    pub(crate) fn of(headers: &Headers, url: &str, keys: &Keys) -> Result<Option<Self>, Problem> {
        let cookies = headers.get("Cookie")?.unwrap_or_default();
        let wanted = cookie_name(url);
        let cookie =
            cookies.split(';').filter_map(|pair| pair.trim().split_once('=')).find(|(name, _)| *name == wanted);
        Ok(cookie.and_then(|(_, value)| keys.verify(value, clock::now())))
    }

    /// Puts the session's cookie on an answer to a request for `url`.
    pub(crate) fn put(&self, response: &Response, url: &str, keys: &Keys) -> Result<(), Problem> {
        let value = keys.sign(self, clock::now())?;
        let (name, age) = (cookie_name(url), SESSION_LIFETIME_MS / 1_000);
        let secure = if url.starts_with("https:") { "; Secure" } else { "" };
        let cookie = format!("{name}={value}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}");
        response.headers().append("Set-Cookie", &cookie)?;
        Ok(())
    }

    /// Takes the session's cookie away.
    pub(crate) fn end(response: &Response, url: &str) -> Result<(), Problem> {
        let secure = if url.starts_with("https:") { "; Secure" } else { "" };
        let cookie = format!("{}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax{secure}", cookie_name(url));
        response.headers().append("Set-Cookie", &cookie)?;
        Ok(())
    }

    /// The name that was joined under.
    pub(crate) fn name(&self) -> &Name {
        &self.name
    }

    /// The person that this browser is, in every room.
    pub(crate) fn member(&self) -> Result<Member, Problem> {
        Ok(Member { id: member_id(&self.id)?, name: self.name.clone() })
    }
}

/// The `__Host-` prefix makes browsers keep the cookie to this very host over https; without https
/// they would drop it.
fn cookie_name(url: &str) -> &'static str {
    if url.starts_with("https:") { "__Host-natter" } else { "natter" }
}

/// 80 bits of a digest of the id, five to a character.
fn member_id(session_id: &str) -> Result<MemberId, Problem> {
    let digest = Sha256::digest(format!("natter member {session_id}"));
    let bits = digest.iter().take(10).fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
    Ok(MemberId::parse(&room::base32(bits, room::limits::MEMBER_ID_CHARS))?)
}

/// The keys that sign sessions: one, and during a rotation also the one before it.
pub(crate) struct Keys {
    current: String,
    previous: Option<String>,
}

/// The signed content.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Content {
    purpose: String,
    id: String,
    name: String,
    until: Millis,
}

impl Keys {
    /// The keys that the operator has set.
    ///
    /// # Errors
    /// [`Problem::SecretMissing`]: without a secret anybody could sign, so nobody gets in.
    pub(crate) fn of(env: &Env) -> Result<Self, Problem> {
        let secret =
            |name| env.secret(name).ok().map(|secret| secret.to_string()).filter(|secret| is_long_enough(secret));
        Ok(Self {
            current: secret("SESSION_SECRET").ok_or(Problem::SecretMissing)?,
            previous: secret("SESSION_SECRET_PREVIOUS"),
        })
    }

    fn sign(&self, session: &Session, now: Millis) -> Result<String, Problem> {
        let content = Content {
            purpose: PURPOSE.to_owned(),
            id: session.id.clone(),
            name: session.name.as_str().to_owned(),
            until: now + SESSION_LIFETIME_MS,
        };
        let content = serde_urlencoded::to_string(content).map_err(|error| Problem::internal("a session", &error))?;
        let signature = signer(&self.current, &content)?.finalize().into_bytes();
        Ok(format!("{content}.{}", random::to_hex(&signature)))
    }

    /// The session that was signed. It checks the signature first, in constant time, and parses
    /// nothing unsigned.
    fn verify(&self, signed: &str, now: Millis) -> Option<Session> {
        let (content, signature) = signed.rsplit_once('.')?;
        let signature = from_hex(signature)?;
        let keys = [Some(&self.current), self.previous.as_ref()];
        let signed_with =
            |key: &String| signer(key, content).is_ok_and(|signer| signer.verify_slice(&signature).is_ok());
        if !keys.into_iter().flatten().any(signed_with) {
            return None;
        }
        let content: Content = serde_urlencoded::from_str(content).ok()?;
        if content.purpose != PURPOSE || content.until <= now {
            return None;
        }
        Some(Session { id: content.id, name: Name::parse(&content.name).ok()? })
    }
}

fn is_long_enough(secret: &str) -> bool {
    secret.trim().chars().count() >= SESSION_SECRET_MIN_CHARS
}

fn signer(key: &str, content: &str) -> Result<Hmac<Sha256>, Problem> {
    let mut signer = <Hmac<Sha256> as KeyInit>::new_from_slice(key.as_bytes())
        .map_err(|error| Problem::internal("a signature", &error))?;
    signer.update(content.as_bytes());
    Ok(signer)
}

/// Lower-case digits only: a signature has one spelling.
fn from_hex(text: &str) -> Option<Vec<u8>> {
    let nibble = |digit: &u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    let digits: Option<Vec<u8>> = text.bytes().map(|digit| nibble(&digit)).collect();
    let digits = digits?;
    if !digits.len().is_multiple_of(2) {
        return None;
    }
    Some(digits.chunks_exact(2).map(|pair| pair.iter().fold(0, |byte, nibble| byte << 4 | nibble)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> Keys {
        Keys { current: "0123456789abcdef0123456789abcdef".to_owned(), previous: None }
    }

    fn ada() -> Session {
        Session { id: "00112233445566778899aabbccddeeff".to_owned(), name: Name::parse("Ada Łovelace & co.").unwrap() }
    }

    #[test]
    fn session_lasts_until_it_runs_out() {
        let signed = keys().sign(&ada(), 1_000).unwrap();
        assert_eq!(keys().verify(&signed, 1_000), Some(ada()));
        assert_eq!(keys().verify(&signed, 1_000 + SESSION_LIFETIME_MS - 1), Some(ada()));
        assert_eq!(keys().verify(&signed, 1_000 + SESSION_LIFETIME_MS), None);
    }

    #[test]
    fn flipped_bit_is_noticed() {
        let signed = keys().sign(&ada(), 1_000).unwrap();
        for i in 0..signed.len() {
            for bit in 0..8 {
                let mut forged = signed.clone().into_bytes();
                forged[i] ^= 1 << bit;
                if let Ok(forged) = String::from_utf8(forged) {
                    assert_eq!(keys().verify(&forged, 1_000), None, "bit {bit} of byte {i}");
                }
            }
        }
    }

    #[test]
    fn unsigned_cookie_is_no_session() {
        for forged in ["", ".", "purpose=session&id=1&name=Ada&until=9999999999999.", "a.b", "é.00"] {
            assert_eq!(keys().verify(forged, 0), None, "{forged}");
        }
    }

    #[test]
    fn signature_for_another_purpose_is_no_session() {
        let content = "purpose=owner&id=1&name=Ada&until=9999999999999";
        let signature = signer(&keys().current, content).unwrap().finalize().into_bytes();
        assert_eq!(keys().verify(&format!("{content}.{}", random::to_hex(&signature)), 0), None);
    }

    #[test]
    fn old_key_verifies_and_new_key_signs_during_rotation() {
        let old = keys();
        let new = Keys { current: "f".repeat(32), previous: Some(old.current.clone()) };
        assert_eq!(new.verify(&old.sign(&ada(), 0).unwrap(), 0), Some(ada()));
        assert_eq!(old.verify(&new.sign(&ada(), 0).unwrap(), 0), None);
    }

    #[test]
    fn guessable_secret_is_refused() {
        assert!(!is_long_enough("short"));
        assert!(!is_long_enough(&" ".repeat(64)));
        assert!(is_long_enough("0123456789abcdef0123456789abcdef"));
    }

    #[test]
    fn member_id_is_stable_and_hides_the_session() {
        let member = ada().member().unwrap();
        assert_eq!(member, ada().member().unwrap());
        assert_eq!(member.id.as_str().len(), 16);
        assert!(!ada().id.contains(member.id.as_str()));
    }
}
