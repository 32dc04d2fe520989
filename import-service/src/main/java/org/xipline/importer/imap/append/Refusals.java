package org.xipline.importer.imap.append;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xipline.importer.mailbox.AppendResult;
import org.xipline.importer.mailbox.AppendResult.NotStored;
import org.xipline.importer.mailbox.AppendResult.NotTried;
import org.xipline.importer.mailbox.AppendResult.Refused;
import org.xipline.importer.mailbox.AppendResult.Throttled;
import org.xipline.importer.mailbox.AppendResult.TryLater;
import org.xipline.importer.mailbox.OutgoingMessage;
import org.xipline.schemas.reason.DeadLetterReason;

/**
 * Remembers within one batch which size did not fit: no message that is as large, or larger, needs
 * to be sent to learn the same. A full mailbox thereby costs a few commands, and not one for each
 * message.
 */
final class Refusals {
  private long tooLargeBytes = Long.MAX_VALUE;
  private @Nullable NotStored result;

  /** Notes what became of a message that stood alone. */
  void note(List<OutgoingMessage> group, NotStored refused) {
    if (group.size() == 1 && isOfSize(refused) && group.getFirst().sizeBytes() < tooLargeBytes) {
      tooLargeBytes = group.getFirst().sizeBytes();
      result = refused;
    }
  }

  /** Gives those that cannot fit their results, and leaves the others. */
  List<OutgoingMessage> leaveOut(
      List<OutgoingMessage> group, Map<OutgoingMessage, AppendResult> results) {
    NotStored refused = result;
    if (refused == null) {
      return group;
    }
    var others = new ArrayList<OutgoingMessage>();
    for (OutgoingMessage message : group) {
      if (message.sizeBytes() >= tooLargeBytes) {
        results.put(message, refused);
      } else {
        others.add(message);
      }
    }
    return others;
  }

  private static boolean isOfSize(NotStored refused) {
    return switch (refused) {
      case TryLater(DeadLetterReason reason, var _, var _) ->
          reason == DeadLetterReason.MAILBOX_OVER_QUOTA;
      case Refused(DeadLetterReason reason, var _) ->
          reason == DeadLetterReason.MESSAGE_TOO_LARGE_FOR_SERVER;
      case Throttled _, NotTried _ -> false;
      case AppendResult.NotLetIn _, AppendResult.ContentUnavailable _ -> false;
    };
  }
}
