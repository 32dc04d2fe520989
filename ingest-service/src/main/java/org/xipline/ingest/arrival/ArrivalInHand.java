package org.xipline.ingest.arrival;

import java.util.concurrent.Future;
import org.apache.kafka.common.TopicPartition;

/** The arrival that is being worked on, and where it stands. */
record ArrivalInHand(TopicPartition partition, long offset, Future<ArrivalTask.Prepared> prepared) {

  boolean isPrepared() {
    return prepared.isDone();
  }
}
