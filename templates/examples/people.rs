//! Who is here.

use maud::{Markup, html};

use super::cast::{ADA, COMPOSER, GRACE, LINUS, LONG_NAME, NOOR, away, here};
use super::scripted::changed;
use super::{Example, Surroundings};
use crate::avatar::avatar;
use crate::composer;
use crate::members::members_for;
use crate::views::{MemberView, MembersView, PresentMemberView, Role, SuggestionView, TypingView};
use crate::words::Words;

/// The list of people, faces, and who types.
pub(super) const EXAMPLES: &[Example] = &[
    people("one, you", |words| list(vec![here(ADA)], 1, words)),
    people("several", |words| list(vec![here(ADA), here(GRACE), here(LINUS), here(NOOR)], 4, words)),
    people("one ignored", |words| {
        let view = MembersView { listed: vec![here(ADA), here(GRACE), here(LINUS)], online_count: 3 };
        members_for(&ADA, &view, Some(LINUS.id), words)
    }),
    people("owner", |words| list(vec![owner(here(ADA)), here(GRACE)], 2, words)),
    people("sent to everybody", |words| {
        let listed = vec![here(ADA), owner(here(GRACE))];
        crate::members(&MembersView { listed, online_count: 3 }, words)
    }),
    people("moderator", |words| {
        let moderator = PresentMemberView { role: Role::Moderator, ..here(GRACE) };
        list(vec![owner(here(ADA)), moderator], 2, words)
    }),
    people("away", |words| list(vec![here(ADA), away(GRACE), owner(away(LINUS))], 3, words)),
    people("from the right", |words| list(vec![here(NOOR), owner(away(NOOR_TOO))], 2, words)),
    people("long names", |words| list(LONG.map(here).to_vec(), 2, words)),
    people("more than are listed", |words| list(vec![here(ADA), away(GRACE)], 1_234, words)),
    typing("one", |words| line(&["Ada"], words)),
    typing("two", |words| line(&["Ada", "Grace Hopper"], words)),
    typing("three", |words| line(&["Ada", "Grace Hopper", "نور"], words)),
    typing("from the right", |words| line(&["نور"], words)),
    typing("long names", |words| line(&[LONG_NAME.name, "Countess Augusta Ada of Lovelace"], words)),
    typing("several", |words| crate::typing(&TypingView::Several, words)),
    meant("people", |words| offered(&[ADA, GRACE, LINUS, NOOR].map(SuggestionView::Person), words)),
    meant("one", |words| offered(&[SuggestionView::Person(ADA)], words)),
    meant("long names", |words| offered(&LONG.map(SuggestionView::Person), words)),
    meant("from the right", |words| offered(&[NOOR, NOOR_TOO].map(SuggestionView::Person), words)),
    meant("emoji", |words| {
        let shortcodes = [("🎉", "tada"), ("🌮", "taco"), ("🎋", "tanabata_tree")];
        offered(&shortcodes.map(|(emoji, name)| SuggestionView::Emoji { emoji, name }), words)
    }),
    meant("commands", |words| {
        let names = ["me", "nick", "topic", "help"].into_iter().zip(words.help.commands.list);
        let commands = names.map(|(name, command)| SuggestionView::Command { name, does: command.does });
        offered(&commands.collect::<Vec<_>>(), words)
    }),
    Example::new("avatar", "every hue", Surroundings::Column, |_| {
        html! { p { @for hue in HUES { (avatar(&MemberView { id: hue, name: "Ada Lovelace" })) " " } } }
    }),
    Example::new("avatar", "kinds of names", Surroundings::Column, |_| {
        html! { p { @for name in NAMES { (avatar(&MemberView { name, ..ADA })) " " } } }
    }),
];

const NOOR_TOO: MemberView = MemberView { name: "نور الهدى", ..GRACE };

const LONG: [MemberView; 2] =
    [MemberView { name: LONG_NAME.name, ..ADA }, MemberView { name: "Countess Augusta Ada of Lovelace", ..GRACE }];

const NAMES: [&str; 6] = ["Ada", "grace hopper", "نور الهدى", "林", "7", "O’Neill"];

/// An id of each hue: their letters add up to all of them.
const HUES: [&str; 16] = ["p", "q", "r", "s", "t", "u", "v", "w", "x", "y", "z", "{", "|", "}", "~", "o"];

const fn people(state: &'static str, render: fn(&Words) -> Markup) -> Example {
    Example::new("members", state, Surroundings::People, render)
}

const fn typing(state: &'static str, render: fn(&Words) -> Markup) -> Example {
    Example::new("typing", state, Surroundings::Room, render)
}

const fn owner(mut member: PresentMemberView<'static>) -> PresentMemberView<'static> {
    member.role = Role::Owner;
    member
}

fn list(listed: Vec<PresentMemberView<'static>>, online_count: usize, words: &Words) -> Markup {
    members_for(&ADA, &MembersView { listed, online_count }, None, words)
}

const fn meant(state: &'static str, render: fn(&Words) -> Markup) -> Example {
    Example::new("suggestions", state, Surroundings::Room, render)
}

/// In its place over the field, with the first one chosen by the script.
fn offered(views: &[SuggestionView], words: &Words) -> Markup {
    let list = changed(crate::suggestions(views, words), &[("aria-selected=\"false\"", "aria-selected=\"true\"")]);
    let field = "<div class=\"field\">";
    changed(composer(&COMPOSER, words), &[(field, &format!("{}{field}", list.0))])
}

/// In its place above the composer. In the gallery it does not vanish.
fn line(names: &[&str], words: &Words) -> Markup {
    html! { p.typing { (crate::typing(&TypingView::Named(names.to_vec()), words)) } }
}
