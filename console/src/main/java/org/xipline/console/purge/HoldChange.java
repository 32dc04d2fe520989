package org.xipline.console.purge;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.xipline.console.action.ActionRequest;
import org.xipline.console.action.Actions;
import org.xipline.console.deadletter.Attribution;

/** Places a legal hold, or takes it off. */
public final class HoldChange {
  private final Actions actions;
  private final Attribution authorship;

  public HoldChange(Actions actions, Attribution authorship) {
    this.actions = actions;
    this.authorship = authorship;
  }

  /** Returns when the brokers have it. */
  public void make(HoldKind kind, HeldArchives held) throws IOException, InterruptedException {
    var _ =
        actions.run(
            kind,
            new ActionRequest(
                UUID.randomUUID().toString(),
                held.toString(),
                authorship.by(),
                authorship.why(),
                List.of(held.line()),
                0,
                Map.of()));
  }
}
