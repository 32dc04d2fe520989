package org.xipline.ingest.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.ingest.drop.FileStability;
import org.xipline.ingest.drop.ScriptedDrop;
import org.xipline.runtime.payload.DirectoryPayloadStore;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.record.Arrival;
import org.xipline.schemas.record.ArrivalAnswer;
import org.xipline.schemas.record.ArrivalResult;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.record.UserSource;

/**
 * A drop under random schedules: files appear, change, vanish and cannot be read or moved for a
 * while; pollers are killed between any two operations, two of them are at work at once; answers
 * come late, out of turn and twice. Once that has ended, everything that a source left there is
 * where its answer says, and nothing else is.
 */
class DropPollerPropertyTest {
  private static final int SEEDS = 60;
  private static final String HALF = "half ";
  private static final int STEPS = 120;
  private static final int ROUNDS_OF_THE_LAST_RUN = 3;
  private static final int ROUNDS_TO_THE_END = 60;
  private static final Duration SETTLE = Duration.ofSeconds(10);
  private static final Connector CONNECTOR =
      Connector.newBuilder()
          .setName("desk")
          .setLimitBytes(1)
          .setUsers(UserSource.newBuilder().addAcceptedDomains("contoso.example"))
          .build();

  private final DropMetrics metrics = new DropMetrics(new SimpleMeterRegistry());
  private PayloadStore store;

  @BeforeEach
  void open(@TempDir Path directory) throws IOException {
    store = new DirectoryPayloadStore(directory);
  }

  @Test
  void shouldBringEveryFileWhereItsAnswerSays() throws Exception {
    for (long seed = 1; seed <= Long.getLong("xipline.seeds", SEEDS); seed++) {
      var schedule = new Schedule(seed);
      try {
        schedule.run();
      } catch (AssertionError | RuntimeException | IOException e) {
        throw new AssertionError(
            "seed " + seed + " after:\n" + String.join("\n", schedule.happened), e);
      }
    }
  }

  /** The death of a poller's process. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final class Schedule {
    private final Random random;
    private final List<String> happened = new ArrayList<>();
    private final ScriptedDrop drop = new ScriptedDrop();
    private final ScriptedIngest ingest = new ScriptedIngest();
    private final List<Member> members = new ArrayList<>();

    /** What lies in the drop because the source left it there. */
    private final Map<String, String> left = new HashMap<>();

    /** Files that are being written, since when; they are not to be published as they are. */
    private final Map<String, Instant> partial = new TreeMap<>();

    private Instant now = Instant.parse("2026-11-20T02:00:00Z");
    private int contents;
    private int nesting;
    private boolean isCalm;

    Schedule(long seed) {
      this.random = new Random(seed);
    }

    void run() throws IOException, InterruptedException {
      members.add(new Member());
      for (int step = 0; step < STEPS; step++) {
        disturb();
      }
      comeToRest();
      requireEverythingInItsPlace();
    }

    private void disturb() throws IOException, InterruptedException {
      now = now.plusMillis(random.nextInt(4000));
      finishWriting(SETTLE.minusSeconds(4));
      switch (random.nextInt(14)) {
        case 0, 1, 2 -> put(anyName(), anyContent());
        case 3 -> writeSlowly(anyName());
        case 4 -> takeAway(anyName());
        case 5 -> drop.setReadable(said("readable or not", anyName()), random.nextBoolean());
        case 6 -> drop.setMovable(said("movable or not", anyName()), random.nextBoolean());
        case 7 -> folder();
        case 8 -> join();
        case 9, 10 -> answer();
        default -> anyMember().turn(random.nextBoolean());
      }
    }

    /** A last run, and what comes after it. */
    private void comeToRest() throws IOException, InterruptedException {
      isCalm = true;
      for (String name : names()) {
        drop.setReadable(name, true);
        drop.setMovable(name, true);
        drop.removeFolder(name);
      }
      finishWriting(Duration.ZERO);
      for (int round = 0; round < ROUNDS_TO_THE_END; round++) {
        now = now.plus(SETTLE);
        for (Member member : members) {
          member.turn(round < ROUNDS_OF_THE_LAST_RUN);
        }
        ingest.published().forEach(this::answer);
      }
    }

    private void requireEverythingInItsPlace() {
      assertThat(drop.contents().keySet())
          .as("left in the drop")
          .allMatch(name -> name.startsWith("imported/") || name.startsWith("quarantine/"));
      Set<String> rejected = digests(ArrivalResult.ARRIVAL_RESULT_REJECTED);
      Set<String> accepted = digests(ArrivalResult.ARRIVAL_RESULT_ACCEPTED);
      var found = new TreeSet<String>();
      drop.contents()
          .forEach((name, content) -> {
            if (name.endsWith(".reason.json")) {
              return;
            }
            found.add(content);
            assertThat(name.startsWith("imported/") ? accepted : rejected)
                .as(name + " holds " + content)
                .contains(digest(content));
            if (name.startsWith("quarantine/")) {
              assertThat(drop.contents()).containsKey(name + ".reason.json");
            }
          });
      assertThat(found).as("nothing is lost").containsAll(left.values());
      assertThat(found).as("only what is complete").noneMatch(it -> it.startsWith(HALF));
      for (Member member : members) {
        assertThat(member.poller.standing()).isEqualTo(DropStanding.NOTHING);
      }
    }

    private Set<String> digests(ArrivalResult result) {
      return ingest.answers().stream()
          .filter(answer -> answer.getResult() == result)
          .map(ArrivalAnswer::getArchiveId)
          .collect(toSet());
    }

    private void put(String name, String content) {
      said("put " + content, name);
      drop.put(name, content);
      partial.remove(name);
      left.put(name, content);
    }

    /** Half of it now, and the other half before it can settle. */
    private void writeSlowly(String name) {
      said("begin", name);
      drop.put(name, HALF + ++contents);
      left.remove(name);
      partial.put(name, now);
    }

    private void finishWriting(Duration after) {
      List.copyOf(partial.entrySet()).stream()
          .filter(it -> !now.isBefore(it.getValue().plus(after)))
          .forEach(it -> put(it.getKey(), anyContent()));
    }

    private void takeAway(String name) {
      said("take away", name);
      drop.remove(name);
      partial.remove(name);
      left.remove(name);
    }

    private void folder() {
      String name = said("folder or not", anyName());
      if (random.nextBoolean()) {
        drop.putFolder(name);
      } else {
        drop.removeFolder(name);
      }
    }

    /** A second one at work, or one in place of one that was fenced without knowing it. */
    private void join() throws IOException {
      said("join", "");
      if (members.size() > 1) {
        members.remove(random.nextInt(members.size()));
      }
      members.add(new Member());
    }

    private void answer() {
      List<Arrival> published = ingest.published();
      if (!published.isEmpty()) {
        Arrival arrival = published.get(random.nextInt(published.size()));
        said("answer", arrival.getFileName());
        answer(arrival);
        if (random.nextInt(4) == 0) {
          answer(arrival);
        }
      }
    }

    /** A file that is gone is looked for again later. */
    private void answer(Arrival arrival) {
      boolean isKnown =
          ingest.answers().stream()
              .anyMatch(it -> it.getArrivalId().equals(arrival.getArrivalId()));
      if (isKnown || !drop.contentAt(arrival.getLocation()).isEmpty()) {
        ArrivalAnswer _ = ingest.answer(arrival, drop::contentAt);
      }
    }

    private Member anyMember() {
      return members.get(random.nextInt(members.size()));
    }

    private List<String> names() {
      return List.of("a.xip", "b.xip", "c\n.xip", "README", "d.xip");
    }

    private String anyName() {
      return names().get(random.nextInt(names().size()));
    }

    /** Sometimes what was there before. */
    private String anyContent() {
      int number = random.nextInt(4) == 0 ? random.nextInt(5) : ++contents + 5;
      return (random.nextInt(3) == 0 ? "bad " : "good ") + number;
    }

    private String said(String what, String name) {
      happened.add("%s %s %s".formatted(now, what, name).replace("\n", "\\n"));
      return name;
    }

    private static String digest(String content) {
      return Sha256.digest(content.getBytes(UTF_8)).hex();
    }

    /** A process that polls. */
    private final class Member {
      private final ScriptedIngest.Book book = ingest.book();
      private DropPoller poller = newPoller();

      Member() throws IOException {}

      private DropPoller newPoller() throws IOException {
        return new DropPoller(
            drop, store, ingest.arrivals(), book, new FileStability(SETTLE), metrics);
      }

      void turn(boolean isRun) throws IOException, InterruptedException {
        drop.between(this::between);
        ScriptedIngest.Book _ =
            isCalm ? book.readOn() : book.readOn(random.nextInt(4), random.nextInt(4));
        try {
          if (!isCalm && random.nextInt(6) == 0) {
            poller.whilePaused(CONNECTOR, now);
          } else if (isRun) {
            said("run published " + poller.run(CONNECTOR, now), "");
          } else {
            said("between runs " + poller.betweenRuns(CONNECTOR, now), "");
          }
        } catch (Killed _) {
          said("killed", "");
          poller = newPoller();
        } finally {
          drop.between(() -> {});
        }
      }

      /** The world does not stand still while a poller looks. */
      private void between() throws IOException {
        if (isCalm || nesting > 0) {
          return;
        }
        nesting++;
        try {
          switch (random.nextInt(60)) {
            case 0 -> throw new Killed();
            case 1 -> put(anyName(), anyContent());
            case 2 -> takeAway(anyName());
            case 3, 4 -> answer();
            case 5, 6 -> anotherTurn();
            default -> {}
          }
        } finally {
          nesting--;
        }
      }

      private void anotherTurn() throws IOException {
        for (Member other : members) {
          if (other != this) {
            try {
              said("meanwhile " + other.poller.run(CONNECTOR, now), "");
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          }
        }
      }
    }
  }
}
