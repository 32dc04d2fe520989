package org.xipline.importer.imap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xipline.importer.imap.answer.ServerAnswer;
import org.xipline.importer.imap.connection.ConnectionLostException;
import org.xipline.importer.imap.folder.FolderState;
import org.xipline.importer.imap.folder.RemoteFolder;
import org.xipline.importer.mailbox.AppendResult;
import org.xipline.importer.mailbox.AppendResult.Appended;
import org.xipline.importer.mailbox.MessageFingerprint;
import org.xipline.importer.mailbox.OutgoingMessage;
import org.xipline.importer.mailbox.StoredMessage;

/** Finds out by looking which uids appended messages have, where a server does not say. */
final class Receipts {

  private Receipts() {}

  /** The same results; those without a uid have one, if they can be found. */
  static List<AppendResult> complete(
      List<OutgoingMessage> batch,
      List<AppendResult> results,
      FolderState before,
      RemoteFolder folder) {
    if (results.stream().noneMatch(Receipts::lacksUid)) {
      return results;
    }
    Map<MessageFingerprint, StoredMessage> stored = look(before, folder);
    var completed = new ArrayList<AppendResult>();
    for (int i = 0; i < batch.size(); i++) {
      StoredMessage found = stored.get(batch.get(i).fingerprint());
      AppendResult result = results.get(i);
      completed.add(
          found != null && lacksUid(result)
              ? new Appended(found.uidValidity(), found.uid())
              : result);
    }
    return completed;
  }

  private static boolean lacksUid(AppendResult result) {
    return result instanceof Appended(long _, long uid) && uid == 0;
  }

  private static Map<MessageFingerprint, StoredMessage> look(
      FolderState before, RemoteFolder folder) {
    Map<MessageFingerprint, StoredMessage> stored = new HashMap<>();
    try {
      Optional<ServerAnswer> _ =
          folder.read(
              before.uidValidity(),
              Math.max(1, before.uidNext()) + ":*",
              message -> stored.merge(message.fingerprint(), message, Receipts::newer));
    } catch (ConnectionLostException _) {
      // They are stored all the same; only their receipts lack the uid.
    }
    return stored;
  }

  private static StoredMessage newer(StoredMessage one, StoredMessage other) {
    return one.uid() >= other.uid() ? one : other;
  }
}
