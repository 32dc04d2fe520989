package org.xipline.console.ledger;

import java.util.Optional;
import org.xipline.console.ledger.SetAsideRecord.Origin;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;

/**
 * Keys of the ledger's stores: connector, archive, entry and address, as deep as the store goes,
 * with NUL between them, which none but the last can hold. All that belongs to one archive, or to
 * one entry, is one range.
 */
final class LedgerKey {
  private static final String SEPARATOR = "\0";

  /** Connector and archive of what belongs to none: no connector has an empty name. */
  private static final String NO_ARCHIVE = SEPARATOR + SEPARATOR;

  private static final String ORIGIN_SEPARATOR = "/";

  static String ofArchive(ArchiveKey archive) {
    return archive.connector().value() + SEPARATOR + archive.archiveId().hex();
  }

  static String ofArrival(ArchiveKey archive, String arrivalId) {
    return below(ofArchive(archive)) + arrivalId;
  }

  static String ofEntry(ArchiveKey archive, String entry) {
    return below(ofArchive(archive)) + entry;
  }

  static String ofPair(ArchiveKey archive, String entry, String address) {
    return below(ofEntry(archive, entry)) + address;
  }

  /** What the keys below {@code key} begin with. */
  static String below(String key) {
    return key + SEPARATOR;
  }

  static String ofDecision(ArchiveKey archive, DecisionMark mark) {
    return below(ofArchive(archive)) + mark.key();
  }

  /** A record that was set aside, among the pairs. */
  static String ofRecord(String deadLetterId, Origin origin) {
    return belowRecord(deadLetterId)
        + String.join(
            ORIGIN_SEPARATOR,
            origin.stage(),
            origin.topic(),
            String.valueOf(origin.partition()),
            String.valueOf(origin.offset()));
  }

  /** What the keys of all records that were set aside begin with. */
  static String belowRecords() {
    return NO_ARCHIVE;
  }

  static String belowRecord(String deadLetterId) {
    return below(NO_ARCHIVE + deadLetterId);
  }

  static String ofRecordDecision(String deadLetterId, DecisionMark mark) {
    return belowRecord(deadLetterId) + mark.key();
  }

  /** Of the key of a record that was set aside. */
  static String deadLetterOf(String key) {
    return key.split(SEPARATOR, 4)[2];
  }

  static Origin originOf(String key) {
    String[] origin = key.split(SEPARATOR, 4)[3].split(ORIGIN_SEPARATOR, 4);
    return new Origin(origin[0], origin[1], Integer.parseInt(origin[2]), Long.parseLong(origin[3]));
  }

  static ArchiveKey archiveOf(String key) {
    String[] parts = key.split(SEPARATOR, 3);
    return new ArchiveKey(new ConnectorName(parts[0]), new ArchiveId(parts[1]));
  }

  /** The last part of the key of an entry. */
  static String entryOf(String key) {
    return key.split(SEPARATOR, 3)[2];
  }

  static HeldPair heldPair(String key, PairState state, Optional<Decision> decision) {
    String[] parts = key.split(SEPARATOR, 4);
    return new HeldPair(archiveOf(key), parts[2], parts[3], state, decision);
  }

  private LedgerKey() {}
}
