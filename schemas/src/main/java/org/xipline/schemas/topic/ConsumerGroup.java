package org.xipline.schemas.topic;

import java.util.List;

/**
 * A consumer group that there is for as long as the installation: whoever measures lag expects it,
 * whether or not it has ever committed an offset. Each starts at the beginning of its topics.
 *
 * @param name as Kafka knows it
 * @param role of its members
 * @param topics that it reads
 * @param commits whether it goes on where it was; a group that only shares partitions among its
 *     members reads all of them anew each time, and has no lag
 */
public record ConsumerGroup(String name, Role role, List<Topic<?>> topics, boolean commits) {
  private static final String OF_DESTINATION = "@";

  /** Shares the archives to ingest. */
  public static final ConsumerGroup INGEST =
      new ConsumerGroup("xipline-ingest", Role.INGEST, List.of(Topic.ARRIVALS), true);

  /** Shares the drops to poll. */
  public static final ConsumerGroup CONNECTORS =
      new ConsumerGroup("xipline-connectors", Role.INGEST, List.of(Topic.CONNECTORS), false);

  /** Shares the entries to convert. */
  public static final ConsumerGroup CONVERT =
      new ConsumerGroup("xipline-convert", Role.CONVERT, List.of(Topic.ENTRIES), true);

  /** Shares the mailboxes of the import service's own server. */
  public static final ConsumerGroup IMPORT =
      new ConsumerGroup(
          "xip-import", Role.IMPORT, List.of(Topic.MESSAGES, Topic.MESSAGES_RETRY), true);

  /** Keeps the accounts. */
  public static final ConsumerGroup LEDGER =
      new ConsumerGroup("xipline-ledger", Role.CONSOLE, List.of(Topic.OUTCOMES), true);

  /** A ledger of one command's own has this and a random part as its group; it ends with it. */
  public static final String LEDGER_READING_PREFIX = LEDGER.name + "-reading-";

  public ConsumerGroup {
    topics = List.copyOf(topics);
  }

  /** All of them; further mailbox servers have groups of their own. */
  public static List<ConsumerGroup> all() {
    return List.of(INGEST, CONNECTORS, CONVERT, IMPORT, LEDGER);
  }

  /**
   * The same work for one mailbox server.
   *
   * @param location in its canonical form
   */
  public ConsumerGroup of(String location) {
    return new ConsumerGroup(name + OF_DESTINATION + location, role, topics, commits);
  }

  /** Whether a group of this name does this work, for whichever mailbox server. */
  public boolean includes(String group) {
    return group.equals(name) || group.startsWith(name + OF_DESTINATION);
  }
}
