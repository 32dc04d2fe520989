package org.xipline.convert.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.record.MappedAddress;
import org.xipline.schemas.record.Snapshot;
import org.xipline.schemas.record.User;

class RoutingTableTest {
  private static final Snapshot WITH_DIRECTORY =
      Snapshot.newBuilder()
          .setHasDirectory(true)
          .addUsers(
              User.newBuilder()
                  .setMailbox("alice@contoso.example")
                  .addAliases("a.smith@contoso.example")
                  .addAliases("alice@legacy.example"))
          .addUsers(User.newBuilder().setMailbox("bob@contoso.example"))
          .addMapping(mapped("desk7@chat.example", "bob@contoso.example"))
          .addMapping(mapped("bob@contoso.example", "alice@contoso.example"))
          .addMapping(mapped("desk8@chat.example", "alice@legacy.example"))
          .addMapping(mapped("desk9@chat.example", "shared@elsewhere.example"))
          .addAcceptedDomains("contoso.example")
          .addAcceptedDomains("xn--bcher-kva.example")
          .build();

  @ParameterizedTest
  @CsvSource({
    "alice@contoso.example, alice@contoso.example",
    "ALICE@Contoso.Example, alice@contoso.example",
    "a.smith@contoso.example, alice@contoso.example",
    // Outside the accepted domains, but known.
    "alice@legacy.example, alice@contoso.example",
    "desk7@chat.example, bob@contoso.example",
    // The mapping wins over the directory.
    "bob@contoso.example, alice@contoso.example",
    // A mailbox has one name.
    "desk8@chat.example, alice@contoso.example",
    "desk9@chat.example, shared@elsewhere.example",
  })
  void shouldFindTheMailboxByMappingThenDirectory(String address, String mailbox) {
    assertThat(route(WITH_DIRECTORY, address))
        .isEqualTo(new Route.ToMailbox(new EmailAddress(address), new EmailAddress(mailbox)));
  }

  @ParameterizedTest
  @CsvSource({"carol@contoso.example", "carol@bücher.example"})
  void shouldHoldWhoIsInsideButUnknown(String address) {
    assertThat(route(WITH_DIRECTORY, address))
        .isEqualTo(new Route.Unmapped(new EmailAddress(address)));
  }

  @ParameterizedTest
  @CsvSource({"carol@legacy.example", "carol@sub.contoso.example", "carol@chat.example"})
  void shouldNotDeliverToWhoIsOutsideAndUnknown(String address) {
    assertThat(route(WITH_DIRECTORY, address))
        .isEqualTo(new Route.External(new EmailAddress(address)));
  }

  @Test
  void shouldTakeAcceptedAddressesAsMailboxesWhereNoDirectoryIsConfigured() {
    // Given
    Snapshot domainsOnly = Snapshot.newBuilder().addAcceptedDomains("contoso.example").build();
    var carol = new EmailAddress("carol@contoso.example");

    // Then
    assertThat(route(domainsOnly, "Carol@contoso.example"))
        .isEqualTo(new Route.ToMailbox(carol, carol));
    assertThat(route(domainsOnly, "carol@fabrikam.example")).isInstanceOf(Route.External.class);
  }

  @Test
  void shouldHoldEverybodyInsideWhereTheDirectoryIsEmpty() {
    // Given
    Snapshot empty =
        Snapshot.newBuilder().setHasDirectory(true).addAcceptedDomains("contoso.example").build();

    // Then
    assertThat(route(empty, "carol@contoso.example")).isInstanceOf(Route.Unmapped.class);
  }

  private static Route route(Snapshot snapshot, String address) {
    return RoutingTable.of(snapshot).route(new EmailAddress(address));
  }

  private static MappedAddress mapped(String address, String mailbox) {
    return MappedAddress.newBuilder().setAddress(address).setMailbox(mailbox).build();
  }
}
