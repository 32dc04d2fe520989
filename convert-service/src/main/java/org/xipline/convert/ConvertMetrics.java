package org.xipline.convert;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import org.xipline.convert.conversion.Conversion;
import org.xipline.convert.conversion.Conversion.Converted;
import org.xipline.convert.conversion.Conversion.DeadLettered;
import org.xipline.convert.conversion.Converter;
import org.xipline.convert.entry.DecodedEntry;
import org.xipline.convert.entry.DecodedEntry.Undecodable;
import org.xipline.convert.entry.ItemEntry;
import org.xipline.convert.routing.Route;

/**
 * What the service counts. Its laws, once nothing is in flight:
 *
 * <pre>
 * records{kind=item}         = items{result=converted} + items{result=dead-lettered} + store.failures
 * pairs of converted items   = pairs{fate=sent} + {fate=external} + {fate=unmapped}
 * </pre>
 *
 * <p>{@code records} has the further kinds {@code file} and {@code undecodable}; an item whose
 * participants cannot be read is one pair. Attempts are counted: an item that is converted again,
 * because its transaction was aborted, counts again. The ledger does not.
 */
public final class ConvertMetrics {
  private final MeterRegistry registry;
  private final Timer duration;
  private final Counter storeFailures;

  public ConvertMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.duration =
        Timer.builder("xipline.convert.duration")
            .description("Time to convert one item, including waits for the payload store")
            .publishPercentileHistogram()
            .register(registry);
    this.storeFailures =
        Counter.builder("xipline.convert.store.failures")
            .description("Conversions abandoned because the payload store failed")
            .register(registry);
  }

  void read(DecodedEntry entry) {
    String kind =
        switch (entry) {
          case ItemEntry _ -> "item";
          case DecodedEntry.File _ -> "file";
          case Undecodable _ -> "undecodable";
        };
    registry.counter("xipline.convert.records", "kind", kind).increment();
  }

  /** Counts what this converter does. */
  Converter metered(Converter converter) {
    return entry -> {
      Timer.Sample sample = Timer.start(registry);
      try {
        Conversion conversion = converter.convert(entry);
        count(conversion);
        return conversion;
      } catch (IOException e) {
        storeFailures.increment();
        throw e;
      } finally {
        sample.stop(duration);
      }
    };
  }

  private void count(Conversion conversion) {
    switch (conversion) {
      case Converted converted -> {
        countItem("converted", "");
        converted.routes().forEach(route -> countPair(fateOfConverted(route)));
      }
      case DeadLettered deadLettered -> {
        countItem("dead-lettered", deadLettered.reason().code());
        if (deadLettered.routes().isEmpty()) {
          countPair("dead-lettered");
        }
        deadLettered.routes().forEach(route -> countPair(fateOfDeadLettered(route)));
      }
    }
  }

  private void countItem(String result, String reason) {
    registry.counter("xipline.convert.items", "result", result, "reason", reason).increment();
  }

  private void countPair(String fate) {
    registry.counter("xipline.convert.pairs", "fate", fate).increment();
  }

  private static String fateOfConverted(Route route) {
    return switch (route) {
      case Route.ToMailbox _ -> "sent";
      case Route.External _ -> "external";
      case Route.Unmapped _ -> "unmapped";
    };
  }

  private static String fateOfDeadLettered(Route route) {
    return route instanceof Route.External ? "external" : "dead-lettered";
  }
}
