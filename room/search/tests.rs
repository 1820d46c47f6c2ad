//! What searching finds of what people write.

mod languages;
mod properties;
mod queries;
mod snippets;
