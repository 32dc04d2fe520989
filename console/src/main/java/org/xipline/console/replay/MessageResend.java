package org.xipline.console.replay;

import java.util.List;
import org.xipline.console.deadletter.AddressChunks;
import org.xipline.console.deadletter.RecordSession;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.schemas.record.MailboxMessage;
import org.xipline.schemas.topic.Topic;

/** Writes a message anew as part of a replay, with the fact that its pairs are pending again. */
record MessageResend(ReplayRequest request, RecordSession session) {

  /** Whom it is meant for is said once: by the addresses that the message stands for. */
  void send(ArchiveKey archive, MailboxMessage.Builder message, List<String> pairs) {
    message.setReplay(request.mark(List.of())).clearAttempts().clearFirstTriedAt().clearNotBefore();
    for (List<String> addresses : AddressChunks.of(pairs)) {
      session.send(
          Topic.MESSAGES,
          message.getMailbox(),
          message.clearAddresses().addAllAddresses(addresses).build());
      session.tell(archive, request.fact(message.getEntryPath(), addresses));
    }
  }
}
