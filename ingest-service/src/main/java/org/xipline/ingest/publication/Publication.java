package org.xipline.ingest.publication;

import java.io.IOException;

/**
 * What an arrival came to, told in one transaction or in several. The offset passes the arrival
 * with the last of them. For one thread at a time.
 */
@FunctionalInterface
public interface Publication extends AutoCloseable {

  /**
   * Commits the next transaction. If this throws, nothing or all of that transaction is committed;
   * calling again goes on from where it is.
   *
   * @return whether that was the last one
   * @throws IOException if the infrastructure failed, or {@code origin} was given up
   */
  boolean publishNext(ArrivalContext origin) throws IOException;

  /** Lets go of what it holds open between transactions. */
  @Override
  default void close() throws IOException {
    // Most hold nothing.
  }
}
