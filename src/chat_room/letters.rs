//! What each socket is told, written once for all who are told the same.

use room::{MemberId, Typists};
use templates::words::ENGLISH;
use worker::js_sys::JsString;

use super::backlog::Backlog;
use crate::views;

/// The frames of one telling.
pub(super) struct Letters<'a> {
    backlog: &'a Backlog,
    /// Who types, now and as the pages have it, if that is to be told.
    typing: Option<(&'a Typists, &'a Typists)>,
    /// One string for the platform for each event that somebody is told next: a few.
    written: Vec<(u64, JsString)>,
}

impl<'a> Letters<'a> {
    pub(super) fn of(backlog: &'a Backlog, typing: Option<(&'a Typists, &'a Typists)>) -> Self {
        Self { backlog, typing, written: Vec::new() }
    }

    /// The frame for a socket of a member that is told `next` next. Empty if there is nothing to tell.
    pub(super) fn to(&mut self, member: &MemberId, next: u64) -> JsString {
        if let Some((now, before)) = self.typing
            && now.named().iter().any(|typist| typist.id == *member)
        {
            let mut own = self.backlog.frame(next);
            views::render_typing_of_others(member, now, before, &ENGLISH, &mut own);
            return JsString::from(own.take());
        }
        if let Some((_, letter)) = self.written.iter().find(|(of, _)| *of == next) {
            return letter.clone();
        }
        let mut frame = self.backlog.frame(next);
        if let Some((now, _)) = self.typing {
            views::render_typing(now, &ENGLISH, &mut frame);
        }
        let letter = JsString::from(frame.take());
        self.written.push((next, letter.clone()));
        letter
    }
}
