package org.xipline.console.ledger;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.xipline.console.ledger.OutcomeDecoder.Decoded.Fact;
import org.xipline.console.ledger.OutcomeFold.Folded;

/** Folds facts into the stores of its partition, and says when somebody may want to look. */
final class FoldIntoAccounts implements Processor<ArchiveKey, Fact, Void, Void> {
  private final LedgerMetrics metrics;
  private final LedgerProgress progress;
  private @Nullable OutcomeFold fold;

  FoldIntoAccounts(LedgerMetrics metrics, LedgerProgress progress) {
    this.metrics = metrics;
    this.progress = progress;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    fold = new OutcomeFold(LedgerStores.of(context));
  }

  @Override
  public void process(Record<ArchiveKey, Fact> record) {
    Folded folded = initialized().fold(record.key(), record.value().outcome());
    metrics.folded();
    if (folded.arrivalAnswered() || folded.archiveSettled()) {
      progress.announce();
    }
  }

  private OutcomeFold initialized() {
    if (fold == null) {
      throw new IllegalStateException("the stream gives records before it has initialized");
    }
    return fold;
  }
}
