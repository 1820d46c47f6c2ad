//! How much may be on its way to one socket.

use crate::limits;

/// What was sent to a socket and is not known to have arrived, in UTF-16 code units, as a browser counts a frame.
///
/// The platform queues without a limit and does not tell how much. So a page says `ack` whenever it has taken
/// another [`ACK_UNITS`](limits::ACK_UNITS); who lets too much gather is not reading, and is sent nothing more.
#[derive(Clone, Copy, Debug, Default)]
pub struct Credit {
    unacked: usize,
    proven: bool,
}

/// More is on its way than may be: send nothing more and close the socket. Its page catches up when it returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overdrawn;

impl Credit {
    /// Asks to send a frame of so many units.
    ///
    /// # Errors
    /// [`Overdrawn`]. A frame of any size may follow when nothing is on its way.
    pub fn draw(&mut self, units: usize) -> Result<(), Overdrawn> {
        let limit = if self.proven { limits::CREDIT_UNITS } else { limits::CREDIT_UNITS_UNPROVEN };
        if self.unacked > 0 && self.unacked + units > limit {
            return Err(Overdrawn);
        }
        self.unacked += units;
        Ok(())
    }

    /// The page says that it has taken another [`ACK_UNITS`](limits::ACK_UNITS). More than was sent is not an error:
    /// a room that slept has forgotten what it had sent before.
    pub fn acknowledge(&mut self) {
        self.unacked = self.unacked.saturating_sub(limits::ACK_UNITS);
        self.proven = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn who_never_tells_is_sent_twice_as_much_as_who_has_told_and_stops() {
        let mut credit = Credit::default();
        let sent = (0..).take_while(|_| credit.draw(1_024).is_ok()).count();
        assert_eq!(sent * 1_024, limits::CREDIT_UNITS_UNPROVEN);

        let mut credit = Credit::default();
        credit.draw(limits::ACK_UNITS).unwrap();
        credit.acknowledge();
        let sent = (0..).take_while(|_| credit.draw(1_024).is_ok()).count();
        assert_eq!(sent * 1_024, limits::CREDIT_UNITS);
    }

    #[test]
    fn a_room_that_slept_takes_a_word_about_what_it_has_forgotten() {
        let mut credit = Credit::default();
        credit.draw(1).unwrap();
        credit.acknowledge();
        credit.draw(limits::CREDIT_UNITS).unwrap();
        assert_eq!(credit.draw(1), Err(Overdrawn));
    }

    #[test]
    fn a_frame_larger_than_all_credit_can_be_sent_alone() {
        let mut credit = Credit::default();
        assert_eq!(credit.draw(limits::CREDIT_UNITS_UNPROVEN + 1), Ok(()));
        assert_eq!(credit.draw(1), Err(Overdrawn));
    }

    proptest! {
        #[test]
        fn a_page_that_reads_is_never_cut_and_one_that_does_not_never_has_more_than_its_credit(
            frames in prop::collection::vec((1_usize..100_000, any::<bool>()), 0..200)
        ) {
            let mut credit = Credit::default();
            let (mut sent, mut read, mut told) = (0, 0, 0);
            for (units, reads) in frames {
                if credit.draw(units).is_err() {
                    prop_assert!(sent - read + units > limits::CREDIT_UNITS - limits::ACK_UNITS, "cut while it was reading");
                    break;
                }
                sent += units;
                if reads {
                    read = sent;
                    while read - told >= limits::ACK_UNITS {
                        told += limits::ACK_UNITS;
                        credit.acknowledge();
                    }
                }
                prop_assert!(sent - told <= limits::CREDIT_UNITS_UNPROVEN);
            }
        }
    }
}
