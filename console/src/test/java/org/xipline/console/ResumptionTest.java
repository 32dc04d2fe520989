package org.xipline.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.xipline.console.ledger.Facts.deadLettered;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.console.action.ActionKind;
import org.xipline.console.action.ActionRequest;
import org.xipline.console.action.ActionState;
import org.xipline.console.action.ChunkEffects;
import org.xipline.console.action.Effects;
import org.xipline.console.command.CommandLineRun;
import org.xipline.console.deadletter.DismissalKind;
import org.xipline.console.deadletter.SelectedPair;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.CaughtUpLedger;
import org.xipline.console.ledger.Facts;
import org.xipline.console.ledger.HeldPair;
import org.xipline.console.pipeline.EmbeddedPipeline;
import org.xipline.console.topic.TopicReading;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.record.ActionRecord;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.topic.Topic;

/** A command that was interrupted, and the next one, whatever it is about. */
@LongTest
class ResumptionTest {
  private static final ArchiveKey ARCHIVE =
      new ArchiveKey(new ConnectorName("desk"), new ArchiveId("ab".repeat(32)));
  private static final String ALICE = "alice@contoso.example";
  private static final String BOB = "bob@contoso.example";

  @TempDir private Path directory;
  private Installation installation;

  @BeforeEach
  void install() {
    installation = new Installation(directory);
  }

  @Test
  @Timeout(240)
  void shouldFinishWhatAnEarlierCommandBegan() throws Exception {
    // Given a dismissal of two pairs that was interrupted after the first
    try (var pipeline = EmbeddedPipeline.open(installation.data())) {
      tell(pipeline);
      pipeline.ledger().awaitCaughtUp(Duration.ofSeconds(30));
      List<SelectedPair> held = held(pipeline);
      assertThat(held).hasSize(2);
      ActionKind interrupted = new InterruptedAfterOne(new DismissalKind(ledger(pipeline)));
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> pipeline.actions().run(interrupted, dismissal(held)));
    }
    assertThat(dismissed()).containsExactly(ALICE);

    // When
    CommandLineRun hold =
        installation.run("holds", "place", "--connector", "desk", "--why", "audit", "--by", "eva");

    // Then both are dismissed, by the one who wanted it, and told of once
    assertThat(hold.exitCode()).as(hold.err()).isZero();
    assertThat(hold.err()).contains("continuing the dismissal that dora began: 1 of 2 left");
    assertThat(dismissed()).containsExactly(ALICE, BOB);
    assertThat(dismissals()).containsExactly(List.of(ALICE), List.of(BOB));

    // And that and the hold are on record
    assertThat(finished()).containsExactlyInAnyOrder("dismissal", "hold-placement");
    assertThat(installation.run("holds", "list").out()).contains("placed by eva").contains("audit");
  }

  private List<String> dismissed() {
    return installation
        .run("dead-letters", "list", "--dismissed", "--json")
        .json()
        .get("deadLetters")
        .valueStream()
        .filter(it -> it.get("dismissed").asBoolean())
        .map(it -> it.get("address").asString())
        .toList();
  }

  private List<List<String>> dismissals() throws Exception {
    var facts = new ArrayList<List<String>>();
    try (var pipeline = EmbeddedPipeline.open(installation.data())) {
      TopicReading.ofAllCommitted(pipeline.clients(), Topic.OUTCOMES)
          .forEach(read -> {
            if (read.value().hasDeadLetterDismissed()) {
              facts.add(List.copyOf(read.value().getDeadLetterDismissed().getAddressesList()));
            }
          });
    }
    return facts;
  }

  private List<String> finished() throws Exception {
    var kinds = new ArrayList<String>();
    var started = new HashMap<String, String>();
    try (var pipeline = EmbeddedPipeline.open(installation.data())) {
      TopicReading.ofAllCommitted(pipeline.clients(), Topic.AUDIT)
          .forEach(read -> {
            ActionRecord record = read.value();
            if (record.hasStarted()) {
              started.put(record.getActionId(), record.getStarted().getKind());
            } else if (record.hasFinished()) {
              kinds.add(started.get(record.getActionId()));
            }
          });
    }
    return kinds;
  }

  private static void tell(EmbeddedPipeline pipeline) throws Exception {
    var facts = new Facts(ARCHIVE);
    try (var producer = pipeline.clients().producer(Map.of())) {
      for (Outcome fact :
          List.of(
              facts.accepted("r1", 1, 1),
              facts.itemDeadLettered(
                  "a.json", 0, "item-too-large", deadLettered(ALICE), deadLettered(BOB)))) {
        producer
            .send(
                new ProducerRecord<>(
                    Topic.OUTCOMES.name(), fact.getArchiveId(), fact.toByteArray()))
            .get();
      }
    }
  }

  private static List<SelectedPair> held(EmbeddedPipeline pipeline) {
    var pairs = new ArrayList<HeldPair>();
    pipeline.ledger().queries().forEachHeldPair(ARCHIVE, pairs::add);
    return pairs.stream().map(SelectedPair::of).sorted().toList();
  }

  private static CaughtUpLedger ledger(EmbeddedPipeline pipeline) {
    return () -> pipeline.ledger().queries();
  }

  private static ActionRequest dismissal(List<SelectedPair> pairs) {
    return new ActionRequest(
        UUID.randomUUID().toString(),
        "all dead letters",
        "dora",
        "test data",
        pairs.stream().map(SelectedPair::line).toList(),
        0,
        Map.of());
  }

  /** One element a chunk, and the process ends before the second. */
  private record InterruptedAfterOne(ActionKind kind) implements ActionKind {
    @Override
    public String code() {
      return kind.code();
    }

    @Override
    public Duration silence() {
      return kind.silence();
    }

    @Override
    public Effects effectsOf(ActionState action) throws IOException, InterruptedException {
      Effects effects = kind.effectsOf(action);
      return new Effects() {
        private boolean once;

        @Override
        public int elementsAtOnce() {
          return 1;
        }

        @Override
        public ChunkEffects of(List<String> elements) throws IOException, InterruptedException {
          if (once) {
            throw new IOException("interrupted");
          }
          once = true;
          return effects.of(elements);
        }

        @Override
        public void close() {
          effects.close();
        }
      };
    }
  }
}
