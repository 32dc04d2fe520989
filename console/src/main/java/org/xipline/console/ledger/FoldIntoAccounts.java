package org.xipline.console.ledger;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.xipline.console.ledger.OutcomeDecoder.Decoded;
import org.xipline.console.ledger.OutcomeDecoder.Decoded.Fact;
import org.xipline.console.ledger.OutcomeDecoder.Decoded.FactOfAnyConnector;
import org.xipline.console.ledger.OutcomeDecoder.Decoded.FactOfRecord;
import org.xipline.console.ledger.OutcomeDecoder.Decoded.Unusable;
import org.xipline.console.ledger.OutcomeFold.Folded;

/** Folds facts into the stores of its partition, and says when somebody may want to look. */
final class FoldIntoAccounts implements Processor<String, Decoded, Void, Void> {
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
  public void process(Record<String, Decoded> record) {
    switch (record.value()) {
      case Fact(var archive, var outcome) -> announce(initialized().fold(archive, outcome));
      case FactOfAnyConnector(var archive, var outcome) ->
          initialized().foldWhereUntold(archive, outcome).forEach(this::announce);
      case FactOfRecord(_, var outcome) -> initialized().foldRecord(outcome);
      case Unusable(var cause) -> throw new IllegalStateException("not left out: " + cause);
    }
    metrics.folded();
  }

  private void announce(Folded folded) {
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
