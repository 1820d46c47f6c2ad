//! What a request was answered, read to its end.

use reqwest::header::HeaderMap;
use serde_json::Value;

use crate::Document;

/// What a request was answered.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub text: String,
}

impl Answer {
    pub(crate) async fn read(response: reqwest::Response) -> reqwest::Result<Self> {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Ok(Self { status, headers, text: response.text().await? })
    }

    /// A header; empty if there is none.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The page.
    #[track_caller]
    #[must_use]
    pub fn document(&self) -> Document {
        assert_eq!(self.header("content-type"), "text/html; charset=utf-8", "a page, not: {}", self.text);
        Document::parse(&self.text)
    }

    /// The value for programs.
    #[track_caller]
    #[must_use]
    pub fn json(&self) -> Value {
        assert_eq!(self.header("content-type"), "application/json; charset=utf-8", "JSON, not: {}", self.text);
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("not JSON ({error}): {}", self.text))
    }
}
