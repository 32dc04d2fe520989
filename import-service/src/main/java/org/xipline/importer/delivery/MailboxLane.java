package org.xipline.importer.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.xipline.importer.delivery.ParcelContents.Readable;
import org.xipline.importer.delivery.ParcelContents.Unreadable;

/** What waits for one mailbox, in order. Guarded by its owner. */
final class MailboxLane {
  private final String name;
  private final Deque<Parcel> waiting = new ArrayDeque<>();
  private boolean underWay;

  MailboxLane(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  /** Whether a batch of it is being delivered. */
  boolean isUnderWay() {
    return underWay;
  }

  void add(Parcel parcel) {
    waiting.addLast(parcel);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Takes out as many as may go together, at least one if there is one; they are under way. */
  List<Parcel> begin(int maxMessages, long maxBytes) {
    underWay = true;
    var batch = new ArrayList<Parcel>();
    long bytes = 0;
    while (!waiting.isEmpty() && batch.size() < maxMessages) {
      bytes += contentBytes(waiting.peekFirst());
      if (bytes > maxBytes && !batch.isEmpty()) {
        break;
      }
      batch.add(waiting.removeFirst());
    }
    return batch;
  }

  /** The batch is under way no more; these go first, in this order. */
  void end(List<Parcel> again) {
    underWay = false;
    again.reversed().forEach(waiting::addFirst);
  }

  /** Takes out what belongs to partitions that were given up. */
  List<Parcel> takeGivenUp() {
    List<Parcel> givenUp = waiting.stream().filter(it -> it.flow().isGivenUp()).toList();
    waiting.removeIf(it -> it.flow().isGivenUp());
    return givenUp;
  }

  /** Takes out all. */
  List<Parcel> takeAll() {
    List<Parcel> all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }

  private static long contentBytes(Parcel parcel) {
    return switch (parcel.contents()) {
      case Readable readable -> readable.message().getMessageSizeBytes();
      case Unreadable _ -> 0;
    };
  }
}
