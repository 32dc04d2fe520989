package org.xipline.console.command;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.xipline.console.deadletter.SelectedPair;
import org.xipline.console.expiry.ExpiredPairs;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.LedgerQueries;
import org.xipline.console.pipeline.Pipeline;
import org.xipline.console.progress.ProgressDisplay;
import org.xipline.console.resumption.Resumption;

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

  /** The same, for a command that changes something: what was interrupted before goes on first. */
  static LedgerReading openToChange(PipelineOptions options, ProgressDisplay progress)
      throws IOException, InterruptedException {
    LedgerReading reading = open(options, progress);
    try {
      Pipeline pipeline = reading.pipeline();
      if (!Resumption.run(pipeline, InstantSource.system(), progress::note).isEmpty()) {
        pipeline.ledger().awaitCaughtUp(CATCH_UP);
      }
      return reading;
    } catch (InterruptedException | RuntimeException e) {
      reading.close();
      throw e;
    }
  }

  Pipeline pipeline() {
    return pipeline;
  }

  /** The pending pairs of these archives that nothing settles any more. */
  List<SelectedPair> expired(Collection<ArchiveKey> archives)
      throws IOException, InterruptedException {
    return new ExpiredPairs(pipeline.ledger(), pipeline.clients(), pipeline.payloads())
        .of(archives, CATCH_UP);
  }

  LedgerQueries queries() {
    return pipeline.ledger().queries();
  }

  @Override
  public void close() {
    pipeline.close();
  }
}
