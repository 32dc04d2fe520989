package org.xipline.console.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.xipline.runtime.kafka.ClusterFinding;
import org.xipline.runtime.kafka.ClusterFinding.Weight;
import org.xipline.runtime.kafka.NamePrefix;
import org.xipline.schemas.topic.Topic;

/** How much is wrong with each topic and with the brokers; 0 where nothing is. */
final class FindingMeters {
  private final NamePrefix prefix;
  private final MultiGauge findings;

  FindingMeters(MeterRegistry registry, NamePrefix prefix) {
    this.prefix = prefix;
    this.findings =
        MultiGauge.builder("xipline.cluster.findings")
            .description("Configuration problems, by topic or for the brokers")
            .register(registry);
  }

  /** Takes the place of what was shown before. */
  void show(List<ClusterFinding> found) {
    var subjects = new TreeSet<String>(List.of(ClusterFinding.BROKERS));
    Topic.all().forEach(topic -> subjects.add(prefix.on(topic)));
    findings.register(
        subjects.stream().<Row<?>>flatMap(subject -> rows(subject, found)).toList(), true);
  }

  private static Stream<Row<?>> rows(String subject, List<ClusterFinding> found) {
    return Stream.of(Weight.values())
        .map(weight ->
            Row.of(
                Tags.of("subject", subject, "weight", weight.name().toLowerCase(Locale.ROOT)),
                found.stream()
                    .filter(it -> it.subject().equals(subject) && it.weight() == weight)
                    .count()));
  }
}
