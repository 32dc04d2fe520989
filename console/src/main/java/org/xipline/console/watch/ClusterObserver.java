package org.xipline.console.watch;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.xipline.console.clock.BrokerClocks;
import org.xipline.console.connector.ConnectorReader;
import org.xipline.console.connector.ConnectorStanding;
import org.xipline.console.lag.ExpectedGroups;
import org.xipline.console.lag.LagReader;
import org.xipline.console.lag.ReadingGroups;
import org.xipline.console.ledger.Ledger;
import org.xipline.runtime.kafka.ClusterFinding;
import org.xipline.runtime.kafka.FoundTopics;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.PartitionChanges;
import org.xipline.runtime.kafka.TopicPlan;
import org.xipline.runtime.kafka.TopicSetup;

/** Looks at brokers and ledger, over connections that stay open until one fails. */
final class ClusterObserver implements AutoCloseable {
  private final Ledger ledger;
  private final MonitoringMeters meters;
  private final Admin admin;
  private final TopicSetup topics;
  private final PartitionChanges changes;
  private final ReadingGroups readings;
  private final LagReader lags;
  private final ConnectorReader connectors;
  private final BrokerClocks clocks;

  /**
   * @param changes and {@code readings} remember what earlier looks saw
   */
  ClusterObserver(
      KafkaClients clients,
      TopicPlan plan,
      Ledger ledger,
      MonitoringMeters meters,
      PartitionChanges changes,
      ReadingGroups readings,
      InstantSource clock) {
    this.ledger = ledger;
    this.meters = meters;
    this.changes = changes;
    this.readings = readings;
    this.admin = clients.admin();
    this.topics = new TopicSetup(admin, plan);
    this.lags = new LagReader(clients, clock);
    this.connectors = new ConnectorReader(clients);
    this.clocks = new BrokerClocks(clients, clock);
  }

  /** Looks once, and shows what it sees. */
  Observation look(Instant now) {
    List<ClusterFinding> findings = findings();
    meters.findings().show(findings);
    List<ConnectorStanding> standings = connectors.all(now);
    meters.feeds().show(standings, now);
    meters
        .lag()
        .show(
            lags.read(
                ExpectedGroups.WHERE_SERVICES_RUN.with(
                    standings.stream().map(ConnectorStanding::connector).toList()),
                now));
    meters.accounts().show(LedgerSums.of(ledger.queries()), names(standings), now);
    var offsets = clocks.compare();
    meters.clocks().show(offsets);
    readings.deleteAbandoned(admin, now);
    return new Observation(now, findings, offsets);
  }

  @Override
  public void close() {
    clocks.close();
    connectors.close();
    lags.close();
    admin.close();
  }

  private List<ClusterFinding> findings() {
    FoundTopics found = topics.search();
    return Stream.concat(topics.check(found).stream(), changes.in(found).stream()).toList();
  }

  private static Set<String> names(List<ConnectorStanding> connectors) {
    return connectors.stream().map(it -> it.connector().getName()).collect(toUnmodifiableSet());
  }
}
