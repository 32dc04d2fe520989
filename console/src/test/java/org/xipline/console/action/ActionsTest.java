package org.xipline.console.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xipline.runtime.broker.EmbeddedBrokerExtension;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.payload.DirectoryPayloadStore;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.payload.PayloadKey;
import org.xipline.schemas.record.ActionProgress;
import org.xipline.schemas.record.ActionRecord;
import org.xipline.schemas.record.ActionStarted;

@ExtendWith(EmbeddedBrokerExtension.class)
@Timeout(120)
class ActionsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T09:15:00Z");

  @TempDir private Path directory;
  private final String kind = "writing " + UUID.randomUUID();
  private final List<Actions> opened = new ArrayList<>();
  private final KafkaClients clients;
  private PayloadStore payloads;
  private Instant now = NOW;

  ActionsTest(KafkaConnection connection) {
    clients = new KafkaClients(connection);
  }

  @BeforeEach
  void openPayloads() throws IOException {
    payloads = new DirectoryPayloadStore(directory);
  }

  @AfterEach
  void closeAll() {
    opened.forEach(Actions::close);
  }

  @Test
  void shouldRecordAnActionBeforeItIsDoneAndHowFarItHasCome() throws Exception {
    // When
    ActionResult result = actions(Liveness.alone()).run(new WritingKind(kind, 10), request(25));

    // Then
    assertThat(result.selected()).isEqualTo(25);
    assertThat(result.applied()).isEqualTo(25);
    List<ActionRecord> audit = new Written(clients).audit(result.id());
    ActionStarted started = audit.getFirst().getStarted();
    assertThat(started.getKind()).isEqualTo(kind);
    assertThat(started.getObject()).isEqualTo("elements");
    assertThat(started.getWhy()).isEqualTo("a test");
    assertThat(started.getActor().getKind()).isEqualTo("os-user");
    assertThat(started.getActor().getName()).isEqualTo("dora");
    assertThat(started.getSelected()).isEqualTo(25);
    assertThat(audit.subList(1, 4))
        .extracting(ActionRecord::getProgress)
        .containsExactly(progress(0, 10), progress(1, 20), progress(2, 25));
    assertThat(audit.get(4).getFinished().getResult()).isEqualTo("done");
    assertThat(audit).hasSize(5);
    assertThat(written()).containsExactlyInAnyOrderElementsOf(elements(25));

    // And the selection is what the record names
    Sha256 digest = Sha256.ofByteString(started.getSelectionSha256());
    assertThat(started.getSelectionKey()).isEqualTo("selections/" + digest.hex());
    var staged = payloads.find(new PayloadKey(started.getSelectionKey())).orElseThrow();
    assertThat(staged.sha256()).isEqualTo(digest);
    try (InputStream in = payloads.open(staged.claimCheck())) {
      assertThat(new String(in.readAllBytes())).isEqualTo(String.join("\n", elements(25)) + "\n");
    }
  }

  @Test
  void shouldRecordNothingWhereNothingIsSelected() throws Exception {
    ActionResult result = actions(Liveness.alone()).run(new WritingKind(kind, 10), request(0));

    assertThat(result.selected()).isZero();
    assertThat(new Written(clients).audit(result.id())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void shouldGoOnWhereTheFirstProcessHasEnded(int chunk) throws Exception {
    // Given a process that ends before it has committed a chunk
    begunAndEndedIn(chunk);

    // When
    List<ActionResult> resumed = resume(actions(Liveness.alone()), new WritingKind(kind, 10));

    // Then
    assertThat(resumed).singleElement().extracting(ActionResult::applied).isEqualTo(25L);
    assertThat(written()).containsExactlyInAnyOrderElementsOf(elements(25));
    List<Integer> chunks = chunksOf(resumed.getFirst().id());
    assertThat(chunks).isSorted().contains(0, 1, 2).endsWith(2);

    // And nobody does it again
    assertThat(resume(actions(Liveness.alone()), new WritingKind(kind, 10))).isEmpty();
  }

  @Test
  void shouldShutOutAProcessThatWasOnlySlow() throws Exception {
    // Given a process that stands still in its second chunk
    var standsStill = new CountDownLatch(1);
    var mayGoOn = new CountDownLatch(1);
    var chunks = new AtomicInteger();
    Actions slow = actions(Liveness.alone());
    var writing =
        new WritingKind(
            kind,
            10,
            _ -> {
              if (chunks.getAndIncrement() == 1) {
                standsStill.countDown();
                mayGoOn.await();
              }
            });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<ActionResult> running = threads.submit(() -> slow.run(writing, request(25)));
      standsStill.await();

      // When another one takes it for dead, and it wakes up
      List<ActionResult> resumed = resume(actions(Liveness.alone()), new WritingKind(kind, 10));
      mayGoOn.countDown();

      // Then it has no part in it any more
      assertThat(resumed).hasSize(1);
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(running::get)
          .withCauseInstanceOf(ActionTakenOverException.class);
      assertThat(written()).containsExactlyInAnyOrderElementsOf(elements(25));
    }
  }

  @Test
  void shouldBeTakenOverByOneOnlyWhoeverElseTries() throws Exception {
    // Given
    begunAndEndedIn(1);
    List<ConsoleProcess> living = Stream.generate(ConsoleProcess::current).limit(3).toList();
    Liveness others =
        (action, _) -> living.stream().noneMatch(it -> it.id().equals(action.owner()));
    List<Actions> all = living.stream().map(it -> actions(it, others)).toList();
    var together = new CyclicBarrier(all.size());

    // When
    var results = new ArrayList<ActionResult>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<List<ActionResult>>> resuming =
          all.stream()
              .<Callable<List<ActionResult>>>map(actions ->
                  () -> {
                    together.await();
                    return resume(actions, new WritingKind(kind, 10));
                  })
              .toList();
      for (Future<List<ActionResult>> one : threads.invokeAll(resuming)) {
        results.addAll(one.get());
      }
    }

    // Then
    assertThat(results).hasSizeLessThanOrEqualTo(1);
    var _ = resume(actions(ConsoleProcess.current(), others), new WritingKind(kind, 10));
    assertThat(written()).containsExactlyInAnyOrderElementsOf(elements(25));
  }

  @Test
  void shouldLetTwoOperatorsActAtOnce() throws Exception {
    // Given
    Actions one = actions(Liveness.seenFrom(ConsoleProcess.current(), clock()));
    Actions other = actions(Liveness.seenFrom(ConsoleProcess.current(), clock()));
    var together = new CyclicBarrier(2);
    var writing = new WritingKind(kind, 5, _ -> awaitUnlessAlone(together));

    // When
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<ActionResult> first = threads.submit(() -> one.run(writing, request(20)));
      Future<ActionResult> second = threads.submit(() -> other.run(writing, request(20)));

      // Then
      assertThat(first.get().applied()).isEqualTo(20);
      assertThat(second.get().applied()).isEqualTo(20);
    }
    var twice = new ArrayList<>(elements(20));
    twice.addAll(elements(20));
    assertThat(written()).containsExactlyInAnyOrderElementsOf(twice);
  }

  @Test
  void shouldTryAChunkAgainThatTheBrokersAborted() throws Exception {
    // Given
    ConsoleProcess process = ConsoleProcess.current();
    Actions actions = actions(process, Liveness.alone());
    var aborted = new AtomicBoolean();
    var writing =
        new WritingKind(
            kind,
            10,
            elements -> {
              if (elements.contains(elements(25).get(10)) && aborted.compareAndSet(false, true)) {
                abort(process);
              }
            });

    // When
    ActionResult result = actions.run(writing, request(25));

    // Then
    assertThat(aborted).isTrue();
    assertThat(result.applied()).isEqualTo(25);
    assertThat(written()).containsExactlyInAnyOrderElementsOf(elements(25));
  }

  @Test
  void shouldLeaveWhatALivingProcessDoes() throws Exception {
    begunAndEndedIn(1);

    assertThat(resume(actions((_, _) -> false), new WritingKind(kind, 10))).isEmpty();
    assertThat(written()).hasSize(10);
  }

  @Test
  void shouldNotTryAllTheTimeWhatCannotBeResumed() throws Exception {
    // Given
    begunAndEndedIn(1);
    var tries = new AtomicInteger();
    var failing =
        new WritingKind(
            kind,
            10,
            _ -> {
              tries.incrementAndGet();
              throw new IOException("the payload store is out of reach");
            });
    Actions actions = actions(Liveness.alone());

    // When
    List<ActionResult> first = resume(actions, failing);
    List<ActionResult> atOnce = resume(actions, failing);
    now = now.plus(Duration.ofMinutes(11));
    List<ActionResult> later = resume(actions, failing);

    // Then
    assertThat(first).isEmpty();
    assertThat(atOnce).isEmpty();
    assertThat(later).isEmpty();
    assertThat(tries).hasValue(2);
    assertThat(resume(actions(Liveness.alone()), new WritingKind(kind, 10))).hasSize(1);
  }

  /** A process that is gone without a word, in its chunk of that number. */
  private void begunAndEndedIn(int chunk) {
    var chunks = new AtomicInteger();
    var ending =
        new WritingKind(
            kind,
            10,
            _ -> {
              if (chunks.getAndIncrement() == chunk) {
                throw new IOException("gone");
              }
            });
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> actions(Liveness.alone()).run(ending, request(25)));
  }

  private static void awaitUnlessAlone(CyclicBarrier together) throws InterruptedException {
    try {
      var _ = together.await();
    } catch (BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  private void abort(ConsoleProcess process) {
    try (var admin = clients.admin()) {
      admin.fenceProducers(List.of(process.id())).all().get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<ActionResult> resume(Actions actions, ActionKind kind)
      throws InterruptedException {
    return actions.resume(List.of(kind), _ -> {});
  }

  private List<Integer> chunksOf(String action) {
    return new Written(clients)
        .audit(action).stream()
            .filter(ActionRecord::hasProgress)
            .map(record -> record.getProgress().getChunk())
            .toList();
  }

  private Actions actions(Liveness liveness) {
    return actions(ConsoleProcess.current(), liveness);
  }

  private Actions actions(ConsoleProcess process, Liveness liveness) {
    var actions = new Actions(clients, payloads, clock(), process, liveness);
    opened.add(actions);
    return actions;
  }

  private InstantSource clock() {
    return () -> now;
  }

  private ActionRequest request(int elements) {
    return new ActionRequest(
        UUID.randomUUID().toString(),
        "elements",
        "dora",
        "a test",
        elements(elements),
        0,
        Map.of());
  }

  private List<String> elements(int count) {
    return IntStream.range(0, count).mapToObj(it -> kind + " " + it).toList();
  }

  private List<String> written() {
    return new Written(clients).keys(kind);
  }

  private static ActionProgress progress(int chunk, long done) {
    return ActionProgress.newBuilder().setChunk(chunk).setDone(done).build();
  }
}
