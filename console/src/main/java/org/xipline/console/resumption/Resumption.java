package org.xipline.console.resumption;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.xipline.console.action.ActionKind;
import org.xipline.console.action.ActionResult;
import org.xipline.console.action.ActionState;
import org.xipline.console.deadletter.DismissalKind;
import org.xipline.console.ledger.CaughtUpLedger;
import org.xipline.console.pipeline.Pipeline;
import org.xipline.console.purge.HoldKind;
import org.xipline.console.purge.PurgeKind;
import org.xipline.console.replay.ReplayKind;
import org.xipline.console.restaging.RestagingKind;

/**
 * Goes on with every action that the process which began it has left, but for those that need more
 * than a pipeline: who repairs mailboxes must have been told the way into them.
 */
public final class Resumption {
  private static final Duration CATCH_UP = Duration.ofMinutes(30);

  private Resumption() {}

  /**
   * Returns what was finished; the ledger may have to catch up again.
   *
   * @param listener hears what goes on, in words
   */
  public static List<ActionResult> run(
      Pipeline pipeline, InstantSource clock, Consumer<String> listener)
      throws InterruptedException {
    return pipeline
        .actions()
        .resume(kinds(pipeline, clock), action -> listener.accept(sentence(action)));
  }

  private static List<ActionKind> kinds(Pipeline pipeline, InstantSource clock) {
    CaughtUpLedger ledger =
        () -> {
          pipeline.ledger().awaitCaughtUp(CATCH_UP);
          return pipeline.ledger().queries();
        };
    return List.of(
        new ReplayKind(ledger, pipeline.clients(), pipeline.payloads()),
        new DismissalKind(ledger),
        new PurgeKind(ledger, pipeline.clients(), pipeline.payloads(), clock),
        new RestagingKind(),
        HoldKind.PLACE,
        HoldKind.RELEASE);
  }

  private static String sentence(ActionState action) {
    return "continuing the %s that %s began: %,d of %,d left"
        .formatted(
            action.started().getKind(),
            action.started().getActor().getName(),
            action.remaining(),
            action.started().getSelected());
  }
}
