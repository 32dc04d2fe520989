package org.xipline.importer.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.xipline.importer.delivery.ParcelContents.Readable;
import org.xipline.importer.delivery.ParcelContents.Unreadable;

/** What waits for one mailbox, in order. Safe for use by many threads; one takes batches out. */
final class MailboxLane {
  private final String name;
  private final Deque<Parcel> waiting = new ArrayDeque<>();

  MailboxLane(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  synchronized void add(Parcel parcel) {
    waiting.addLast(parcel);
  }

  /** These go first, in this order. */
  synchronized void putBack(List<Parcel> parcels) {
    parcels.reversed().forEach(waiting::addFirst);
  }

  synchronized boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** As many as may go together; at least one if there is one. */
  synchronized List<Parcel> takeBatch(int maxMessages, long maxBytes) {
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

  private static long contentBytes(Parcel parcel) {
    return switch (parcel.contents()) {
      case Readable readable -> readable.message().getMessageSizeBytes();
      case Unreadable _ -> 0;
    };
  }
}
