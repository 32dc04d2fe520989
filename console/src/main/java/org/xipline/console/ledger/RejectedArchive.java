package org.xipline.console.ledger;

/** An archive that was refused, and that was not accepted before or after. */
public record RejectedArchive(ArchiveKey archive, Rejection rejection) {}
