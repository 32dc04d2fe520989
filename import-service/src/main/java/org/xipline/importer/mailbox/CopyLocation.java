package org.xipline.importer.mailbox;

/**
 * Where a copy is in its folder.
 *
 * @param uidValidity what its uid is valid under; 0 where mailboxes have none
 * @param uid its number; 0 where mailboxes have none
 * @param file its file, relative to the folder; empty where mailboxes have uids
 */
public record CopyLocation(long uidValidity, long uid, String file) {

  /** In a mailbox whose messages have uids. */
  public static CopyLocation ofUid(long uidValidity, long uid) {
    return new CopyLocation(uidValidity, uid, "");
  }

  /** In a mailbox whose messages are files. */
  public static CopyLocation ofFile(String file) {
    return new CopyLocation(0, 0, file);
  }

  /** For people. */
  @Override
  public String toString() {
    return file.isEmpty() ? "UID %d (UIDVALIDITY %d)".formatted(uid, uidValidity) : file;
  }
}
