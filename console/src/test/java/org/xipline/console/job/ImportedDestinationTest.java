package org.xipline.console.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.console.job.ImportedDestination.Elsewhere;
import org.xipline.console.job.ImportedDestination.Here;
import org.xipline.console.job.ImportedDestination.NotRecorded;
import org.xipline.console.ledger.Accounts;

class ImportedDestinationTest {
  private static final String A = "imap://mail.contoso.example:143";
  private static final String B = "imaps://mail.contoso.example:993";

  private final Accounts accounts;

  ImportedDestinationTest(@TempDir Path directory) {
    this.accounts = new Accounts(directory);
  }

  @Test
  void shouldTellWhetherAnArchiveBelongsToTheMailboxesThatAnImportNames() {
    assertThat(ImportedDestination.of(accounts.pending(A), A)).isEqualTo(new Here());
    assertThat(ImportedDestination.of(accounts.pending(A), B)).isEqualTo(new Elsewhere(A));
    assertThat(ImportedDestination.of(accounts.settled(A), B)).isEqualTo(new Elsewhere(A));
  }

  @Test
  void shouldKnowOnePlaceByItsSpellings() {
    assertThat(ImportedDestination.of(accounts.settled("IMAP://Mail.contoso.example/"), A))
        .isEqualTo(new Here());
  }

  @Test
  void shouldLeaveToTheServicesWhatTheyKnowAlone() {
    assertThat(ImportedDestination.of(accounts.settled(A), "")).isEqualTo(new Here());
    assertThat(ImportedDestination.of(accounts.pending(""), "")).isEqualTo(new Here());
  }

  @Test
  void shouldSayWhereNobodyRecordedWhatStillWaits() {
    assertThat(ImportedDestination.of(accounts.pending(""), A)).isEqualTo(new NotRecorded());
    assertThat(ImportedDestination.of(accounts.settled(""), A)).isEqualTo(new Here());
  }

  @Test
  void shouldSayNothingOfWhatIsNotTakenUp() {
    assertThat(ImportedDestination.of(accounts.unknown(), A)).isEqualTo(new Here());
  }
}
