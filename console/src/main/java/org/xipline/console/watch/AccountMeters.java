package org.xipline.console.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.xipline.console.ledger.PairCounts;
import org.xipline.console.ledger.PairStatus;
import org.xipline.schemas.reason.DeadLetterReason;

/**
 * The ledger's accounts by connector. Laws, at every reading:
 *
 * <pre>
 * pairs.expected       = sum of pairs over outcome
 * dead.letters.waiting + dismissed = pairs{outcome=unmapped} + pairs{outcome=dead-lettered}
 * </pre>
 *
 * <p>Records that no service can read wait too. They are no pairs, and have no connector.
 *
 * <p>Archives are no labels: each is counted in one state of its connector. Where several consoles
 * share the ledger each shows what its own stores hold; the sum is all.
 */
final class AccountMeters {
  private static final String CONNECTOR = "connector";

  private final MultiGauge archives;
  private final MultiGauge expected;
  private final MultiGauge pairs;
  private final MultiGauge deadLetters;
  private final MultiGauge oldestPending;
  private final MultiGauge signerExpires;

  AccountMeters(MeterRegistry registry) {
    archives = gauge(registry, "archives", "Archives by state");
    expected = gauge(registry, "pairs.expected", "Pairs, counted independently of their outcomes");
    pairs = gauge(registry, "pairs", "Pairs by outcome");
    deadLetters =
        gauge(registry, "dead.letters.waiting", "Pairs that need an operator's action, by reason");
    oldestPending =
        gauge(
            registry,
            "oldest.pending.seconds",
            "Age of the oldest message that is not" + " delivered yet");
    signerExpires =
        gauge(
            registry,
            "signer.expires.seconds",
            "Time until the certificate expires that signed the last accepted archive");
  }

  private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
    return MultiGauge.builder("xipline." + name).description(description).register(registry);
  }

  /**
   * Takes the place of what was shown before.
   *
   * @param connectors those that are shown though nothing has come of them
   */
  void show(Map<String, ConnectorAccount> accounts, Set<String> connectors, Instant now) {
    var names = new TreeSet<>(connectors);
    names.addAll(accounts.keySet());
    var shown = new Shown();
    names.forEach(
        name -> shown.add(name, accounts.getOrDefault(name, new ConnectorAccount()), now));
    archives.register(shown.archives, true);
    expected.register(shown.expected, true);
    pairs.register(shown.pairs, true);
    deadLetters.register(shown.deadLetters, true);
    oldestPending.register(shown.oldestPending, true);
    signerExpires.register(shown.signerExpires, true);
  }

  private static final class Shown {
    private final List<Row<?>> archives = new ArrayList<>();
    private final List<Row<?>> expected = new ArrayList<>();
    private final List<Row<?>> pairs = new ArrayList<>();
    private final List<Row<?>> deadLetters = new ArrayList<>();
    private final List<Row<?>> oldestPending = new ArrayList<>();
    private final List<Row<?>> signerExpires = new ArrayList<>();

    void add(String connector, ConnectorAccount account, Instant now) {
      Tags tags = Tags.of(CONNECTOR, connector);
      for (ArchiveState state : ArchiveState.values()) {
        String label = state.name().toLowerCase(Locale.ROOT);
        archives.add(Row.of(tags.and("state", label), account.archives(state)));
      }
      expected.add(Row.of(tags, account.pairs().expected()));
      for (PairStatus standing : PairStatus.values()) {
        long count = count(account.pairs(), standing);
        pairs.add(Row.of(tags.and("outcome", standing.label()), count));
      }
      Map<String, Long> held = account.deadLetters();
      reasons(held)
          .forEach(reason ->
              deadLetters.add(Row.of(tags.and("reason", reason), held.getOrDefault(reason, 0L))));
      oldestPending.add(Row.of(tags, account.oldestPending(now).toSeconds()));
      account
          .signerEnds()
          .map(end -> Duration.between(now, end).toSeconds())
          .ifPresent(seconds -> signerExpires.add(Row.of(tags, seconds)));
    }

    /** All that there are: a series that begins at one has no increase. */
    private static Set<String> reasons(Map<String, Long> held) {
      var reasons = new TreeSet<>(held.keySet());
      Stream<String> known = Arrays.stream(DeadLetterReason.values()).map(DeadLetterReason::code);
      known.forEach(reasons::add);
      return reasons;
    }

    private static long count(PairCounts pairs, PairStatus standing) {
      return switch (standing) {
        case PENDING -> pairs.pending();
        case EXTERNAL -> pairs.external();
        case UNMAPPED -> pairs.unmapped();
        case DEAD_LETTERED -> pairs.deadLettered();
        case ALREADY_PRESENT -> pairs.alreadyPresent();
        case DELIVERED -> pairs.delivered();
      };
    }
  }
}
