package org.xipline.importer.delivery;

import java.util.EnumMap;
import java.util.Map;
import org.xipline.schemas.reason.DeadLetterReason;

/** Counts, and knows whether the counts add up. */
final class CountingObserver implements DeliveryObserver {
  private final Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
  private int consumed;
  private boolean reachable = true;

  @Override
  public synchronized void consumed() {
    consumed++;
  }

  @Override
  public synchronized void letGo(Fate fate) {
    fates.merge(fate, 1, Integer::sum);
  }

  @Override
  public void deadLettered(DeadLetterReason reason) {
    // Counted as a fate.
  }

  @Override
  public synchronized void serverReachable(boolean now) {
    reachable = now;
  }

  @Override
  public void retriesWaiting(int count) {
    // Of no interest here.
  }

  synchronized int consumedCount() {
    return consumed;
  }

  synchronized int count(Fate fate) {
    return fates.getOrDefault(fate, 0);
  }

  synchronized boolean isReachable() {
    return reachable;
  }

  /** Zero when everything that was consumed was let go. */
  synchronized int balance() {
    return consumed - fates.values().stream().mapToInt(Integer::intValue).sum();
  }

  @Override
  public synchronized String toString() {
    return "consumed " + consumed + ", let go " + fates;
  }
}
