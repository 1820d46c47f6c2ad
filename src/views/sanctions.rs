//! Mutes and bans, for templates.

use room::{Name, SanctionKind};
use templates::views::{self, MemberView, SanctionView};

use crate::room_client::SanctionNow;

/// A sanction that holds.
pub(crate) fn sanction(now: &SanctionNow) -> SanctionView<'_> {
    let SanctionNow { sanction, name, wait_ms } = now;
    SanctionView {
        member: MemberView { id: sanction.member.as_str(), name: name.as_ref().map_or("", Name::as_str) },
        kind: match sanction.kind {
            SanctionKind::Mute => views::SanctionKind::Mute,
            SanctionKind::Ban => views::SanctionKind::Ban,
        },
        wait_ms: *wait_ms,
        reason: sanction.reason.as_str(),
    }
}
