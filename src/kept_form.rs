//! A form that was not taken, kept by the browser that sent it, with what was typed and why:
//! cookies for the one page that shows it again. So that page can be loaded as often as its reader
//! likes, and nothing is posted for it.
//!
//! The cookies are not signed: whoever changes them reads another text of their own.

use room::Refusal;
use serde::{Deserialize, Serialize};
use templates::urls;
use templates::views::FieldView;
use templates::words::Words;
use worker::{Headers, Request, Response};

use crate::http::error::Problem;
use crate::http::{origin, response};
use crate::limits::{KEPT_FORM_COOKIE_CHARS, KEPT_FORM_LIFETIME_S, KEPT_FORM_MAX_CHARS};
use crate::person_check::way_on;
use crate::sentences;

/// The beginning of the cookies' names; the rest is a number.
const PREFIX: &str = "kept-";

/// Base64 for addresses (RFC 4648, section 5), which may stand in a cookie as it is.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// A form as it was typed, and why it was not taken.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeptForm {
    /// What was typed, by the names of the fields.
    typed: Vec<(String, String)>,
    /// Why it was not taken, by the field that this stands beside.
    refused: Vec<(String, Refusal)>,
}

impl KeptForm {
    /// A form that nothing is wrong with yet.
    pub(crate) fn typed(fields: &[(&str, &str)]) -> Self {
        let typed = fields.iter().map(|(field, text)| ((*field).to_owned(), (*text).to_owned())).collect();
        Self { typed, refused: Vec::new() }
    }

    /// Says that a field was refused, if it was.
    pub(crate) fn refuse(&mut self, field: &str, refusal: Option<Refusal>) {
        self.refused.extend(refusal.map(|refusal| (field.to_owned(), refusal)));
    }

    /// Whether anything was refused.
    pub(crate) fn is_refused(&self) -> bool {
        !self.refused.is_empty()
    }

    /// What was typed into a field, if the form has it.
    pub(crate) fn text(&self, field: &str) -> Option<&str> {
        self.typed.iter().find(|(other, _)| other == field).map(|(_, text)| text.as_str())
    }

    /// Why a field was refused.
    pub(crate) fn refusal(&self, field: &str) -> Option<&Refusal> {
        self.refused.iter().find(|(other, _)| other == field).map(|(_, refusal)| refusal)
    }

    /// Why the first field was refused that was.
    pub(crate) fn first_refusal(&self) -> Option<&Refusal> {
        self.refused.first().map(|(_, refusal)| refusal)
    }

    /// The same, as a sentence.
    pub(crate) fn problem(&self, field: &str, words: &Words) -> Option<String> {
        self.refusal(field).map(|refusal| sentences::refusal(refusal, words))
    }

    /// A field with what is wrong with it, for a template.
    pub(crate) fn field<'a>(&'a self, field: &str, problem: Option<&'a str>) -> FieldView<'a> {
        let suggestion = match self.refusal(field) {
            Some(Refusal::NameTaken { free }) => free.as_ref().map(room::Name::as_str),
            _ => None,
        };
        FieldView { text: self.text(field).unwrap_or_default(), problem, suggestion }
    }

    /// The status of the answer that says why it was not taken.
    pub(crate) fn status(&self) -> u16 {
        self.refused.first().map_or(200, |(_, refusal)| Problem::from(refusal.clone()).status())
    }

    /// The answer that says why it was not taken, which tells programs how long to wait.
    pub(crate) fn answered_with(&self, response: Response) -> Result<Response, Problem> {
        if let Some((_, refusal)) = self.refused.first() {
            response::set_retry_after(&response, refusal)?;
        }
        Ok(response)
    }

    /// The form that a request carries. None if there is none, or one of another build.
    pub(crate) fn of(headers: &Headers) -> Result<Option<Self>, Problem> {
        Ok(Self::read(&headers.get("Cookie")?.unwrap_or_default()))
    }

    /// The same, if the request is for the address at which a page shows it ([`urls::kept`]). The
    /// page as others link it shows what is, and no mistake of an hour ago.
    pub(crate) fn shown(request: &Request) -> Result<Option<Self>, Problem> {
        let url = request.inner().url();
        let address = origin::within(&url);
        let page = address.split('?').next().unwrap_or_default();
        if address == urls::kept(page) { Self::of(request.headers()) } else { Ok(None) }
    }

    /// The form that cookies hold.
    pub(crate) fn read(cookies: &str) -> Option<Self> {
        let parts: Vec<String> = (0..parts_max()).map_while(|number| part(cookies, number)).collect();
        // Not from bytes: that would be a second reader of JSON in the wasm.
        serde_json::from_str(&String::from_utf8(decode(&parts.concat())?).ok()?).ok()
    }

    /// Leads the browser that sent it to `place`, and keeps it for there. None if the form is too
    /// long for cookies, or nobody asks for a page: a program is told at once what became of its
    /// request, and the request itself is answered.
    pub(crate) fn see_other(&self, headers: &Headers, url: &str, place: &str) -> Result<Option<Response>, Problem> {
        let encoded = encode(serde_json::to_string(self)?.as_bytes());
        if encoded.len() > KEPT_FORM_MAX_CHARS || !shows_pages(headers)? {
            return Ok(None);
        }
        // Whoever has to be checked comes back to the form afterwards.
        let needs_check = self.refused.iter().any(|(_, refusal)| *refusal == Refusal::CheckNeeded);
        let response = response::see_other(if needs_check { urls::CHECK } else { place })?;
        if needs_check {
            way_on::keep(&response, url, place)?;
        }
        let mut rest = encoded.as_str();
        // Those that are not needed are cleared: they would be read as a part of this form.
        for number in 0..parts_max() {
            let (value, later) = rest.split_at(rest.len().min(KEPT_FORM_COOKIE_CHARS));
            set(&response, url, place, number, value)?;
            rest = later;
        }
        Ok(Some(response))
    }

    /// The answer to a form of the page at `place`: it leads back there, with what was refused if
    /// anything was. None as for [`Self::see_other`].
    pub(crate) fn answered(&self, headers: &Headers, url: &str, place: &str) -> Result<Option<Response>, Problem> {
        if self.is_refused() {
            return self.see_other(headers, url, &urls::kept(place));
        }
        let response = response::see_other(place)?;
        clear(headers, &response, url, place)?;
        Ok(Some(response))
    }
}

/// Clears what is kept for `place`: a form was taken.
pub(crate) fn clear(headers: &Headers, response: &Response, url: &str, place: &str) -> Result<(), Problem> {
    let cookies = headers.get("Cookie")?.unwrap_or_default();
    // A request for another address does not say whether there is anything.
    let is_unknown = !origin::within(url).starts_with(path_of(place)) && shows_pages(headers)?;
    for number in (0..parts_max()).filter(|number| is_unknown || part(&cookies, *number).is_some()) {
        set(response, url, place, number, "")?;
    }
    Ok(())
}

/// Whether a browser has posted a form and will show the answer; and it keeps cookies, so it has
/// some.
fn shows_pages(headers: &Headers) -> Result<bool, Problem> {
    let accepts_pages = headers.get("Accept")?.is_some_and(|accept| accept.contains("text/html"));
    Ok(accepts_pages && headers.get("Cookie")?.is_some_and(|cookies| !cookies.is_empty()))
}

/// The path of an address.
fn path_of(address: &str) -> &str {
    address.split(['?', '#']).next().unwrap_or_default()
}

#[cfg(any(test, fuzzing))]
impl KeptForm {
    /// The cookies that keep it, as a browser sends them.
    pub(crate) fn cookies(&self) -> String {
        let encoded = encode(serde_json::to_string(self).unwrap_or_default().as_bytes());
        let parts = encoded.as_bytes().chunks(KEPT_FORM_COOKIE_CHARS).map(String::from_utf8_lossy).enumerate();
        parts.map(|(number, part)| format!("{PREFIX}{number}={part}")).collect::<Vec<_>>().join("; ")
    }
}

fn parts_max() -> usize {
    KEPT_FORM_MAX_CHARS.div_ceil(KEPT_FORM_COOKIE_CHARS)
}

fn part(cookies: &str, number: usize) -> Option<String> {
    let name = format!("{PREFIX}{number}");
    let mut pairs = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
    let is_ours = |value: &str| !value.is_empty() && value.len() <= KEPT_FORM_COOKIE_CHARS;
    pairs.find(|(other, value)| *other == name && is_ours(value)).map(|(_, value)| value.to_owned())
}

fn set(response: &Response, url: &str, place: &str, number: usize, value: &str) -> Result<(), Problem> {
    let secure = if url.starts_with("https:") { "; Secure" } else { "" };
    let (path, age) = (path_of(place), if value.is_empty() { 0 } else { KEPT_FORM_LIFETIME_S });
    let cookie = format!("{PREFIX}{number}={value}; Path={path}; Max-Age={age}; HttpOnly; SameSite=Strict{secure}");
    Ok(response.headers().append("Set-Cookie", &cookie)?)
}

fn encode(bytes: &[u8]) -> String {
    let mut encoded = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let bits = (0..3).fold(0_u32, |bits, index| (bits << 8) | chunk.get(index).map_or(0, |byte| u32::from(*byte)));
        let digits = (0..4).rev().map(|place| usize::try_from((bits >> (6 * place)) % (1 << 6)).unwrap_or_default());
        encoded
            .extend(digits.take(chunk.len() + 1).filter_map(|digit| DIGITS.get(digit)).map(|digit| char::from(*digit)));
    }
    encoded
}

fn decode(encoded: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(encoded.len() * 3 / 4);
    for chunk in encoded.as_bytes().chunks(4) {
        let mut bits = 0_u32;
        for index in 0..4 {
            let digit = chunk.get(index).map_or(Some(0), |digit| DIGITS.iter().position(|known| known == digit))?;
            bits = (bits << 6) | u32::try_from(digit).ok()?;
        }
        bytes.extend(bits.to_be_bytes().into_iter().skip(1).take(chunk.len() - 1));
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &str, refusal: Refusal) -> KeptForm {
        let mut form = KeptForm::typed(&[("text", text), ("other", "")]);
        form.refuse("text", Some(refusal));
        form
    }

    fn cookies(of: &KeptForm) -> String {
        format!("natter=x.y; {}; seen-lobby=1.2", of.cookies())
    }

    #[test]
    fn text_comes_back_as_it_was_typed() {
        for text in ["", "a", "ab", "abc", "Tea; \"Cake\"\r\n= 語🫖", &"x".repeat(4_000)] {
            let form = kept(text, Refusal::TooLong { chars: 2_001 });
            assert_eq!(KeptForm::read(&cookies(&form)), Some(form));
        }
    }

    #[test]
    fn cookies_of_others_are_no_form() {
        for cookies in ["", "kept-0=", "kept-0=e30", "kept-0=!!!!", "kept-1=e30", "xkept-0=e30", "kept-0=A"] {
            assert_eq!(KeptForm::read(cookies), None, "{cookies}");
        }
    }

    #[test]
    fn longest_message_in_most_scripts_can_be_kept() {
        let length = |text: String| encode(&serde_json::to_vec(&kept(&text, Refusal::NoSpace)).unwrap()).len();
        assert!(length("é".repeat(room::limits::BODY_MAX_CHARS)) <= KEPT_FORM_MAX_CHARS);
    }
}
