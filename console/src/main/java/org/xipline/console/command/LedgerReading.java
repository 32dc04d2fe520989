package org.xipline.console.command;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.xipline.console.ledger.ArchiveAccount;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.HeldPair;
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

  /** The archives of a connector, or of all; whose id begins so. */
  List<ArchiveKey> archives(Optional<String> connector, String idPrefix) {
    var archives = new ArrayList<ArchiveKey>();
    pipeline
        .ledger()
        .forEachAccount(account -> {
          if (matches(account, connector, idPrefix)) {
            archives.add(account.key());
          }
        });
    return archives;
  }

  void forEachHeldPair(List<ArchiveKey> archives, Consumer<HeldPair> visitor) {
    archives.forEach(archive -> pipeline.ledger().forEachHeldPair(archive, visitor));
  }

  @Override
  public void close() {
    pipeline.close();
  }

  private static boolean matches(
      ArchiveAccount account, Optional<String> connector, String idPrefix) {
    return account.key().archiveId().hex().startsWith(idPrefix)
        && connector.map(account.key().connector().value()::equals).orElse(true);
  }
}
