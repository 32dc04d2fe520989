package org.xipline.console.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.console.ledger.Facts.ARCHIVE;
import static org.xipline.console.ledger.Facts.deadLettered;
import static org.xipline.console.ledger.Facts.sent;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.console.action.ChunkEffects;
import org.xipline.console.deadletter.SelectedPair;
import org.xipline.console.ledger.Acceptance;
import org.xipline.console.ledger.Facts;
import org.xipline.console.ledger.FoldedLedger;
import org.xipline.console.ledger.HeldPair;
import org.xipline.console.ledger.SignerIdentity;
import org.xipline.console.replay.ReplayInputs.Origin;
import org.xipline.ingest.rules.RulesSnapshot;
import org.xipline.runtime.payload.DirectoryPayloadStore;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.payload.PayloadKey;
import org.xipline.schemas.record.ClaimCheck;
import org.xipline.schemas.record.Entry;
import org.xipline.schemas.record.EntryKind;
import org.xipline.schemas.record.MailboxMessage;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.record.Payload;
import org.xipline.schemas.record.Snapshot;
import org.xipline.schemas.topic.Topic;

class ReplayEffectsTest {
  private static final String ALICE = "alice@contoso.example";
  private static final String BOB = "bob@contoso.example";
  private static final String SIGNER = "cd".repeat(32);
  private static final Instant AT = Instant.parse("2026-11-20T09:15:00Z");
  private static final long SEQUENCE = 99;

  @TempDir private Path directory;
  private DirectoryPayloadStore payloads;
  private final Facts facts = new Facts(ARCHIVE);
  private final FoldedLedger ledger = new FoldedLedger();
  private final List<SelectedPair> left = new ArrayList<>();
  private final List<Origin> origins = new ArrayList<>();
  private String snapshot = "";

  @BeforeEach
  void open() throws IOException {
    payloads = new DirectoryPayloadStore(directory);
    snapshot =
        new RulesSnapshot(Snapshot.newBuilder().setMailboxServer("maildir:/mail").build())
            .storeIn(payloads);
  }

  @Test
  void shouldGoOnFromTheRecordThatThereIs() throws Exception {
    // Given a pair whose message was set aside, and one whose item was
    ledger.tell(
        List.of(
            facts.itemDeadLettered("a.json", 0, "item-too-large", deadLettered(ALICE)),
            facts.itemDeadLettered("b.json", 0, "item-too-large", deadLettered(BOB))));
    Candidate message = candidate("a.json", ALICE);
    Candidate entry = candidate("b.json", BOB);
    origins.add(
        new Origin.OfMessage(
            MailboxMessage.newBuilder().setMailbox(ALICE).setAttempts(7).build(),
            List.of(message)));
    origins.add(new Origin.OfEntry(entry("b.json"), List.of(entry)));

    // When
    ChunkEffects effects = replay(message.selected(), entry.selected());

    // Then
    assertThat(effects.left()).isZero();
    assertThat(effects.records())
        .extracting(ProducerRecord::topic)
        .containsExactly("xip.messages", "xip.outcomes", "xip.entries", "xip.outcomes");
    MailboxMessage sent = MailboxMessage.parseFrom(effects.records().get(0).value());
    assertThat(sent.getAddressesList()).containsExactly(ALICE);
    assertThat(sent.getAttempts()).isZero();
    assertThat(sent.getReplay().getSequence()).isEqualTo(SEQUENCE);
    assertThat(sent.getReplay().getAddressesList()).isEmpty();
    Entry again = Entry.parseFrom(effects.records().get(2).value());
    assertThat(effects.records().get(2).key()).isEqualTo(ARCHIVE.archiveId().hex() + "/b.json");
    assertThat(again.getReplay().getAddressesList()).containsExactly(BOB);
    assertThat(again.getReplay().getRequestedBy()).isEqualTo("dora");
    assertThat(again.getSnapshotId()).isEqualTo(snapshot);
    assertThat(again.getConnector()).isEqualTo("desk");

    // And each pair is pending again
    ledger.tell(outcomes(effects));
    assertThat(ledger.pair(ARCHIVE, "a.json", ALICE).replaySequence()).isEqualTo(SEQUENCE);
    assertThat(ledger.pair(ARCHIVE, "b.json", BOB).replaySequence()).isEqualTo(SEQUENCE);
  }

  @Test
  void shouldMakeAMessageAnewThatWasPurgedOnceItsArchiveIsStagedAgain() throws Exception {
    // Given a message whose bytes are gone
    ledger.tell(List.of(facts.converted("a.json", sent(ALICE))));
    Candidate pair = candidate("a.json", ALICE);
    var purged = ClaimCheck.newBuilder().setKey("messages/" + ARCHIVE.archiveId().hex() + "/a.r1");
    origins.add(
        new Origin.OfMessage(
            MailboxMessage.newBuilder()
                .setArchiveId(ARCHIVE.archiveId().hex())
                .setMailbox(ALICE)
                .setPayload(Payload.newBuilder().setClaimCheck(purged))
                .build(),
            List.of(pair)));

    // Then it goes as it is where its archive is gone too, for delivery to say so
    assertThat(replay(pair.selected()).records().getFirst().topic()).isEqualTo("xip.messages");

    // When the archive is staged again
    stage(entry("a.json"));
    ChunkEffects effects = replay(pair.selected());

    // Then its item goes back to conversion
    assertThat(effects.left()).isZero();
    assertThat(effects.records())
        .extracting(ProducerRecord::topic)
        .containsExactly("xip.entries", "xip.outcomes");
  }

  @Test
  void shouldGoOnFromTheManifestWhereThereIsNoRecord() throws Exception {
    // Given
    ledger.tell(List.of(facts.converted("a.json", sent(ALICE), sent(BOB))));
    stage(entry("other.json"), entry("a.json"));

    // When
    ChunkEffects effects = replay(selected("a.json", ALICE), selected("a.json", BOB));

    // Then
    assertThat(effects.left()).isZero();
    assertThat(effects.records()).hasSize(2);
    Entry again = Entry.parseFrom(effects.records().getFirst().value());
    assertThat(again.getPath()).isEqualTo("a.json");
    assertThat(again.getSizeBytes()).isEqualTo(6);
    assertThat(again.getSignerSha256()).isEqualTo(SIGNER);
    assertThat(again.getReplay().getAddressesList()).containsExactly(ALICE, BOB);
  }

  @Test
  void shouldHaveAPendingPairSetAsideWhosePayloadIsGone() throws Exception {
    // Given a pair that waits for a record that expired, of an archive without manifest
    ledger.tell(List.of(facts.converted("a.json", sent(ALICE))));

    // When
    ChunkEffects effects = replay(selected("a.json", ALICE));

    // Then it goes to conversion with a payload that nobody has
    assertThat(effects.left()).isZero();
    Entry expired = Entry.parseFrom(effects.records().getFirst().value());
    assertThat(expired.getKind()).isEqualTo(EntryKind.ENTRY_KIND_ITEM);
    assertThat(expired.getPath()).isEqualTo("a.json");
    assertThat(expired.getPayload().getClaimCheck().getKey())
        .startsWith("entries/" + ARCHIVE.archiveId().hex());
    assertThat(expired.getPayload().getClaimCheck().getSha256().size()).isEqualTo(32);
    assertThat(expired.getReplay().getAddressesList()).containsExactly(ALICE);
  }

  @Test
  void shouldLeaveAHeldPairThatHasNothingToGoOnFrom() throws Exception {
    ledger.tell(
        List.of(facts.itemDeadLettered("a.json", 0, "item-too-large", deadLettered(ALICE))));

    ChunkEffects effects = replay(selected("a.json", ALICE));

    assertThat(effects.left()).isOne();
    assertThat(effects.records()).isEmpty();
    assertThat(left).containsExactly(selected("a.json", ALICE));
  }

  @Test
  void shouldLeaveAPairThatWasTriedAgainSinceItWasSelected() throws Exception {
    // Given
    ledger.tell(
        List.of(facts.itemDeadLettered("a.json", 0, "item-too-large", deadLettered(ALICE))));
    SelectedPair selected = selected("a.json", ALICE);
    stage(entry("a.json"));
    ledger.tell(List.of(facts.replayRequested("a.json", 5, ALICE)));

    // When
    ChunkEffects effects = replay(selected);

    // Then
    assertThat(effects.left()).isOne();
    assertThat(effects.records()).isEmpty();
  }

  @Test
  void shouldTakeUpAnItemThatNothingWasToldAboutUnlessSomethingWasSince() throws Exception {
    // Given
    stage(entry("a.json"), entry("b.json"));
    ledger.tell(List.of(facts.replayRequested("b.json", 5)));

    // When
    ChunkEffects effects =
        replay(SelectedPair.ofUntold(ARCHIVE, "a.json"), SelectedPair.ofUntold(ARCHIVE, "b.json"));

    // Then
    assertThat(effects.left()).isOne();
    assertThat(effects.records()).hasSize(2);
    Entry again = Entry.parseFrom(effects.records().getFirst().value());
    assertThat(again.getPath()).isEqualTo("a.json");
    assertThat(again.getReplay().getAddressesList()).isEmpty();
  }

  private ChunkEffects replay(SelectedPair... pairs) throws IOException {
    Map<ArchiveId, Set<String>> soon = new HashMap<>();
    for (SelectedPair pair : pairs) {
      soon.computeIfAbsent(ARCHIVE.archiveId(), _ -> new HashSet<>()).add(pair.entry());
    }
    var parameters = new ReplayParameters(ReplaySource.DEAD_LETTERS, Map.of(), Map.of());
    try (var effects =
        new ReplayEffects(
            new ReplayMark("r1", SEQUENCE, "dora", "mended", AT),
            new ReplayRules(_ -> Optional.of(acceptance()), payloads, parameters),
            ledger,
            new GivenOrigins(origins),
            new StagedEntries(payloads, soon),
            left::add)) {
      return effects.of(List.of(pairs).stream().map(SelectedPair::line).toList());
    }
  }

  private record GivenOrigins(List<Origin> given) implements ReplayInputs {
    @Override
    public List<Origin> of(List<Candidate> pairs, ReplayRules rules) {
      return given;
    }

    @Override
    public void close() {}
  }

  private Acceptance acceptance() {
    return new Acceptance(
        "1",
        "a.xip",
        1,
        1,
        1,
        new SignerIdentity("CN=x", SIGNER),
        Optional.empty(),
        snapshot,
        "",
        "",
        AT);
  }

  private SelectedPair selected(String entry, String address) {
    return SelectedPair.of(ARCHIVE, entry, address, ledger.pair(ARCHIVE, entry, address));
  }

  private Candidate candidate(String entry, String address) {
    return new Candidate(
        selected(entry, address),
        new HeldPair(
            ARCHIVE, entry, address, ledger.pair(ARCHIVE, entry, address), Optional.empty()));
  }

  private static Entry entry(String path) {
    return Entry.newBuilder()
        .setPath(path)
        .setKind(EntryKind.ENTRY_KIND_ITEM)
        .setSizeBytes(path.length())
        .build();
  }

  private void stage(Entry... entries) throws IOException {
    payloads.put(
        PayloadKey.ofManifest(ARCHIVE.archiveId()),
        out -> {
          for (Entry entry : entries) {
            entry.writeDelimitedTo(out);
          }
        });
  }

  private static List<Outcome> outcomes(ChunkEffects effects)
      throws InvalidProtocolBufferException {
    var outcomes = new ArrayList<Outcome>();
    for (ProducerRecord<String, byte[]> record : effects.records()) {
      if (record.topic().equals(Topic.OUTCOMES.name())) {
        outcomes.add(Outcome.parseFrom(record.value()));
      }
    }
    return outcomes;
  }
}
