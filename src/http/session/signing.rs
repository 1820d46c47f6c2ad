//! The keys that sign cookies, and what they make of a text. They do not know what it means.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use worker::Env;

use crate::http::error::Problem;
use crate::{config, random};

/// The keys that sign sessions: one, and during a rotation also the one before it.
pub(crate) struct Keys {
    current: String,
    previous: Option<String>,
}

impl Keys {
    /// The keys that the operator has set.
    ///
    /// # Errors
    /// [`Problem::SecretMissing`]: without a secret anybody could sign, so nobody gets in.
    pub(crate) fn of(env: &Env) -> Result<Self, Problem> {
        Ok(Self {
            current: config::secret_of(env, config::SESSION_SECRET).ok_or(Problem::SecretMissing)?,
            previous: config::secret_of(env, config::SESSION_SECRET_PREVIOUS),
        })
    }

    /// A key for one purpose, made from a secret that itself signs nothing.
    pub(crate) fn derived(secret: &str, purpose: &str) -> Result<Self, Problem> {
        let key = signer(secret.as_bytes(), purpose.as_bytes())?.finalize().into_bytes();
        Ok(Self { current: random::to_hex(&key), previous: None })
    }

    /// Keys of a test.
    #[cfg(any(test, fuzzing))]
    pub(crate) fn signing_with(secret: &str) -> Self {
        Self { current: secret.to_owned(), previous: None }
    }

    /// A text with its signature.
    pub(crate) fn sign(&self, content: &str) -> Result<String, Problem> {
        let signature = signer(self.current.as_bytes(), content.as_bytes())?.finalize().into_bytes();
        Ok(format!("{content}.{}", random::to_hex(&signature)))
    }

    /// A hash of something by a key that is derived for one purpose: nobody without the secret can
    /// make it, and nothing that is hashed for one purpose is known by what was for another.
    pub(crate) fn hash(&self, purpose: &str, content: &[u8]) -> Result<[u8; 32], Problem> {
        let derived = signer(self.current.as_bytes(), purpose.as_bytes())?.finalize().into_bytes();
        Ok(signer(&derived, content)?.finalize().into_bytes().into())
    }

    /// The text that we signed, compared in constant time; none that anybody else did.
    pub(crate) fn verify<'a>(&self, signed: &'a str) -> Option<&'a str> {
        let (content, signature) = signed.rsplit_once('.')?;
        let signature = from_hex(signature)?;
        let keys = [Some(&self.current), self.previous.as_ref()];
        let signed_with = |key: &String| {
            signer(key.as_bytes(), content.as_bytes()).is_ok_and(|signer| signer.verify_slice(&signature).is_ok())
        };
        keys.into_iter().flatten().any(signed_with).then_some(content)
    }
}

/// Whether somebody knows a secret. The time that it takes tells nothing of it.
pub(crate) fn is_secret(typed: &str, secret: &str) -> Result<bool, Problem> {
    let of_typed = signer(secret.as_bytes(), typed.as_bytes())?.finalize().into_bytes();
    Ok(signer(secret.as_bytes(), secret.as_bytes())?.verify_slice(&of_typed).is_ok())
}

fn signer(key: &[u8], content: &[u8]) -> Result<Hmac<Sha256>, Problem> {
    let mut signer =
        <Hmac<Sha256> as KeyInit>::new_from_slice(key).map_err(|error| Problem::internal("a signature", &error))?;
    signer.update(content);
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

    const CONTENT: &str = "purpose=session&id=00112233445566778899aabbccddeeff&name=Ada&until=5000";

    fn keys() -> Keys {
        Keys::signing_with("0123456789abcdef0123456789abcdef")
    }

    #[test]
    fn flipped_bit_is_noticed() {
        let signed = keys().sign(CONTENT).unwrap();
        assert_eq!(keys().verify(&signed), Some(CONTENT));
        for i in 0..signed.len() {
            for bit in 0..8 {
                let mut forged = signed.clone().into_bytes();
                forged[i] ^= 1 << bit;
                if let Ok(forged) = String::from_utf8(forged) {
                    assert_eq!(keys().verify(&forged), None, "bit {bit} of byte {i}");
                }
            }
        }
    }

    #[test]
    fn unsigned_text_is_refused() {
        for forged in ["", ".", "purpose=session&id=1&name=Ada&until=9999999999999.", "a.b", "é.00"] {
            assert_eq!(keys().verify(forged), None, "{forged}");
        }
    }

    #[test]
    fn old_key_verifies_and_new_key_signs_during_rotation() {
        let old = keys();
        let new = Keys { current: "f".repeat(32), previous: Some(old.current.clone()) };
        assert_eq!(new.verify(&old.sign(CONTENT).unwrap()), Some(CONTENT));
        assert_eq!(old.verify(&new.sign(CONTENT).unwrap()), None);
    }
}
