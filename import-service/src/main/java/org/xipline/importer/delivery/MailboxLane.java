package org.xipline.importer.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.xipline.importer.delivery.InFlightContents.Readable;
import org.xipline.importer.delivery.InFlightContents.Unreadable;

/** What waits for one mailbox, in order. Guarded by its owner. */
final class MailboxLane {
  private final String name;
  private final Deque<InFlightMessage> waiting = new ArrayDeque<>();
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

  void add(InFlightMessage parcel) {
    waiting.addLast(parcel);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Takes out as many as may go together, at least one if there is one; they are under way. */
  List<InFlightMessage> begin(int maxMessages, long maxBytes) {
    underWay = true;
    var batch = new ArrayList<InFlightMessage>();
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
  void end(List<InFlightMessage> again) {
    underWay = false;
    again.reversed().forEach(waiting::addFirst);
  }

  /** Takes out what belongs to partitions that were given up. */
  List<InFlightMessage> takeGivenUp() {
    List<InFlightMessage> givenUp = waiting.stream().filter(it -> it.flow().isGivenUp()).toList();
    waiting.removeIf(it -> it.flow().isGivenUp());
    return givenUp;
  }

  /** Takes out all. */
  List<InFlightMessage> takeAll() {
    List<InFlightMessage> all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }

  private static long contentBytes(InFlightMessage parcel) {
    return switch (parcel.contents()) {
      case Readable readable -> readable.message().getMessageSizeBytes();
      case Unreadable _ -> 0;
    };
  }
}
