//! Faults at chosen points, for tests. Only a build with the feature `faults` has them (`bin/build --faults`); in every
//! other one the points are empty functions and nothing listens to orders.
//!
//! Orders come by `POST /faults?…` and hold for every room, because one isolate runs them all:
//!
//! * `d1=well|fails|applies|hangs`: D1 does as it should; answers with an error; does it and answers with an error all the
//!   same, as when the answer is lost; never answers.
//! * `stop=nowhere|saved|shipped|alarm`: the next time a room gets there it says so in the log and goes no further, until
//!   somebody kills the process. After a message is written, before anybody is told; after D1 has a batch, before
//!   the room notes that; at the beginning of the alarm.
//! * `write=works|fails`: a message can be written into the room's own storage, or cannot.
//! * `crowd=told|waits`: what is said is told when the room sees fit; or waits, as if a crowd of millions were being told, until
//!   something comes that cannot wait.
//! * `call=arrives|fails`: what the Worker asks of a room arrives, or the platform says that it did not.
//! * `count=renderings`: answers how often a message was rendered for a frame since the process began.
//! * `room={slug}&do=forget`: the room loses its memory, as in an eviction, with its sockets open.
//! * `room={slug}&do=panic`: the room panics.

#[cfg(feature = "faults")]
mod ordered;

#[cfg(feature = "faults")]
pub(crate) use ordered::{
    at_alarm, at_rendered, at_saved, at_shipped, before_broadcast, before_call, before_write, d1, obey, obey_in_room,
};

#[cfg(not(feature = "faults"))]
pub(crate) use none::{at_alarm, at_rendered, at_saved, at_shipped, before_broadcast, before_call, before_write, d1};

#[cfg(not(feature = "faults"))]
mod none {
    //! No faults.

    use worker::Result;

    /// So many can be told something now.
    pub(crate) fn before_broadcast(allowed: usize) -> usize {
        allowed
    }

    /// A room is about to be asked something.
    pub(crate) fn before_call() -> Result<()> {
        Ok(())
    }

    /// A message is about to be written.
    pub(crate) fn before_write() -> Result<()> {
        Ok(())
    }

    /// A message was written, nobody was told.
    pub(crate) fn at_saved() {}

    /// A message was rendered for a frame.
    pub(crate) fn at_rendered() {}

    /// D1 has a batch, and the room has not noted that.
    pub(crate) async fn at_shipped() {}

    /// The alarm has come.
    pub(crate) async fn at_alarm() {}

    /// What D1 answers.
    pub(crate) async fn d1<T>(call: impl Future<Output = Result<T>>) -> Result<T> {
        call.await
    }
}
