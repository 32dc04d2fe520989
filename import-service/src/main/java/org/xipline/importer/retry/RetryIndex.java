package org.xipline.importer.retry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * What waits in one partition of retries: of each record its offset and due time, not the record.
 * Bounded: where there are more than there is room for, the mailbox with the most retries gives
 * way, with those that are due last. They are forgotten until the mailbox has no other left and the
 * first of them is due; then {@link #rereadFrom} says from where the partition is to be read again.
 * So a mailbox that rests for hours keeps no other waiting, however much waits for it. Not safe for
 * use by many threads.
 */
public final class RetryIndex {
  private static final Comparator<MailboxRetries> BY_TIME =
      Comparator.comparingLong(MailboxRetries::nextDueMillis)
          .thenComparing(MailboxRetries::mailbox);
  private static final Comparator<MailboxRetries> BY_SIZE =
      Comparator.comparingInt(MailboxRetries::size).thenComparing(MailboxRetries::mailbox);

  private final Map<String, MailboxRetries> mailboxes = new HashMap<>();
  private final TreeSet<MailboxRetries> byTime = new TreeSet<>(BY_TIME);
  private final TreeSet<MailboxRetries> bySize = new TreeSet<>(BY_SIZE);
  private final Set<Long> offsets = new HashSet<>();
  private int capacity;
  private int forgotten;
  private long lowestForgotten = Long.MAX_VALUE;
  private long rereadMillis = MailboxRetries.NEVER;

  /**
   * An empty index.
   *
   * @param capacity how many retries it knows at most
   */
  public RetryIndex(int capacity) {
    this.capacity = capacity;
  }

  /** How many retries wait; those that are forgotten included. */
  public int size() {
    return offsets.size() + forgotten;
  }

  /** How many it knows. */
  public int known() {
    return offsets.size();
  }

  /** From now on it knows at most this many. */
  public void resize(int newCapacity) {
    capacity = newCapacity;
    forgetWhatIsTooMuch();
  }

  /** Whether it knows the retry at this offset. */
  public boolean knows(long offset) {
    return offsets.contains(offset);
  }

  /** Takes in a retry that it does not know. */
  public void add(Postponed retry) {
    MailboxRetries mailbox = mailboxes.computeIfAbsent(retry.mailbox(), MailboxRetries::new);
    unlink(mailbox);
    // The name is kept once, however many records have it.
    mailbox.add(
        new Postponed(
            retry.offset(),
            retry.dueMillis(),
            retry.firstTriedMillis(),
            mailbox.mailbox(),
            retry.sizeBytes()));
    offsets.add(retry.offset());
    link(mailbox);
    forgetWhatIsTooMuch();
  }

  private void forgetWhatIsTooMuch() {
    while (offsets.size() > capacity) {
      MailboxRetries largest = bySize.last();
      unlink(largest);
      Postponed retry = largest.forgetLast();
      offsets.remove(retry.offset());
      forgotten++;
      lowestForgotten = Math.min(lowestForgotten, retry.offset());
      link(largest);
    }
  }

  /** When the first of those that it knows is due; empty if it knows none. */
  public Optional<Instant> nextDue() {
    return byTime.isEmpty() || byTime.first().size() == 0
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(byTime.first().nextDueMillis()));
  }

  /**
   * Takes out what is due, each mailbox in order of time, up to what it and all together may have
   * in hand. What rests is left, unless it would be too old to be tried after its rest.
   *
   * @param freeBytes of all; the last one taken may be larger than what is left
   */
  public List<Postponed> takeDue(Instant now, long freeBytes, RetryLimits limits) {
    var taken = new ArrayList<Postponed>();
    var passed = new ArrayList<MailboxRetries>();
    long free = freeBytes;
    while (free > 0 && isDue(now)) {
      MailboxRetries mailbox = byTime.first();
      unlink(mailbox);
      Instant restsUntil = restsUntil(mailbox, now, limits);
      if (restsUntil.isAfter(now)) {
        mailbox.restUntil(Postponed.millisNotBefore(restsUntil));
        link(mailbox);
      } else {
        free -= take(mailbox, now, Math.min(free, limits.freeBytes(mailbox.mailbox())), taken);
        passed.add(mailbox);
      }
    }
    passed.forEach(this::link);
    return taken;
  }

  private static Instant restsUntil(MailboxRetries mailbox, Instant now, RetryLimits limits) {
    Instant tooOld = mailbox.first().firstTriedAt().plus(limits.maximumAge());
    return limits
        .restsUntil(mailbox.mailbox())
        .map(rest -> rest.isBefore(tooOld) ? rest : tooOld)
        .orElse(now);
  }

  private long take(MailboxRetries mailbox, Instant now, long freeBytes, List<Postponed> taken) {
    long bytes = 0;
    while (bytes < freeBytes && mailbox.nextDueMillis() <= now.toEpochMilli()) {
      Postponed retry = mailbox.takeFirst();
      offsets.remove(retry.offset());
      taken.add(retry);
      bytes += retry.sizeBytes();
    }
    return bytes;
  }

  private boolean isDue(Instant now) {
    return !byTime.isEmpty() && byTime.first().nextDueMillis() <= now.toEpochMilli();
  }

  /**
   * From where the partition is to be read again, because a mailbox has nothing left but what was
   * forgotten, and that is due; empty if it need not be. All that is forgotten counts as recalled
   * from then on: it is to be {@link #add added} as it is read.
   */
  public OptionalLong rereadFrom(Instant now) {
    if (rereadMillis > now.toEpochMilli()) {
      return OptionalLong.empty();
    }
    long from = lowestForgotten;
    forgotten = 0;
    lowestForgotten = Long.MAX_VALUE;
    rereadMillis = MailboxRetries.NEVER;
    for (MailboxRetries mailbox : List.copyOf(mailboxes.values())) {
      unlink(mailbox);
      mailbox.recallForgotten();
      link(mailbox);
    }
    return OptionalLong.of(from);
  }

  private void unlink(MailboxRetries mailbox) {
    byTime.remove(mailbox);
    bySize.remove(mailbox);
  }

  private void link(MailboxRetries mailbox) {
    if (mailbox.size() == 0 && !mailbox.hasForgotten()) {
      mailboxes.remove(mailbox.mailbox());
      return;
    }
    if (mailbox.size() == 0) {
      rereadMillis = Math.min(rereadMillis, mailbox.forgottenDueMillis());
    }
    byTime.add(mailbox);
    bySize.add(mailbox);
  }
}
