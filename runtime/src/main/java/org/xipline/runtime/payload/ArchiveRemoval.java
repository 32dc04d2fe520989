package org.xipline.runtime.payload;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.payload.PayloadFolder;
import org.xipline.schemas.payload.PayloadKey;

/** Removes the payloads of one archive, and gives way to whoever wants to stage them. */
final class ArchiveRemoval implements AutoCloseable {
  /** Well within the time for which a mark counts. */
  private static final Duration RENEWAL = Duration.ofMinutes(2);

  private static final int REMOVED_BETWEEN_LOOKS = 200;

  private final PayloadStore store;
  private final InstantSource clock;
  private final ArchiveId archive;
  private final String owner;
  private final Predicate<ArchiveMark> disregarded;
  private final RemovalCondition condition;
  private final List<ArchiveMark> own = new ArrayList<>();
  private int removed;

  /**
   * Says that it removes.
   *
   * @param disregarded marks of staging that are no reason to give way
   * @param condition without which it gives way, too
   */
  ArchiveRemoval(
      PayloadStore store,
      InstantSource clock,
      ArchiveId archive,
      String owner,
      Predicate<ArchiveMark> disregarded,
      RemovalCondition condition)
      throws IOException {
    this.store = store;
    this.clock = clock;
    this.archive = archive;
    this.owner = owner;
    this.disregarded = disregarded;
    this.condition = condition;
    say(clock.instant());
  }

  /**
   * Removes a folder's payloads.
   *
   * @return false as soon as it has to give way
   */
  boolean remove(PayloadFolder folder) throws IOException {
    if (mustGiveWay()) {
      return false;
    }
    var goesOn = new boolean[] {true};
    store.forEach(
        folder,
        (key, _) -> {
          goesOn[0] = remove(key);
          return goesOn[0];
        });
    return goesOn[0];
  }

  /** Removes a payload, and the marks of those who staged it. */
  boolean removeLast(PayloadKey key) throws IOException {
    if (mustGiveWay()) {
      return false;
    }
    store.delete(key);
    for (ArchiveMark mark : stagings()) {
      if (disregarded.test(mark)) {
        store.delete(mark.key());
      }
    }
    return true;
  }

  private boolean remove(PayloadKey key) throws IOException {
    Instant now = clock.instant();
    boolean late = !now.isBefore(own.getLast().at().plus(RENEWAL));
    if (late) {
      say(now);
    }
    if ((late || ++removed % REMOVED_BETWEEN_LOOKS == 0) && mustGiveWay()) {
      return false;
    }
    store.delete(key);
    return true;
  }

  private boolean mustGiveWay() throws IOException {
    return !stagings().stream().allMatch(disregarded) || !condition.holds();
  }

  private List<ArchiveMark> stagings() throws IOException {
    return ArchiveMarks.in(store, PayloadKey.stagingsOf(archive));
  }

  private void say(Instant now) throws IOException {
    var mark = ArchiveMark.now(PayloadKey.removalsOf(archive), owner, now);
    ArchiveMarks.put(store, mark);
    own.add(mark);
  }

  /** It removes no more. */
  @Override
  public void close() throws IOException {
    for (ArchiveMark mark : own) {
      store.delete(mark.key());
    }
  }
}
