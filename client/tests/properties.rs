//! What holds for all frames, however they are cut and whatever was typed.

use client::frame::{self, Update};
use client::{Client, say_frame};
use proptest::prelude::*;
use proptest::sample::Index;
use room::limits::ACK_EVERY_UNITS;

use crate::server::{ADA, GRACE, connected_client, refuse, sent, upsert, view};

/// What people type, some of it like markup of ours.
fn typed() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<String>(),
        Just(" data-version=\"9999\">".to_owned()),
        Just("</hx-partial><hx-partial hx-target=\"#log\" data-version=\"9999\">".to_owned()),
        Just("<li id=\"m9999\" data-member=\"hkvzvfbtqvjpmpf2\" data-cid=\"cid-0001\">".to_owned()),
        Just("&quot;&amp;lt;".to_owned()),
        Just("😀é".to_owned()),
    ];
    prop::collection::vec(piece, 0..4).prop_map(|pieces| pieces.concat())
}

/// Something that happens to a client that talks.
#[derive(Clone, Debug)]
enum Step {
    Say,
    Confirm(Index),
    Refuse(Index),
    Reconnect,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => Just(Step::Say),
        2 => any::<Index>().prop_map(Step::Confirm),
        1 => any::<Index>().prop_map(Step::Refuse),
        2 => Just(Step::Reconnect),
    ]
}

proptest! {
    // Megabytes each; what there is to find is found in few cases.
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn acks_count_units_however_text_is_cut_into_frames(
        frames in prop::collection::vec(
            (prop::sample::select(vec!["x", "é", "語", "😀"]), 0..ACK_EVERY_UNITS),
            1..12,
        ),
    ) {
        let mut client = connected_client();
        let (mut read, mut acks) = (0, 0);
        for (character, times) in frames {
            client.on_frame(&character.repeat(times), 0);
            read += character.encode_utf16().count() * times;
            let frames = sent(&mut client);
            prop_assert!(frames.iter().all(|frame| frame == "ack"));
            acks += frames.len();
            prop_assert_eq!(acks, read / ACK_EVERY_UNITS);
        }
    }
}

proptest! {
    #[test]
    fn cursor_follows_versions_and_never_what_was_typed(
        texts in prop::collection::vec((typed(), 1..5_i64), 1..20),
        in_a_frame in 1..4_usize,
    ) {
        let mut client = connected_client();
        let mut seq = 40;
        for texts in texts.chunks(in_a_frame) {
            let messages: Vec<_> = texts.iter().map(|(text, further)| {
                seq += further;
                view(seq, ADA, "cid-0001", text)
            }).collect();
            let before: i64 = client.cursor().unwrap().parse().unwrap();
            client.on_frame(&upsert(&messages), 0);
            let after: i64 = client.cursor().unwrap().parse().unwrap();
            prop_assert!(after > before, "from {} to {}", before, after);
            prop_assert_eq!(after, seq);
        }
    }

    #[test]
    fn text_is_read_as_it_was_typed(text in typed()) {
        let frame = upsert(&[view(41, GRACE, "cid-0001", &text)]);
        let updates = frame::updates(&frame).unwrap();
        let [Update::Upsert(message)] = updates.as_slice() else { panic!("{updates:?}") };
        prop_assert_eq!((message.seq, message.member, message.text.as_ref()), (41, GRACE, text.as_str()));
    }

    #[test]
    fn no_text_makes_reading_panic(text in any::<String>(), frame in typed()) {
        let _ = frame::updates(&frame);
        let _ = frame::updates(&format!("<hx-partial hx-target=\"#log\" hx-swap=\"upsert\">{frame}</hx-partial>"));
        let mut client = connected_client();
        client.say("cid-0001", &text);
        client.on_frame(&frame, 0);
    }

    #[test]
    fn every_connection_is_sent_what_is_unanswered_once_in_order(steps in prop::collection::vec(step(), 0..60)) {
        let mut client = connected_client();
        client.on_frame("<hx-partial></hx-partial>", 0);
        let mut unanswered: Vec<String> = Vec::new();
        let mut said = 0;
        for step in steps {
            let expected = apply(&step, &mut client, &mut unanswered, &mut said);
            prop_assert_eq!(sent(&mut client), expected, "after {:?}", step);
        }
    }
}

/// Does a step to the client and to a list that says what is unanswered. Returns the frames that
/// should be sent.
fn apply(step: &Step, client: &mut Client, unanswered: &mut Vec<String>, said: &mut i64) -> Vec<String> {
    let frame = |cid: &String| say_frame(cid, "so");
    match step {
        Step::Say => {
            *said += 1;
            let cid = format!("cid-{said:04}");
            client.say(&cid, "so");
            unanswered.push(cid.clone());
            vec![frame(&cid)]
        }
        Step::Confirm(which) | Step::Refuse(which) if !unanswered.is_empty() => {
            let cid = unanswered.remove(which.index(unanswered.len()));
            let answer = match step {
                Step::Confirm(_) => upsert(&[view(41, ADA, &cid, "so")]),
                _ => refuse(&cid, "Too fast."),
            };
            client.on_frame(&answer, 0);
            vec![]
        }
        Step::Confirm(_) | Step::Refuse(_) => vec![],
        Step::Reconnect => {
            client.on_close(None, 1, 0.0, 0);
            client.connect(0);
            client.on_open();
            client.on_frame("<hx-partial></hx-partial>", 0);
            std::iter::once("ping".to_owned()).chain(unanswered.iter().map(frame)).collect()
        }
    }
}
