package org.xipline.importer.delivery;

import com.google.protobuf.ByteString;
import org.xipline.schemas.record.MailboxMessage;

/** What a record turned out to be. */
sealed interface InFlightContents {

  record Readable(MailboxMessage message) implements InFlightContents {}

  /** Not a message for a mailbox. */
  record Unreadable(ByteString bytes, String detail) implements InFlightContents {}
}
