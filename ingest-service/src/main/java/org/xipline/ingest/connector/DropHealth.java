package org.xipline.ingest.connector;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xipline.runtime.health.Health;
import org.xipline.runtime.health.Health.State;

/** Says of each connector what its drop waits for, where it waits for something. */
final class DropHealth {
  private static final Duration LONG_UNANSWERED = Duration.ofHours(1);
  private static final int MAX_NAMES = 3;

  private DropHealth() {}

  /**
   * Degraded where somebody has to act, or ingest has not answered for an hour.
   *
   * @param unusable why connectors are not polled at all, by name
   */
  static Health of(
      Collection<ConnectorView> connectors, Map<String, String> unusable, Instant now) {
    var details = new LinkedHashMap<String, String>();
    unusable.forEach(
        (name, reason) -> details.put("connector " + name, "is not polled: " + reason));
    boolean isTrouble = !unusable.isEmpty();
    for (ConnectorView one : connectors) {
      List<String> waits = waits(one);
      if (!waits.isEmpty()) {
        details.put("connector " + one.connector().getName(), String.join("; ", waits));
      }
      isTrouble |= !one.run().getProblem().isEmpty() || isLongUnanswered(one, now);
    }
    return new Health(isTrouble ? State.DEGRADED : State.UP, details);
  }

  private static boolean isLongUnanswered(ConnectorView one, Instant now) {
    return one.standing()
        .oldestUnanswered()
        .filter(oldest -> !now.isBefore(oldest.publishedAt().plus(LONG_UNANSWERED)))
        .isPresent();
  }

  private static List<String> waits(ConnectorView one) {
    var waits = new ArrayList<String>();
    if (!one.run().getProblem().isEmpty()) {
      waits.add("action required: " + one.run().getProblem());
    }
    DropStanding standing = one.standing();
    standing
        .oldestUnanswered()
        .ifPresent(oldest ->
            waits.add(
                "%s for an answer from the ingest service, %s since %s"
                    .formatted(
                        counted(standing.unanswered().size()),
                        oldest.file(),
                        oldest.publishedAt())));
    if (!standing.writing().isEmpty()) {
      waits.add(
          "%s to be completed: %s"
              .formatted(counted(standing.writing().size()), names(standing.writing())));
    }
    return waits;
  }

  private static String counted(int files) {
    return files == 1 ? "1 file waits" : "%,d files wait".formatted(files);
  }

  private static String names(List<String> files) {
    String first = files.stream().limit(MAX_NAMES).collect(joining(", "));
    return files.size() > MAX_NAMES ? first + ", …" : first;
  }
}
