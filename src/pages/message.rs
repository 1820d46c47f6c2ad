//! The page of one message, and what its forms do: another text, a removal, and bringing a removed
//! message back.

use std::slice;

use maud::Markup;
use room::{AllowedChanges, Body, Cid, Member, Message, ReactionState, Refusal, Seq, Slug, limits};
use serde::Deserialize;
use templates::urls;
use templates::views::{EditView, FieldView, Ignoring, MessagePageView, Role};
use templates::words::Words;
use worker::{Env, Headers, Request, Response};

use super::actor::Actor;
use super::preview;
use crate::http::error::Problem;
use crate::http::response::{Format, Place};
use crate::http::{form, origin, response};
use crate::ignored_members::IgnoredMembers;
use crate::kept_form::{self, KeptForm};
use crate::limits::TOKEN_BYTES;
use crate::local_time::LocalClock;
use crate::operate::actions::{self, Deed};
use crate::room_client::{
    EDIT, EditValue, MessageAnswer, MessageRequest, REACT, REMOVE, ReactionValue, RoomStub, UNDO_REMOVAL,
};
use crate::route::MessageAction;
use crate::{clock, history, random, views, without_scripts};

#[derive(Deserialize)]
struct ChangeForm {
    #[serde(default)]
    text: String,
    #[serde(default)]
    cid: String,
    /// The version of the message that the page had shown.
    #[serde(default)]
    base: String,
    /// What may be an emoji, to react with…
    on: Option<String>,
    /// …or to take back.
    off: Option<String>,
}

/// Where it stands why another text was refused: beside its field.
const TEXT: &str = "text";
/// Where it stands why a reaction was refused: beside the field for an emoji.
const EMOJI: &str = "on";
/// Where anything else stands: beside the message.
const MESSAGE: &str = "message";

/// What a script shows that can be done with a message. Nothing is allowed by it: the room decides.
pub(crate) fn actions(request: &Request, words: &Words) -> Markup {
    let moderates = origin::within(&request.inner().url()) == urls::MODERATOR_ACTIONS;
    templates::message_actions(if moderates { Role::Moderator } else { Role::Guest }, words)
}

/// Shows the page; to a browser without a session what one may see before one joins.
pub(crate) async fn show(
    request: &Request,
    env: &Env,
    (slug, seq): (&Slug, Seq),
    words: &Words,
) -> Result<Response, Problem> {
    let url = request.inner().url();
    let Ok(actors) = Actor::all(request.headers(), &url, env) else {
        return preview::show(env, slug, Some(seq), words).await;
    };
    let form = KeptForm::shown(request)?.unwrap_or_default();
    let ignored = IgnoredMembers::of(request.headers())?;
    let clock = LocalClock::of(request, words);
    let page = MessagePage { env, page: origin::within(&url), slug, seq, actors: &actors, ignored, clock, words };
    page.answer(200, &form).await
}

/// Changes the message, and shows it again.
pub(crate) async fn change(
    request: Request,
    env: &Env,
    (slug, seq): (&Slug, Seq),
    action: MessageAction,
    words: &Words,
) -> Result<Response, Problem> {
    let (url, headers) = (request.inner().url(), request.headers().clone());
    let clock = LocalClock::of(&request, words);
    let path = urls::message(slug.as_str(), seq);
    let form: ChangeForm = form::read(request).await?;
    let mut kept = match action {
        MessageAction::Edit => KeptForm::typed(&[(TEXT, &form.text), ("cid", &form.cid), ("base", &form.base)]),
        MessageAction::React => KeptForm::typed(&[(EMOJI, form.on.as_deref().unwrap_or_default())]),
        MessageAction::Remove | MessageAction::UndoRemoval => KeptForm::default(),
    };
    let sent = async {
        let actors = Actor::all(&headers, &url, env)?;
        let mut outcome = Err(Refusal::NotAuthor);
        for actor in actors.iter().filter(|actor| actor.operator().is_none() || deed(action).is_some()) {
            let room = RoomStub::called_by(&headers, env, slug)?;
            outcome = send(&form, &room, seq, action, actor.member_in(slug)?).await?;
            if let (Ok(()), Some(operator), Some(deed)) = (&outcome, actor.operator(), deed(action)) {
                actions::record(env, operator, deed, Some(slug), &seq.to_string()).await;
            }
            if !matches!(&outcome, Err(refusal) if is_for_operator(refusal)) {
                break;
            }
        }
        Ok((actors, outcome))
    };
    let (actors, refusal) = match sent.await {
        Ok((_, Ok(()))) => return done(&headers, &url, &path),
        Ok((actors, Err(refusal))) => (actors, refusal),
        Err(problem) => return with_text(&problem, slug, (&path, &kept), words),
    };
    let place = match action {
        MessageAction::Edit => TEXT,
        MessageAction::React => EMOJI,
        MessageAction::Remove | MessageAction::UndoRemoval => MESSAGE,
    };
    kept.refuse(place, Some(without_text(refusal.clone())));
    if let Some(response) = kept.see_other(&headers, &url, &urls::kept(&path))? {
        return Ok(response);
    }
    let ignored = IgnoredMembers::of(&headers)?;
    let page = MessagePage { env, page: &path, slug, seq, actors: &actors, ignored, clock, words };
    let response = page.answer(kept.status(), &kept).await?;
    response::set_retry_after(&response, &refusal)?;
    Ok(response)
}

/// What is recorded if the operator does it. They talk in no room: they only take messages away and
/// bring them back.
fn deed(action: MessageAction) -> Option<Deed> {
    match action {
        MessageAction::Remove => Some(Deed::RemovedMessage),
        MessageAction::UndoRemoval => Some(Deed::RestoredMessage),
        MessageAction::Edit | MessageAction::React => None,
    }
}

/// What a member may not do and the operator may.
fn is_for_operator(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::NotAuthor
            | Refusal::NotOwner
            | Refusal::NotModerator
            | Refusal::RoomLocked
            | Refusal::RoomClosed { .. }
            | Refusal::NameTaken { .. }
    )
}

async fn send(
    ChangeForm { text, cid, base, on, off }: &ChangeForm,
    room: &RoomStub,
    seq: Seq,
    action: MessageAction,
    member: Member,
) -> Result<Result<(), Refusal>, Problem> {
    match action {
        MessageAction::Edit => {
            // "Back" leads to a page that has changed something, with the id that it had: another
            // text is another change.
            let cid = without_scripts::cid_of(&Cid::parse(cid)?, text)?;
            let base = base.parse().map_err(|_| Refusal::Malformed)?;
            let value = EditValue { seq, cid: cid.as_str().to_owned(), base, text: text.clone() };
            room.change(EDIT, member, value).await
        }
        MessageAction::Remove => room.change(REMOVE, member, seq).await,
        MessageAction::UndoRemoval => room.change(UNDO_REMOVAL, member, seq).await,
        MessageAction::React => {
            let (emoji, state) = match off {
                Some(emoji) => (emoji.as_str(), ReactionState::Off),
                None => (on.as_deref().unwrap_or_default(), ReactionState::On),
            };
            let emoji = emoji.trim().to_owned();
            room.change(REACT, member, ReactionValue { seq, emoji, state }).await
        }
    }
}

fn done(headers: &Headers, url: &str, path: &str) -> Result<Response, Problem> {
    let response = response::see_other(path)?;
    kept_form::clear(headers, &response, url, path)?;
    Ok(response)
}

/// Says what went wrong, with the text that was typed.
fn with_text(
    problem: &Problem,
    slug: &Slug,
    (page, form): (&str, &KeptForm),
    words: &Words,
) -> Result<Response, Problem> {
    problem.log();
    let typed = form.text(TEXT).unwrap_or_default();
    Ok(response::error_response(Format::Html, problem, Place { page, room: Some(slug), typed }, words)?)
}

/// A refusal for the cookies of a browser, which has the text that stands there in the page.
fn without_text(refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::EditedMeanwhile { version, text: _ } => {
            Refusal::EditedMeanwhile { version, text: Body::from_trusted(String::new()) }
        }
        refusal => refusal,
    }
}

/// The page of a message, apart from what was typed into it.
struct MessagePage<'a> {
    env: &'a Env,
    /// Its address.
    page: &'a str,
    slug: &'a Slug,
    seq: Seq,
    /// Who may be looking at it; the operator last.
    actors: &'a [Actor],
    ignored: IgnoredMembers,
    clock: LocalClock<'a>,
    words: &'a Words,
}

impl MessagePage<'_> {
    /// The page, or why there is none. Whatever was typed is not lost with it.
    async fn answer(&self, status: u16, form: &KeptForm) -> Result<Response, Problem> {
        match self.page(status, form).await {
            Err(problem) => with_text(&problem, self.slug, (self.page, form), self.words),
            answer => answer,
        }
    }

    /// What the room tells somebody: the operator, where they may do more.
    async fn read(&self) -> Result<(Member, MessageAnswer), Problem> {
        let mut read = None;
        for actor in self.actors {
            let me = actor.member_in(self.slug)?;
            let answer = RoomStub::of(self.env, self.slug)?.message(&MessageRequest::of(&me, self.seq)).await?;
            let is_enough = answer.room.access_denied.is_none()
                && answer.message.as_ref().is_none_or(|message| message.member == me.id || answer.allowed.undo_removal);
            read = Some((me, answer));
            if is_enough {
                break;
            }
        }
        read.ok_or(Problem::NoSession)
    }

    async fn page(&self, status: u16, form: &KeptForm) -> Result<Response, Problem> {
        let words = self.words;
        let (me, answer) = self.read().await?;
        if let Some(refusal) = answer.room.access_denied {
            return Err(refusal.into());
        }
        let message = history::found(self.env, self.slug, self.seq, &answer).await?;
        let times = self.clock.times(slice::from_ref(&message));
        let earlier_times: Vec<String> =
            answer.earlier.iter().map(|earlier| self.clock.date_and_time(earlier.at)).collect();
        let mut quotes = answer.room.quotes;
        let mut reactions = answer.room.reactions;
        let (messages, pruned) = (slice::from_ref(&message), answer.room.pruned);
        let listed = (Some(&me.id), limits::REACTORS_LISTED_MAX);
        history::add_quotes(self.env, self.slug, (messages, None), &mut quotes).await;
        history::add_reactions(self.env, self.slug, (messages, pruned), listed, &mut reactions).await;
        let log = views::Log { room: self.slug.as_str(), quotes: &quotes, reactions: &reactions };
        let shown = views::messages(slice::from_ref(&message), &times, log).pop();
        // The room takes it back from the archive before it is changed.
        let allowed = if answer.is_archived {
            // Whose messages a moderator may remove, the room says when they do.
            let own = AllowedChanges::of(&me.id, &message, answer.edit_window_ms, clock::now());
            let moderates = answer.room.role.may_moderate() && message.removal.is_none();
            AllowedChanges { remove: own.remove || moderates, ..own }
        } else {
            answer.allowed
        };
        let (cid, reply_cid) = (random::hex::<TOKEN_BYTES>()?, random::hex::<TOKEN_BYTES>()?);
        let (problem, refusal) = (form.problem(TEXT, words), form.problem(MESSAGE, words));
        let emoji_problem = form.problem(EMOJI, words);
        let edit = allowed.edit.then(|| EditView {
            text: FieldView {
                text: form.text(TEXT).unwrap_or(message.body.as_str()),
                problem: problem.as_deref(),
                suggestion: None,
            },
            base: base(form, &message),
            cid: form.text("cid").unwrap_or(&cid),
            hours: answer.edit_window_ms / limits::HOUR_MS,
            earlier_texts: views::earlier_texts(answer.room.settings.earlier_texts),
        });
        let can_react = message.removal.is_none();
        // Where the field is not that a refusal belongs to.
        let of_no_field = problem.as_deref().filter(|_| edit.is_none());
        let of_no_field = of_no_field.or(emoji_problem.as_deref().filter(|_| !can_react));
        let refusal = refusal.as_deref().or(of_no_field);
        let is_mine = message.member == me.id && message.removal.is_none();
        let undo_seconds = limits::UNDO_REMOVAL_MS / 1_000;
        let view = MessagePageView {
            page: self.page,
            title: answer.room.settings.title.as_str(),
            me: views::member_view(&me),
            members: views::members(&answer.room.listed_members, answer.room.online_count),
            message: shown.ok_or(Refusal::NoSuchMessage)?,
            removal: allowed.remove.then_some(undo_seconds),
            reply: message.removal.is_none().then_some(&*reply_cid),
            reaction: can_react.then_some(FieldView {
                text: form.text(EMOJI).unwrap_or_default(),
                problem: emoji_problem.as_deref(),
                suggestion: None,
            }),
            ignoring: match &message.member {
                author if *author == me.id => Ignoring::Oneself,
                author if self.ignored.has(author.as_str()) => Ignoring::Already,
                _ => Ignoring::NotYet,
            },
            can_report: message.member != me.id && message.removal.is_none(),
            undo: allowed.undo_removal.then_some(undo_seconds),
            refusal,
            restriction: (is_mine && edit.is_none() && refusal.is_none()).then_some(words.changes.too_late_to_edit),
            earlier: views::earlier(&answer.earlier, &earlier_times, &message.name),
            typed: form.text(TEXT).filter(|_| edit.is_none()).unwrap_or_default(),
            edit,
        };
        Ok(response::html_response(status, &templates::message_page(&view, words))?)
    }
}

/// The version that the author of a text has before them. One that was refused because of another
/// text has shown them that.
fn base(form: &KeptForm, message: &Message) -> i64 {
    match form.refusal(TEXT) {
        Some(Refusal::EditedMeanwhile { version, .. }) => *version,
        _ => form.text("base").and_then(|base| base.parse().ok()).unwrap_or(message.version),
    }
}
