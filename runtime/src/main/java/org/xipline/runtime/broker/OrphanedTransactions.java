package org.xipline.runtime.broker;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what a killed process left open. Readers of committed records wait for an open transaction
 * until it times out; where broker and producers shared the process that died, nobody can be left
 * to finish it.
 */
final class OrphanedTransactions {
  private static final Logger LOGGER = LoggerFactory.getLogger(OrphanedTransactions.class);
  private static final String TRANSACTION_LOG = "__transaction_state";

  private OrphanedTransactions() {}

  /** Aborts every open transaction of a broker that has just started and has no clients yet. */
  static void abort(String bootstrapServers) {
    try (Admin admin =
        Admin.create(
            Map.<String, Object>of(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      if (!admin.listTopics(withInternal()).names().get().contains(TRANSACTION_LOG)) {
        return;
      }
      awaitLoaded(admin);
      Collection<String> orphans = open(admin);
      if (!orphans.isEmpty()) {
        LOGGER.atInfo().addKeyValue("transactions", orphans).log("aborting orphaned transactions");
        admin.fenceProducers(orphans).all().get();
      }
    } catch (ExecutionException e) {
      // They end by their own timeout: later, but they end.
      LOGGER.atWarn().setCause(e).log("orphaned transactions could not be aborted");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static ListTopicsOptions withInternal() {
    return new ListTopicsOptions().listInternal(true);
  }

  /**
   * Returns when the coordinator has read its whole log: before that it lists less than there is.
   * It answers for an id that nobody has only when the id's partition is loaded.
   */
  private static void awaitLoaded(Admin admin) throws ExecutionException, InterruptedException {
    int partitions =
        admin.describeTopics(List.of(TRANSACTION_LOG)).allTopicNames().get().values().stream()
            .mapToInt(topic -> topic.partitions().size())
            .sum();
    var ids = oneIdPerPartition(partitions);
    var answers = admin.describeTransactions(ids);
    for (String id : ids) {
      try {
        answers.description(id).get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TransactionalIdNotFoundException)) {
          throw e;
        }
      }
    }
  }

  private static Set<String> oneIdPerPartition(int partitions) {
    return IntStream.range(0, partitions * 64)
        .mapToObj(number -> "xipline-probe-" + number)
        .collect(
            Collectors.toMap(
                id -> Utils.abs(id.hashCode()) % partitions, id -> id, (first, _) -> first))
        .values()
        .stream()
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Collection<String> open(Admin admin)
      throws ExecutionException, InterruptedException {
    return admin
        .listTransactions(
            new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING)))
        .all()
        .get()
        .stream()
        .map(TransactionListing::transactionalId)
        .toList();
  }
}
