package org.xipline.importer.mailbox;

/**
 * A message in a folder.
 *
 * @param uidValidity what its uid is valid under; 0 where mailboxes have none
 * @param uid its number there; 0 where mailboxes have none
 */
public record StoredMessage(MessageFingerprint fingerprint, long uidValidity, long uid) {}
