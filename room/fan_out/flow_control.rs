//! Flow control (backpressure): how much may be on its way to one socket.

use crate::limits;

/// Credit-based flow control of one socket, in UTF-16 code units, as a browser counts a frame.
///
/// The platform queues without a limit, and does not say how much. So a page says `ack` whenever it
/// has read another [`ACK_EVERY_UNITS`](limits::ACK_EVERY_UNITS). A page that lets too much gather
/// does not read (a slow consumer), and is sent nothing more.
#[derive(Clone, Copy, Debug, Default)]
pub struct Credit {
    unacknowledged: usize,
    has_acknowledged: bool,
}

/// More is on its way than the window allows. Send nothing more and close the socket; its page
/// catches up when it reconnects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WindowExceeded;

impl Credit {
    /// Takes credit for a frame of this many units.
    ///
    /// # Errors
    /// [`WindowExceeded`]. While nothing is on its way, a frame of any size passes.
    pub fn draw(&mut self, units: usize) -> Result<(), WindowExceeded> {
        let limit = if self.has_acknowledged { limits::SEND_WINDOW_UNITS } else { limits::SEND_WINDOW_INITIAL_UNITS };
        if self.unacknowledged > 0 && self.unacknowledged + units > limit {
            return Err(WindowExceeded);
        }
        self.unacknowledged += units;
        Ok(())
    }

    /// The page has read another [`ACK_EVERY_UNITS`](limits::ACK_EVERY_UNITS). Returns whether so
    /// much was on its way. More than was sent is no error: a room that slept has forgotten what it
    /// sent before.
    pub fn acknowledge(&mut self) -> bool {
        let was_sent = self.unacknowledged >= limits::ACK_EVERY_UNITS;
        self.unacknowledged = self.unacknowledged.saturating_sub(limits::ACK_EVERY_UNITS);
        self.has_acknowledged = true;
        was_sent
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn page_that_never_acknowledged_has_twice_the_window() {
        let mut credit = Credit::default();
        let sent = (0..).take_while(|_| credit.draw(1_024).is_ok()).count();
        assert_eq!(sent * 1_024, limits::SEND_WINDOW_INITIAL_UNITS);

        let mut credit = Credit::default();
        credit.draw(limits::ACK_EVERY_UNITS).unwrap();
        credit.acknowledge();
        let sent = (0..).take_while(|_| credit.draw(1_024).is_ok()).count();
        assert_eq!(sent * 1_024, limits::SEND_WINDOW_UNITS);
    }

    #[test]
    fn acknowledgement_from_before_sleep_is_accepted() {
        let mut credit = Credit::default();
        credit.draw(1).unwrap();
        credit.acknowledge();
        credit.draw(limits::SEND_WINDOW_UNITS).unwrap();
        assert_eq!(credit.draw(1), Err(WindowExceeded));
    }

    #[test]
    fn frame_larger_than_the_window_passes_alone() {
        let mut credit = Credit::default();
        assert_eq!(credit.draw(limits::SEND_WINDOW_INITIAL_UNITS + 1), Ok(()));
        assert_eq!(credit.draw(1), Err(WindowExceeded));
    }

    proptest! {
        #[test]
        fn only_pages_that_stop_reading_exceed_the_window(
            frames in prop::collection::vec((1_usize..100_000, any::<bool>()), 0..200)
        ) {
            let mut credit = Credit::default();
            let (mut sent, mut read, mut acknowledged) = (0, 0, 0);
            for (units, reads) in frames {
                if credit.draw(units).is_err() {
                    let least = limits::SEND_WINDOW_UNITS - limits::ACK_EVERY_UNITS;
                    prop_assert!(sent - read + units > least, "closed while it was reading");
                    break;
                }
                sent += units;
                if reads {
                    read = sent;
                    while read - acknowledged >= limits::ACK_EVERY_UNITS {
                        acknowledged += limits::ACK_EVERY_UNITS;
                        credit.acknowledge();
                    }
                }
                prop_assert!(sent - acknowledged <= limits::SEND_WINDOW_INITIAL_UNITS);
            }
        }
    }
}
