package org.xipline.console.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xipline.console.reconcile.Reconciled.Difference;

class ReconciliationTest {

  @Test
  void shouldCallRepairedOnlyWhatTheSecondLookDoesNotShow() {
    Finding mended = finding(FindingCode.MISSING, "a");
    Finding stays = finding(FindingCode.BYTES_DIFFER, "a");
    Finding fresh = finding(FindingCode.MISSING, "b");

    assertThat(Reconciliation.differences(List.of(mended, stays), List.of(stays, fresh)))
        .containsExactly(
            new Difference(mended, true),
            new Difference(stays, false),
            new Difference(fresh, false));
  }

  private static Finding finding(FindingCode code, String entry) {
    return new Finding(
        code, "alice@contoso.example", "", entry, "", "", "detail", Optional.empty());
  }
}
