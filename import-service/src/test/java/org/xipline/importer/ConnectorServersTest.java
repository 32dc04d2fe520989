package org.xipline.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.record.MailboxPlace;

class ConnectorServersTest {
  private static final String DESK = "imaps://desk.example:993";
  private static final String OWN = "imaps://own.example:993";

  @Test
  void shouldLogInAsTheFirstConnectorByNameSaysWhereTheyDoNotAgree() {
    List<Connector> connectors =
        List.of(
            connector("zulu", DESK, "z"),
            connector("alfa", DESK, "a"),
            connector("mike", DESK, "m"));

    assertThat(ConnectorServers.places(connectors, List.of())).containsExactly(place(DESK, "a"));
    assertThat(ConnectorServers.places(connectors.reversed(), List.of()))
        .containsExactly(place(DESK, "a"));
  }

  @Test
  void shouldLeaveOutConnectorsThatNameNoServer() {
    assertThat(
            ConnectorServers.places(
                List.of(Connector.newBuilder().setName("b").build()), List.of()))
        .isEmpty();
  }

  @Test
  void shouldDeliverToTheOwnServerOnceMessagesNameIt() {
    assertThat(ConnectorServers.places(List.of(connector("alfa", DESK, "a")), List.of(OWN)))
        .containsExactly(place(DESK, "a"), MailboxPlace.newBuilder().setLocation(OWN).build());
  }

  private static Connector connector(String name, String location, String user) {
    return Connector.newBuilder().setName(name).setMailboxes(place(location, user)).build();
  }

  private static MailboxPlace place(String location, String user) {
    return MailboxPlace.newBuilder().setLocation(location).setImapAuth("master:" + user).build();
  }
}
