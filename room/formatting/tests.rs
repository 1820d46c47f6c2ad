//! What formatting makes of what people type.

mod links;
mod notation;
mod properties;
mod rules;
mod table;
