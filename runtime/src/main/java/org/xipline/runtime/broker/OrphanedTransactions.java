package org.xipline.runtime.broker;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
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
  private static final Set<TransactionState> UNFINISHED =
      Set.of(
          TransactionState.ONGOING,
          TransactionState.PREPARE_COMMIT,
          TransactionState.PREPARE_ABORT,
          TransactionState.PREPARE_EPOCH_FENCE);
  private static final Duration LOOK_INTERVAL = Duration.ofMillis(50);
  private static final int MAX_LOOKS = 200;

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
      awaitCompleted(admin);
      abortWithoutCoordinator(admin);
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

  /** What was about to be committed or aborted is, by the coordinator; it only takes a moment. */
  private static void awaitCompleted(Admin admin) throws ExecutionException, InterruptedException {
    for (int looks = 0; looks < MAX_LOOKS && !transactions(admin, UNFINISHED).isEmpty(); looks++) {
      Thread.sleep(LOOK_INTERVAL);
    }
  }

  /**
   * A partition can hold a transaction that the coordinator takes for completed, when its marker
   * was lost with the process. Offsets that were committed in it then stay undecided for good. The
   * records that went with them are there already: whoever reads the same input again writes what
   * is known to be a repetition.
   */
  private static void abortWithoutCoordinator(Admin admin)
      throws ExecutionException, InterruptedException {
    for (var partition : admin.describeProducers(allPartitions(admin)).all().get().entrySet()) {
      for (ProducerState producer : partition.getValue().activeProducers()) {
        if (producer.currentTransactionStartOffset().isPresent()) {
          LOGGER
              .atWarn()
              .addKeyValue("partition", partition.getKey())
              .log("aborting a transaction without its coordinator");
          admin
              .abortTransaction(
                  new AbortTransactionSpec(
                      partition.getKey(),
                      producer.producerId(),
                      (short) producer.producerEpoch(),
                      producer.coordinatorEpoch().orElse(0)))
              .all()
              .get();
        }
      }
    }
  }

  private static Collection<TopicPartition> allPartitions(Admin admin)
      throws ExecutionException, InterruptedException {
    Set<String> topics = admin.listTopics(withInternal()).names().get();
    return admin.describeTopics(topics).allTopicNames().get().values().stream()
        .filter(topic -> !topic.name().equals(TRANSACTION_LOG))
        .flatMap(topic ->
            topic.partitions().stream()
                .map(partition -> new TopicPartition(topic.name(), partition.partition())))
        .toList();
  }

  private static Collection<String> open(Admin admin)
      throws ExecutionException, InterruptedException {
    return transactions(admin, Set.of(TransactionState.ONGOING));
  }

  private static Collection<String> transactions(Admin admin, Set<TransactionState> states)
      throws ExecutionException, InterruptedException {
    return admin
        .listTransactions(new ListTransactionsOptions().filterStates(states))
        .all()
        .get()
        .stream()
        .map(TransactionListing::transactionalId)
        .toList();
  }
}
