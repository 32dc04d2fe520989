package org.xipline.console.mapping;

import org.xipline.schemas.identity.EntryPath;
import org.xipline.schemas.reason.DeadLetterReason;

/** An item that cannot be read as its format says. */
public record UnreadableItem(EntryPath entry, DeadLetterReason reason, String detail) {}
