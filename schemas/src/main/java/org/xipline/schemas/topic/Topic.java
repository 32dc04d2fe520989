package org.xipline.schemas.topic;

import static org.xipline.schemas.topic.Role.CONSOLE;
import static org.xipline.schemas.topic.Role.CONVERT;
import static org.xipline.schemas.topic.Role.IMPORT;
import static org.xipline.schemas.topic.Role.INGEST;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xipline.schemas.record.AcceptedArchive;
import org.xipline.schemas.record.ActionRecord;
import org.xipline.schemas.record.Arrival;
import org.xipline.schemas.record.ArrivalAnswer;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.record.ConnectorRun;
import org.xipline.schemas.record.DeadLetter;
import org.xipline.schemas.record.Entry;
import org.xipline.schemas.record.LegalHold;
import org.xipline.schemas.record.MailboxMessage;
import org.xipline.schemas.record.Outcome;

/**
 * A topic: what its records are, who writes and who reads them, and how it is kept.
 *
 * @param name as Kafka knows it, where the installation has no prefix
 * @param key what the UTF-8 key of a record says
 * @param parser reads a record's value
 * @param writers the roles that produce to it
 * @param readers the roles that consume from it
 * @param partitions how many it is created with; more instances than this cannot share its work
 * @param retention how long records are kept; empty means for good
 * @param cleanup whether old records go by age or by key
 * @param <V> type of a record's value
 */
public record Topic<V extends MessageLite>(
    String name,
    String key,
    Parser<V> parser,
    Set<Role> writers,
    Set<Role> readers,
    int partitions,
    Optional<Duration> retention,
    Cleanup cleanup) {

  public Topic {
    writers = Collections.unmodifiableSet(EnumSet.copyOf(writers));
    readers = Collections.unmodifiableSet(EnumSet.copyOf(readers));
  }

  /** What becomes of old records. */
  public enum Cleanup {
    /** They are deleted after the retention, if it has one. */
    DELETE,
    /** The last record of each key stays. */
    COMPACT
  }

  private static final Set<Role> ALL = EnumSet.allOf(Role.class);

  /** The largest record that any topic takes. */
  public static final int MAX_RECORD_BYTES = 1 << 20;

  /** A payload up to this size travels in its record; a larger one as a claim check. */
  public static final int MAX_INLINE_BYTES = 64 << 10;

  /** The registry of connectors. */
  public static final Topic<Connector> CONNECTORS =
      compacted("xip.connectors", "connector", Connector.parser(), EnumSet.of(CONSOLE), ALL, 1);

  /** How the last run of each connector went. */
  public static final Topic<ConnectorRun> CONNECTOR_RUNS =
      compacted(
          "xip.connectors.runs",
          "connector",
          ConnectorRun.parser(),
          EnumSet.of(INGEST),
          EnumSet.of(INGEST, CONSOLE),
          1);

  /** Payloads that must not be purged. */
  public static final Topic<LegalHold> HOLDS =
      compacted(
          "xip.holds",
          "connector, or connector/archiveId",
          LegalHold.parser(),
          EnumSet.of(CONSOLE),
          EnumSet.of(CONSOLE),
          1);

  /** Archives to ingest: a work queue over the ingest instances. */
  public static final Topic<Arrival> ARRIVALS =
      kept(
          "xip.arrivals",
          "connector/archiveId",
          Arrival.parser(),
          EnumSet.of(CONSOLE, INGEST),
          EnumSet.of(INGEST),
          4,
          Retention.WORK_QUEUE);

  /** What arrivals came to, for whoever polls the drops. */
  public static final Topic<ArrivalAnswer> ARRIVAL_ANSWERS =
      kept(
          "xip.arrivals.answers",
          "connector/archiveId",
          ArrivalAnswer.parser(),
          EnumSet.of(INGEST),
          EnumSet.of(INGEST),
          1,
          Retention.WORK_QUEUE);

  /** Which archives a connector has accepted: tells an archive that comes twice. */
  public static final Topic<AcceptedArchive> ARCHIVES =
      compacted(
          "xip.archives",
          "connector/archiveId",
          AcceptedArchive.parser(),
          EnumSet.of(INGEST),
          EnumSet.of(INGEST, CONSOLE),
          1);

  /** The files of verified archives. */
  public static final Topic<Entry> ENTRIES =
      kept(
          "xip.entries",
          "archiveId/path",
          Entry.parser(),
          EnumSet.of(INGEST, CONSOLE),
          EnumSet.of(CONVERT),
          8,
          Retention.PAYLOADS);

  /** Messages, one for each mailbox. */
  public static final Topic<MailboxMessage> MESSAGES =
      kept(
          "xip.messages",
          "mailbox",
          MailboxMessage.parser(),
          EnumSet.of(CONVERT, CONSOLE),
          EnumSet.of(IMPORT, CONSOLE),
          8,
          Retention.PAYLOADS);

  /** Messages whose delivery is tried again later; as many partitions as {@link #MESSAGES}. */
  public static final Topic<MailboxMessage> MESSAGES_RETRY =
      kept(
          "xip.messages.retry",
          "mailbox",
          MailboxMessage.parser(),
          EnumSet.of(IMPORT),
          EnumSet.of(IMPORT),
          MESSAGES.partitions(),
          Retention.WORK_QUEUE);

  /** Records that were set aside. */
  public static final Topic<DeadLetter> DEAD_LETTERS =
      kept(
          "xip.dead-letters",
          "the key it had",
          DeadLetter.parser(),
          ALL,
          EnumSet.of(CONSOLE),
          4,
          Retention.UNLIMITED);

  /** Facts about archives, items and pairs. All those of one archive are in one partition. */
  public static final Topic<Outcome> OUTCOMES =
      kept(
          "xip.outcomes",
          "archiveId",
          Outcome.parser(),
          ALL,
          EnumSet.of(CONSOLE),
          4,
          Retention.UNLIMITED);

  /** What operators changed. One partition: its order is the order of decisions. */
  public static final Topic<ActionRecord> AUDIT =
      kept(
          "xip.audit",
          "action id",
          ActionRecord.parser(),
          EnumSet.of(CONSOLE),
          EnumSet.of(CONSOLE),
          1,
          Retention.UNLIMITED);

  /**
   * When a broker has got a record, by its own clock: whoever writes it learns how the two clocks
   * differ. Enough partitions for each broker to lead one.
   */
  public static final Topic<Timestamp> CLOCKS =
      kept(
          "xip.clocks",
          "none",
          Timestamp.parser(),
          EnumSet.of(CONSOLE),
          EnumSet.of(CONSOLE),
          6,
          Retention.MOMENT);

  /** Every topic of xipline. */
  public static List<Topic<?>> all() {
    return List.of(
        CONNECTORS,
        CONNECTOR_RUNS,
        HOLDS,
        ARRIVALS,
        ARRIVAL_ANSWERS,
        ARCHIVES,
        ENTRIES,
        MESSAGES,
        MESSAGES_RETRY,
        DEAD_LETTERS,
        OUTCOMES,
        AUDIT,
        CLOCKS);
  }

  /** Whether its records have the broker's time, and not that of their writer. */
  public boolean hasTimesOfBrokers() {
    return equals(CLOCKS);
  }

  private static <V extends MessageLite> Topic<V> kept(
      String name,
      String key,
      Parser<V> parser,
      Set<Role> writers,
      Set<Role> readers,
      int partitions,
      Optional<Duration> retention) {
    return new Topic<>(name, key, parser, writers, readers, partitions, retention, Cleanup.DELETE);
  }

  private static <V extends MessageLite> Topic<V> compacted(
      String name,
      String key,
      Parser<V> parser,
      Set<Role> writers,
      Set<Role> readers,
      int partitions) {
    return new Topic<>(
        name, key, parser, writers, readers, partitions, Optional.empty(), Cleanup.COMPACT);
  }

  private static final class Retention {
    static final Optional<Duration> MOMENT = Optional.of(Duration.ofHours(1));
    static final Optional<Duration> WORK_QUEUE = Optional.of(Duration.ofDays(14));
    static final Optional<Duration> PAYLOADS = Optional.of(Duration.ofDays(30));
    static final Optional<Duration> UNLIMITED = Optional.empty();
  }
}
