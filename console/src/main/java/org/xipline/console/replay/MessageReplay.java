package org.xipline.console.replay;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.xipline.console.deadletter.Attribution;
import org.xipline.console.deadletter.SelectedPair;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.LedgerQueries;
import org.xipline.console.ledger.LoggedPair;
import org.xipline.console.ledger.PairState;
import org.xipline.console.ledger.PairStatus;
import org.xipline.console.replay.ReplayParameters.Former;
import org.xipline.console.topic.TopicReading;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.schemas.topic.Topic;

/**
 * Orders that messages are delivered once more, whatever became of them: what is in its mailbox
 * still is found there, what was deleted comes back. Those that {@code xip.messages} does not hold
 * any more are made anew.
 */
public final class MessageReplay {
  private final LedgerQueries ledger;
  private final KafkaClients clients;
  private final ReplaySnapshots rules;

  public MessageReplay(LedgerQueries ledger, KafkaClients clients, ReplaySnapshots rules) {
    this.ledger = ledger;
    this.clients = clients;
    this.rules = rules;
  }

  /**
   * The order.
   *
   * @param expired pending pairs of the meant archives that nothing settles any more
   */
  public ReplayOrder of(
      String object,
      Attribution authorship,
      MessageSelection meant,
      Collection<SelectedPair> expired)
      throws IOException {
    SelectedMessages messages =
        SelectedMessages.of(new TopicReading<>(clients, Topic.MESSAGES), meant);
    var pairs = new ArrayList<SelectedPair>();
    messages.forEach((name, addresses) -> {
      for (String address : addresses) {
        pairs.add(sent(name, address));
      }
    });
    for (ArchiveKey archive : meant.archives()) {
      addWithoutRecord(pairs, archive, meant, messages);
    }
    expired.stream()
        .filter(it -> meant.includesWithoutRecord(it.archive(), it.entry(), it.mailbox()))
        .filter(it -> !messages.contains(MessageName.of(it)))
        .forEach(pairs::add);
    pairs.sort(null);
    long last = Math.max(messages.lastSequence(), ReplaySequence.last(ledger, pairs));
    return new ReplayOrder(object, authorship, pairs, last, parameters(messages, pairs));
  }

  private SelectedPair sent(MessageName name, String address) {
    long attempt =
        ledger
            .findPair(name.archive(), name.entry(), address)
            .map(PairState::replaySequence)
            .orElse(0L);
    return new SelectedPair(
        name.archive().connector().value(),
        name.archive().archiveId().hex(),
        name.entry(),
        address,
        name.mailbox(),
        attempt);
  }

  /** Pairs that were delivered, and whose message the topic does not hold any more. */
  private void addWithoutRecord(
      List<SelectedPair> pairs,
      ArchiveKey archive,
      MessageSelection meant,
      SelectedMessages messages) {
    ledger.forEachLoggedPair(
        archive,
        pair -> {
          var name = new MessageName(archive, pair.entry(), pair.state().mailbox());
          if (wasDelivered(pair)
              && meant.includesWithoutRecord(archive, name.entry(), name.mailbox())
              && !messages.contains(name)) {
            pairs.add(SelectedPair.of(archive, pair.entry(), pair.address(), pair.state()));
          }
        });
  }

  private static boolean wasDelivered(LoggedPair pair) {
    return pair.state().standing() == PairStatus.DELIVERED
        || pair.state().standing() == PairStatus.ALREADY_PRESENT;
  }

  private ReplayParameters parameters(SelectedMessages messages, List<SelectedPair> pairs)
      throws IOException {
    Map<Former, String> servers =
        messages.servers().stream()
            .collect(toUnmodifiableMap(it -> it, it -> rules.serverOf(it.connector(), it.value())));
    return new ReplayParameters(ReplaySource.MESSAGES, rules.snapshots(pairs), servers);
  }
}
