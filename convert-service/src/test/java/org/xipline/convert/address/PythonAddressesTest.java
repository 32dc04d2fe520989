package org.xipline.convert.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.xipline.convert.Python;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.property.Property;
import org.xipline.schemas.property.Values;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A reader that is not ours reads the same people. */
class PythonAddressesTest {
  private static final int FIELDS = 600;
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String SPECIALS = "()<>[]:;@\\,.\" \t";

  @Test
  void shouldReadWhomPythonReads() throws InterruptedException {
    Python.assume();
    Property.holds(
        1, values -> compare(values.list(FIELDS, FIELDS, one -> AnyAddressField.from(one).text())));
  }

  /** What is against the grammar may be refused, but never understood as somebody else. */
  @Test
  void shouldReadNobodyElseWhereAFieldIsDamaged() throws InterruptedException {
    Python.assume();
    Property.holds(1, values -> compare(values.list(FIELDS, FIELDS, PythonAddressesTest::damaged)));
  }

  private static String damaged(Values values) {
    var text = new StringBuilder(AnyAddressField.from(values).text());
    for (int i = values.integer(1, 3); i > 0; i--) {
      int at = values.integer(0, text.length());
      int special = values.integer(0, SPECIALS.length() - 1);
      switch (values.integer(0, 2)) {
        case 0 -> text.insert(at, SPECIALS.charAt(special));
        case 1 -> text.replace(at, Math.min(at + 1, text.length()), "");
        default ->
            text.replace(
                at, Math.min(at + 1, text.length()), SPECIALS.substring(special, special + 1));
      }
    }
    return text.toString();
  }

  private static void compare(List<String> fields) throws IOException, InterruptedException {
    List<JsonNode> answers =
        Python.answers(
            Objects.requireNonNull(PythonAddressesTest.class.getResource("parse_addresses.py")),
            fields.stream().map(JSON::writeValueAsString).toList());
    assertThat(answers).hasSameSizeAs(fields);
    for (int i = 0; i < fields.size(); i++) {
      compare(fields.get(i), answers.get(i));
    }
  }

  private static void compare(String field, JsonNode answer) {
    Optional<Set<String>> ours = ours(field);
    if (isInvalid(answer)) {
      return;
    }
    Set<String> theirs = new TreeSet<>();
    for (JsonNode person : answer.get("people")) {
      String address = person.get(1).asString();
      theirs.add(
          EmailAddress.parse(address.startsWith("@") ? "\"\"" + address : address)
              .map(EmailAddress::value)
              .orElse(address));
    }
    if (!ours.equals(Optional.of(theirs))) {
      fail("%s%n ours:   %s%n theirs: %s".formatted(field, ours, answer));
    }
  }

  private static Optional<Set<String>> ours(String field) {
    try {
      Set<String> addresses = new TreeSet<>();
      AddressList.people(field).forEach(person -> addresses.add(person.email().value()));
      return Optional.of(addresses);
    } catch (UnreadableAddressException _) {
      return Optional.empty();
    }
  }

  private static boolean isInvalid(JsonNode answer) {
    return answer
        .get("defects")
        .valueStream()
        .anyMatch(d -> !d.asString().equals("ObsoleteHeaderDefect"));
  }
}
