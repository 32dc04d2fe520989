package org.xipline.console.command;

import java.io.IOException;
import java.time.Duration;
import org.xipline.console.ledger.LedgerQueries;
import org.xipline.console.logging.LogFile;
import org.xipline.console.pipeline.DataDirectory;
import org.xipline.console.pipeline.EmbeddedPipeline;
import org.xipline.console.progress.ProgressDisplay;

/** The ledger of a data directory, opened to be read; nothing moves meanwhile. */
final class LedgerReading implements AutoCloseable {
  private static final Duration CATCH_UP = Duration.ofMinutes(30);

  private final EmbeddedPipeline pipeline;

  private LedgerReading(EmbeddedPipeline pipeline) {
    this.pipeline = pipeline;
  }

  static LedgerReading open(DataDirectory data, ProgressDisplay progress)
      throws IOException, InterruptedException {
    if (!data.isInUse()) {
      throw new UsageException(
          "--data: nothing was imported into " + data + "; give the directory of an import");
    }
    progress.step("opening the ledger");
    LogFile.open(data.logFile());
    EmbeddedPipeline pipeline = EmbeddedPipeline.open(data);
    try {
      pipeline.ledger().awaitCaughtUp(CATCH_UP);
      return new LedgerReading(pipeline);
    } catch (InterruptedException | RuntimeException e) {
      pipeline.close();
      throw e;
    }
  }

  EmbeddedPipeline pipeline() {
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
