//! Random numbers and tokens, all from the platform's own generator.

use crate::http::error::Problem;

/// Random bytes, as hexadecimal digits.
pub(crate) fn hex<const BYTES: usize>() -> Result<String, Problem> {
    let mut bytes = [0_u8; BYTES];
    getrandom::fill(&mut bytes).map_err(|error| Problem::internal("random bytes", &error))?;
    Ok(to_hex(&bytes))
}

/// 128 random bits.
pub(crate) fn u128() -> Result<u128, Problem> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| Problem::internal("random bytes", &error))?;
    Ok(u128::from_ne_bytes(bytes))
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn to_hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let digit = |nibble: u8| DIGITS.get(usize::from(nibble)).copied().unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
