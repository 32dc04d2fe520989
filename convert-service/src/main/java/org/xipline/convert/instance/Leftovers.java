package org.xipline.convert.instance;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a killed process of the same name left behind: open transactions, for which all readers
 * wait, and places in the group, with partitions that nobody reads. A thread of the same number
 * takes over both; this ends those of numbers that there are no longer.
 */
final class Leftovers {
  private static final Logger LOGGER = LoggerFactory.getLogger(Leftovers.class);

  private final Admin admin;
  private final String group;
  private final InstanceName instance;
  private final int threads;

  Leftovers(Admin admin, String group, InstanceName instance, int threads) {
    this.admin = admin;
    this.group = group;
    this.instance = instance;
    this.threads = threads;
  }

  /** Ends them. Where that fails they end by themselves: later, but they end. */
  void end() {
    try {
      endTransactions();
      leaveGroup();
    } catch (ExecutionException e) {
      LOGGER
          .atWarn()
          .addKeyValue("error", String.valueOf(e.getCause()))
          .log(
              "transactions that an earlier process of this name left open end only at their"
                  + " timeout");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whatever their number: a thread takes over its own not before it has a partition. */
  private void endTransactions() throws ExecutionException, InterruptedException {
    Collection<TransactionListing> open =
        admin
            .listTransactions(
                new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING)))
            .all()
            .get();
    List<String> ours =
        open.stream()
            .map(TransactionListing::transactionalId)
            .filter(id -> instance.threadIn(id).isPresent())
            .toList();
    if (!ours.isEmpty()) {
      LOGGER
          .atInfo()
          .addKeyValue("transactions", ours)
          .log("ending transactions of a killed process");
      admin.fenceProducers(ours).all().get();
    }
  }

  private void leaveGroup() throws ExecutionException, InterruptedException {
    Set<MemberToRemove> gone =
        StableInstance.members(admin, group).stream()
            .flatMap(member -> member.groupInstanceId().stream())
            .filter(name -> instance.threadIn(name).stream().anyMatch(isBeyond(threads)))
            .map(MemberToRemove::new)
            .collect(Collectors.toUnmodifiableSet());
    if (!gone.isEmpty()) {
      admin
          .removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions(gone))
          .all()
          .get();
    }
  }

  private static IntPredicate isBeyond(int threads) {
    return number -> number > threads;
  }
}
