//! Natter as it is served: what people, programs and strangers get, and what is left when things go
//! wrong.
//!
//! Names are sentences; each module is a theme. Every test has rooms of its own, and most share a
//! server.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test that panics has failed, and says where")]

mod address_limits;
mod api;
mod backup;
mod broadcasting;
mod bundle;
mod configuration;
mod deploying;
mod directory;
mod display_names;
mod faults;
mod floods;
mod for_you;
mod formatted_text;
mod health;
mod hibernation;
mod ignoring;
mod invitations;
mod joining;
mod languages;
mod leaving;
mod limits;
mod local_times;
mod log_frame;
mod logs;
mod mentions;
mod message_page;
mod messages;
mod moderation;
mod names;
mod openapi;
mod operate_command;
mod operations;
mod operator;
mod origins;
mod ownership;
mod pages;
mod permalinks;
mod person_check;
mod polling;
mod posting;
mod presence;
mod presence_status;
mod previews;
mod reactions;
mod recent_rooms;
mod reconnecting;
mod refused_forms;
mod replies;
mod report_webhook;
mod reports;
mod retention;
mod security;
mod sessions;
mod site_settings;
mod slash_commands;
mod slow_consumer;
mod smoke;
mod storage;
mod torture;
