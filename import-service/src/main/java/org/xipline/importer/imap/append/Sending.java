package org.xipline.importer.imap.append;

import java.util.Map;
import org.xipline.importer.imap.answer.ServerAnswer;
import org.xipline.importer.mailbox.AppendResult;
import org.xipline.importer.mailbox.OutgoingMessage;

/** What came of sending messages with one command. */
sealed interface Sending {

  /** Messages that could not be opened, and so are no part of the command. */
  Map<OutgoingMessage, AppendResult> leftOut();

  /** All is sent; the answer is still to come. */
  record Sent(String tag, Map<OutgoingMessage, AppendResult> leftOut) implements Sending {}

  /** The server did not want all of it. */
  record Stopped(ServerAnswer answer, Map<OutgoingMessage, AppendResult> leftOut)
      implements Sending {}

  /** No message could be opened, so there is no command. */
  record Nothing(Map<OutgoingMessage, AppendResult> leftOut) implements Sending {}

  /** A message broke off when part of it was sent: the command must never become whole. */
  record BrokenOff(
      OutgoingMessage message, AppendResult result, Map<OutgoingMessage, AppendResult> leftOut)
      implements Sending {}
}
