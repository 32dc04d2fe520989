package org.xipline.console.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.PairStatus;
import org.xipline.importer.mailbox.ContentDigest;
import org.xipline.importer.mailbox.CopyLocation;
import org.xipline.importer.mailbox.MessageLabel;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.identity.MessageKey;
import org.xipline.schemas.identity.Sha256;

class ComparisonTest {
  private static final ArchiveKey ARCHIVE =
      new ArchiveKey(new ConnectorName("desk"), new ArchiveId("ab".repeat(32)));
  private static final String OTHER_ARCHIVE = "cd".repeat(32);
  private static final String MAILBOX = "alice@contoso.example";

  @Test
  void shouldFindNothingWhereEveryMessageIsThereOnceAndUnaltered() {
    assertThat(compared(List.of(pair("1"), pair("2")), copy(7, "1"), copy(8, "2"))).isEmpty();
  }

  @Test
  void shouldAcceptOneCopyForTwoAddressesOfOneMailbox() {
    assertThat(compared(List.of(pair("1"), pairOf("alias@contoso.example", "1")), copy(7, "1")))
        .isEmpty();
  }

  @Test
  void shouldMissEveryPairWhoseMessageIsNotThere() {
    assertThat(compared(List.of(pair("1"), pairOf("alias@contoso.example", "1")), copy(7, "2")))
        .filteredOn(finding -> finding.code() == FindingCode.MISSING)
        .extracting(Finding::address, Finding::remedy)
        .containsExactly(
            tuple(MAILBOX, Optional.of(new Remedy.Resend("d/1.json"))),
            tuple("alias@contoso.example", Optional.of(new Remedy.Resend("d/1.json"))));
  }

  @Test
  void shouldExpectNothingOfPairsThatWereNotDelivered() {
    assertThat(
            compared(
                List.of(
                    pair("1", PairStatus.PENDING),
                    pair("2", PairStatus.DEAD_LETTERED),
                    pair("3", PairStatus.EXTERNAL))))
        .isEmpty();
  }

  @Test
  void shouldRemoveOnlyTheLaterOfEqualCopies() {
    assertThat(compared(List.of(pair("1")), copy(7, "1"), copy(9, "1")))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.code()).isEqualTo(FindingCode.SECOND_COPY);
          assertThat(finding.remedy())
              .contains(
                  new Remedy.RemoveCopy(
                      "d/1.json", List.of(MAILBOX), place(7), content("1"), place(9)));
        });
  }

  @Test
  void shouldRemoveNoCopyWhereOneOfThemIsAltered() {
    List<Finding> oldestAltered = compared(List.of(pair("1")), altered(copy(7, "1")), copy(9, "1"));
    List<Finding> laterAltered = compared(List.of(pair("1")), copy(7, "1"), altered(copy(9, "1")));
    List<Finding> bothAltered =
        compared(List.of(pair("1")), altered(copy(7, "1")), altered(copy(9, "1")));

    assertThat(List.of(oldestAltered, laterAltered, bothAltered))
        .allSatisfy(findings -> {
          assertThat(findings).allMatch(finding -> finding.remedy().isEmpty());
          assertThat(findings)
              .extracting(Finding::code)
              .contains(FindingCode.BYTES_DIFFER, FindingCode.SECOND_COPY);
        });
  }

  @Test
  void shouldSayWhichBytesAreThereAndWhichWereDelivered() {
    assertThat(compared(List.of(pair("1")), altered(copy(7, "1"))))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.code()).isEqualTo(FindingCode.BYTES_DIFFER);
          assertThat(finding.detail())
              .contains(
                  "UID 7",
                  content("altered 1").sha256().hex(),
                  content("1").sha256().hex(),
                  "never repaired automatically");
          assertThat(finding.remedy()).isEmpty();
        });
  }

  @Test
  void shouldHoldACopyOfAnotherArchiveAgainstWhatThatOneRendered() {
    RecordedPair present = pair("1", PairStatus.ALREADY_PRESENT);
    FoundCopy other =
        new FoundCopy(
            place(3),
            new MessageLabel(key("1"), "desk", OTHER_ARCHIVE, "e/1.json"),
            content("1, rendered for the other archive"));
    String rendered = content("1, rendered for the other archive").sha256().hex();

    assertThat(compared(List.of(present), _ -> Optional.of(rendered), other)).isEmpty();
    assertThat(compared(List.of(present), _ -> Optional.empty(), other)).isEmpty();
    assertThat(compared(List.of(present), _ -> Optional.of("00".repeat(32)), other))
        .extracting(Finding::code)
        .containsExactly(FindingCode.BYTES_DIFFER);
  }

  @Test
  void shouldKnowTwoEntriesThatAreTheSameMessageByTheEntryThatTheCopyNames() {
    var twin =
        new RecordedPair(
            MAILBOX,
            "d/twin.json",
            "1",
            Optional.of(key("1")),
            content("twin").sha256().hex(),
            PairStatus.ALREADY_PRESENT,
            "");

    assertThat(compared(List.of(pair("1"), twin), copy(7, "1"))).isEmpty();
    assertThat(
            compared(
                List.of(pair("1"), twin), new FoundCopy(place(7), label("1"), content("twin"))))
        .extracting(Finding::code)
        .containsExactly(FindingCode.BYTES_DIFFER);
  }

  @Test
  void shouldNameMessagesOfTheArchiveThatTheLedgerDoesNotCallDelivered() {
    List<Finding> findings =
        compared(
            List.of(pair("1"), pair("2", PairStatus.DEAD_LETTERED)),
            copy(7, "1"),
            copy(8, "2"),
            copy(9, "3"));

    assertThat(findings)
        .extracting(Finding::code)
        .containsOnly(FindingCode.NOT_RECORDED)
        .hasSize(2);
    assertThat(findings.getFirst().detail())
        .isEqualTo("UID 8 (UIDVALIDITY 1): dead-lettered in the ledger (attempts-exhausted)");
    assertThat(findings.getLast().detail()).isEqualTo("UID 9 (UIDVALIDITY 1): no pair leads here");
    assertThat(findings.getLast().entry()).isEqualTo("d/3.json");
  }

  @Test
  void shouldSayOfHowManyPairsNothingIsKnownWhereAMailboxCannotBeRead() {
    Finding finding =
        Comparison.unreadable(
            new MailboxRecord(
                MAILBOX, List.of(pair("1"), pair("2"), pair("3", PairStatus.PENDING))),
            "NO [UNAVAILABLE] disk");

    assertThat(finding.code()).isEqualTo(FindingCode.UNREADABLE);
    assertThat(finding.detail()).isEqualTo("2 pairs cannot be compared: NO [UNAVAILABLE] disk");
  }

  private static List<Finding> compared(List<RecordedPair> pairs, FoundCopy... copies) {
    return compared(pairs, _ -> Optional.empty(), copies);
  }

  private static List<Finding> compared(
      List<RecordedPair> pairs, Origins origins, FoundCopy... copies) {
    return Comparison.of(ARCHIVE, new MailboxRecord(MAILBOX, pairs), List.of(copies), origins);
  }

  private static RecordedPair pair(String id) {
    return pair(id, PairStatus.DELIVERED);
  }

  private static RecordedPair pair(String id, PairStatus standing) {
    return pair(MAILBOX, id, standing);
  }

  private static RecordedPair pairOf(String address, String id) {
    return pair(address, id, PairStatus.DELIVERED);
  }

  private static RecordedPair pair(String address, String id, PairStatus standing) {
    return new RecordedPair(
        address,
        "d/" + id + ".json",
        id,
        Optional.of(key(id)),
        content(id).sha256().hex(),
        standing,
        standing.isHeld() ? "attempts-exhausted" : "");
  }

  private static FoundCopy copy(long uid, String id) {
    return new FoundCopy(place(uid), label(id), content(id));
  }

  private static FoundCopy altered(FoundCopy copy) {
    String id = copy.label().key().messageId().replaceAll("\\D", "");
    return new FoundCopy(copy.place(), copy.label(), content("altered " + id));
  }

  private static MessageLabel label(String id) {
    return new MessageLabel(key(id), "desk", ARCHIVE.archiveId().hex(), "d/" + id + ".json");
  }

  private static MessageKey key(String id) {
    return new MessageKey("<" + id + "@xipline>", Sha256.digest(id.getBytes(UTF_8)));
  }

  private static CopyLocation place(long uid) {
    return CopyLocation.ofUid(1, uid);
  }

  private static ContentDigest content(String text) {
    return new ContentDigest(Sha256.digest(text.getBytes(UTF_8)), text.length());
  }
}
