//! Whether a member may write this now, by what the owners decided about posting.
//!
//! Those who decide are free of it. It holds for messages and for other texts of theirs; whoever
//! may not write may still react, and take back what they said.

use super::Room;
use crate::formatting::{has_link, may_have_link};
use crate::posting::word_filter::WordFilter;
use crate::{Body, Member, MemberId, Millis, NewcomerLinks, Refusal, TextNeeds, Writers, limits};

impl Room {
    /// Whether what owners decided about posting does not bind a member.
    fn is_free_to_post(&self, member: &MemberId) -> bool {
        self.role(member).may_moderate()
    }

    /// The settings have changed.
    pub(super) fn follow_posting_rules(&mut self) {
        self.slow_limiter.set_interval(self.settings.posting.slow_mode.interval_ms());
        self.word_filter = WordFilter::of(&self.settings.posting.refused_words);
    }

    /// What has to be known to let a text through.
    pub(super) fn text_needs<'a>(&self, member: &'a MemberId, text: &'a str) -> TextNeeds<'a> {
        let is_asked = self.settings.posting.newcomer_links == NewcomerLinks::Refused && may_have_link(text);
        TextNeeds { text, newcomer: Some(member).filter(|member| is_asked && !self.is_free_to_post(member)) }
    }

    /// # Errors
    /// [`Refusal::ReadOnly`].
    pub(super) fn check_writer(&self, member: &MemberId) -> Result<(), Refusal> {
        match self.settings.posting.writers {
            Writers::Moderators if !self.is_free_to_post(member) => Err(Refusal::ReadOnly),
            Writers::Moderators | Writers::Everybody => Ok(()),
        }
    }

    /// # Errors
    /// [`Refusal::RefusedWord`] or [`Refusal::NewcomerLink`].
    pub(super) fn check_text(
        &self,
        member: &MemberId,
        body: &Body,
        joined_at: Option<Millis>,
        now: Millis,
    ) -> Result<(), Refusal> {
        if self.is_free_to_post(member) {
            return Ok(());
        }
        self.check_words(member, body.as_str())?;
        let links = self.settings.posting.newcomer_links;
        let wait_ms = newcomer_wait(joined_at, now).filter(|_| links == NewcomerLinks::Refused);
        match wait_ms.filter(|_| has_link(body.as_str())) {
            Some(wait_ms) => Err(Refusal::NewcomerLink { wait_ms }),
            None => Ok(()),
        }
    }

    /// Whether there is no refused word in a text, which may be the name of a file.
    ///
    /// # Errors
    /// [`Refusal::RefusedWord`].
    pub(super) fn check_words(&self, member: &MemberId, text: &str) -> Result<(), Refusal> {
        match self.word_filter.find(text).filter(|_| !self.is_free_to_post(member)) {
            Some(word) => {
                let word = word.chars().take(limits::REFUSED_WORD_SHOWN_CHARS).collect();
                Err(Refusal::RefusedWord { word })
            }
            None => Ok(()),
        }
    }

    /// # Errors
    /// [`Refusal::SlowMode`].
    pub(super) fn check_slow_mode(&self, member: &MemberId, now: Millis) -> Result<(), Refusal> {
        if self.is_free_to_post(member) {
            return Ok(());
        }
        let interval_s = self.settings.posting.slow_mode.seconds().unwrap_or_default();
        self.slow_limiter.check(member, now).map_err(|wait_ms| Refusal::SlowMode { wait_ms, interval_s })
    }

    /// Counts a message that was let through.
    pub(super) fn count_in_slow_mode(&mut self, member: &MemberId, now: Millis) {
        // It was checked, or its author is free of it.
        let _ = self.slow_limiter.take(member, now);
    }

    /// # Errors
    /// [`Refusal::NameNotAllowed`].
    pub(super) fn check_words_of_name(&self, member: &Member) -> Result<(), Refusal> {
        let is_refused = !self.is_free_to_post(&member.id) && self.word_filter.find(member.name.as_str()).is_some();
        if is_refused { Err(Refusal::NameNotAllowed) } else { Ok(()) }
    }
}

/// How long somebody is still new; none if they are not. By a clock that was set back since, they
/// are as if they came now.
fn newcomer_wait(joined_at: Option<Millis>, now: Millis) -> Option<Millis> {
    let left = (joined_at? + limits::NEWCOMER_MS - now).min(limits::NEWCOMER_MS);
    Some(left).filter(|left| *left > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn newcomer_is_one_for_five_minutes() {
        let minutes = |count: Millis| count * 60 * 1_000;
        assert_eq!(newcomer_wait(None, 0), None, "they came long ago");
        assert_eq!(newcomer_wait(Some(1_000), 1_000), Some(minutes(5)));
        assert_eq!(newcomer_wait(Some(1_000), minutes(5) + 999), Some(1));
        assert_eq!(newcomer_wait(Some(1_000), minutes(5) + 1_000), None);
        assert_eq!(newcomer_wait(Some(minutes(60)), 0), Some(minutes(5)), "the clock was set back");
    }
}
