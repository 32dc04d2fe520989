package org.xipline.console.restaging;

import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.xipline.console.action.ActionRequest;
import org.xipline.console.action.Actions;
import org.xipline.console.deadletter.Attribution;
import org.xipline.schemas.record.Arrival;

/** Asks for archives to be staged again. */
public final class RestagingRequest {
  private final Actions actions;
  private final Attribution authorship;

  public RestagingRequest(Actions actions, Attribution authorship) {
    this.actions = actions;
    this.authorship = authorship;
  }

  /** Returns when the brokers have the arrivals; ingest answers each of them. */
  public void send(Collection<Arrival> arrivals) throws IOException, InterruptedException {
    var _ =
        actions.run(
            new RestagingKind(),
            new ActionRequest(
                UUID.randomUUID().toString(),
                "payloads of %,d archives".formatted(arrivals.size()),
                authorship.by(),
                authorship.why(),
                arrivals.stream().map(RestagedFile::of).map(RestagedFile::line).sorted().toList(),
                0,
                Map.of()));
  }
}
