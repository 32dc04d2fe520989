package org.xipline.console.action;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.schemas.record.ActionRecord;

/**
 * Takes an action over from another process. Two fences make sure that nothing is done twice:
 *
 * <ul>
 *   <li>The other process is fenced by its transactional id before its progress is read, so it
 *       commits nothing after that.
 *   <li>Takeovers are recorded under one transactional id that all processes share. A process that
 *       read the action before another one began a takeover cannot commit its own.
 * </ul>
 */
final class Takeover {
  private static final Logger LOGGER = LoggerFactory.getLogger(Takeover.class);
  private static final String SHARED_ID = "xipline-console-takeover";

  private final KafkaClients clients;
  private final ConsoleProcess process;
  private final InstantSource clock;

  Takeover(KafkaClients clients, ConsoleProcess process, InstantSource clock) {
    this.clients = clients;
    this.process = process;
    this.clock = clock;
  }

  /** The action, now this process's; empty where it has ended, or another process has it. */
  Optional<ActionState> of(ActionState action, AuditTrail trail) {
    try (var transactions = new ActionTransactions(clients, SHARED_ID)) {
      transactions.begin();
      shutOut(action.owner());
      trail.readOn();
      Optional<ActionState> now =
          trail.find(action.id()).filter(it -> it.owner().equals(action.owner()));
      if (now.isEmpty()) {
        return Optional.empty();
      }
      ActionRecord.Builder word = word(now.get());
      transactions.commit(List.of(Actions.written(word)));
      return Optional.of(now.get().after(word.build()));
    } catch (ProducerFencedException | InvalidProducerEpochException e) {
      LOGGER
          .atInfo()
          .addKeyValue("action", action.id())
          .addKeyValue("error", String.valueOf(e))
          .log("another process is taking over the action");
      return Optional.empty();
    }
  }

  private ActionRecord.Builder word(ActionState action) {
    return ActionRecord.newBuilder()
        .setActionId(action.id())
        .setAt(ActionState.timestamp(clock.instant()))
        .setConsole(process.id())
        .setProgress(action.progress());
  }

  /** This process's own transactions were begun anew before. */
  private void shutOut(String owner) {
    if (owner.equals(process.id())) {
      return;
    }
    try (Admin admin = clients.admin()) {
      admin.fenceProducers(List.of(clients.prefix().on(owner))).all().get();
    } catch (ExecutionException e) {
      throw new KafkaException("cannot fence " + owner, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while an action was taken over", e);
    }
  }
}
