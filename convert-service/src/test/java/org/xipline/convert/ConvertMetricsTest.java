package org.xipline.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xipline.convert.StagedArchive.decoded;
import static org.xipline.convert.StagedArchive.document;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.convert.conversion.Converter;
import org.xipline.convert.conversion.ItemConverter;
import org.xipline.convert.entry.ItemEntry;
import org.xipline.convert.routing.SnapshotCache;
import org.xipline.runtime.payload.DirectoryPayloadStore;

class ConvertMetricsTest {
  @TempDir Path folder;

  @Test
  void shouldHoldItsLaws() throws IOException {
    // Given
    MeterRegistry registry = new SimpleMeterRegistry();
    var metrics = new ConvertMetrics(registry);
    var store = new FaultyPayloadStore(new DirectoryPayloadStore(folder));
    var archive = new StagedArchive(store, StagedArchive.RULES);
    Converter converter = metrics.metered(new ItemConverter(store, new SnapshotCache(store, 2)));
    List<ItemEntry> items =
        List.of(
            decoded(
                archive.item(
                    "a.json",
                    document("alice@contoso.example,carol@contoso.example,e@fabrikam.example"))),
            decoded(archive.item("b.json", "no json")),
            decoded(archive.item("c.json", document("bob@contoso.example"))));

    // When
    for (ItemEntry item : items) {
      metrics.read(item);
      converter.convert(item);
    }
    ItemEntry unlucky =
        decoded(archive.itemByClaimCheck("d.json", document("bob@contoso.example")));
    metrics.read(unlucky);
    store.failToRead(1);
    assertThatThrownBy(() -> converter.convert(unlucky)).isInstanceOf(IOException.class);

    // Then
    assertThat(count(registry, "records", "kind", "item"))
        .isEqualTo(
            count(registry, "items", "result", "converted")
                + count(registry, "items", "result", "dead-lettered")
                + count(registry, "store.failures"))
        .isEqualTo(4);
    assertThat(count(registry, "pairs", "fate", "sent")).isEqualTo(2);
    assertThat(count(registry, "pairs", "fate", "unmapped")).isEqualTo(1);
    assertThat(count(registry, "pairs", "fate", "external")).isEqualTo(1);
    assertThat(count(registry, "pairs", "fate", "dead-lettered")).isEqualTo(1);
  }

  private static double count(MeterRegistry registry, String name, String... tags) {
    return registry.get("xipline.convert." + name).tags(tags).counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }
}
