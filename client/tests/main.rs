//! The client against what the templates write and the room's limits say.

mod keeping_alive;
mod properties;
mod reading;
mod saying;
mod scripts;
mod server;
