package org.xipline.console.ledger;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.xipline.runtime.kafka.NamePrefix;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.topic.Topic;

/** The ledger's topology without a broker. */
final class TestLedger implements AutoCloseable {
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final LedgerProgress progress = new LedgerProgress();
  private final TopologyTestDriver driver;
  private final TestInputTopic<String, byte[]> outcomes;

  TestLedger(Path stateDirectory) {
    var config = new Properties();
    config.put("application.id", "test");
    config.put("bootstrap.servers", "unused:1");
    config.put("state.dir", stateDirectory.toString());
    config.put("rocksdb.config.setter", BoundedRocksDb.class);
    driver =
        new TopologyTestDriver(
            new LedgerTopology(NamePrefix.NONE, new LedgerMetrics(registry), progress).build(),
            config);
    outcomes =
        driver.createInputTopic(
            Topic.OUTCOMES.name(), new StringSerializer(), new ByteArraySerializer());
  }

  TestLedger tell(Outcome... facts) {
    for (Outcome fact : facts) {
      tellBytes(fact.toByteArray());
    }
    return this;
  }

  void tellBytes(byte[] value) {
    outcomes.pipeInput("key", value);
  }

  ArchiveAccount account() {
    KeyValueStore<String, ArchiveAccount> accounts = driver.getKeyValueStore(LedgerStores.ACCOUNTS);
    return Objects.requireNonNull(accounts.get(LedgerKey.ofArchive(Facts.ARCHIVE)));
  }

  PairCounts pairs() {
    return account().pairs();
  }

  PairState pair(String entry, String address) {
    KeyValueStore<String, PairState> pairs = driver.getKeyValueStore(LedgerStores.PAIRS);
    return Objects.requireNonNull(pairs.get(LedgerKey.ofPair(Facts.ARCHIVE, entry, address)));
  }

  ArrivalAnswer answerTo(String arrivalId) {
    KeyValueStore<String, ArrivalAnswer> answers = driver.getKeyValueStore(LedgerStores.ANSWERS);
    return Objects.requireNonNull(answers.get(LedgerKey.ofArrival(Facts.ARCHIVE, arrivalId)));
  }

  List<String> held() {
    var held = new ArrayList<String>();
    KeyValueStore<String, Boolean> index = driver.getKeyValueStore(LedgerStores.HELD);
    try (var keys = index.all()) {
      keys.forEachRemaining(
          key -> held.add(key.key.replace('\0', '|').replaceFirst(".*?\\|.*?\\|", "")));
    }
    return held;
  }

  double count(String meter) {
    return registry.get("xipline.ledger." + meter).counter().count();
  }

  @Override
  public void close() {
    driver.close();
  }
}
