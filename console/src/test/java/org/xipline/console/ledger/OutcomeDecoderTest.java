package org.xipline.console.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.console.ledger.Facts.ARCHIVE;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xipline.console.ledger.OutcomeDecoder.Decoded;
import org.xipline.schemas.record.Outcome;

class OutcomeDecoderTest {
  private static final Facts FACTS = new Facts(ARCHIVE);
  private static final Instant AT = Instant.parse("2026-11-20T09:15:00Z");
  private static final Timestamp NO_TIME =
      Timestamp.newBuilder().setSeconds(Long.MAX_VALUE).build();

  @Test
  void shouldTellWhatAFactIsAbout() {
    Outcome accepted = FACTS.accepted("r1", 1, 1);
    Outcome damaged = FACTS.itemDeadLettered("a", 0, "x").toBuilder().clearConnector().build();
    Outcome setAside = Facts.recordSetAside("l1", AT);
    Outcome dismissed = Facts.recordDismissed("l2", AT);

    assertThat(decode(accepted)).isEqualTo(new Decoded.Fact(ARCHIVE, accepted));
    assertThat(decode(FACTS.itemDeadLettered("a", 0, "x"))).isInstanceOf(Decoded.Fact.class);
    assertThat(decode(damaged))
        .isEqualTo(new Decoded.FactOfAnyConnector(ARCHIVE.archiveId(), damaged));
    assertThat(decode(setAside)).isEqualTo(new Decoded.FactOfRecord("l1", setAside));
    assertThat(decode(dismissed)).isEqualTo(new Decoded.FactOfRecord("l2", dismissed));
    assertThat(decode(FACTS.postponed("a", 0, 1, "full", "bob"))).isInstanceOf(Decoded.Fact.class);
  }

  @Test
  void shouldLeaveOutWhatIsNoOutcome() {
    assertThat(OutcomeDecoder.decode(null)).isEqualTo(new Decoded.Unusable("it has no value"));
    assertThat(OutcomeDecoder.decode(new byte[] {(byte) 0xff}))
        .isInstanceOfSatisfying(
            Decoded.Unusable.class,
            it -> assertThat(it.cause()).startsWith("it is not an" + " outcome: "));
  }

  static Stream<Consumer<Outcome.Builder>> unsound() {
    return Stream.of(
        it -> it.setConnector("../desk"),
        it -> it.setConnector(""),
        it -> it.setArchiveId("no-digest"),
        it -> it.clearArchiveAccepted(),
        it -> it.setAt(NO_TIME),
        it -> it.setAt(Timestamp.newBuilder().setSeconds(Instant.MAX.getEpochSecond())),
        it -> it.getArchiveAcceptedBuilder().getSignerBuilder().setNotAfter(NO_TIME),
        it ->
            it.setPairsPostponed(
                FACTS.postponed("a", 0, 1, "full", "bob").getPairsPostponed().toBuilder()
                    .setFirstTriedAt(NO_TIME)),
        it ->
            it.setPairsPostponed(
                FACTS.postponed("a", 0, 1, "full", "bob").getPairsPostponed().toBuilder()
                    .setNextTryAt(NO_TIME)));
  }

  @ParameterizedTest
  @MethodSource("unsound")
  void shouldLeaveOutFactsThatCannotBe(Consumer<Outcome.Builder> spoilt) {
    Outcome.Builder fact = FACTS.accepted("r1", 1, 1).toBuilder();
    spoilt.accept(fact);

    assertThat(decode(fact.build())).isInstanceOf(Decoded.Unusable.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "with space", "null\0"})
  void shouldLeaveOutRecordsThatNoDeadLetterHasOrThatComeFromNowhere(String name) {
    Outcome.Builder letter = Facts.recordSetAside(name, AT).toBuilder();
    Outcome.Builder stage = Facts.recordSetAside("l1", AT).toBuilder();
    stage.getRecordSetAsideBuilder().setStage(name);
    Outcome.Builder topic = Facts.recordSetAside("l1", AT).toBuilder();
    topic.getRecordSetAsideBuilder().setOriginTopic(name);

    assertThat(decode(letter.build())).isInstanceOf(Decoded.Unusable.class);
    assertThat(decode(stage.build())).isInstanceOf(Decoded.Unusable.class);
    assertThat(decode(topic.build())).isInstanceOf(Decoded.Unusable.class);
    assertThat(decode(Facts.recordDismissed(name, AT))).isInstanceOf(Decoded.Unusable.class);
  }

  private static Decoded decode(Outcome outcome) {
    return OutcomeDecoder.decode(outcome.toByteArray());
  }
}
