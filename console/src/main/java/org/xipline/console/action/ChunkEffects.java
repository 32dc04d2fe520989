package org.xipline.console.action;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What becomes of some elements of a selection.
 *
 * @param records to be written with the progress of the action, in one transaction
 * @param left elements that the action could not be applied to
 */
public record ChunkEffects(List<ProducerRecord<String, byte[]>> records, long left) {

  public ChunkEffects {
    records = List.copyOf(records);
  }
}
