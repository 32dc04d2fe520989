package org.xipline.runtime.simulation.contract;

import org.junit.jupiter.api.extension.RegisterExtension;

/** The scripted Kafka does what the real one does. */
final class ScriptedKafkaTest
    implements RebalanceContract, CommitContract, ReadingContract, TransactionContract {
  @RegisterExtension final SimulatedTest simulated = new SimulatedTest();

  @Override
  public KafkaAccess kafka() {
    return simulated.kafka();
  }
}
