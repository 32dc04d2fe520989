package org.xipline.console.ledger;

import java.util.List;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.StoreBuilder;
import org.xipline.console.ledger.OutcomeDecoder.Decoded;
import org.xipline.runtime.kafka.NamePrefix;
import org.xipline.schemas.topic.Topic;

/** The ledger's stream: read outcomes, decode them, fold them into the stores. */
final class LedgerTopology {
  static final String READ = "read-outcomes";
  static final String DECODE = "decode-outcomes";
  static final String FOLD = "fold-into-accounts";

  private final NamePrefix prefix;
  private final LedgerMetrics metrics;
  private final LedgerProgress progress;

  LedgerTopology(NamePrefix prefix, LedgerMetrics metrics, LedgerProgress progress) {
    this.prefix = prefix;
    this.metrics = metrics;
    this.progress = progress;
  }

  Topology build() {
    return build(LedgerStores.builders());
  }

  /** The same, with stores that nothing backs. */
  Topology buildForOneReading() {
    return build(
        LedgerStores.builders().stream()
            .<StoreBuilder<?>>map(StoreBuilder::withLoggingDisabled)
            .toList());
  }

  private Topology build(List<StoreBuilder<?>> stores) {
    var topology = new Topology();
    readOutcomes(topology);
    decode(topology);
    fold(topology, stores);
    return topology;
  }

  private void readOutcomes(Topology topology) {
    // Keys and values as bytes: a record that cannot be decoded must not stop the stream.
    Deserializer<byte[]> bytes = Serdes.ByteArray().deserializer();
    topology.addSource(READ, bytes, bytes, prefix.on(Topic.OUTCOMES));
  }

  private void decode(Topology topology) {
    topology.<byte[], byte[], String, Decoded>addProcessor(
        DECODE, () -> new DecodeOutcomes(metrics, progress), READ);
  }

  private void fold(Topology topology, List<StoreBuilder<?>> stores) {
    topology.<String, Decoded, Void, Void>addProcessor(
        FOLD, () -> new FoldIntoAccounts(metrics, progress), DECODE);
    stores.forEach(store -> topology.addStateStore(store, FOLD));
  }
}
