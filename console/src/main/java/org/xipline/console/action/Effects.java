package org.xipline.console.action;

import java.io.IOException;
import java.util.List;

/**
 * What an action does to its selection, some elements at a time and in the selection's order. After
 * an interruption it goes on with the first element whose chunk was not committed; what it had done
 * outside Kafka by then is done again, and must come to the same.
 */
public interface Effects extends AutoCloseable {

  /** How many elements make a chunk; they may have up to 1,000 records together. */
  int elementsAtOnce();

  /**
   * Does what is done outside Kafka, and returns the records to write. No transaction is open
   * meanwhile.
   */
  ChunkEffects of(List<String> elements) throws IOException, InterruptedException;

  @Override
  void close();
}
