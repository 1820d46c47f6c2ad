//! Fault injection at chosen points, for tests. Only a build with the feature `faults` has it
//! (`bin/build --faults`). In every other build the points are empty functions, and no path injects
//! anything.
//!
//! `POST /faults?…` injects faults. They hold for every room, because one isolate runs them all:
//!
//! * `d1=well|fails|applies|hangs`: D1 works; or it answers with an error; or it applies the
//!   statement and answers with an error, as when the answer is lost; or it never answers.
//! * `files=well|fails`: R2 works, or it answers with an error.
//! * `stop=nowhere|saved|shipped|alarm`: the next time a room gets to this point, it logs that and
//!   goes no further, until somebody kills the process. `saved`: a message is written, and not sent
//!   yet. `shipped`: D1 has a batch, and the room has not recorded that. `alarm`: the alarm begins.
//! * `write=works|fails`: the room's own storage takes a message, or refuses it.
//! * `broadcast=flows|waits`: the room paces its broadcasts; or all messages wait, as if it were
//!   sending to a crowd of millions, until an event comes that cannot wait.
//! * `call=arrives|fails`: a call of the Worker reaches its room, or the platform says that it did
//!   not.
//! * `protocol={number}&oldest={number}`: Worker and rooms speak these frames in place of those of
//!   this build, as one after it or before it does.
//! * `calls={number}`: rooms understand only calls that need no higher number.
//! * `count=renderings`: answers how often a message was rendered for a frame since the process
//!   began.
//! * `room={slug}&do=set?…`: injects any of these into the rooms alone, where they are not of the
//!   Worker's own build.
//! * `room={slug}&do=evict`: the room loses its memory, as in an eviction, with its sockets open.
//! * `panic=saved`: the next time a message is written, the room panics before it is sent.
//! * `room={slug}&do=panic`: the room panics.

#[cfg(feature = "faults")]
mod injected;

#[cfg(feature = "faults")]
pub(crate) use injected::{
    at_alarm, at_rendered, at_saved, at_shipped, before_broadcast, before_call, before_write, calls, d1, files, inject,
    inject_into_room, protocols,
};

#[cfg(not(feature = "faults"))]
pub(crate) use none::{
    at_alarm, at_rendered, at_saved, at_shipped, before_broadcast, before_call, before_write, calls, d1, files,
    protocols,
};

#[cfg(not(feature = "faults"))]
mod none {
    //! No faults.

    use std::ops::RangeInclusive;

    use worker::Result;

    /// The frames that this build speaks.
    pub(crate) fn protocols(ours: RangeInclusive<u16>) -> RangeInclusive<u16> {
        ours
    }

    /// The calls that this build understands.
    pub(crate) fn calls(ours: u16) -> u16 {
        ours
    }

    /// A batch may go to so many connections.
    pub(crate) fn before_broadcast(allowed: usize) -> usize {
        allowed
    }

    /// The Worker is about to call a room.
    pub(crate) fn before_call() -> Result<()> {
        Ok(())
    }

    /// A message is about to be written.
    pub(crate) fn before_write() -> Result<()> {
        Ok(())
    }

    /// A message was written, and not sent yet.
    pub(crate) fn at_saved() {}

    /// A message was rendered for a frame.
    pub(crate) fn at_rendered() {}

    /// D1 has a batch, and the room has not recorded that.
    pub(crate) async fn at_shipped() {}

    /// The alarm has come.
    pub(crate) async fn at_alarm() {}

    /// What D1 answers.
    pub(crate) async fn d1<T>(call: impl Future<Output = Result<T>>) -> Result<T> {
        call.await
    }

    /// What R2 answers.
    pub(crate) async fn files<T>(call: impl Future<Output = Result<T>>) -> Result<T> {
        call.await
    }
}
