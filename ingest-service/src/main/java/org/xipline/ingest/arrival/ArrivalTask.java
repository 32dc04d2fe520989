package org.xipline.ingest.arrival;

import java.io.IOException;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.xipline.ingest.publication.Publication;

/** What is done with an arrival before anything is told of it. */
@FunctionalInterface
public interface ArrivalTask {

  /**
   * Finds out what an arrival comes to. Takes as long as it takes, publishes nothing, and may be
   * repeated. A thread that is interrupted ends soon.
   *
   * @param othersWait whether other arrivals wait behind it in its partition
   * @throws IOException if the infrastructure failed, and it should be tried again
   */
  Prepared prepare(ConsumerRecord<String, byte[]> arrival, boolean othersWait) throws IOException;

  /** What an arrival comes to. */
  sealed interface Prepared {

    /**
     * It can be told.
     *
     * @param whenTold done once the publication is, on the thread that polls
     */
    record Ready(Publication publication, Runnable whenTold) implements Prepared {}

    /** It is not due yet: its partition rests until then, and the arrival is read again. */
    record Resting(Instant until) implements Prepared {}
  }
}
