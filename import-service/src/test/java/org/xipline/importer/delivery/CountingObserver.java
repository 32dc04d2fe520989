package org.xipline.importer.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.xipline.importer.health.Impairments;
import org.xipline.importer.health.ImportHealth;
import org.xipline.importer.health.InFlightAge;
import org.xipline.schemas.reason.DeadLetterReason;

/** Counts, and knows whether the counts add up. */
final class CountingObserver implements DeliveryObserver {
  private final Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
  private final Impairments troubles = new Impairments(Clock.systemUTC());
  private final InFlightAge waiting = new InFlightAge();
  private int consumed;
  private int retriesWaiting;
  private boolean reachable = true;

  @Override
  public synchronized void consumed(Instant since) {
    consumed++;
    waiting.begin(since);
  }

  @Override
  public synchronized void letGo(Fate fate, Instant since) {
    fates.merge(fate, 1, Integer::sum);
    waiting.end(since);
  }

  @Override
  public void deadLettered(DeadLetterReason reason) {
    // Counted as a fate.
  }

  @Override
  public synchronized void serverLost(String words) {
    reachable = false;
  }

  @Override
  public synchronized void serverReached() {
    reachable = true;
  }

  @Override
  public void mailboxRefused(String mailbox, Optional<Instant> until, String words) {
    troubles.refused(mailbox, until, words);
  }

  @Override
  public void mailboxWorked(String mailbox) {
    troubles.worked(mailbox);
  }

  /** What is in the way now. */
  ImportHealth health() {
    return troubles.health(waiting.oldest());
  }

  @Override
  public synchronized void retriesWaiting(int count) {
    retriesWaiting = count;
  }

  synchronized int retriesWaiting() {
    return retriesWaiting;
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
