package org.xipline.runtime.simulation.kafka;

import java.time.Duration;

/**
 * How long the brokers and the clients wait for one another.
 *
 * @param heartbeat between two heartbeats of a member: what the group decides is heard within it
 * @param session after which a silent member is removed from its group
 * @param transactionSweep how long after its timeout a transaction may still be open
 * @param transactionalIdExpiry after which an id that nobody uses is forgotten
 * @param delivery after which a producer gives a record up that no broker takes
 * @param blocked after which a call of a client gives up that no broker answers
 */
public record KafkaTimes(
    Duration heartbeat,
    Duration session,
    Duration transactionSweep,
    Duration transactionalIdExpiry,
    Duration delivery,
    Duration blocked) {

  /** Those of a cluster, unless it is set up otherwise. */
  public static final KafkaTimes CLUSTER =
      new KafkaTimes(
          Duration.ofSeconds(5),
          Duration.ofSeconds(45),
          Duration.ofSeconds(10),
          Duration.ofDays(7),
          Duration.ofMinutes(2),
          Duration.ofMinutes(1));
}
