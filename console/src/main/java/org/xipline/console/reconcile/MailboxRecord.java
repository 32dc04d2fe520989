package org.xipline.console.reconcile;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.xipline.schemas.identity.MessageKey;

/** What the ledger says of one mailbox: the pairs of an archive that lead there. */
record MailboxRecord(String mailbox, List<RecordedPair> pairs) {

  MailboxRecord {
    pairs = List.copyOf(pairs);
  }

  /** The pairs whose message is in the mailbox, as the ledger has it. */
  List<RecordedPair> delivered() {
    return pairs.stream().filter(RecordedPair::isThere).toList();
  }

  /** Which messages these are. */
  Set<MessageKey> deliveredKeys() {
    return pairs.stream()
        .filter(RecordedPair::isThere)
        .map(RecordedPair::key)
        .flatMap(Optional::stream)
        .collect(Collectors.toSet());
  }
}
