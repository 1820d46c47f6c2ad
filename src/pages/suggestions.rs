//! What may be meant while somebody types, for the page of a room: people who are here behind an
//! `@`, emoji behind a colon, commands behind a `/`.

use room::{SlashCommand, Slug, emoji};
use serde::Deserialize;
use templates::views::SuggestionView;
use templates::words::{Shortcut, Words};
use worker::{Env, Request, Response};

use crate::http::error::{Expected, Problem};
use crate::http::session::{Keys, Session};
use crate::http::{query, response};
use crate::room_client::RoomStub;
use crate::views;

#[derive(Deserialize)]
struct TypedQuery {
    /// From the `@`, the colon or the `/` on.
    #[serde(default)]
    typed: String,
}

/// Answers with the list, as a fragment.
pub(crate) async fn show(request: &Request, env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    let session = Session::of(request.headers(), &request.inner().url(), &Keys::of(env)?)?.ok_or(Problem::NoSession)?;
    let TypedQuery { typed } = query::read(request, Expected::QueryFields)?;
    if let Some(name) = typed.strip_prefix('@') {
        let named = RoomStub::of(env, slug)?.members_named(session.member_in(slug)?, name).await??;
        let people: Vec<_> = named.iter().map(|member| SuggestionView::Person(views::member_view(member))).collect();
        return list(&people, words);
    }
    if let Some(name) = typed.strip_prefix(':') {
        let found = emoji::shortcodes_from(name);
        let of = |shortcode: &emoji::Shortcode| SuggestionView::Emoji { emoji: shortcode.emoji, name: shortcode.name };
        return list(&found.iter().map(of).collect::<Vec<_>>(), words);
    }
    list(&commands(&typed, words), words)
}

fn list(views: &[SuggestionView], words: &Words) -> Result<Response, Problem> {
    Ok(response::html_response(200, &templates::suggestions(views, words))?)
}

/// The help lists commands in the order of the rules.
fn commands<'a>(typed: &str, words: &Words) -> Vec<SuggestionView<'a>> {
    let Some(begun) = typed.strip_prefix('/') else { return Vec::new() };
    let begun = begun.to_lowercase();
    let all = SlashCommand::NAMES.into_iter().zip(words.help.commands.list);
    let begun_so = all.filter(|(name, _)| name.starts_with(&begun));
    begun_so.map(|(name, Shortcut { does, .. })| SuggestionView::Command { name, does }).collect()
}

#[cfg(test)]
mod tests {
    use templates::words::Language;

    use super::*;

    #[test]
    fn commands_are_in_the_order_of_the_help() {
        for language in Language::ALL {
            let list = language.words().help.commands.list;
            assert_eq!(list.len(), SlashCommand::NAMES.len());
            for (name, Shortcut { keys, .. }) in SlashCommand::NAMES.into_iter().zip(list) {
                assert!(keys.iter().all(|typed| typed.starts_with(&format!("/{name}"))), "{language:?}: {keys:?}");
            }
        }
    }

    #[test]
    fn command_is_found_by_its_beginning() {
        let found = |typed: &str| commands(typed, Language::English.words()).len();
        assert_eq!(["/", "/m", "/N", "/foo", "m", "//"].map(found), [4, 1, 1, 0, 0, 0]);
    }
}
