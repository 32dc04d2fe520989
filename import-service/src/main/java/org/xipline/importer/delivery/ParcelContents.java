package org.xipline.importer.delivery;

import com.google.protobuf.ByteString;
import org.xipline.schemas.record.MailboxMessage;

/** What a record turned out to be. */
sealed interface ParcelContents {

  record Readable(MailboxMessage message) implements ParcelContents {}

  /** Not a message for a mailbox. */
  record Unreadable(ByteString bytes, String detail) implements ParcelContents {}
}
