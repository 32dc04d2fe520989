package org.xipline.console.expiry;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.xipline.console.deadletter.HeldItem;
import org.xipline.console.deadletter.SelectedPair;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.record.Entry;
import org.xipline.schemas.record.MailboxMessage;

/**
 * Pairs that are pending, and items that nothing was told about. Those that a record was found for
 * are taken out; in the end those are left whose record is gone.
 */
final class UnresolvedPairs {
  private final Map<HeldItem, Map<String, SelectedPair>> pairs = new HashMap<>();
  private final Set<HeldItem> items = new HashSet<>();

  void addPair(SelectedPair pair) {
    pairs.computeIfAbsent(pair.item(), _ -> new HashMap<>()).put(pair.address(), pair);
  }

  void addItem(HeldItem item) {
    items.add(item);
  }

  boolean isEmpty() {
    return pairs.isEmpty() && items.isEmpty();
  }

  /** An item that is on its way to conversion. */
  void found(Entry entry) {
    Optional<HeldItem> item = item(entry.getConnector(), entry.getArchiveId(), entry.getPath());
    item.ifPresent(it -> {
      items.remove(it);
      List<String> addresses = entry.getReplay().getAddressesList();
      found(it, entry.getReplay().getSequence(), addresses.isEmpty() ? all(it) : addresses);
    });
  }

  /** A message that is on its way to its mailbox. */
  void found(MailboxMessage message) {
    item(message.getConnector(), message.getArchiveId(), message.getEntryPath())
        .ifPresent(it -> found(it, message.getReplay().getSequence(), message.getAddressesList()));
  }

  private List<String> all(HeldItem item) {
    return List.copyOf(pairs.getOrDefault(item, Map.of()).keySet());
  }

  /** Records of earlier attempts decide nothing about a later one. */
  private void found(HeldItem item, long attempt, List<String> addresses) {
    Map<String, SelectedPair> waiting = pairs.getOrDefault(item, Map.of());
    for (String address : addresses) {
      SelectedPair pair = waiting.get(address);
      if (pair != null && pair.attempt() == attempt) {
        waiting.remove(address);
      }
    }
    if (waiting.isEmpty()) {
      pairs.remove(item);
    }
  }

  /** In the order of a selection. */
  List<SelectedPair> all() {
    Stream<SelectedPair> untold =
        items.stream().map(it -> SelectedPair.ofUntold(it.archive(), it.entry()));
    return Stream.concat(pairs.values().stream().flatMap(it -> it.values().stream()), untold)
        .sorted()
        .toList();
  }

  private static Optional<HeldItem> item(String connector, String archive, String entry) {
    try {
      var key = new ArchiveKey(new ConnectorName(connector), new ArchiveId(archive));
      return Optional.of(new HeldItem(key, entry));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
