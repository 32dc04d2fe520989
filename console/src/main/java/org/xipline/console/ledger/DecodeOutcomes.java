package org.xipline.console.ledger;

import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.console.ledger.OutcomeDecoder.Decoded;
import org.xipline.console.ledger.OutcomeDecoder.Decoded.Fact;
import org.xipline.console.ledger.OutcomeDecoder.Decoded.FactOfAnyConnector;
import org.xipline.console.ledger.OutcomeDecoder.Decoded.FactOfRecord;
import org.xipline.console.ledger.OutcomeDecoder.Decoded.Unusable;

/** Passes facts on; what is none is logged, counted and left out. */
final class DecodeOutcomes extends ContextualProcessor<byte[], byte[], String, Decoded> {
  private static final Logger LOGGER = LoggerFactory.getLogger(DecodeOutcomes.class);

  private final LedgerMetrics metrics;
  private final LedgerProgress progress;

  DecodeOutcomes(LedgerMetrics metrics, LedgerProgress progress) {
    this.metrics = metrics;
    this.progress = progress;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    metrics.consumed();
    Optional<RecordMetadata> source = context().recordMetadata();
    switch (OutcomeDecoder.decode(record.value())) {
      case Fact fact -> pass(record, fact.archive().archiveId().hex(), fact);
      case FactOfAnyConnector fact -> pass(record, fact.archive().hex(), fact);
      case FactOfRecord fact -> pass(record, fact.deadLetterId(), fact);
      case Unusable(String cause) -> skip(cause, source);
    }
    source.ifPresent(read -> progress.readThrough(read.partition(), read.offset()));
  }

  private void pass(Record<byte[], byte[]> record, String subject, Decoded fact) {
    context().forward(record.withKey(subject).withValue(fact));
  }

  private void skip(String cause, Optional<RecordMetadata> source) {
    metrics.skipped();
    LOGGER
        .atWarn()
        .addKeyValue("error", cause)
        .addKeyValue("topic", source.map(RecordMetadata::topic).orElse(""))
        .addKeyValue("partition", source.map(RecordMetadata::partition).orElse(-1))
        .addKeyValue("offset", source.map(RecordMetadata::offset).orElse(-1L))
        .log("skipped a record of the ledger");
  }
}
