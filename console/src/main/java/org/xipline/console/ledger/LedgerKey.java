package org.xipline.console.ledger;

import java.util.Optional;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;

/**
 * Keys of the ledger's stores: connector, archive, entry and address, as deep as the store goes,
 * with NUL between them, which none but the last can hold. All that belongs to one archive, or to
 * one entry, is one range.
 */
final class LedgerKey {
  private static final String SEPARATOR = "\0";

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

  static String ofDecision(ArchiveKey archive, long number) {
    return below(ofArchive(archive)) + number;
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
