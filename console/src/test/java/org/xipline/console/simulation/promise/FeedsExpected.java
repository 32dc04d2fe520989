package org.xipline.console.simulation.promise;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.xipline.console.ledger.FoldedLedger;
import org.xipline.console.simulation.world.Connectors;
import org.xipline.console.simulation.world.Installation;
import org.xipline.ingest.connector.ExpectedFeed;
import org.xipline.schemas.record.ArrivalAnswer;
import org.xipline.schemas.record.ArrivalResult;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.record.ConnectorRun;
import org.xipline.schemas.topic.Topic;

/**
 * A feed is missing where no new archive was accepted that arrived in time. One that comes late
 * settles the deadline that it has missed, and not the next one.
 */
final class FeedsExpected implements Promise {

  @Override
  public List<String> broken(Installation installation, FoldedLedger ledger) {
    var broken = new ArrayList<String>();
    Instant now = installation.world().simulation().clock().instant();
    for (String name : Connectors.NAMES) {
      Connector connector = installation.world().connectors().connector(name);
      Instant deadline =
          LocalTime.parse(connector.getExpectedBy())
              .atDate(now.atOffset(ZoneOffset.UTC).toLocalDate())
              .toInstant(ZoneOffset.UTC);
      List<Instant> arrived = acceptedArrivals(installation, name);
      long expected =
          installation.world().archives().stream()
              .filter(archive -> archive.connector().equals(name))
              .count();
      if (arrived.size() != expected) {
        broken.add(
            "%s has accepted %d of %d new archives".formatted(name, arrived.size(), expected));
      }
      ConnectorRun run = lastRun(installation, name);
      boolean isInTime = arrived.stream().anyMatch(it -> !it.isAfter(deadline));
      boolean isForTheNext = isInTime && arrived.stream().anyMatch(it -> it.isAfter(deadline));
      compare(connector, run, now, arrived.isEmpty(), arrived, broken);
      compare(connector, run, deadline.plus(1, ChronoUnit.DAYS), !isForTheNext, arrived, broken);
    }
    return broken;
  }

  private static void compare(
      Connector connector,
      ConnectorRun run,
      Instant at,
      boolean isMissing,
      List<Instant> arrived,
      List<String> broken) {
    if (ExpectedFeed.missingSince(connector, run, at).isPresent() != isMissing) {
      broken.add(
          "the feed of %s is %s at %s; archives arrived at %s, and this is known: %s"
              .formatted(connector.getName(), isMissing ? "missing" : "there", at, arrived, run));
    }
  }

  private static List<Instant> acceptedArrivals(Installation installation, String connector) {
    var arrived = new ArrayList<Instant>();
    for (ConsumerRecord<String, byte[]> record :
        installation.world().kafka().everCommitted(Topic.ARRIVAL_ANSWERS.name())) {
      ArrivalAnswer answer = read(Topic.ARRIVAL_ANSWERS, record);
      if (answer.getConnector().equals(connector)
          && answer.getResult() == ArrivalResult.ARRIVAL_RESULT_ACCEPTED) {
        arrived.add(instant(answer.getArrivedAt()));
      }
    }
    return arrived;
  }

  private static ConnectorRun lastRun(Installation installation, String connector) {
    ConnectorRun last = ConnectorRun.getDefaultInstance();
    for (ConsumerRecord<String, byte[]> record :
        installation.world().kafka().everCommitted(Topic.CONNECTOR_RUNS.name())) {
      ConnectorRun run = read(Topic.CONNECTOR_RUNS, record);
      last = run.getConnector().equals(connector) ? run : last;
    }
    return last;
  }

  private static <V extends MessageLite> V read(
      Topic<V> topic, ConsumerRecord<String, byte[]> record) {
    try {
      return topic.parser().parseFrom(record.value());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Instant instant(Timestamp timestamp) {
    return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
  }
}
