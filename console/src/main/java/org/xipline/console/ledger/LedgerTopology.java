package org.xipline.console.ledger;

import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.xipline.console.ledger.OutcomeDecoder.Decoded;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.topic.Topic;

/** The ledger's stream: read outcomes, decode them, fold them into the stores. */
final class LedgerTopology {
  static final String READ = "read-outcomes";
  static final String DECODE = "decode-outcomes";
  static final String FOLD = "fold-into-accounts";

  private final LedgerMetrics metrics;
  private final LedgerProgress progress;

  LedgerTopology(LedgerMetrics metrics, LedgerProgress progress) {
    this.metrics = metrics;
    this.progress = progress;
  }

  Topology build() {
    var topology = new Topology();
    readOutcomes(topology);
    decode(topology);
    fold(topology);
    return topology;
  }

  private static void readOutcomes(Topology topology) {
    // Keys and values as bytes: a record that cannot be decoded must not stop the stream.
    Deserializer<byte[]> bytes = Serdes.ByteArray().deserializer();
    topology.addSource(READ, bytes, bytes, Topic.OUTCOMES.name());
  }

  private void decode(Topology topology) {
    topology.<byte[], byte[], ArchiveId, Decoded>addProcessor(
        DECODE, () -> new DecodeOutcomes(metrics, progress), READ);
  }

  private void fold(Topology topology) {
    topology.<ArchiveId, Decoded, Void, Void>addProcessor(
        FOLD, () -> new FoldIntoAccounts(metrics, progress), DECODE);
    LedgerStores.builders().forEach(store -> topology.addStateStore(store, FOLD));
  }
}
