//! What a reload does not take away.
