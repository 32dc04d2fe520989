package org.xipline.console.replay;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.xipline.console.action.ActionResult;
import org.xipline.console.deadletter.Attribution;
import org.xipline.console.deadletter.SelectedPair;
import org.xipline.console.expiry.ExpiredPairs;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.LedgerQueries;
import org.xipline.console.pipeline.Pipeline;

/**
 * Sends pairs back whose records are gone, under the users and rules that they had, so that an
 * import that was interrupted long ago can go on.
 */
public final class ExpiredReplay {
  private static final Duration CATCH_UP = Duration.ofMinutes(30);
  private static final String OBJECT = "pending pairs whose records have expired";
  private static final String WHY = "the records expired before they were read";

  private final Pipeline pipeline;
  private final InstantSource clock;

  /**
   * @param pipeline open
   */
  public ExpiredReplay(Pipeline pipeline, InstantSource clock) {
    this.pipeline = pipeline;
    this.clock = clock;
  }

  /**
   * Returns how many pairs go on; their outcomes are not waited for.
   *
   * @param by who wants it
   */
  public long run(Collection<ArchiveKey> archives, String by)
      throws IOException, InterruptedException {
    pipeline.ledger().awaitCaughtUp(CATCH_UP);
    List<SelectedPair> expired =
        new ExpiredPairs(pipeline.ledger(), pipeline.clients(), pipeline.payloads())
            .of(archives, CATCH_UP);
    LedgerQueries ledger = pipeline.ledger().queries();
    var order =
        new ReplayOrder(
            OBJECT,
            new Attribution(by, WHY),
            expired,
            ReplaySequence.last(ledger, expired),
            new ReplayParameters(ReplaySource.DEAD_LETTERS, Map.of(), Map.of()));
    ActionResult result =
        pipeline
            .actions()
            .run(
                new ReplayKind(() -> ledger, pipeline.clients(), pipeline.payloads()),
                order.request(clock.instant()));
    if (result.applied() > 0) {
      pipeline.ledger().awaitCaughtUp(CATCH_UP);
    }
    return result.applied();
  }
}
