//! Natter in a real browser, as people use it.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "in a test a panic is the answer; it says what was awaited"
)]

mod accessibility;
mod announcements;
mod axe;
mod blocked_sockets;
mod chatting;
mod chrome;
mod commands;
mod composer;
mod drafts;
mod files;
mod firefox;
mod hovering;
mod ignoring;
mod in_firefox;
mod inviting;
mod joining;
mod keyboard;
mod keyboard_walks;
mod layers;
mod message_actions;
mod moderation;
mod names;
mod new_while_away;
mod notifications;
mod operating;
mod ownership;
mod page_lifecycle;
mod permalinks;
mod permanent_close;
mod person;
mod presence_status;
mod reactions;
mod reading;
mod recent_rooms;
mod reconnecting;
mod reloading;
mod replying;
mod screens;
mod scrolling;
mod searching;
mod switching_rooms;
mod tall_messages;
mod webdriver;
mod without_scripts;
