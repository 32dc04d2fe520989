package org.xipline.console.simulation.promise;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.xipline.console.ledger.FoldedLedger;
import org.xipline.console.simulation.world.Fleet;
import org.xipline.console.simulation.world.Installation;
import org.xipline.console.simulation.world.Member;
import org.xipline.runtime.simulation.SimulatedProcess;

/**
 * What a killed instance has left open ends soon after its successor is up: readers do not wait for
 * the time-out of the transaction. To be watched all the time.
 */
public final class NobodyWaitsForTheDead implements Promise {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final int LOOKS_ALLOWED = 5;
  private static final List<String> SERVICES = List.of("ingest", "convert");

  /** By successor: looks in a row that have found it up, and something of its dead open. */
  private final Map<SimulatedProcess, Integer> waiting = new HashMap<>();

  private final List<String> broken = new ArrayList<>();

  /** Begins to watch. */
  public void watch(Installation installation) {
    look(installation);
    var _ = installation.world().simulation().after(BETWEEN_LOOKS, () -> watch(installation));
  }

  private void look(Installation installation) {
    for (String service : SERVICES) {
      Fleet fleet = installation.fleet(service);
      for (int i = 0; i < fleet.size(); i++) {
        int place = i;
        fleet.memberAt(place).ifPresent(member -> look(installation, fleet, place, member));
      }
    }
  }

  private void look(Installation installation, Fleet fleet, int place, Member member) {
    SimulatedProcess successor = member.process();
    boolean isLeftOpen =
        installation.world().kafka().withOpenTransactions().stream()
            .anyMatch(owner -> owner.isDead() && fleet.isOf(place, owner));
    boolean isWell = successor.isRunning() && installation.world().kafka().isReachable();
    if (!isLeftOpen || !isWell) {
      waiting.remove(successor);
    } else if (waiting.merge(successor, 1, Integer::sum) == LOOKS_ALLOWED) {
      broken.add(
          "%s at %s has not ended what its predecessor left open"
              .formatted(successor, installation.world().simulation().clock().instant()));
    }
  }

  @Override
  public List<String> broken(Installation installation, FoldedLedger ledger) {
    return List.copyOf(broken);
  }
}
