package org.xipline.console.pipeline;

import org.xipline.console.action.Actions;
import org.xipline.console.ledger.Ledger;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.runtime.service.ServiceFailedException;

/** A pipeline as a command sees it, wherever its services run. The ledger can be read. */
public interface Pipeline extends AutoCloseable {

  /**
   * Sees to it that the services work, and returns when they may be counted on; called once.
   *
   * @param set those of an embedded pipeline; a cluster's run by themselves
   */
  void start(ServiceSet set);

  Ledger ledger();

  PayloadStore payloads();

  KafkaClients clients();

  /** What operators change goes through these. */
  Actions actions();

  /**
   * Asked now and then by whoever waits for the services.
   *
   * @throws ServiceFailedException if one that runs in this process has stopped
   */
  void requireHealthy();

  /** Harmless when called twice. */
  @Override
  void close();
}
