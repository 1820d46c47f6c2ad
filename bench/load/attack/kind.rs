//! Every attack there is.

use std::rc::Rc;
use std::time::Duration;

use super::hostile::Scene;
use super::wire::Somebody;
use super::{crowding, evasion, floods, frames};

/// Addresses of an attack that comes from many.
pub(super) const MANY: usize = 50;

/// Sessions of a raid.
pub(super) const RAIDERS: usize = 200;

/// Sessions of a flood: from one address, and from many.
pub(super) const FLOODERS: usize = 30;

/// People who send what is no message, when they come from many addresses.
pub(super) const GARBLERS: usize = 50;

/// Who sends frames that are too large, or claim to be.
pub(super) const HEAVY: usize = 8;

/// Sessions that open sockets and read nothing, and how many sockets each opens: more than they
/// may.
pub(super) const SLEEPERS: usize = 35;
pub(super) const SOCKETS_OF_A_SLEEPER: usize = 12;

/// Rooms that one address tries to found and to list.
pub(super) const FOUNDINGS: usize = 60;

/// People who are banned.
pub(super) const BANNED: usize = 4;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Attack {
    RaidOfOne,
    RaidOfMany,
    FloodOfOne,
    FloodOfMany,
    GarbageOfOne,
    GarbageOfMany,
    Bombs,
    HugeFrames,
    SlowReaders,
    SlowSenders,
    Squatting,
    Founding,
    VisitsOfOne,
    VisitsOfMany,
    ForeignOrigins,
    BanEvasion,
}

impl Attack {
    pub(super) const ALL: [Self; 16] = [
        Self::FloodOfOne,
        Self::FloodOfMany,
        Self::GarbageOfOne,
        Self::GarbageOfMany,
        Self::RaidOfOne,
        Self::RaidOfMany,
        Self::Squatting,
        Self::Founding,
        Self::VisitsOfOne,
        Self::VisitsOfMany,
        Self::ForeignOrigins,
        Self::BanEvasion,
        Self::SlowSenders,
        Self::SlowReaders,
        Self::Bombs,
        Self::HugeFrames,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::RaidOfOne => "raid-1",
            Self::RaidOfMany => "raid",
            Self::FloodOfOne => "flood-1",
            Self::FloodOfMany => "flood",
            Self::GarbageOfOne => "garbage-1",
            Self::GarbageOfMany => "garbage",
            Self::Bombs => "bombs",
            Self::HugeFrames => "huge-frames",
            Self::SlowReaders => "slow-readers",
            Self::SlowSenders => "slow-senders",
            Self::Squatting => "squatting",
            Self::Founding => "founding",
            Self::VisitsOfOne => "visits-1",
            Self::VisitsOfMany => "visits",
            Self::ForeignOrigins => "origins",
            Self::BanEvasion => "bans",
        }
    }

    pub(super) fn about(self) -> &'static str {
        match self {
            Self::RaidOfOne => "200 sessions of one address come in at once and talk, 2 messages a second each",
            Self::RaidOfMany => "200 sessions of 50 addresses come in at once and talk, 2 messages a second each",
            Self::FloodOfOne => {
                "30 sessions of one address, 50 messages a second each; closed, they try ten times a second"
            }
            Self::FloodOfMany => "30 sessions of 30 addresses, the same",
            Self::GarbageOfOne => "1,000 frames a second that are no frames, back at once when closed",
            Self::GarbageOfMany => "the same by 50 people of 50 addresses, 1,000 a second together",
            Self::Bombs => "8 people send 31 KB that claim to be 31 MiB compressed, back at once when closed",
            Self::HugeFrames => "8 people send frames of 31 MiB, back at once when closed",
            Self::SlowReaders => "35 sessions of one address open 12 sockets each and read nothing",
            Self::SlowSenders => "200 connections of one address: a byte of a request, a form or a frame a second",
            Self::Squatting => "one address takes names, each with a session of its own, 50 a second",
            Self::Founding => "one address founds rooms and puts them on the list, 20 a second",
            Self::VisitsOfOne => "one address asks for rooms that never were, 200 a second",
            Self::VisitsOfMany => "50 addresses ask for rooms that never were, 200 a second together",
            Self::ForeignOrigins => "sockets for pages of other sites, 200 a second",
            Self::BanEvasion => {
                "4 people are banned and come back: by cookie, by form, as somebody new, from elsewhere"
            }
        }
    }

    /// How many addresses it comes from.
    pub(super) fn addresses(self) -> usize {
        match self {
            Self::RaidOfMany | Self::GarbageOfMany | Self::VisitsOfMany => MANY,
            Self::FloodOfMany => FLOODERS,
            Self::RaidOfOne
            | Self::FloodOfOne
            | Self::GarbageOfOne
            | Self::Bombs
            | Self::HugeFrames
            | Self::SlowReaders
            | Self::SlowSenders
            | Self::Squatting
            | Self::Founding
            | Self::VisitsOfOne
            | Self::ForeignOrigins
            | Self::BanEvasion => 1,
        }
    }

    /// How long it takes to get to its limit, where nothing is timed. None if that takes minutes.
    pub(super) fn short_phase(self) -> Option<Duration> {
        let seconds = match self {
            Self::RaidOfMany | Self::GarbageOfMany | Self::VisitsOfMany => return None,
            Self::Squatting | Self::VisitsOfOne | Self::RaidOfOne => 4.0,
            Self::SlowReaders | Self::Founding | Self::BanEvasion | Self::HugeFrames => 3.0,
            Self::FloodOfOne
            | Self::FloodOfMany
            | Self::GarbageOfOne
            | Self::Bombs
            | Self::SlowSenders
            | Self::ForeignOrigins => 1.5,
        };
        Some(Duration::from_secs_f64(seconds))
    }

    /// Whether it says what others read. What others say is said in vain.
    pub(super) fn talks(self) -> bool {
        matches!(self, Self::RaidOfOne | Self::RaidOfMany | Self::FloodOfOne | Self::FloodOfMany)
    }

    /// How much longer people may wait while it lasts.
    pub(super) fn wait_ratio_max(self) -> f64 {
        if self.addresses() == 1 { 1.2 } else { 2.0 }
    }

    /// Sessions that it has when it begins. A raid makes its own, and so does whoever squats.
    pub(super) fn sessions(self) -> usize {
        match self {
            Self::FloodOfOne | Self::FloodOfMany => FLOODERS,
            Self::GarbageOfOne | Self::ForeignOrigins => 1,
            Self::GarbageOfMany => GARBLERS,
            Self::Bombs | Self::HugeFrames => HEAVY,
            Self::SlowReaders => SLEEPERS,
            Self::BanEvasion => BANNED,
            Self::SlowSenders => 1,
            Self::RaidOfOne
            | Self::RaidOfMany
            | Self::Squatting
            | Self::Founding
            | Self::VisitsOfOne
            | Self::VisitsOfMany => 0,
        }
    }

    /// Attacks, until somebody ends it.
    pub(super) async fn run(self, scene: Rc<Scene>, sessions: Vec<Somebody>) {
        match self {
            Self::RaidOfOne | Self::RaidOfMany => crowding::raid(&scene).await,
            Self::FloodOfOne | Self::FloodOfMany => floods::messages(&scene, sessions).await,
            Self::GarbageOfOne | Self::GarbageOfMany => floods::garbage(&scene, sessions).await,
            Self::Bombs => frames::bombs(&scene, sessions).await,
            Self::HugeFrames => frames::huge(&scene, sessions).await,
            Self::SlowReaders => crowding::slow_readers(&scene, sessions).await,
            Self::SlowSenders => frames::slow_senders(&scene, sessions).await,
            Self::Squatting => crowding::squat(&scene).await,
            Self::Founding => crowding::found(&scene).await,
            Self::VisitsOfOne | Self::VisitsOfMany => crowding::visit(&scene).await,
            Self::ForeignOrigins => evasion::foreign_origins(&scene, sessions).await,
            Self::BanEvasion => evasion::bans(&scene, sessions).await,
        }
    }
}
