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
 * Takes an action over from the process that has it. Two safeguards see to it that nothing is done
 * twice. The former process is shut out by its transactional id before it is looked how far it has
 * come: it commits nothing any more. And whoever takes over says so under a transactional id that
 * all share: whoever looked at the action before somebody else began to take over cannot commit
 * that word.
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

  /** The action, now this process's; empty where it has ended, or somebody else has it. */
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
          .log("somebody else takes over");
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
      throw new KafkaException("cannot shut out " + owner, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while an action was taken over", e);
    }
  }
}
