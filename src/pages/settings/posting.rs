//! The part of the settings that is about posting.

use room::{NewcomerLinks, PostingRules, RefusedWords, SlowMode, Writers, limits};
use templates::views::{FieldView, PostingSettingsView};

use crate::kept_form::KeptForm;

/// The field for refused words.
pub(super) const WORDS: &str = "words";
const READ_ONLY: &str = "read_only";
const SLOW: &str = "slow";
const NO_LINKS: &str = "no_links";

/// The fields of the form.
#[derive(Default)]
pub(super) struct Fields {
    pub(super) read_only: Option<String>,
    /// None in a page of an older build, which asks for none of these.
    pub(super) slow: Option<String>,
    pub(super) no_links: Option<String>,
    pub(super) words: Option<String>,
}

impl Fields {
    /// As they were typed; nothing of those that were not asked for.
    pub(super) fn typed(&self) -> Vec<(&'static str, &str)> {
        let fields =
            [(READ_ONLY, &self.read_only), (SLOW, &self.slow), (NO_LINKS, &self.no_links), (WORDS, &self.words)];
        let asked = fields.into_iter().filter(|_| self.slow.is_some());
        asked.map(|(field, typed)| (field, typed.as_deref().unwrap_or_default())).collect()
    }

    /// What an owner has decided, or what is saved if they were not asked. What is wrong with it is
    /// refused.
    pub(super) fn parse(&self, saved: &PostingRules, form: &mut KeptForm) -> PostingRules {
        let Some(slow) = &self.slow else { return saved.clone() };
        let typed = |field: &Option<String>| field.clone().unwrap_or_default();
        let words = RefusedWords::parse(&typed(&self.words));
        form.refuse(WORDS, words.as_ref().err().cloned());
        PostingRules {
            writers: writers(&typed(&self.read_only)),
            slow_mode: SlowMode::parse(slow),
            newcomer_links: newcomer_links(&typed(&self.no_links)),
            refused_words: words.unwrap_or_default(),
        }
    }
}

fn writers(read_only: &str) -> Writers {
    if read_only.is_empty() { Writers::Everybody } else { Writers::Moderators }
}

fn newcomer_links(no_links: &str) -> NewcomerLinks {
    if no_links.is_empty() { NewcomerLinks::Allowed } else { NewcomerLinks::Refused }
}

/// What the page shows: the settings, or the form that was refused.
pub(super) struct Shown {
    writers: Writers,
    slow_mode: SlowMode,
    newcomer_links: NewcomerLinks,
    words: String,
}

impl Shown {
    pub(super) fn of(saved: &PostingRules, form: &KeptForm) -> Self {
        Self {
            writers: form.text(READ_ONLY).map_or(saved.writers, writers),
            slow_mode: form.text(SLOW).map_or(saved.slow_mode, SlowMode::parse),
            newcomer_links: form.text(NO_LINKS).map_or(saved.newcomer_links, newcomer_links),
            words: form.text(WORDS).map_or_else(|| saved.refused_words.to_lines(), str::to_owned),
        }
    }

    pub(super) fn view<'a>(&'a self, words_problem: Option<&'a str>) -> PostingSettingsView<'a> {
        PostingSettingsView {
            read_only: self.writers == Writers::Moderators,
            slow_mode_s: self.slow_mode.seconds().unwrap_or_default(),
            slow_mode_choices_s: &limits::SLOW_MODE_CHOICES_S,
            no_newcomer_links: self.newcomer_links == NewcomerLinks::Refused,
            newcomer_minutes: limits::NEWCOMER_MS / limits::MINUTE_MS,
            words: FieldView { text: &self.words, problem: words_problem, suggestion: None },
            words_max: limits::REFUSED_WORDS_MAX,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved() -> PostingRules {
        let refused_words = RefusedWords::parse("rude").unwrap_or_default();
        PostingRules {
            writers: Writers::Moderators,
            slow_mode: SlowMode::parse("30"),
            refused_words,
            ..Default::default()
        }
    }

    #[test]
    fn page_that_does_not_ask_changes_nothing() {
        let mut form = KeptForm::default();
        assert_eq!(Fields::default().parse(&saved(), &mut form), saved());
        assert!(Fields::default().typed().is_empty());
    }

    #[test]
    fn empty_form_switches_every_rule_off() {
        let (mut form, fields) = (KeptForm::default(), Fields { slow: Some("0".to_owned()), ..Fields::default() });
        assert_eq!(fields.parse(&saved(), &mut form), PostingRules::default());
        assert!(!form.is_refused());
    }

    #[test]
    fn refused_words_come_back_as_they_were_typed() {
        let (slow, words) = (Some("5".to_owned()), Some("two words".to_owned()));
        let fields = Fields { slow, words, ..Fields::default() };
        let mut form = KeptForm::typed(&fields.typed());
        fields.parse(&saved(), &mut form);
        assert!(form.is_refused());
        let shown = Shown::of(&saved(), &form);
        let view = shown.view(None);
        assert_eq!((view.words.text, view.slow_mode_s, view.read_only), ("two words", 5, false));
    }
}
