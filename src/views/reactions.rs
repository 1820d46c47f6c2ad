//! From reactions to template views.

use room::{Name, ReactionKind};
use templates::views::ReactionKindView;

/// All who reacted with the same emoji, for a template.
pub(super) fn kind(kind: &ReactionKind) -> ReactionKindView<'_> {
    ReactionKindView {
        emoji: kind.emoji.as_str(),
        count: kind.count,
        names: kind.names.iter().map(Name::as_str).collect(),
        is_own: kind.is_own,
    }
}
