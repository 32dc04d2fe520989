package org.xipline.importer.retry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/**
 * What waits for its time, in order of time. Whoever fills it bounds it. Not safe for use by many
 * threads.
 *
 * @param <T> what waits
 */
public final class DueQueue<T> {
  private final PriorityQueue<Waiting<T>> waiting =
      new PriorityQueue<>(Comparator.comparing(Waiting::due));

  public void add(T element, Instant due) {
    waiting.add(new Waiting<>(element, due));
  }

  /** Takes out what is due at {@code now}, earliest first. */
  public List<T> takeDue(Instant now) {
    var due = new ArrayList<T>();
    for (var next = waiting.peek();
        next != null && !next.due().isAfter(now);
        next = waiting.peek()) {
      due.add(next.element());
      waiting.remove();
    }
    return due;
  }

  /** Takes out what matches, due or not. */
  public List<T> take(Predicate<T> predicate) {
    List<T> matching = waiting.stream().map(Waiting::element).filter(predicate).toList();
    waiting.removeIf(waiter -> predicate.test(waiter.element()));
    return matching;
  }

  /** When the first of them is due; empty if nothing waits. */
  public Optional<Instant> nextDue() {
    return Optional.ofNullable(waiting.peek()).map(Waiting::due);
  }

  public int size() {
    return waiting.size();
  }

  private record Waiting<T>(T element, Instant due) {}
}
