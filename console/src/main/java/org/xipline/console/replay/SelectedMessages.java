package org.xipline.console.replay;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.xipline.console.replay.ReplayParameters.Former;
import org.xipline.console.topic.TopicReading;
import org.xipline.console.topic.TopicReading.Read;
import org.xipline.schemas.record.MailboxMessage;

/**
 * The messages of {@code xip.messages} that are meant, each once however often it was replayed
 * before, with all the pairs that any of its records stood for. Memory grows with their number, not
 * with their size.
 */
final class SelectedMessages {
  private final Map<MessageName, Set<String>> addresses = new LinkedHashMap<>();
  private final Set<Former> servers = new HashSet<>();
  private long lastSequence;

  static SelectedMessages of(TopicReading<MailboxMessage> topic, MessageSelection meant) {
    var selected = new SelectedMessages();
    topic.forEach(read -> {
      if (meant.includes(read)) {
        selected.add(read);
      }
    });
    return selected;
  }

  private void add(Read<MailboxMessage> read) {
    MailboxMessage message = read.value();
    MessageName.of(message)
        .ifPresent(name -> {
          addresses
              .computeIfAbsent(name, _ -> new LinkedHashSet<>())
              .addAll(message.getAddressesList());
          servers.add(new Former(message.getConnector(), message.getMailboxServer()));
          lastSequence = Math.max(lastSequence, message.getReplay().getSequence());
        });
  }

  boolean contains(MessageName name) {
    return addresses.containsKey(name);
  }

  /** Shows every message, with the pairs that it stands for. */
  void forEach(BiConsumer<MessageName, Set<String>> visitor) {
    addresses.forEach(visitor);
  }

  /** The servers that they name, by connector. */
  Set<Former> servers() {
    return servers;
  }

  /** The largest of the attempts so far. */
  long lastSequence() {
    return lastSequence;
  }
}
