package org.xipline.ingest.arrival;

import java.io.IOException;
import org.xipline.ingest.publication.Origin;
import org.xipline.schemas.record.Arrival;

/** What is done with an arrival, in two steps. */
@FunctionalInterface
public interface ArrivalTask {

  /**
   * The long step, on a thread of its own: publishes nothing, and may be repeated.
   *
   * @throws IOException if the infrastructure failed, and it should be tried again
   */
  Prepared prepare(Arrival arrival) throws IOException;

  /** The short step, on the thread that polls. */
  @FunctionalInterface
  interface Prepared {

    /**
     * Tells what the arrival came to, together with its offset.
     *
     * @throws IOException if the infrastructure failed, and it should be tried again
     */
    void publish(Origin origin) throws IOException;
  }
}
