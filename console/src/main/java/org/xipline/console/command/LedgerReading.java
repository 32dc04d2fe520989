package org.xipline.console.command;

import java.io.IOException;
import java.time.Duration;
import org.xipline.console.ledger.LedgerQueries;
import org.xipline.console.pipeline.Pipeline;
import org.xipline.console.progress.ProgressDisplay;

/** The ledger of a pipeline, opened to be read; of an embedded one nothing moves meanwhile. */
final class LedgerReading implements AutoCloseable {
  private static final Duration CATCH_UP = Duration.ofMinutes(30);

  private final Pipeline pipeline;

  private LedgerReading(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  static LedgerReading open(PipelineOptions options, ProgressDisplay progress)
      throws IOException, InterruptedException {
    progress.step("opening the ledger");
    Pipeline pipeline = options.openUsed(progress);
    try {
      pipeline.ledger().awaitCaughtUp(CATCH_UP);
      return new LedgerReading(pipeline);
    } catch (InterruptedException | RuntimeException e) {
      pipeline.close();
      throw e;
    }
  }

  Pipeline pipeline() {
    return pipeline;
  }

  LedgerQueries queries() {
    return pipeline.ledger().queries();
  }

  @Override
  public void close() {
    pipeline.close();
  }
}
