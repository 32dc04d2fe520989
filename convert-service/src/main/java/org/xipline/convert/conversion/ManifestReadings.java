package org.xipline.convert.conversion;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.payload.PayloadKey;

/**
 * How often the manifests of the latest archives were read for the sake of one item, and what came
 * of reading them for all. What is forgotten costs readings, nothing else. Safe for use by many
 * threads.
 */
final class ManifestReadings {
  private static final int READINGS_FOR_ONE = 4;
  private static final int ARCHIVES = 100;

  private final Map<ArchiveId, Readings> latest = Collections.synchronizedMap(new Latest());

  sealed interface Readings {}

  /**
   * Some items have no payload yet.
   *
   * @param forOne how often the manifest was read for one item
   */
  record NotAll(int forOne) implements Readings {}

  /** All items have a payload, this one since last. */
  record AllStaged(PayloadKey last) implements Readings {}

  /** The manifest holds no item in itself. */
  record NothingToStage() implements Readings {}

  Readings of(ArchiveId archive) {
    return latest.getOrDefault(archive, new NotAll(0));
  }

  /** Counts a reading; whether it should be for all items. */
  boolean next(ArchiveId archive) {
    Readings now = latest.merge(archive, new NotAll(1), (known, _) -> afterOneMore(known));
    return !(now instanceof NotAll(int forOne)) || forOne > READINGS_FOR_ONE;
  }

  /** A reading for all items is through. */
  void staged(ArchiveId archive, Optional<PayloadKey> last) {
    latest.put(archive, last.<Readings>map(AllStaged::new).orElseGet(NothingToStage::new));
  }

  private static Readings afterOneMore(Readings known) {
    return known instanceof NotAll(int forOne) ? new NotAll(forOne + 1) : known;
  }

  private static final class Latest extends LinkedHashMap<ArchiveId, Readings> {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<ArchiveId, Readings> eldest) {
      return size() > ARCHIVES;
    }
  }
}
