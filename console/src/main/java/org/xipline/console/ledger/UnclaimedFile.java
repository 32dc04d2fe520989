package org.xipline.console.ledger;

/** A file that is no item and that no item names. */
public record UnclaimedFile(ArchiveKey archive, String path, long sizeBytes) {}
