//! How order is kept in a room: people, one of them, and what was decided.

use maud::{Markup, html};

use super::cast::{ADA, GRACE, HELLO, LINUS, LONG_NAME, LONG_WORD, NOOR, NOTHING, away, here, log, today};
use super::{Example, Surroundings};
use crate::views::{
    AuditEntryView, AuditView, FieldView, Ignoring, MemberView, MembersView, MessageListMode, MessageListView,
    MessageView, Millis, PeopleView, PersonOrderView, PersonView, PresentMemberView, Role, SanctionKind, SanctionView,
    SignOut,
};
use crate::words::Words;

/// The pages.
pub(super) const EXAMPLES: &[Example] = &[
    page("people", "alone", |words| crate::people(&people(vec![here(ADA)], None), words)),
    page("people", "for a moderator", |words| {
        crate::people(&people(everybody(), Some(vec![MUTED, BANNED_FOR_GOOD])), words)
    }),
    page("people", "nobody is muted or banned", |words| crate::people(&people(everybody(), Some(Vec::new())), words)),
    page("people", "more than are listed", |words| {
        let members = MembersView { listed: everybody(), online_count: 1_234 };
        crate::people(&PeopleView { members, ..people(Vec::new(), None) }, words)
    }),
    page("people", "long words", |words| {
        let banned = SanctionView { member: LONG_NAME, reason: LONG_WORD, ..BANNED_FOR_GOOD };
        crate::people(&people(vec![here(LONG_NAME)], Some(vec![banned])), words)
    }),
    page("people", "right to left", |words| {
        let banned = SanctionView { member: NOOR, reason: "رسائل مزعجة", ..MUTED };
        crate::people(&people(vec![here(NOOR)], Some(vec![banned])), words)
    }),
    page("person", "for everybody", |words| crate::person(&person(None), words)),
    page("person", "owner who is away", |words| {
        let view = PersonView { role: Role::Owner, present: Some(away(GRACE)), ..person(None) };
        crate::person(&view, words)
    }),
    page("person", "for a moderator", |words| {
        let said = vec![MessageView { author: GRACE, text: "Buy my flowers!", ..HELLO }];
        crate::person(&person(Some(order(said, words))), words)
    }),
    page("person", "for the operator", |words| {
        let order = PersonOrderView { sign_out: SignOut::Offered, ..order(Vec::new(), words) };
        crate::person(&person(Some(order)), words)
    }),
    page("person", "nothing said", |words| crate::person(&person(Some(order(Vec::new(), words))), words)),
    page("person", "muted and banned", |words| {
        let order = PersonOrderView { mute: Some(MUTED), ban: Some(BANNED_FOR_GOOD), ..order(Vec::new(), words) };
        crate::person(&PersonView { present: None, ..person(Some(order)) }, words)
    }),
    page("person", "messages just removed", |words| {
        let order = PersonOrderView { restorable: 37, ..order(Vec::new(), words) };
        crate::person(&person(Some(order)), words)
    }),
    page("person", "reason too long", |words| {
        let problem = (words.moderation.refusals.reason_too_long)(120);
        let mute_reason = FieldView { text: LONG_WORD, problem: Some(&problem), suggestion: None };
        crate::person(&person(Some(PersonOrderView { mute_reason, ..order(Vec::new(), words) })), words)
    }),
    page("person", "not allowed", |words| {
        let refusal = Some(words.moderation.refusals.not_below);
        crate::person(&PersonView { refusal, role: Role::Moderator, ..person(None) }, words)
    }),
    page("person", "long words", |words| {
        let ban = SanctionView { member: LONG_NAME, reason: LONG_WORD, ..BANNED_FOR_GOOD };
        let said = vec![MessageView { author: LONG_NAME, text: LONG_WORD, ..HELLO }];
        let order = PersonOrderView { ban: Some(ban), ..order(said, words) };
        crate::person(&PersonView { person: LONG_NAME, title: LONG_WORD, ..person(Some(order)) }, words)
    }),
    page("person", "right to left", |words| {
        let mute = SanctionView { member: NOOR, reason: "رسائل مزعجة", ..MUTED };
        let said = vec![MessageView { author: NOOR, text: "أزهار للبيع", ..HELLO }];
        let order = PersonOrderView { mute: Some(mute), ..order(said, words) };
        crate::person(&PersonView { person: NOOR, title: "غرفة الحديقة", ..person(Some(order)) }, words)
    }),
    page("audit", "empty", |words| crate::audit(&audit(Vec::new()), words)),
    page("audit", "every kind of decision", |words| crate::audit(&audit(every_decision(ADA, GRACE, words)), words)),
    page("audit", "one of several pages", |words| {
        let entries = every_decision(ADA, GRACE, words).into_iter().take(2).collect();
        crate::audit(&AuditView { older: Some(17), ..audit(entries) }, words)
    }),
    page("audit", "long words", |words| crate::audit(&audit(every_decision(LONG_NAME, LONG_NAME, words)), words)),
    page("audit", "right to left", |words| crate::audit(&audit(every_decision(NOOR, ADA, words)), words)),
];

const fn page(component: &'static str, state: &'static str, render: fn(&Words) -> Markup) -> Example {
    Example::new(component, state, Surroundings::Page, render)
}

const MINUTE: Millis = 60_000;

const MUTED: SanctionView =
    SanctionView { member: GRACE, kind: SanctionKind::Mute, wait_ms: Some(9 * MINUTE), reason: "Advertising" };
const BANNED_FOR_GOOD: SanctionView =
    SanctionView { member: LINUS, kind: SanctionKind::Ban, wait_ms: None, reason: "" };

fn everybody() -> Vec<PresentMemberView<'static>> {
    let owner = PresentMemberView { role: Role::Owner, ..here(ADA) };
    vec![owner, PresentMemberView { role: Role::Moderator, ..away(GRACE) }, here(NOOR)]
}

fn people<'a>(listed: Vec<PresentMemberView<'a>>, sanctions: Option<Vec<SanctionView<'a>>>) -> PeopleView<'a> {
    let online_count = listed.len();
    PeopleView {
        page: "/r/garden/people",
        room: "garden",
        title: "Tea & <b>Cake</b>",
        me: ADA,
        members: MembersView { listed, online_count },
        sanctions,
    }
}

fn person(order: Option<PersonOrderView<'_>>) -> PersonView<'_> {
    PersonView {
        page: "/r/garden/people/gracegracegrace2",
        room: "garden",
        title: "Tea & <b>Cake</b>",
        me: ADA,
        members: MembersView { listed: vec![here(ADA), here(GRACE)], online_count: 2 },
        person: GRACE,
        role: Role::Guest,
        present: Some(here(GRACE)),
        order,
        ignoring: Ignoring::NotYet,
        refusal: None,
    }
}

fn order<'a>(said: Vec<MessageView<'a>>, words: &Words) -> PersonOrderView<'a> {
    PersonOrderView {
        mute: None,
        ban: None,
        mute_terms: &[Some(10 * MINUTE), Some(60 * MINUTE), Some(24 * 60 * MINUTE)],
        ban_terms: &[Some(24 * 60 * MINUTE), Some(30 * 24 * 60 * MINUTE), None],
        mute_reason: NOTHING,
        ban_reason: NOTHING,
        messages: MessageListView {
            room: "garden",
            messages: today(said, words),
            earlier: None,
            reader: Some(ADA.id),
            ..log(MessageListMode::Static)
        },
        restorable: 0,
        undo_seconds: 10,
        sign_out: SignOut::NotTheirs,
    }
}

fn audit(entries: Vec<AuditEntryView<'_>>) -> AuditView<'_> {
    AuditView {
        page: "/r/garden/audit",
        room: "garden",
        title: "Tea & <b>Cake</b>",
        me: ADA,
        members: MembersView { listed: vec![here(ADA)], online_count: 1 },
        entries,
        older: None,
    }
}

fn every_decision(who: MemberView<'static>, whom: MemberView<'static>, words: &Words) -> Vec<AuditEntryView<'static>> {
    let said = &words.moderation.audit;
    let [who, whom] = [who, whom].map(|member| html! { bdi { (member.name) } " " span.tag { (member.tag()) } });
    let (who, whom) = (&who, &whom);
    let alone = [
        said.settings_changed,
        said.owner_link_made,
        said.moderator_link_made,
        said.became_owner,
        said.became_moderator,
        said.other,
    ];
    let about = [
        said.owner_removed,
        said.moderator_removed,
        said.muted,
        said.banned,
        said.unmuted,
        said.unbanned,
        said.message_removed,
        said.message_restored,
        said.messages_removed,
        said.messages_restored,
    ];
    let sentences = alone.map(|say| say(who)).into_iter().chain(about.map(|say| say(who, whom)));
    sentences.map(|sentence| AuditEntryView { at: HELLO.said_at, local: "17 June 2026, 14:03", sentence }).collect()
}
