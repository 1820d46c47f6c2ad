// Numbers that the server knows too. A test in src/socket.rs compares each with the server's own.

export const PROTOCOL_VERSION = 2
export const HEARTBEAT_INTERVAL_MS = 15_000
export const ACK_EVERY_CHARS = 524_288
export const FRAME_MAX_BYTES = 16_384
export const AWAY_AFTER_MS = 300_000
export const TYPING_INTERVAL_MS = 3_000
export const CONTINUES_WITHIN_MS = 300_000
export const MENTION_NEWS_MS = 300_000
export const BODY_MAX_CHARS = 2_000
export const BLANK_LINES_MAX = 2
export const FOLD_AFTER_ROWS = 24
export const WIDE_ROW_COLUMNS = 72
export const NARROW_ROW_COLUMNS = 36
export const UNDO_REMOVAL_MS = 10_000
export const SESSION_RENEWED_AFTER_MS = 86_400_000
