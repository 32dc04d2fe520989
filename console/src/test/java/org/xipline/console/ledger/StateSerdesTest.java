package org.xipline.console.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

/** What stores and changelogs hold, as the last version wrote it and as this one does. */
class StateSerdesTest {
  private static final Instant AT = Instant.parse("2026-11-20T09:15:00.123Z");
  private static final SignerIdentity SIGNER = new SignerIdentity("CN=Desk", "12".repeat(32));

  private final Map<String, byte[]> written = written();

  @Test
  void shouldReadPairsOfTheLastVersion() {
    PairState held = read(StateSerdes.PAIR, "pair-held");
    PairState dismissed = read(StateSerdes.PAIR, "pair-dismissed");

    assertThat(held)
        .isEqualTo(
            new PairState(
                5,
                PairStatus.DEAD_LETTERED,
                "T-42",
                "bob@contoso.example",
                "mailbox-over-quota",
                "full",
                4321,
                AT,
                new Receipt("5a".repeat(32), 3, 7, 9),
                PairState.NOT_DISMISSED,
                new DecisionMark(5, ""),
                Optional.empty()));
    assertThat(held.dismissed()).isFalse();
    assertThat(dismissed.dismissed()).isTrue();
    assertThat(dismissed.dismissedAttempt()).isEqualTo(5);
    assertThat(dismissed.decision().key()).isEqualTo("1795166100123000");
    assertThat(read(StateSerdes.PAIR, "pair-delivered").standing()).isEqualTo(PairStatus.DELIVERED);
    assertThat(read(StateSerdes.PAIR, "pair-pending").postponement()).isEmpty();
  }

  @Test
  void shouldReadItemsAndFilesOfTheLastVersion() {
    assertThat(read(StateSerdes.ITEM, "item"))
        .isEqualTo(
            new ItemState(
                5,
                ItemState.Fate.CONVERTED,
                2,
                Set.of(0),
                true,
                new ItemDescription(
                    Optional.of(AT), 100, "cd".repeat(32), "<1@xipline>", 120, "ef".repeat(32))));
    assertThat(read(StateSerdes.FILE, "file")).isEqualTo(new FileState(true, true, 17));
  }

  @Test
  void shouldReadAccountsOfTheLastVersion() {
    ArchiveAccount account = read(StateSerdes.ACCOUNT, "account");

    assertThat(account)
        .isEqualTo(
            new ArchiveAccount(
                Facts.ARCHIVE,
                Intake.NONE.afterAcceptance(
                    new Acceptance(
                        "r1",
                        "a.xip",
                        1000,
                        3,
                        2,
                        SIGNER,
                        Optional.of(Instant.parse("2027-03-31T23:59:59Z")),
                        "5a".repeat(32),
                        "",
                        "",
                        AT)),
                new PairCounts(6, 1, 1, 1, 1, 1, 1),
                1,
                1,
                1,
                1));
    assertThat(account.publishedEntries()).isEqualTo(3);
    assertThat(account.stagedAt()).hasValue(AT);
    assertThat(read(StateSerdes.ACCOUNT, "account-without-acceptance").intake())
        .isEqualTo(Intake.NONE);
  }

  @Test
  void shouldReadDecisionsAndAnswersOfTheLastVersion() {
    assertThat(read(StateSerdes.DECISION, "decision-replayed"))
        .isEqualTo(new Decision(Decision.Kind.REPLAYED, "dora", "mended", AT));
    assertThat(read(StateSerdes.DECISION, "decision-dismissed").kind())
        .isEqualTo(Decision.Kind.DISMISSED);
    assertThat(read(StateSerdes.DECISION, "decision-copies-removed").kind())
        .isEqualTo(Decision.Kind.COPIES_REMOVED);
    assertThat(read(StateSerdes.ANSWER, "answer-accepted")).isEqualTo(new ArrivalAnswer.Accepted());
    assertThat(read(StateSerdes.ANSWER, "answer-repeated")).isEqualTo(new ArrivalAnswer.Repeated());
    assertThat(read(StateSerdes.ANSWER, "answer-rejected"))
        .isEqualTo(new ArrivalAnswer.Rejected("unsigned", "no signature", Optional.of(SIGNER)));
  }

  @Test
  void shouldReadBackWhatItWrites() {
    var postponed =
        PairState.postponed(
            7,
            "T-42",
            "bob@contoso.example",
            new Postponement("mailbox-over-quota", "full", 2, AT, Optional.of(AT), AT));
    PairState dismissed = postponed.afterDismissal(7, new DecisionMark(9, "d1"));
    var unreachable =
        PairState.postponed(
            7, "", "", new Postponement("attempts-exhausted", "", 0, AT, Optional.empty(), AT));
    var intake =
        Intake.NONE
            .afterRejection(
                new Rejection("a.xip", "unsigned", "", Optional.of(SIGNER), Optional.of(AT)))
            .afterPublication(17)
            .afterRestaging(AT);
    var account = ArchiveAccount.empty(Facts.ARCHIVE).with(intake);

    assertThat(written(StateSerdes.PAIR, postponed)).isEqualTo(postponed);
    assertThat(written(StateSerdes.PAIR, dismissed)).isEqualTo(dismissed);
    assertThat(written(StateSerdes.PAIR, unreachable)).isEqualTo(unreachable);
    assertThat(written(StateSerdes.ACCOUNT, account)).isEqualTo(account);
    assertThat(written(StateSerdes.ANSWER, new ArrivalAnswer.Restaged(3)))
        .isEqualTo(new ArrivalAnswer.Restaged(3));
  }

  private <T> T read(Serde<T> serde, String name) {
    return serde.deserializer().deserialize("", requireNonNull(written.get(name)));
  }

  private static <T> T written(Serde<T> serde, T state) {
    return serde.deserializer().deserialize("", serde.serializer().serialize("", state));
  }

  private static Map<String, byte[]> written() {
    try (InputStream golden =
        StateSerdesTest.class.getResourceAsStream("/ledger-states-of-last-version.txt")) {
      return new String(requireNonNull(golden).readAllBytes(), UTF_8)
          .lines()
          .map(line -> line.split(" ", 2))
          .collect(
              Collectors.toUnmodifiableMap(
                  line -> line[0], line -> HexFormat.of().parseHex(line[1])));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
